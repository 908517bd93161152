r"""The registries' formulas, read from their LaTeX into expressions with the numbers put in.

What a formula may hold: + and −, products by standing side by side or \cdot, \frac{}{}, powers,
e^{}, \ln, \tanh, \max(,), brackets, \left[ a > b \right], names like z or a_k, and \sum_k{…},
whose braces hold what is added up for every output k.
"""

import re
from collections.abc import Callable

from learnscope.explain.expression import (
    FUNCTIONS,
    Call,
    Expression,
    Fraction,
    Minus,
    Power,
    Product,
    Sum,
    Whether,
    Whole,
    folded,
)

type Bind = Callable[[str, int | None], Expression]
"""Gives the expression for a name and, where the name has one, an index."""

TOKEN = re.compile(r"\s*(\\left\[|\\right\]|\\tfrac|\\[a-zA-Z]+|[a-zA-Z]_[a-z]|[a-zA-Z]|\d|[^\s])")


class Formula:
    """One formula being read, from left to right."""

    def __init__(self, latex: str, bind: Bind, size: int, most: int) -> None:
        self.tokens = TOKEN.findall(latex)
        self.at = 0
        self.bind, self.size, self.most = bind, size, most
        self.indices: dict[str, int] = {}

    @property
    def next(self) -> str:
        """The token that comes next; empty at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, expected: str = "") -> str:
        """Move on by one token."""
        token = self.next
        if not token or (expected and token != expected):
            raise ValueError(f"a formula has {token or 'an end'!r} where {expected!r} should be")
        self.at += 1
        return token

    def sum(self) -> Expression:
        """Terms with + or − between them."""
        terms = [self.term()]
        while self.next in ("+", "-"):
            terms.append(self.term())
        return terms[0] if len(terms) == 1 else Sum(tuple(terms))

    def term(self) -> Expression:
        """A product, and its sign."""
        sign = self.take() if self.next in ("+", "-") else "+"
        factors = [self.power()]
        while self.next not in ("", "+", "-", "}", ")", "]", ",", ">", "=", r"\right]", r"\quad"):
            if self.next == r"\cdot":
                self.take()
            factors.append(self.power())
        product = factors[0] if len(factors) == 1 else Product(tuple(factors))
        return Minus(product) if sign == "-" else product

    def power(self) -> Expression:
        """A factor, and the power that it is raised to."""
        is_e = self.next == "e"
        base = None if is_e and self.take() else self.factor()
        if self.next != "^":
            assert base
            return base
        self.take()
        exponent = self.group() if self.next == "{" else Whole(int(self.take()))
        return Power(base, exponent)

    def factor(self) -> Expression:
        """The smallest parts."""
        token = self.take()
        if token in ("(", "["):
            inner = self.sum()
            self.take(")" if token == "(" else "]")
            return inner
        if token in (r"\frac", r"\tfrac"):
            return Fraction(self.group(), self.group())
        if token == r"\left[":
            left, relation, right = self.sum(), self.take(), self.sum()
            self.take(r"\right]")
            return Whether(left, relation, right)
        if token == r"\sum":
            return self.over_all()
        if token in FUNCTIONS:
            return Call(token, self.arguments())
        if token.isdigit():
            return Whole(int(token))
        name, _, index = token.partition("_")
        return self.bind(name, self.indices[index] if index else None)

    def group(self) -> Expression:
        """What stands in braces."""
        self.take("{")
        inner = self.sum()
        self.take("}")
        return inner

    def arguments(self) -> tuple[Expression, ...]:
        """A function's arguments, in brackets; a single factor needs none."""
        if self.next != "(":
            return (self.power(),)
        self.take("(")
        arguments = [self.sum()]
        while self.next == ",":
            self.take()
            arguments.append(self.sum())
        self.take(")")
        return tuple(arguments)

    def over_all(self) -> Expression:
        """What stands in a sum's braces, once for each output."""
        self.take("_")
        index = self.take()
        start = self.at
        terms = []
        for k in range(self.size):
            self.at, self.indices[index] = start, k
            terms.append(self.group())
        del self.indices[index]
        return Sum(folded(tuple(terms), self.most))


def read(
    latex: str, bind: Bind, size: int = 0, index: int | None = None, most: int = 1_000
) -> Expression:
    """The formula with its names bound.

    size is the number of outputs that sums run over; index is that of the output that k stands
    for outside of a sum; of a sum with more than ``most`` terms the smallest are put together.
    """
    formula = Formula(latex, bind, size, most)
    if index is not None:
        formula.indices["k"] = index
    whole = formula.sum()
    if formula.next:
        raise ValueError(f"a formula goes on with {formula.next!r}")
    return whole
