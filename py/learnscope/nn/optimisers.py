"""Optimisers: which way to go, made of the slopes of this and earlier steps.

An optimiser turns the slopes of all weights and biases, in one long row, into a direction; then
every number w moves to w − η·direction. Plain descent goes where the slopes point. Its memory
from step to step are its moments, rows of the same length, 0 at first: it writes the new ones into
them. The arrays it returns are good until its next call.

To add one, write its function and one entry in ``OPTIMISERS``.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from learnscope.common.arrays import Array

type Direction = Callable[[Array, tuple[Array, ...], int, float], Array]
"""From slopes, moments, the number of this step since the moments began (from 1) and the momentum,
to a direction."""


@dataclass(frozen=True)
class Optimiser:
    """One optimiser.

    label is what a menu calls it, moments how many it has. takes_momentum: its direction depends
    on the momentum that the visitor sets.
    """

    name: str
    label: str
    moments: int
    direction: Direction
    takes_momentum: bool = False


def descent(slopes: Array, moments: tuple[Array, ...], step: int, momentum: float) -> Array:
    """Straight downhill: the slopes themselves."""
    del moments, step, momentum
    return slopes


def with_momentum(slopes: Array, moments: tuple[Array, ...], step: int, momentum: float) -> Array:
    """Compute v ← μ·v + slope: the old speed slowed by μ, plus the slope."""
    del step
    (speed,) = moments
    speed *= momentum
    speed += slopes
    return speed


FORGETS = 0.9
FORGETS_SQUARES = 0.999
TINY = 1e-8
"""β₁, β₂ and ε as Kingma and Ba recommend."""


def adam(slopes: Array, moments: tuple[Array, ...], step: int, momentum: float) -> Array:
    """Compute m̂ / (√v̂ + ε).

    m are means of the slopes and v of their squares, which forget what is old. Both begin at 0 and
    are too small at first, by 1 − βᵗ: the hats take that out again.
    Kingma and Ba, "Adam: a method for stochastic optimization" (2015), algorithm 1.
    """
    del momentum
    mean, squares = moments
    mean += (1.0 - FORGETS) * (slopes - mean)
    squares *= FORGETS_SQUARES
    squares += (1.0 - FORGETS_SQUARES) * slopes * slopes
    size = np.sqrt(squares)
    size /= (1.0 - FORGETS_SQUARES**step) ** 0.5
    size += TINY
    direction = mean / (1.0 - FORGETS**step)
    direction /= size
    return direction


OPTIMISERS: dict[str, Optimiser] = {
    entry.name: entry
    for entry in (
        Optimiser("descent", "Gradient descent", 0, descent),
        Optimiser("momentum", "Momentum", 1, with_momentum, takes_momentum=True),
        Optimiser("adam", "Adam", 2, adam),
    )
}
