"""Find how far off a calculation may be that starts from the figure's digits.

An ``Approximate`` is a number with the largest error it may have. Sums and products pass errors on,
to first order. Each product is also rounded, because people write it down that way. So a formula
written with such numbers also gives the error of its result.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from learnscope.common.formatting import half_unit
from learnscope.exercises.exercise import Exercise


@dataclass(frozen=True)
class Approximate:
    """A value that is known within ± error."""

    value: float
    error: float

    def __add__(self, other: "Approximate") -> "Approximate":
        """Add the values and the errors."""
        return Approximate(self.value + other.value, self.error + other.error)

    def __mul__(self, other: "Approximate") -> "Approximate":
        """Multiply the values; each factor scales the other's error."""
        error = abs(self.value) * other.error + abs(other.value) * self.error
        return written_down(self.value * other.value, error)


def read_off(value: float) -> Approximate:
    """Read a number as the figure shows it, rounded."""
    return Approximate(value, half_unit(value))


def written_down(value: float, error: float) -> Approximate:
    """Round a result as the figure would."""
    return Approximate(value, error + half_unit(value))


def applied(f: Callable[[float], float], x: Approximate) -> Approximate:
    """Apply a function; the error is half the spread of f over x ± error."""
    spread = abs(f(x.value + x.error) - f(x.value - x.error)) / 2
    return written_down(f(x.value), spread)


def sum_of_products(terms: Sequence[tuple[float, float]]) -> Approximate:
    """Add up products of numbers read off the figure."""
    result = Approximate(0.0, 0.0)
    for a, b in terms:
        result = result + read_off(a) * read_off(b)
    return result


def tolerance(of: Exercise) -> float:
    """Find how far the figure's rounded digits may lead from the right answer."""
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
    """Compute ∂C/∂a of an output as if its activation were a and its target t."""
    rows, targets = of.values.state.passes[-1].a.copy(), of.values.state.targets[None].copy()
    rows[0, of.index], targets[0, of.index] = a, t
    return float(of.values.cost.gradient(rows, targets)[0, of.index])


def _gradient(of: Exercise) -> Approximate:
    delta = _delta(of)
    return delta if of.source is None else read_off(of.carried) * delta


def _new(of: Exercise) -> Approximate:
    return read_off(of.old) + read_off(-of.rate) * _gradient(of)


BY_HAND = {"z": _z, "a": _a, "delta": _delta, "gradient": _gradient, "new": _new}
"""Functions that compute each quantity from the digits in the figure."""
