"""What an explanation is made of: sections of sentences and lines of formulas."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from learnscope.common.arrays import Array
from learnscope.explain.expression import Expression, Number, digits
from learnscope.nn.activations import Activation

CURVE_POINTS = 121
CURVE_REACH = 6.0


@dataclass(frozen=True)
class Line:
    """One line of a derivation, as LaTeX.

    numbers are those that stand to the right of the equals sign, in order, with all their digits;
    value is what they must come to. A line of symbols has neither. label says what the line is
    about, where it is one of several.
    """

    latex: str
    numbers: tuple[float, ...] = ()
    value: float | None = None
    label: str = ""


@dataclass(frozen=True)
class Section:
    """One thing explained: what is said of it, how it is worked out, and a curve or None."""

    title: str
    text: str = ""
    lines: tuple[Line, ...] = ()
    curve: dict[str, Any] | None = field(default=None)


def symbols(latex: str) -> Line:
    """A line of symbols."""
    return Line(latex)


def worked_out(expression: Expression, value: float) -> tuple[Line, ...]:
    """The expression with its numbers in, and what it comes to."""
    with_numbers = Line(f"= {expression.latex()}", tuple(expression.numbers()), value)
    if isinstance(expression, Number):
        return (with_numbers,)
    return (with_numbers, Line(f"= {digits(value)}", (value,), value))


def curve(activation: Activation, z: float) -> dict[str, Any]:
    """f around 0 and z, with the point at z and the slope there."""
    reach = max(CURVE_REACH, 1.25 * abs(z))
    zs = np.linspace(-reach, reach, CURVE_POINTS)
    at: Array = np.array([z])
    return {
        "z": zs,
        "f": activation.f(zs),
        "point": [z, float(activation.f(at)[0])],
        "slope": float(activation.f_prime(at)[0]),
        "label": activation.label,
    }
