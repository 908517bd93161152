"""Where the numbers of a Forward come from: z, a, the guess and the cost."""

import numpy as np

from learnscope.explain.expression import Expression, Number, Product, Sum, folded, linked
from learnscope.explain.linked_values import Moment
from learnscope.explain.sections import Line, Section, curve, symbols, worked_out
from learnscope.explain.symbols import read
from learnscope.figure.places import bias_key, neuron_key, weight_key
from learnscope.nn.costs import COSTS, Cost

MOST_TERMS = 6
"""A sum shows that many of its largest terms; the others are put together until unfolded."""

NOT_YET = "Not computed yet: press Forward."

BRACKET = "Square brackets with a condition are 1 where it holds, else 0."


def weighted_input(of: Moment, layer: int, index: int, most: int) -> Section:
    """z = w₁·a₁ + w₂·a₂ + … + b."""
    n_in = of.size(layer - 1)
    shown = range(min(n_in, most))
    terms = [
        linked(weight_key(layer, index, i), f"w_{{{i + 1}}}")
        + " "
        + linked(neuron_key(layer - 1, i), f"a_{{{i + 1}}}")
        for i in shown
    ]
    dots = [r"\dots"] if n_in > len(shown) else []
    bias = linked(bias_key(layer, index), "b")
    first = symbols(f"z = {' + '.join([*terms, *dots, bias])}")
    text = "Every number that comes in, times its weight, all added up, and the bias on top."
    if not (of.knows(layer) and of.knows(layer - 1)):
        return Section("Weighted input z", f"{text} {NOT_YET}", (first,))
    products = tuple(Product((of.weight(layer, index, i), of.a(layer - 1, i))) for i in range(n_in))
    total = Sum((*folded(products, most), of.bias(layer, index)))
    value = of.z(layer, index).value()
    return Section("Weighted input z", text, (first, *worked_out(total, value)))


def activation(of: Moment, layer: int, index: int) -> Section:
    """a = f(z), with the curve of f."""
    entry = of.activation(layer)
    symbol = function_name(entry.symbol)
    right = f" = {entry.latex}" if entry.latex else ""
    first = symbols(f"a = {symbol}(z){right}")
    text = f"{entry.label} makes of z what the neuron passes on."
    if not of.knows(layer):
        return Section("Activation a", f"{text} {NOT_YET}", (first,))
    z, a = of.z(layer, index), of.a(layer, index).value()
    if entry.latex is None:
        at_z = Line(f"= {symbol}({z.latex()})")
        lines: tuple[Line, ...] = (at_z, Line(f"= {Number(a).latex()}", (a,), a))
    else:
        lines = worked_out(read(entry.latex, lambda _name, _index: z), a)
    return Section("Activation a", text, (first, *lines), curve(entry, z.value()))


def guess(of: Moment, index: int, most: int) -> Section:
    """What the cost makes of the outputs' activations."""
    entry = COSTS[of.state.cost]
    k = str(index + 1)
    first = symbols(f"p_{{{k}}} = {indexed(entry.latex_guess, k)}")
    text = f"The guess for {of.name(of.layers, index)}, as {entry.label.lower()} makes it."
    if not of.knows(of.layers):
        return Section("Guess p", f"{text} {NOT_YET}", (first,))
    right = cost_formula(of, entry.latex_guess, index, most)
    return Section("Guess p", text, (first, *worked_out(right, of.guess(index).value())))


def cost(of: Moment, most: int) -> Section:
    """How wrong the guess is, in one number."""
    entry = COSTS[of.state.cost]
    first = symbols(f"C = {entry.latex}")
    text = f"{entry.label}: how far the guess is from the target, in one number."
    if of.state.cost_value is None:
        return Section("Cost C", f"{text} {NOT_YET}", (first,))
    right = cost_formula(of, entry.latex, None, most)
    return Section("Cost C", text + floor_of(of, entry), (first, *worked_out(right, cost_of(of))))


def cost_of(of: Moment) -> float:
    """The cost of a computed moment."""
    assert of.state.cost_value is not None
    return of.state.cost_value


def floor_of(of: Moment, entry: Cost) -> str:
    """Why a softmax of sigmoids can never bring the cost to 0, where that is so."""
    network = of.state.network
    if entry.name != "softmax_cross_entropy" or network[-1].activation != "sigmoid":
        return ""
    best = -np.log(np.e / (np.e + network[-1].n_out - 1))
    return (
        " Sigmoid outputs stay between 0 and 1, so with one target of 1 this cost "
        f"can never fall below {best:.4f}."
    )


def cost_formula(of: Moment, latex: str, index: int | None, most: int) -> Expression:
    """One of the cost's formulas with the numbers of a computed moment."""
    values = {"a": lambda k: of.a(of.layers, k), "p": of.guess, "t": of.target}

    def bind(name: str, k: int | None) -> Expression:
        assert k is not None
        return values[name](k)

    return read(latex, bind, of.size(of.layers), index, most)


def indexed(latex: str, k: str) -> str:
    """A formula for output k with that output's number in it, sums left alone."""
    return latex.replace("_k", f"_{{{k}}}")


def function_name(symbol: str) -> str:
    """A function's symbol as LaTeX."""
    return r"\sigma" if symbol == "σ" else rf"\operatorname{{{symbol}}}"


def carried(of: Moment, layer: int, to: int, from_: int) -> Section:
    """What one connection brings to the neuron at its end."""
    w = linked(weight_key(layer, to, from_), "w")
    a = linked(neuron_key(layer - 1, from_), "a")
    names = of.name(layer - 1, from_), of.name(layer, to)
    text = f"The activation of {names[0]}, times this weight, is its part of z of {names[1]}."
    first = symbols(rf"{w} \cdot {a}")
    if not of.knows(layer - 1):
        return Section("What it carries", f"{text} {NOT_YET}", (first,))
    product = Product((of.weight(layer, to, from_), of.a(layer - 1, from_)))
    return Section("What it carries", text, (first, *worked_out(product, product.value())))


def brought(of: Moment, index: int) -> Section:
    """What one input brings to each neuron of the first layer."""
    lines = []
    for j in range(of.size(1)):
        product = Product((of.weight(1, j, index), of.a(0, index)))
        value = product.value()
        lines.append(
            Line(
                f"{product.latex()} = {Number(value).latex()}",
                (*product.numbers(), value),
                value,
                f"to {of.name(1, j)}",
            )
        )
    text = "You set this number. Along each connection it goes on, times the weight there."
    return Section("What it brings", text, tuple(lines))
