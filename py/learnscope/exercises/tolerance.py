"""Find how far off a calculation may be that begins with the figure's digits.

An ``Approximate`` is a number with the largest error it may have. Sums and products pass the
errors on, to first order, and who works by hand writes each product down rounded as well. So a
formula written with them also says how sharp its result is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from learnscope.common.formatting import half_unit
from learnscope.exercises.exercise import Exercise


@dataclass(frozen=True)
class Approximate:
    """value, known within ± error."""

    value: float
    error: float

    def __add__(self, other: "Approximate") -> "Approximate":
        """The errors may add up."""
        return Approximate(self.value + other.value, self.error + other.error)

    def __mul__(self, other: "Approximate") -> "Approximate":
        """Each factor's error counts as often as the other factor says."""
        error = abs(self.value) * other.error + abs(other.value) * self.error
        return written_down(self.value * other.value, error)


def read_off(value: float) -> Approximate:
    """A number as the figure shows it."""
    return Approximate(value, half_unit(value))


def written_down(value: float, error: float) -> Approximate:
    """A result, rounded as the figure would show it."""
    return Approximate(value, error + half_unit(value))


def applied(f: Callable[[float], float], x: Approximate) -> Approximate:
    """f(x)."""
    spread = abs(f(x.value + x.error) - f(x.value - x.error)) / 2
    return written_down(f(x.value), spread)


def sum_of_products(terms: Sequence[tuple[float, float]]) -> Approximate:
    """The sum of products of numbers read off."""
    result = Approximate(0.0, 0.0)
    for a, b in terms:
        result = result + read_off(a) * read_off(b)
    return result


def tolerance(of: Exercise) -> float:
    """How far from the right answer the digits that the figure shows may lead."""
    with np.errstate(all="ignore"):
        result = BY_HAND[of.quantity](of)
        return result.error + half_unit(of.right)


def _z(of: Exercise) -> Approximate:
    return sum_of_products(of.incoming) + read_off(of.bias)


def _a(of: Exercise) -> Approximate:
    return applied(of.f, read_off(of.z))


def _delta(of: Exercise) -> Approximate:
    if of.is_last:
        t = float(of.values.state.targets[of.index])
        d_a = applied(lambda a: _blame(of, a, t), read_off(of.a))
        by_target = applied(lambda t: _blame(of, of.a, t), read_off(t))
        d_a = Approximate(d_a.value, d_a.error + by_target.error)
    else:
        d_a = sum_of_products(of.outgoing)
    return d_a * applied(of.f_prime, read_off(of.z))


def _blame(of: Exercise, a: float, t: float) -> float:
    """∂C/∂a of an output, were its activation a and its target t."""
    rows, targets = of.values.state.passes[-1].a.copy(), of.values.state.targets[None].copy()
    rows[0, of.index], targets[0, of.index] = a, t
    return float(of.values.cost.gradient(rows, targets)[0, of.index])


def _gradient(of: Exercise) -> Approximate:
    delta = _delta(of)
    return delta if of.source is None else read_off(of.carried) * delta


def _new(of: Exercise) -> Approximate:
    return read_off(of.old) + read_off(-of.rate) * _gradient(of)


BY_HAND = {"z": _z, "a": _a, "delta": _delta, "gradient": _gradient, "new": _new}
"""Each quantity, worked out with the digits that the figure shows."""
