"""Write equations and names, which stand beside arithmetic but are not part of it."""

from dataclasses import dataclass

from learnscope.common.expression import Expression, Inner


class Brackets(Inner):
    """An expression that is always written in brackets."""

    def value(self) -> float:
        """Compute the value of the expression inside."""
        (inner,) = self.parts
        return inner.value()


@dataclass(frozen=True)
class Applied(Inner):
    """A named function, or its slope, with its argument."""

    is_slope: bool = False


class Derivative(Inner):
    """The slope of the cost along something: ∂C/∂w."""


class Transposed(Inner):
    """A matrix with rows and columns swapped."""


class Elementwise(Inner):
    """Two arrays of one shape, multiplied number by number."""


@dataclass(frozen=True)
class Equation(Inner):
    """Two sides with = or ← between them. With one side it continues the line before."""

    sign: str = "="

    def value(self) -> float:
        """Compute the right side."""
        return self.parts[-1].value()


def equal(*sides: Expression | None) -> Expression:
    """Join sides with =, leaving out those that are None."""
    first, *others = (side for side in sides if side)
    for side in others:
        first = Equation((first, side))
    return first
