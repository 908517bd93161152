"""Define the sections that explanations consist of: sentences and lines of formulas."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from learnscope.common.arrays import Array
from learnscope.common.equation import Equation
from learnscope.common.expression import Expression, Number, Rest
from learnscope.common.typesetting import written
from learnscope.nn.activations import Activation

CURVE_POINTS = 121
CURVE_REACH = 6.0


@dataclass(frozen=True)
class Line:
    """One line of a derivation, as LaTeX and in plain words.

    ``numbers`` are those to the right of the equals sign, in order, with all their digits;
    ``value`` is what they must come to. A line of symbols has neither. ``label`` says what the line
    is about if it is one of several. ``is_folded``: some terms are folded into one number.
    """

    latex: str
    words: str
    numbers: tuple[float, ...] = ()
    value: float | None = None
    label: str = ""
    is_folded: bool = False


@dataclass(frozen=True)
class Section:
    """One thing explained: a title, a text, the derivation, and a curve or None."""

    title: str
    text: str = ""
    lines: tuple[Line, ...] = ()
    curve: dict[str, Any] | None = field(default=None)


def symbols(formula: Expression) -> Line:
    """Write a line of symbols."""
    return Line(*written(formula, on_paper=True))


def numbers(formula: Expression, value: float, label: str = "") -> Line:
    """Write a line of numbers with their result."""
    return Line(*written(formula), formula.numbers(), value, label, formula.has(Rest))


def worked_out(formula: Expression, value: float) -> tuple[Line, ...]:
    """Write a formula with its numbers filled in, and the result."""
    with_numbers = numbers(Equation((formula,)), value)
    if isinstance(formula, Number):
        return (with_numbers,)
    return (with_numbers, numbers(Equation((Number(value),)), value))


def curve(activation: Activation, z: float) -> dict[str, Any]:
    """Return f around 0 and z, with the point at z and the slope there."""
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
