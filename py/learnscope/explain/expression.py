"""Expressions: arithmetic that can be shown with its numbers in, and worked out.

An expression is a value made of the nodes below. ``latex`` writes it, every number with the
figure's digits and linked to its place in the figure; ``numbers`` lists the same numbers, in the
order in which they are written, with all their digits; ``value`` works it out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import exp, log, prod, tanh

from learnscope.common.formatting import shown, trimmed

SET_BY_THE_VISITOR = ("input", "target", "learning-rate")
"""Numbers in these places stand in the figure as they were typed, without zeros at the end."""


class Expression:
    """What all nodes have in common."""

    def latex(self) -> str:
        """The expression as LaTeX."""
        raise NotImplementedError

    def value(self) -> float:
        """What it is equal to. Raises OverflowError, ValueError or ZeroDivisionError like math."""
        raise NotImplementedError

    def parts(self) -> tuple["Expression", ...]:
        """The expressions it is made of, in the order in which they are written."""
        return ()

    def numbers(self) -> Iterator[float]:
        """Every number that stands in it, in the order in which they are written."""
        for part in self.parts():
            yield from part.numbers()

    def places(self) -> Iterator[str]:
        """Where in the figure they come from."""
        for part in self.parts():
            yield from part.places()


@dataclass(frozen=True)
class Number(Expression):
    """A number, and the place in the figure that it belongs to."""

    number: float
    place: str = ""

    def latex(self) -> str:
        """Its digits as in the figure."""
        is_set = self.place.startswith(SET_BY_THE_VISITOR)
        return linked(self.place, digits(self.number, trimmed if is_set else shown))

    def value(self) -> float:
        """The number itself."""
        return self.number

    def numbers(self) -> Iterator[float]:
        """The number itself."""
        yield self.number

    def places(self) -> Iterator[str]:
        """Its place."""
        if self.place:
            yield self.place


@dataclass(frozen=True)
class Whole(Expression):
    """A small whole number that belongs to a formula, such as the 1 in 1 − p."""

    number: int

    def latex(self) -> str:
        """Its digits."""
        return str(self.number)

    def value(self) -> float:
        """The number."""
        return float(self.number)


@dataclass(frozen=True)
class Symbol(Expression):
    """A name that stands for a number."""

    name: str
    number: float = 0.0

    def latex(self) -> str:
        """The name."""
        return self.name

    def value(self) -> float:
        """The number."""
        return self.number


@dataclass(frozen=True)
class Sum(Expression):
    """Terms added up; one in ``Minus`` is taken away."""

    terms: tuple[Expression, ...]

    def latex(self) -> str:
        """t + t − t. A negative number after a sign stands in brackets."""
        text = self.terms[0].latex()
        for term in self.terms[1:]:
            if isinstance(term, Minus):
                text += " - " + bracketed(term.term)
            else:
                text += " + " + bracketed(term)
        return text

    def value(self) -> float:
        """The sum."""
        return sum(term.value() for term in self.terms)

    def parts(self) -> tuple[Expression, ...]:
        """The terms."""
        return self.terms


@dataclass(frozen=True)
class Minus(Expression):
    """A term with its sign turned."""

    term: Expression

    def latex(self) -> str:
        """−t."""
        return "-" + bracketed(self.term)

    def value(self) -> float:
        """The negative."""
        return -self.term.value()

    def parts(self) -> tuple[Expression, ...]:
        """The term."""
        return (self.term,)


@dataclass(frozen=True)
class Product(Expression):
    """Factors multiplied."""

    factors: tuple[Expression, ...]

    def latex(self) -> str:
        """f · f · f, sums in brackets."""
        first, *others = self.factors
        start = bracketed(first) if isinstance(first, Sum) else first.latex()
        return r" \cdot ".join([start, *map(bracketed, others)])

    def value(self) -> float:
        """The product."""
        return prod(factor.value() for factor in self.factors)

    def parts(self) -> tuple[Expression, ...]:
        """The factors."""
        return self.factors


@dataclass(frozen=True)
class Fraction(Expression):
    """One expression over another."""

    above: Expression
    below: Expression

    def latex(self) -> str:
        """A fraction bar needs no brackets."""
        return rf"\frac{{{self.above.latex()}}}{{{self.below.latex()}}}"

    def value(self) -> float:
        """The quotient."""
        return self.above.value() / self.below.value()

    def parts(self) -> tuple[Expression, ...]:
        """Above, below."""
        return (self.above, self.below)


@dataclass(frozen=True)
class Power(Expression):
    """A base to a power; e, where there is no base."""

    base: Expression | None
    exponent: Expression

    def latex(self) -> str:
        """b^x."""
        base = bracketed(self.base, always=True) if self.base else "e"
        return f"{base}^{{{self.exponent.latex()}}}"

    def value(self) -> float:
        """The power."""
        exponent = self.exponent.value()
        return self.base.value() ** exponent if self.base else exp(exponent)

    def parts(self) -> tuple[Expression, ...]:
        """The base, if there is one, and the exponent."""
        return (self.base, self.exponent) if self.base else (self.exponent,)


FUNCTIONS: dict[str, Callable[..., float]] = {
    r"\ln": log,
    r"\tanh": tanh,
    r"\max": max,
    r"\min": min,
}


@dataclass(frozen=True)
class Call(Expression):
    r"""A function of ``FUNCTIONS``, such as \ln."""

    name: str
    arguments: tuple[Expression, ...]

    def latex(self) -> str:
        """Always with brackets."""
        return f"{self.name}({', '.join(argument.latex() for argument in self.arguments)})"

    def value(self) -> float:
        """What the function makes of its arguments."""
        return FUNCTIONS[self.name](*(argument.value() for argument in self.arguments))

    def parts(self) -> tuple[Expression, ...]:
        """The arguments."""
        return self.arguments


@dataclass(frozen=True)
class Whether(Expression):
    """1 where a relation holds, else 0: Iverson's bracket, written with square ones."""

    left: Expression
    relation: str
    right: Expression

    def latex(self) -> str:
        """[left > right]."""
        return rf"\left[ {self.left.latex()} {self.relation} {self.right.latex()} \right]"

    def value(self) -> float:
        """1 or 0."""
        left, right = self.left.value(), self.right.value()
        return float(left > right if self.relation == ">" else left == right)

    def parts(self) -> tuple[Expression, ...]:
        """Left, right."""
        return (self.left, self.right)


