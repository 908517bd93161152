"""Show how one number of a network is worked out, in symbols and in numbers.

A symbol has its layer above it in brackets, then the neuron, then the neuron that a weight comes
from: the weight w^(2)_1,3 leads from neuron 3 of layer 1 to neuron 1 of layer 2. Inputs are x,
targets t.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from learnscope.common.equation import Applied, Brackets, Derivative, Equation, equal
from learnscope.common.expression import (
    Expression,
    FunctionName,
    Minus,
    Number,
    Product,
    Sum,
    Symbol,
    Total,
)
from learnscope.common.formula import Named, put_in
from learnscope.exercises.exercise import Exercise
from learnscope.figure.values import Values
from learnscope.nn.activations import Activation

WIDE = 4
"""Most terms of a sum that is written in full. A wider sum gets its rest as one term."""

type Read = tuple[Expression, float]
"""The symbol and value of a number that must be known before a formula is worked out."""


@dataclass(frozen=True)
class Solution:
    """A solution: label sign symbols = numbers = answer.

    ``numbers`` is None if there would be too many. ``reads`` lists what must be known besides the
    numbers that the network is given with.
    """

    label: Expression
    symbols: Expression
    numbers: Expression | None
    answer: float
    reads: tuple[Read, ...] = ()
    sign: str = "="

    @property
    def question(self) -> Expression:
        """Write the label and how to work it out, in symbols."""
        return Equation((self.label, self.symbols), self.sign)

    @property
    def with_numbers(self) -> Expression:
        """Write the solution with numbers put in, and its answer."""
        first, *others = self._sides
        return equal(Equation((self.label, first), self.sign), *others)

    @property
    def with_answer(self) -> Expression:
        """Write the solution in symbols and in numbers, and its answer."""
        return equal(self.question, *self._sides)

    @property
    def _sides(self) -> list[Expression]:
        answer = Number(self.answer)
        is_answer = isinstance(self.numbers, Number) and self.numbers.text == answer.text
        return [self.numbers, answer] if self.numbers and not is_answer else [answer]


def solution(of: Exercise) -> Solution:
    """Show how an exercise is done."""
    return {"z": _z, "a": _a, "delta": _delta, "gradient": _gradient, "new": _new}[of.quantity](of)


# -- symbols


def symbol(letter: str, layer: int, *indices: int) -> Symbol:
    """Write a letter with its layer and indices (from 0); layer 0 is the inputs."""
    places = ",".join(str(index + 1) for index in indices)
    return Symbol(letter, places, layer) if layer else Symbol("x", places)


def applied(activation: Activation, z: Expression, is_slope: bool = False) -> Expression:
    """Write an activation function of z, or its slope there."""
    return Applied((FunctionName(activation.symbol), z), is_slope)


class Sides(NamedTuple):
    """One thing in symbols and in numbers, and what must be known for it."""

    symbols: Expression
    numbers: Expression | None
    reads: list[Read]


def sum_of(terms: Iterable[tuple[Symbol, Symbol, float, float]], rest: Symbol) -> Sides:
    """Write a sum of products; a wide sum gets its rest as one term."""
    products = list(terms)
    some = products if len(products) <= WIDE else products[: WIDE - 1]
    symbols = [Product((a, b), has_dots=False) for a, b, _, _ in some]
    numbers: list[Expression] = [Product((Number(x), Number(y))) for _, _, x, y in some]
    if len(some) == len(products):
        return Sides(_sum(symbols), _sum(numbers), [])
    value = sum(x * y for _, _, x, y in products[len(some) :])
    return Sides(_sum([*symbols, rest]), _sum([*numbers, Number(value)]), [(rest, value)])


def _sum(terms: Iterable[Expression]) -> Expression:
    first, *others = terms
    return Sum((first, *others)) if others else first


def seen[T](terms: list[T]) -> list[T]:
    """Return those terms of a sum that are written."""
    return terms if len(terms) <= WIDE else terms[: WIDE - 1]


# -- the quantities


def _z(of: Exercise) -> Solution:
    layer, j = of.layer, of.index
    symbols, numbers, reads = sum_of(
        (
            (symbol("w", layer, j, i), symbol("a", layer - 1, i), w, a)
            for i, (a, w) in enumerate(of.incoming)
        ),
        symbol("r", layer, j),
    )
    assert numbers
    if layer > 1:
        reads += [(symbol("a", layer - 1, i), a) for i, (a, _) in enumerate(seen(of.incoming))]
    return Solution(
        symbol("z", layer, j),
        symbols + symbol("b", layer, j),
        numbers + Number(of.bias),
        of.right,
        tuple(reads),
    )


def _a(of: Exercise) -> Solution:
    z, activation = symbol("z", of.layer, of.index), of.values.activation(of.layer)
    formula = activation.formula
    return Solution(
        symbol("a", of.layer, of.index),
        applied(activation, z),
        put_in(formula, lambda _letter, _output: Number(of.z)) if formula else None,
        of.right,
        ((z, of.z),),
    )


def _delta(of: Exercise) -> Solution:
    layer, j = of.layer, of.index
    z, a = symbol("z", layer, j), symbol("a", layer, j)
    symbols, numbers, reads = _blame(of) if of.is_last else _handed_back(of)
    slope = applied(of.values.activation(layer), z, is_slope=True)
    return Solution(
        symbol("δ", layer, j),
        Product((Brackets((symbols,)), slope)),
        Product((Brackets((numbers,)), Number(of.f_prime(of.z)))) if numbers else None,
        of.delta,
        (*reads, (z, of.z), (a, of.a)),
    )


def _blame(of: Exercise) -> Sides:
    """Write ∂C/∂a of an output. A wide total of targets is not written out."""
    values, k = of.values, of.index
    formula, outputs = values.cost.gradient_formula, values.size(values.layers)
    reads: list[Read] = []
    if "p" in formula.letters():
        reads.append((guess_symbol(values, k), values.guess(k).number))
    totals = [node for node in formula.nodes() if isinstance(node, Total)]
    if totals and outputs > WIDE:
        symbols = put_in(formula, cost_symbols(values), k=k, writes_totals_out=False)
        numbers = cost_numbers(values)
        reads += [(each, put_in(each, numbers, outputs).value()) for each in totals]
        return Sides(symbols, None, reads)
    symbols = put_in(formula, cost_symbols(values), outputs, k)
    if is_held(values, k):
        return Sides(symbols, Number(of.d_a), reads)
    return Sides(symbols, put_in(formula, cost_numbers(values), outputs, k), reads)


def _handed_back(of: Exercise) -> Sides:
    """Write ∂C/∂a of a hidden neuron."""
    above, j = of.layer + 1, of.index
    sides = sum_of(
        (
            (symbol("w", above, k, j), symbol("δ", above, k), w, delta)
            for k, (delta, w) in enumerate(of.outgoing)
        ),
        symbol("s", of.layer, j),
    )
    deltas = [(symbol("δ", above, k), delta) for k, (delta, _) in enumerate(seen(of.outgoing))]
    return sides._replace(reads=[*sides.reads, *deltas])


def parameter(of: Exercise) -> Symbol:
    """Write the symbol of the weight or bias."""
    if of.source is None:
        return symbol("b", of.layer, of.index)
    return symbol("w", of.layer, of.index, of.source)


def _gradient(of: Exercise) -> Solution:
    delta, label = symbol("δ", of.layer, of.index), Derivative((parameter(of),))
    if of.source is None:
        return Solution(label, delta, Number(of.delta), of.gradient, ((delta, of.delta),))
    a = symbol("a", of.layer - 1, of.source)
    reads: tuple[Read, ...] = ((delta, of.delta), *(((a, of.carried),) if of.layer > 1 else ()))
    numbers = Product((Number(of.carried), Number(of.delta)))
    return Solution(label, Product((a, delta)), numbers, of.gradient, reads)


def _new(of: Exercise) -> Solution:
    slope = Derivative((parameter(of),))
    step = Product((Number(of.rate), Number(of.gradient)))
    return Solution(
        parameter(of),
        Sum((parameter(of), Minus((Product((Symbol("η"), slope)),)))),
        Sum((Number(of.old), Minus((step,)))),
        of.right,
        ((slope, of.gradient),),
        "←",
    )


# -- the guess and the cost


def is_held(of: Values, k: int) -> bool:
    """Tell whether the cost holds an output's activation within its range."""
    return of.cost.takes is not None and of.a(of.layers, k).number != of.guess(k).number


