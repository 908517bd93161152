"""Explain the numbers of a Backprop: delta, the slopes, and each number's change."""

from dataclasses import dataclass
from math import prod

from learnscope.common.equation import Applied, Brackets, Derivative, equal
from learnscope.common.errors import count
from learnscope.common.expression import (
    Expression,
    FunctionName,
    Minus,
    Number,
    Product,
    Rest,
    Sum,
    Symbol,
    Whether,
)
from learnscope.common.formula import at_output, folded, put_in, total
from learnscope.common.typesetting import written
from learnscope.explain.forward import BRACKET, with_numbers
from learnscope.explain.sections import Line, Section, numbers, symbols, worked_out
from learnscope.figure.places import Place, neuron_key
from learnscope.figure.values import Values

MOST_PATHS = 4_000
"""Paths to the outputs that are listed. If there are more, they are only counted."""


def delta(of: Values, layer: int, index: int, most: int) -> Section:
    """Explain δ = ∂C/∂z: ∂C/∂a times the slope of f at z."""
    if layer == of.layers:
        text = "How the cost changes with this output’s activation, times the slope of f at z."
        left: Expression = Derivative((Symbol("a"),))
        blame: Expression = of.blame(index)
    else:
        text = (
            "The δ of every neuron it feeds into comes back along the weight between, "
            "all added up, times the slope of f at z."
        )
        left = Brackets((total("k", Symbol("w", "k") * Symbol("δ", "k")),))
        size = of.size(layer + 1)
        terms = tuple(
            Product((of.weight(layer + 1, k, index), of.delta(layer + 1, k))) for k in range(size)
        )
        blame = Sum(folded(terms, most)) if size > 1 else terms[0]
    d = Symbol("δ", place=neuron_key(layer, index))
    first = symbols(equal(d, Product((left, slope_at(of, layer, Symbol("z"))))))
    right = Product((blame, of.slope_of_f(layer, index)))
    lines = (first, *worked_out(right, of.delta(layer, index).number))
    return Section("Share of the blame δ", text, lines)


def slope_at(of: Values, layer: int, z: Expression) -> Expression:
    """Write f′(z) with the name of the layer's activation function."""
    return Applied((FunctionName(of.activation(layer).symbol), z), is_slope=True)


def output_blame(of: Values, index: int, most: int) -> Section:
    """Explain ∂C/∂a of an output, by the formula of the cost."""
    formula = of.cost.gradient_formula
    left = Derivative((Symbol("a", str(index + 1)),))
    first = symbols(equal(left, at_output(formula, index)))
    right = with_numbers(of, formula, index, most)
    text = "How fast the cost grows with this output’s activation."
    lines = (first, *worked_out(right, of.blame(index).number))
    return Section("Slope of the cost ∂C/∂a", text + note_on_brackets(formula), lines)


def note_on_brackets(formula: Expression) -> str:
    """Say what square brackets mean, if the formula has any."""
    return f" {BRACKET}" if formula.has(Whether) else ""


def slope_of_f(of: Values, layer: int, index: int) -> Section:
    """Explain f′(z), the slope of the activation function at the neuron's z."""
    title, formula = "Slope of f", of.activation(layer).slope_formula
    left = slope_at(of, layer, Symbol("z"))
    slope, z = of.slope_of_f(layer, index).number, of.z(layer, index)
    text = "How much the activation gives way when z is pushed: the tangent’s slope."
    if formula is None:
        by_value = equal(left, slope_at(of, layer, z), Number(slope))
        return Section(title, text, (Line(*written(by_value)),))
    values = {"z": z, "a": of.a(layer, index)}
    right = put_in(formula, lambda letter, _output: values[letter])
    lines = (symbols(equal(left, formula)), *worked_out(right, slope))
    return Section(title, text + note_on_brackets(formula), lines)


def weight_slope(of: Values, layer: int, to: int, from_: int) -> Section:
    """Explain ∂C/∂w = a · δ."""
    a = Symbol("a", place=neuron_key(layer - 1, from_))
    d = Symbol("δ", place=neuron_key(layer, to))
    first = symbols(equal(Derivative((Symbol("w"),)), Product((a, d))))
    right = Product((of.a(layer - 1, from_), of.delta(layer, to)))
    text = (
        f"What {of.name(layer - 1, from_)} sent, times the δ of {of.name(layer, to)}: "
        "the cost would grow by so much for each 1 that this weight grows."
    )
    slope = of.weight_slope(layer, to, from_)
    return Section("Its slope", text, (first, *worked_out(right, slope)))