@dataclass(frozen=True)
class Rest(Expression):
    """The terms of a sum that are not worth a look, as one number."""

    number: float
    count: int

    def latex(self) -> str:
        """The number, with a brace that says of how many terms."""
        return rf"\underbrace{{{digits(self.number)}}}_{{\text{{{self.count} more}}}}"

    def value(self) -> float:
        """The sum of these terms."""
        return self.number

    def numbers(self) -> Iterator[float]:
        """The one number."""
        yield self.number


def folded(terms: tuple[Expression, ...], most: int) -> tuple[Expression, ...]:
    """The ``most`` largest terms where there are more, in their order, then the rest as one."""
    if len(terms) <= most + 1:
        return terms
    sizes = [abs(term.value()) for term in terms]
    largest = set(sorted(range(len(terms)), key=lambda n: -sizes[n])[:most])
    rest = sum(term.value() for n, term in enumerate(terms) if n not in largest)
    return (*(terms[n] for n in sorted(largest)), Rest(rest, len(terms) - most))


def digits(number: float, write: Callable[[float], str] = shown) -> str:
    """A number as LaTeX, with the digits that the figure shows."""
    text = write(number)
    return rf"\text{{{text}}}" if "e" in text else text.replace("−", "-")


def linked(place: str, latex: str) -> str:
    """LaTeX that knows its place in the figure."""
    return rf"\data{{place={place}}}{{{latex}}}" if place else latex


def bracketed(part: Expression, always: bool = False) -> str:
    """The part as it stands after a sign or beside a dot."""
    latex = part.latex()
    is_long = isinstance(part, Sum | Minus) or (always and not isinstance(part, Number | Whole))
    is_negative = isinstance(part, Number | Rest) and part.number < 0
    starts_negative = isinstance(part, Product) and _starts_negative(part)
    return rf"\left({latex}\right)" if is_long or is_negative or starts_negative else latex


def _starts_negative(part: Product) -> bool:
    first = part.factors[0]
    return isinstance(first, Number | Rest) and first.number < 0