def cost_symbols(of: Values) -> Named:
    """Give the symbols of a, p and t. If the guess is a itself, p is written a."""

    def named(letter: str, k: int | None) -> Expression:
        assert k is not None
        if letter == "t":
            return Symbol("t", str(k + 1))
        return guess_symbol(of, k) if letter == "p" else symbol("a", of.layers, k)

    return named


def guess_symbol(of: Values, k: int) -> Symbol:
    """Write the symbol of an output's guess."""
    return Symbol("p", str(k + 1)) if of.cost.mixes_outputs else symbol("a", of.layers, k)


def cost_numbers(of: Values) -> Named:
    """Give the values of a, p and t."""

    def named(letter: str, k: int | None) -> Expression:
        assert k is not None
        value = {"a": lambda: of.a(of.layers, k), "p": lambda: of.guess(k)}.get(letter)
        return Number((value() if value else of.target(k)).number)

    return named


def guess_solution(of: Values, k: int) -> Solution | None:
    """Show how an output's guess is made, if it mixes activations."""
    if not of.cost.mixes_outputs or of.size(of.layers) > WIDE:
        return None
    label, value = guess_symbol(of, k), of.guess(k).number
    return _of_cost(of, label, of.cost.guess_formula, value, "a", k)


def cost_solution(of: Values, value: float) -> Solution | None:
    """Show how the cost comes about; its value is given."""
    if of.size(of.layers) > WIDE:
        return None
    formula = of.cost.formula
    letter = "p" if "p" in formula.letters() else "a"
    return _of_cost(of, Symbol("C"), formula, value, letter)


def _of_cost(
    of: Values, label: Symbol, formula: Expression, answer: float, letter: str, k: int = 0
) -> Solution:
    symbols, numbers, outputs = cost_symbols(of), cost_numbers(of), of.size(of.layers)
    any_held = any(is_held(of, n) for n in range(outputs))
    return Solution(
        label,
        put_in(formula, symbols, outputs, k),
        None if any_held else put_in(formula, numbers, outputs, k),
        answer,
        tuple((symbols(letter, n), numbers(letter, n).value()) for n in range(outputs)),
    )