def bias_slope(of: Values, layer: int, index: int) -> Section:
    """Explain ∂C/∂b = δ."""
    d = Symbol("δ", place=neuron_key(layer, index))
    first = symbols(equal(Derivative((Symbol("b"),)), d))
    text = "A bias is added to z as it is, so its slope is the neuron’s δ itself."
    value = of.delta(layer, index)
    return Section("Its slope", text, (first, *worked_out(value, value.number)))


# -- the chain rule


@dataclass(frozen=True)
class Path:
    """One path from a neuron to an output: its neurons, and the factors along it."""

    neurons: tuple[int, ...]
    factors: tuple[Number, ...]

    def value(self) -> float:
        """Multiply the factors."""
        return prod(factor.number for factor in self.factors)


def chain(of: Values, at: Place, most: int) -> Section:
    """Explain the chain rule as a sum over every path to the cost."""
    title, is_weight = "The whole chain rule", at.kind == "weight"
    through = prod(of.size(above) for above in range(at.layer + 1, of.layers + 1))
    if through > MOST_PATHS:
        text = f"{through:,} paths lead from here to the cost. δ has added them up, layer by layer."
        return Section(title, text)
    paths = sorted(paths_from(of, at), key=lambda path: -abs(path.value()))
    left = Derivative((Symbol("w" if is_weight else "b", place=at.key),))
    first = symbols(equal(left, chain_in_symbols(of, at.layer, is_weight)))
    text = (
        "From the cost back to here, factor by factor."
        if len(paths) == 1
        else f"{count(len(paths), 'path')} lead from here to the cost. Along each, every step "
        "multiplies; together they add up."
    )
    lines = [path_line(of, at.layer, path) for path in paths[: most + 1]]
    if len(paths) > most + 1:
        rest = Rest(sum(path.value() for path in paths[most:]), len(paths) - most)
        lines[most:] = [numbers(rest, rest.number, "the other paths")]
    values = [line.value for line in lines if line.value is not None]
    if len(values) == 1:
        return Section(title, text, (first, *lines))
    added_up = Sum(tuple(Number(value) for value in values))
    return Section(title, text, (first, *lines, *worked_out(added_up, slope_of(of, at))))


def slope_of(of: Values, at: Place) -> float:
    """Return the slope of the cost along a weight or bias."""
    if at.kind == "weight":
        return of.weight_slope(at.layer, at.index, at.from_)
    return of.bias_slope(at.layer, at.index)


def chain_in_symbols(of: Values, layer: int, is_weight: bool) -> Expression:
    """Write the right-hand side of the chain rule for a parameter of a layer."""
    slope = Applied((Symbol("f"), Symbol("z")), is_slope=True)
    links = (Symbol("w"), slope) * (of.layers - layer)
    behind = (Symbol("a"),) if is_weight else ()
    inner = Product((Derivative((Symbol("a"),)), slope, *links, *behind), has_dots=False)
    return total("paths", inner) if layer < of.layers else inner


def paths_from(of: Values, at: Place) -> list[Path]:
    """List every path from a weight or bias to the outputs.

    Factors are listed from the cost's end.
    """
    ahead = (of.a(at.layer - 1, at.from_),) if at.kind == "weight" else ()
    paths = [Path((at.index,), (of.slope_of_f(at.layer, at.index), *ahead))]
    for above in range(at.layer + 1, of.layers + 1):
        paths = [
            Path(
                (*path.neurons, k),
                (of.slope_of_f(above, k), of.weight(above, k, path.neurons[-1]), *path.factors),
            )
            for path in paths
            for k in range(of.size(above))
        ]
    return [Path(p.neurons, (of.blame(p.neurons[-1]), *p.factors)) for p in paths]


def path_line(of: Values, layer: int, path: Path) -> Line:
    """Write a path's factors, their product, and the neurons it passes."""
    value = path.value()
    names = [of.name(layer + n, index) for n, index in enumerate(path.neurons)]
    return numbers(equal(Product(path.factors), Number(value)), value, " → ".join(names))


def new_value(of: Values, at: Place) -> Section:
    """Explain w − η·∂C/∂w: a small step against the slope."""
    if at.kind == "weight":
        letter, old = "w", of.weight(at.layer, at.index, at.from_)
        new = of.new_weight(at.layer, at.index, at.from_)
    else:
        letter, old = "b", of.bias(at.layer, at.index)
        new = of.new_bias(at.layer, at.index)
    step = Product((Symbol("η"), Derivative((Symbol(letter),))))
    first = symbols(
        equal(Symbol(letter, "new"), Sum((Symbol(letter, place=at.key), Minus((step,)))))
    )
    right = Sum((old, Minus((Product((of.rate, Number(slope_of(of, at)))),))))
    text = "Against the slope, so that the cost falls; a little, as the learning rate says."
    return Section("How it moves", text, (first, *worked_out(right, new)))
