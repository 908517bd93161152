"""Define the optimisers: the direction of a step, from this and earlier slopes.

An optimiser turns the slopes of all weights and biases, in one long row, into a direction; then
every number w moves to w − η·direction. Plain descent goes where the slopes point. Its moments are
its memory from step to step: rows of the same length, 0 at first, which it updates in place. The
arrays it returns are valid until its next call.

To add one, write its function and one entry in ``OPTIMISERS``.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from learnscope.common.arrays import Array

type Direction = Callable[[Array, tuple[Array, ...], int, float], Array]
"""Compute a direction from the slopes, the moments, the step and the momentum.

Steps count from 1, since the moments began.
"""


@dataclass(frozen=True)
class Optimiser:
    """One optimiser.

    ``label`` is its name in menus, ``moments`` how many it has. ``takes_momentum``: its direction
    depends on the momentum that the visitor sets.
    """

    name: str
    label: str
    moments: int
    direction: Direction
    takes_momentum: bool = False


def descent(slopes: Array, moments: tuple[Array, ...], step: int, momentum: float) -> Array:
    """Go straight downhill: return the slopes themselves."""
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

    m are running means of the slopes and v of their squares. Both begin at 0 and so are too small
    at first, by a factor of 1 − βᵗ; the hats divide that out. Kingma and Ba, "Adam: a method for
    stochastic optimization" (2015), algorithm 1.
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
