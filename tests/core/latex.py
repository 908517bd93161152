"""Evaluate a displayed formula from its LaTeX, with a parser of its own.

It knows nothing of the core. Each number in the text is replaced, in order, by the same number in
full precision, which is passed beside the text.
"""

import math
import re
from collections.abc import Iterator

TOKEN = re.compile(
    r"\\data\{[^}]*\}|\\text\{[^}]*\}|\\[a-z]*frac|\\left|\\right|\\[a-zA-Z]+|\d+\.\d+|\d+|[-+^{}()\[\],=>e]"
)
BRACE_BELOW = re.compile(r"_\{\\text\{\d+ more\}\}")


def value(latex: str) -> float:
    """Evaluate an expression with the numbers as written."""
    (side,) = worked_out(latex, None)
    return side


SYMBOL = re.compile(
    r"\\frac\{\\partial C\}\{\\partial [^}]*\}[^}]*\}[^}]*\}\}?"
    r"|\\eta|(?:\\delta|\b[abprstwxz])(?:\^\{\(\d+\)\})?_\{[\d,]+\}|\\sum_j\{t_j\}"
)


def symbols(latex: str) -> list[str]:
    """List every symbol that stands for a number."""
    return SYMBOL.findall(latex)


def worked_out(latex: str, numbers: list[float] | None) -> list[float]:
    """Evaluate each side of the equals signs.

    Raises:
        AssertionError: there are too few or too many numbers.
    """
    text = BRACE_BELOW.sub("", latex).replace(r"\underbrace", "")
    reader = Reader(TOKEN.findall(text), None if numbers is None else iter(numbers))
    sides = []
    while reader.tokens:
        if reader.peek() == "=":
            reader.take()
        sides.append(reader.sum())
    assert list(reader.numbers or ()) == [], f"numbers left over: {latex}"
    return sides


class Reader:
    """Evaluate a list of tokens from left to right."""

    def __init__(self, tokens: list[str], numbers: Iterator[float] | None) -> None:
        self.tokens = tokens
        self.numbers = numbers

    def peek(self) -> str:
        return self.tokens[0] if self.tokens else ""

    def take(self, *expected: str) -> str:
        token = self.tokens.pop(0)
        assert not expected or token in expected, (token, self.tokens)
        return token

    def sum(self) -> float:
        total = self.product()
        while self.peek() in ("+", "-"):
            sign = 1 if self.take() == "+" else -1
            total += sign * self.product()
        return total

    def product(self) -> float:
        if self.peek() == "-":
            self.take()
            return -self.product()
        value = self.power()
        while self.peek() == r"\cdot" or self.peek() in ("(", r"\left", r"\frac", r"\tfrac"):
            if self.peek() == r"\cdot":
                self.take()
            value *= self.power()
        return value

    def power(self) -> float:
        base = math.e if self.peek() == "e" and self.take() else self.atom()
        if self.peek() != "^":
            return base
        self.take()
        exponent = self.group() if self.peek() == "{" else float(self.take())
        return math.exp(exponent) if base == math.e else base**exponent

    def group(self) -> float:
        self.take("{")
        value = self.sum()
        self.take("}")
        return value

    def atom(self) -> float:
        token = self.take()
        if token in (r"\frac", r"\tfrac"):
            return self.group() / self.group()
        if token == r"\left":
            return self.between()
        if token == "(":
            return self.upto(")")
        if token == "{":
            value = self.sum()
            self.take("}")
            return value
        if token in (r"\ln", r"\tanh", r"\max", r"\min"):
            return self.function(token)
        if token.startswith(r"\data"):
            return self.linked()
        if token.startswith(r"\text"):
            return self.number(token.removeprefix(r"\text{").removesuffix("}"))
        if len(token) == 1:
            return float(token)  # a small whole number that belongs to the formula
        assert re.fullmatch(r"[\d.]+", token), token
        return abs(self.number(token))  # its sign, if any, was read before it

    def number(self, token: str) -> float:
        if self.numbers is None:
            return float(token.replace("−", "-"))
        return next(self.numbers)

    def linked(self) -> float:
        self.take("{")
        while self.peek() != "}":
            self.take()
        self.take("}")
        return self.number("nan")

    def upto(self, end: str) -> float:
        value = self.sum()
        self.take(end)
        return value

    def between(self) -> float:
        if self.take("(", "[") == "(":
            value = self.sum()
            self.take(r"\right")
            self.take(")")
            return value
        left, relation, right = self.sum(), self.take(">", "="), self.sum()
        self.take(r"\right")
        self.take("]")
        return float(left > right if relation == ">" else left == right)

    def function(self, name: str) -> float:
        self.take("(")
        values = [self.sum()]
        while self.peek() == ",":
            self.take()
            values.append(self.sum())
        self.take(")")
        if name == r"\max":
            return max(values)
        if name == r"\min":
            return min(values)
        (value,) = values
        return math.log(value) if name == r"\ln" else math.tanh(value)
