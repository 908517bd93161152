"""Represent arithmetic as values that can be evaluated, filled in and written down.

The nodes are defined here; ``formula`` builds formulas of them and fills them in, ``typesetting``
writes them as LaTeX and in plain words.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import exp, log, prod, tanh
from typing import Self

from learnscope.common.formatting import shown, trimmed


class Expression:
    """The base of all nodes."""

    parts: tuple["Expression", ...]

    def value(self) -> float:
        """Evaluate the expression.

        Raises:
            ArithmeticError, ValueError: as ``math`` does.
            NotImplementedError: it contains a symbol.
        """
        raise NotImplementedError(f"{type(self).__name__} stands for no number")

    def nodes(self) -> Iterator["Expression"]:
        """Yield the expression and everything inside it, in reading order."""
        yield self
        for part in self.parts:
            yield from part.nodes()

    def has(self, kind: "type[Expression]") -> bool:
        """Tell whether it contains a node of this kind."""
        return any(isinstance(node, kind) for node in self.nodes())

    def letters(self) -> set[str]:
        """Collect the letters of its symbols."""
        return {node.letter for node in self.nodes() if isinstance(node, Symbol)}

    def numbers(self) -> tuple[float, ...]:
        """List its numbers from left to right, without the one-digit constants."""
        numbers = (node for node in self.nodes() if isinstance(node, Number | Constant | Rest))
        return tuple(of.number for of in numbers if not (isinstance(of, Constant) and of.is_digit))

    # -- Python's operators, which build formulas

    def __add__(self, other: "Expression | float") -> "Expression":
        return Sum((*(self.parts if isinstance(self, Sum) else (self,)), expression(other)))

    def __radd__(self, other: float) -> "Expression":
        return expression(other) + self

    def __sub__(self, other: "Expression | float") -> "Expression":
        return self + Minus((expression(other),))

    def __rsub__(self, other: float) -> "Expression":
        return expression(other) - self

    def __mul__(self, other: "Expression | float") -> "Expression":
        first = self.parts if isinstance(self, Product) else (self,)
        return Product((*first, expression(other)), has_dots=False)

    def __rmul__(self, other: float) -> "Expression":
        return expression(other) * self

    def __truediv__(self, other: "Expression | float") -> "Expression":
        return Fraction((self, expression(other)))

    def __rtruediv__(self, other: float) -> "Expression":
        return expression(other) / self

    def __pow__(self, other: "Expression | float") -> "Expression":
        return Power((self, expression(other)))

    def __neg__(self) -> "Expression":
        return Minus((self,))


def expression(of: Expression | float) -> Expression:
    """Make a plain number an expression."""
    return of if isinstance(of, Expression) else Constant(of)


# -- leaves


class Leaf(Expression):
    """A node without parts."""

    parts = ()


@dataclass(frozen=True)
class Number(Leaf):
    """A number, with the key of its place in the figure if it has one.

    ``is_typed``: the visitor entered it, so it is written without trailing zeros. ``decimals``: how
    many decimals to write; None follows the figure.
    """

    number: float
    place: str = ""
    is_typed: bool = False
    decimals: int | None = None

    @property
    def text(self) -> str:
        """Write its digits as the figure shows them."""
        if self.decimals is not None:
            return f"{self.number:.{self.decimals}f}".replace("-", "−")
        return (trimmed if self.is_typed else shown)(self.number)

    def value(self) -> float:
        """Return the number itself."""
        return self.number


@dataclass(frozen=True)
class Constant(Leaf):
    """A number that belongs to a formula, such as the 1 in 1 − p."""

    number: float

    @property
    def is_digit(self) -> bool:
        """Tell whether it is written with one digit."""
        return self.number in range(10)

    def value(self) -> float:
        """Return the number itself."""
        return float(self.number)


@dataclass(frozen=True)
class Symbol(Leaf):
    """A letter with an index, its layer and its place in the figure."""

    letter: str
    index: str = ""
    layer: int | None = None
    place: str = ""


@dataclass(frozen=True)
class FunctionName(Leaf):
    """The name of a function, such as σ or ReLU."""

    name: str


@dataclass(frozen=True)
class Rest(Leaf):
    """The smaller terms of a sum, folded into one number."""

    number: float
    count: int

    def value(self) -> float:
        """Return the sum of these terms."""
        return self.number


# -- nodes with parts


@dataclass(frozen=True)
class Inner(Expression):
    """A node with parts."""

    parts: tuple[Expression, ...]

    def with_parts(self, *parts: Expression) -> Self:
        """Make the same node with other parts."""
        return replace(self, parts=parts)


class Sum(Inner):
    """Terms added up; a term wrapped in ``Minus`` is subtracted."""

    def value(self) -> float:
        """Add up the terms."""
        return sum(term.value() for term in self.parts)


class Minus(Inner):
    """A term with its sign flipped."""

    def value(self) -> float:
        """Negate the term."""
        (term,) = self.parts
        return -term.value()


@dataclass(frozen=True)
class Product(Inner):
    """Factors multiplied, written with dots between them or side by side."""

    has_dots: bool = True

    def value(self) -> float:
        """Multiply the factors."""
        return prod(factor.value() for factor in self.parts)


class Fraction(Inner):
    """One expression over another."""

    def value(self) -> float:
        """Divide the numerator by the denominator."""
        above, below = self.parts
        return above.value() / below.value()


class Power(Inner):
    """A base to a power."""

    def value(self) -> float:
        """Raise the base to the power."""
        base, exponent = self.parts
        power: float = base.value() ** exponent.value()
        return power


class PowerOfE(Inner):
    """The number e to a power."""

    def value(self) -> float:
        """Raise e to the power."""
        (exponent,) = self.parts
        return exp(exponent.value())


FUNCTIONS: dict[str, Callable[..., float]] = {"ln": log, "tanh": tanh, "max": max, "min": min}


@dataclass(frozen=True)
class Call(Inner):
    """A call of one of ``FUNCTIONS``."""

    function: str

    def value(self) -> float:
        """Call the function."""
        return FUNCTIONS[self.function](*(argument.value() for argument in self.parts))


@dataclass(frozen=True)
class Whether(Inner):
    """Iverson's bracket: 1 where a relation, > or =, holds, else 0."""

    relation: str

    def value(self) -> float:
        """Evaluate the relation to 1 or 0."""
        left, right = (part.value() for part in self.parts)
        return float(left > right if self.relation == ">" else left == right)


@dataclass(frozen=True)
class Total(Inner):
    """The sum of a term over an index such as k, for all outputs."""

    index: str
