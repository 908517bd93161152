"""LaTeX of what a formula is made of: symbols, numbers as the figure shows them, and sums.

Layers stand above in brackets, then the neuron, then where a weight comes from: the weight
w^(2)_{1,3} leads from neuron 3 of layer 1 to neuron 1 of layer 2. Inputs are x, targets t.
"""

import re
from collections.abc import Callable, Iterable

from learnscope.activations import ACTIVATIONS
from learnscope.exercise import total
from learnscope.wording import shown

WIDE = 4
"""A sum of more terms than this is written with the first ones and what the rest come to."""

type Read = tuple[str, float]
"""A number that a formula reads and that must be known before: its symbol and value."""


def tex(value: float) -> str:
    """A number as the figure shows it."""
    mantissa, _, exponent = shown(value).replace("−", "-").partition("e")
    if mantissa.strip("-") == "∞":
        mantissa = mantissa.replace("∞", r"\infty")
    return rf"{mantissa} \cdot 10^{{{exponent}}}" if exponent else mantissa


def factor(value: float) -> str:
    """A number within a longer formula: in brackets, where a minus sign or power needs them."""
    text = tex(value)
    return rf"({text})" if "-" in text or "cdot" in text else text


def symbol(letter: str, layer: int, *indices: int) -> str:
    """A letter with its layer and indices (from 0); layer 0 is the inputs."""
    places = ",".join(str(index + 1) for index in indices)
    if layer == 0:
        return f"x_{{{places}}}"
    return f"{letter}^{{({layer})}}_{{{places}}}"


def function(activation: str) -> str:
    """The sign of an activation function."""
    sign = ACTIVATIONS[activation].symbol
    return {"σ": r"\sigma"}.get(sign, rf"\operatorname{{{sign}}}")


def filled(latex: str, value: float) -> str:
    """The latex of an activation function, with a number for z where that stands alone."""
    return re.sub(r"(?<![\\A-Za-z])z(?![A-Za-z])", lambda _: factor(value), latex)


def expanded(latex: str, terms: int, named: Callable[[str, int], str], index: int = 0) -> str:
    r"""latex of a cost with every \sum_ written out, and named(letter, index) for a_k, p_k, t_k."""
    while match := re.search(r"\\sum_([jk]) ", latex):
        end = _end_of_braces(latex, match.end())
        body, run = latex[match.end() : end], match[1]
        parts = [_renamed(body, run, named, n) for n in range(terms)]
        text, before = " + ".join(parts), latex[: match.start()].rstrip()
        if before == "-":  # without brackets, which no line breaks in
            text = " - ".join(parts)
        elif before and not before.endswith(("{", "(")):
            text = rf"({text})"
        latex = latex[: match.start()] + text + latex[end:]
    return _renamed(latex, "k", named, index)


def _renamed(latex: str, run: str, named: Callable[[str, int], str], index: int) -> str:
    return re.sub(rf"\b([apt])_{run}", lambda match: named(match[1], index), latex)


def _end_of_braces(latex: str, start: int) -> int:
    """Where the braces that a place is in end, or the latex."""
    depth = 0
    for position, sign in enumerate(latex[start:], start):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return position
    return len(latex)


def sum_of(
    terms: Iterable[tuple[str, str, float, float]], rest: str
) -> tuple[str, str, list[Read]]:
    """A sum of products (two symbols, two values) in symbols, in numbers, and its rest if wide."""
    products = list(terms)
    some = products if len(products) <= WIDE else products[: WIDE - 1]
    symbols = [rf"{a} {b}" for a, b, _, _ in some]
    numbers = [rf"{factor(x)} \cdot {factor(y)}" for _, _, x, y in some]
    reads: list[Read] = []
    if len(some) < len(products):
        value = total([(x, y) for _, _, x, y in products[len(some) :]])
        symbols, numbers = [*symbols, rest], [*numbers, factor(value)]
        reads = [(rest, value)]
    return " + ".join(symbols), " + ".join(numbers), reads
