"""How one number of a network is worked out, as LaTeX: in symbols, and with the numbers put in.

Layers stand above in brackets, then the neuron, then where a weight comes from: the weight
w^(2)_{1,3} leads from neuron 3 of layer 1 to neuron 1 of layer 2. Inputs are x, targets t.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from learnscope.common.formatting import shown
from learnscope.exercises.exercise import Exercise, total
from learnscope.explain.expression import Expression, Number, Symbol
from learnscope.explain.symbols import read
from learnscope.figure.narration import Numbers
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.costs import COSTS

WIDE = 4
"""A sum of more terms than this is written with the first ones and what the rest come to."""

type Named = Callable[[str, int], Expression]
"""Gives the expression for a letter and the index of an output."""

type Read = tuple[str, float]
"""A number that a formula reads and that must be known before: its symbol and value."""


@dataclass(frozen=True)
class Formula:
    """label sign symbols = numbers = answer; numbers is empty where there would be too many.

    reads names what has to be known, apart from what a network is given with.
    """

    label: str
    symbols: str
    numbers: str
    answer: float
    reads: tuple[Read, ...] = ()
    sign: str = "="

    @property
    def question(self) -> str:
        """What is to be worked out, and how."""
        return f"{self.label} {self.sign} {self.symbols}"

    @property
    def with_numbers(self) -> str:
        """The numbers put in, and what they come to."""
        answer = tex(self.answer)
        chain = answer if self.numbers in ("", answer) else f"{self.numbers} = {answer}"
        return f"{self.label} {self.sign} {chain}"

    @property
    def with_answer(self) -> str:
        """In symbols, in numbers, and what they come to."""
        return self.with_numbers.replace(self.sign, f"{self.sign} {self.symbols} =", 1)


def formula(of: Exercise) -> Formula:
    """How an exercise is done."""
    return {"z": _z, "a": _a, "delta": _delta, "gradient": _gradient, "new": _new}[of.quantity](of)


# -- symbols and numbers


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


def filled(activation: str, value: float) -> str:
    """An activation function with a number for z; empty where there is no formula of it."""
    latex = ACTIVATIONS[activation].latex
    return read(latex, lambda _name, _index: Number(value)).latex() if latex else ""


def expanded(latex: str, terms: int, named: Named, index: int = 0) -> str:
    r"""A formula of a cost with every \sum_ written out; named gives a_k, p_k and t_k."""

    def bind(letter: str, k: int | None) -> Expression:
        assert k is not None
        return named(letter, k)

    return read(latex, bind, terms, index).latex()


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


# -- the quantities


def _z(of: Exercise) -> Formula:
    layer, j = of.layer, of.index
    symbols, numbers, reads = sum_of(
        (
            (symbol("w", layer, j, i), symbol("a", layer - 1, i), w, a)
            for i, (a, w) in enumerate(of.incoming)
        ),
        symbol("r", layer, j),
    )
    if layer > 1:
        seen = of.incoming if len(of.incoming) <= WIDE else of.incoming[: WIDE - 1]
        reads += [(symbol("a", layer - 1, i), a) for i, (a, _) in enumerate(seen)]
    return Formula(
        symbol("z", layer, j),
        f"{symbols} + {symbol('b', layer, j)}",
        f"{numbers} + {factor(of.bias)}",
        of.right,
        tuple(reads),
    )


def _a(of: Exercise) -> Formula:
    z = symbol("z", of.layer, of.index)
    return Formula(
        symbol("a", of.layer, of.index),
        f"{function(of.here.activation)}({z})",
        filled(of.here.activation, of.z),
        of.right,
        ((z, of.z),),
    )


def _delta(of: Exercise) -> Formula:
    layer, j = of.layer, of.index
    z, a = symbol("z", layer, j), symbol("a", layer, j)
    symbols, numbers, reads = _blame(of) if of.is_last else _handed_back(of)
    return Formula(
        symbol(r"\delta", layer, j),
        rf"({symbols}) \cdot {function(of.here.activation)}'({z})",
        rf"({numbers}) \cdot {factor(of.f_prime(of.z))}" if numbers else "",
        of.delta,
        (*reads, (z, of.z), (a, of.a)),
    )


def _blame(of: Exercise) -> tuple[str, str, list[Read]]:
    """∂C/∂a of an output."""
    latex, outputs = COSTS[of.of.base.cost].latex_gradient, len(of.of.base.targets)
    letter = guess_letter(of.of, of.layer, of.index)
    reads = [(letter.latex(), letter.value())] if "p_k" in latex else []
    if r"\sum" in latex and outputs > WIDE:
        total_of_targets = r"\sum\nolimits_j t_j"
        reads.append((r"\sum_j t_j", float(of.of.base.targets.sum())))
        short = latex.replace(r"\sum_j{t_j}", "s")
        named = cost_symbols(of.of, of.layer)
        symbols = read(
            short,
            lambda name, k: Symbol(total_of_targets) if k is None else named(name, k),
            index=of.index,
        )
        return symbols.latex(), "", reads
    symbols_of = expanded(latex, outputs, cost_symbols(of.of, of.layer), of.index)
    if is_held(of.of, of.index):
        return symbols_of, tex(of.d_a), reads
    return symbols_of, expanded(latex, outputs, cost_numbers(of.of), of.index), reads


def _handed_back(of: Exercise) -> tuple[str, str, list[Read]]:
    """∂C/∂a of a hidden neuron."""
    above, j = of.layer + 1, of.index
    symbols, numbers, reads = sum_of(
        (
            (symbol("w", above, k, j), symbol(r"\delta", above, k), w, delta)
            for k, (delta, w) in enumerate(of.outgoing)
        ),
        symbol("s", of.layer, j),
    )
    seen = of.outgoing if len(of.outgoing) <= WIDE else of.outgoing[: WIDE - 1]
    deltas = [(symbol(r"\delta", above, k), delta) for k, (delta, _) in enumerate(seen)]
    return symbols, numbers, [*reads, *deltas]


def parameter(of: Exercise) -> str:
    """The symbol of the weight or bias."""
    if of.source is None:
        return symbol("b", of.layer, of.index)
    return symbol("w", of.layer, of.index, of.source)


def _gradient(of: Exercise) -> Formula:
    delta = symbol(r"\delta", of.layer, of.index)
    label = rf"\frac{{\partial C}}{{\partial {parameter(of)}}}"
    if of.source is None:
        return Formula(label, delta, tex(of.delta), of.gradient, ((delta, of.delta),))
    a = symbol("a", of.layer - 1, of.source)
    reads = ((delta, of.delta), *(((a, of.carried),) if of.layer > 1 else ()))
    numbers = rf"{factor(of.carried)} \cdot {factor(of.delta)}"
    return Formula(label, rf"{a} \cdot {delta}", numbers, of.gradient, reads)


def _new(of: Exercise) -> Formula:
    slope = rf"\frac{{\partial C}}{{\partial {parameter(of)}}}"
    return Formula(
        parameter(of),
        rf"{parameter(of)} - \eta \cdot {slope}",
        rf"{tex(of.old)} - {factor(of.rate)} \cdot {factor(of.gradient)}",
        of.right,
        ((slope, of.gradient),),
        r"\leftarrow",
    )


# -- the guess and the cost


def makes_a_guess(of: Numbers) -> bool:
    """Whether the cost's guess is more than the activation itself, held where it must be."""
    return r"\sum" in COSTS[of.base.cost].latex_guess


