"""Equations and named things, which are written down beside arithmetic."""

from dataclasses import dataclass

from learnscope.common.expression import Expression, Inner


class Brackets(Inner):
    """An expression that stands in brackets in any case."""

    def value(self) -> float:
        """Work out what is in them."""
        (inner,) = self.parts
        return inner.value()


@dataclass(frozen=True)
class Applied(Inner):
    """A named function, or its slope, with its argument."""

    is_slope: bool = False


class Derivative(Inner):
    """The slope of the cost along something: ∂C/∂w."""


@dataclass(frozen=True)
class Equation(Inner):
    """Two sides with = or ← between them. With one side it goes on from the line before."""

    sign: str = "="

    def value(self) -> float:
        """Work out the right side."""
        return self.parts[-1].value()


def equal(*sides: Expression | None) -> Expression:
    """Put = between sides; those that are None are left out."""
    first, *others = (side for side in sides if side)
    for side in others:
        first = Equation((first, side))
    return first
