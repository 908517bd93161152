"""Measure how well a network does on many examples."""

from dataclasses import dataclass

import numpy as np

from learnscope.common.arrays import Array, Indices
from learnscope.nn.calculus import ORIGINAL, Calculus
from learnscope.nn.costs import COSTS
from learnscope.nn.network import Network
from learnscope.training import compiled_step

MOST_WORK = 20_000_000
"""Most multiplications for one measurement; it uses only some examples if all would need more."""

ACTIVATION = 50
"""Multiplications that take about as long as one activation."""

AT_ONCE = 4_096
"""Most examples that run through at once, which keeps memory small."""


@dataclass(frozen=True)
class Figures:
    """Mean cost, accuracy and error on some examples.

    ``accuracy`` is the share of examples whose class is guessed right; None without classes.
    ``error`` is the mean distance between guess and target in the data's own units; None unless the
    target is one number. All are None without examples.
    """

    cost: float | None
    accuracy: float | None
    error: float | None = None


def work_of(network: Network) -> int:
    """Estimate the work of one example's Forward, in multiplications."""
    return sum(layer.weights.size + ACTIVATION * layer.n_out for layer in network)


def stride(network: Network, n: int, most: int = MOST_WORK, fewest: int = 1_000) -> int:
    """Stride that keeps the work under ``most``, using at least ``fewest`` of n examples."""
    return max(1, -(-n // max(fewest, most // work_of(network))))


def outputs(network: Network, inputs: Array, calculus: Calculus = ORIGINAL) -> Array:
    """Compute the last layer's activations (N, n_out) on inputs (N, n_in).

    Raises:
        Problem: the visitor's Python fails or is missing.
    """
    parts = [inputs[at : at + AT_ONCE] for at in range(0, len(inputs), AT_ONCE)]
    with np.errstate(all="ignore"):
        if calculus.is_original:
            done = [compiled_step.outputs(network, part) for part in parts]
        else:
            done = [calculus.forward(network, part)[-1].a for part in parts]
    return np.concatenate(done) if done else np.empty((0, network[-1].n_out))


def costs(
    network: Network, cost: str, inputs: Array, targets: Array, calculus: Calculus = ORIGINAL
) -> Array:
    """Compute the cost of each example, (N,).

    Raises:
        Problem: the visitor's Python fails or is missing.
    """
    with np.errstate(all="ignore"):
        return COSTS[cost].value(outputs(network, inputs, calculus), targets)


def classes(values: Array) -> Indices:
    """Return the class of each row of targets or guesses (N, n_out): its largest entry."""
    return values.argmax(axis=1)


def figures(
    network: Network, cost: str, inputs: Array, targets: Array, has_classes: bool
) -> Figures:
    """Measure a network on these examples.

    Raises:
        Problem: the visitor's Python fails or is missing.
    """
    of_class = classes(targets) if has_classes else None
    return figures_of(outputs(network, inputs), cost, targets, of_class)


def figures_of(
    a: Array, cost: str, targets: Array, of_class: Indices | None, scale: Array | None = None
) -> Figures:
    """Measure cost and accuracy from the last layer's activations a (N, n_out).

    ``of_class`` has each example's class; None without classes. If the targets are numbers,
    ``scale`` is what they were divided by.
    """
    if not len(a):
        return Figures(None, None)
    with np.errstate(all="ignore"):
        if of_class is None:
            mean = float(COSTS[cost].value(a, targets).mean())
            return Figures(mean, None, _error(COSTS[cost].guess(a), targets, scale))
        of_classes = COSTS[cost].of_classes
        if of_classes:
            mean = of_classes(a, of_class)
        else:
            mean = float(COSTS[cost].value(a, targets).mean())
        right = decisions(cost, a) == of_class
    return Figures(mean, int(np.count_nonzero(right)) / len(a))


def decisions(cost: str, a: Array) -> Indices:
    """Return the guessed classes, from the last layer's activations a (N, n_out)."""
    return classes(a if COSTS[cost].keeps_order else COSTS[cost].guess(a))


def _error(guess: Array, targets: Array, scale: Array | None) -> float | None:
    if scale is None or len(scale) != 1:
        return None
    error = float(np.abs(guess - targets).mean() * scale[0])
    return error if np.isfinite(error) else None


def confusion(actual: Indices, guessed: Indices, count: int) -> Array:
    """Count the examples of class r (row) guessed to be of class c (column)."""
    cells = np.bincount(actual * count + guessed, minlength=count * count)
    return cells.reshape(count, count).astype(np.float64)


def grid(low: Array, high: Array, size: int) -> Array:
    """List size × size points (size², 2) between two corners, row by row.

    The first row is the lowest.
    """
    x, y = (np.linspace(low[i], high[i], size) for i in range(2))
    return np.column_stack([np.tile(x, size), np.repeat(y, size)])


@dataclass(frozen=True)
class Histogram:
    """Counts of values in equal parts of the range from low to high, both included."""

    low: float
    high: float
    counts: list[int]


def histogram(values: Array, parts: int) -> Histogram:
    """Count values in equal parts of their range; only finite ones count."""
    values = values[np.isfinite(values)]
    if not values.size:
        return Histogram(0.0, 0.0, [0] * parts)
    low, high = float(values.min()), float(values.max())
    if low == high:
        return Histogram(low, high, [values.size, *[0] * (parts - 1)])
    with np.errstate(over="ignore"):
        place = (values / 2 - low / 2) / (high / 2 - low / 2) * parts
    places = np.clip(place.astype(np.intp), 0, parts - 1)
    return Histogram(low, high, np.bincount(places, minlength=parts).tolist())