def is_held(of: Numbers, k: int) -> bool:
    """Whether the cost holds an output's activation at an edge of what it can take."""
    assert of.guess is not None
    return not makes_a_guess(of) and of.a(of.layers, k) != float(of.guess[k])


def cost_symbols(of: Numbers, layers: int) -> Named:
    """The symbols of a, p and t; p is written a where the guess is the activation itself."""

    def named(letter: str, k: int) -> Expression:
        if letter == "t":
            return Symbol(f"t_{{{k + 1}}}")
        return guess_letter(of, layers, k) if letter == "p" else Symbol(symbol("a", layers, k))

    return named


def guess_letter(of: Numbers, layers: int, k: int) -> Symbol:
    """The symbol of an output's guess, and its value."""
    assert of.guess is not None
    name = f"p_{{{k + 1}}}" if makes_a_guess(of) else symbol("a", layers, k)
    return Symbol(name, float(of.guess[k]))


def cost_numbers(of: Numbers) -> Named:
    """The values of a, p and t."""
    assert of.guess is not None
    rows = {"a": of.passes[-1].a[0], "p": of.guess, "t": of.base.targets}
    return lambda letter, k: Number(float(rows[letter][k]))


def guess_formula(of: Numbers, k: int) -> Formula | None:
    """How the guess for an output is made, where it is not simply its activation."""
    if not makes_a_guess(of) or len(of.base.targets) > WIDE:
        return None
    made = guess_letter(of, of.layers, k)
    latex = COSTS[of.base.cost].latex_guess
    return _of_cost(of, made.latex(), latex, made.value(), "a", k)


def cost_formula(of: Numbers, value: float) -> Formula | None:
    """How the cost, whose value is given, comes about."""
    latex = COSTS[of.base.cost].latex
    if len(of.base.targets) > WIDE:
        return None
    return _of_cost(of, "C", latex, value, "p" if "p_k" in latex else "a")


def _of_cost(
    of: Numbers, label: str, latex: str, answer: float, letter: str, k: int = 0
) -> Formula:
    named, numbers = cost_symbols(of, of.layers), cost_numbers(of)
    outputs = range(len(of.base.targets))
    return Formula(
        label,
        expanded(latex, len(outputs), named, k),
        "" if any(is_held(of, n) for n in outputs) else expanded(latex, len(outputs), numbers, k),
        answer,
        tuple((named(letter, n).latex(), numbers(letter, n).value()) for n in outputs),
    )
