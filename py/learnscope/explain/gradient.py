"""Where the numbers of a Backprop come from: delta, the slopes, and how far each number moves."""

from dataclasses import dataclass
from math import prod

from learnscope.common.errors import count
from learnscope.explain.expression import (
    Expression,
    Minus,
    Number,
    Product,
    Rest,
    Sum,
    digits,
    folded,
    linked,
)
from learnscope.explain.forward import BRACKET, cost_formula, function_name, indexed
from learnscope.explain.linked_values import Moment
from learnscope.explain.sections import Line, Section, symbols, worked_out
from learnscope.explain.symbols import read
from learnscope.figure.places import LEARNING_RATE, neuron_key
from learnscope.nn.costs import COSTS

MOST_PATHS = 4_000
"""With more paths than that to the outputs, they are counted and not listed."""


def delta(of: Moment, layer: int, index: int, most: int) -> Section:
    """δ = ∂C/∂z: what the neuron is blamed for, times the slope of f where it stands."""
    place = neuron_key(layer, index)
    prime = rf"{function_name(of.activation(layer).symbol)}'(z)"
    if layer == of.layers:
        text = "How the cost changes with this output’s activation, times the slope of f at z."
        left = r"\frac{\partial C}{\partial a}"
        blame: Expression = of.blame(index)
    else:
        text = (
            "The δ of every neuron it feeds into comes back along the weight between, "
            "all added up, times the slope of f at z."
        )
        left = r"\left(\sum_k w_k \delta_k\right)"
        size = of.size(layer + 1)
        terms = tuple(
            Product((of.weight(layer + 1, k, index), of.delta(layer + 1, k))) for k in range(size)
        )
        blame = Sum(folded(terms, most)) if size > 1 else terms[0]
    first = symbols(rf"{linked(place, r'\delta')} = {left} \cdot {prime}")
    right = Product((blame, of.slope_of_f(layer, index)))
    lines = (first, *worked_out(right, of.delta(layer, index).value()))
    return Section("Share of the blame δ", text, lines)


def output_blame(of: Moment, index: int, most: int) -> Section:
    """∂C/∂a of an output, by the formula of the cost."""
    entry = COSTS[of.state.cost]
    k = str(index + 1)
    left = rf"\frac{{\partial C}}{{\partial a_{{{k}}}}}"
    first = symbols(f"{left} = {indexed(entry.latex_gradient, k)}")
    right = cost_formula(of, entry.latex_gradient, index, most)
    text = "How fast the cost grows with this output’s activation."
    note = f" {BRACKET}" if r"\left[" in entry.latex_gradient else ""
    lines = (first, *worked_out(right, of.blame(index).value()))
    return Section("Slope of the cost ∂C/∂a", text + note, lines)


def slope_of_f(of: Moment, layer: int, index: int) -> Section:
    """f′(z): the steepness of the activation function where the neuron stands."""
    entry = of.activation(layer)
    prime = rf"{function_name(entry.symbol)}'(z)"
    value = of.slope_of_f(layer, index).value()
    text = "How much the activation gives way when z is pushed: the tangent’s slope."
    if entry.latex_prime is None:
        z = of.z(layer, index).latex()
        at = rf"{function_name(entry.symbol)}'({z})"
        return Section("Slope of f", text, (symbols(f"{prime} = {at} = {digits(value)}"),))
    values = {"z": of.z(layer, index), "a": of.a(layer, index)}
    right = read(entry.latex_prime, lambda name, _index: values[name])
    note = f" {BRACKET}" if r"\left[" in entry.latex_prime else ""
    first = symbols(f"{prime} = {entry.latex_prime}")
    return Section("Slope of f", text + note, (first, *worked_out(right, value)))


def weight_slope(of: Moment, layer: int, to: int, from_: int) -> Section:
    """∂C/∂w = a · δ."""
    assert of.gradients
    value = float(of.gradients[layer - 1].d_weights[to, from_])
    a = linked(neuron_key(layer - 1, from_), "a")
    d = linked(neuron_key(layer, to), r"\delta")
    first = symbols(rf"\frac{{\partial C}}{{\partial w}} = {a} \cdot {d}")
    right = Product((of.a(layer - 1, from_), of.delta(layer, to)))
    text = (
        f"What {of.name(layer - 1, from_)} sent, times the δ of {of.name(layer, to)}: "
        "the cost would grow by so much for each 1 that this weight grows."
    )
    return Section("Its slope", text, (first, *worked_out(right, value)))


def bias_slope(of: Moment, layer: int, index: int) -> Section:
    """∂C/∂b = δ."""
    d = linked(neuron_key(layer, index), r"\delta")
    first = symbols(rf"\frac{{\partial C}}{{\partial b}} = {d}")
    text = "A bias is added to z as it is, so its slope is the neuron’s δ itself."
    lines = (first, *worked_out(of.delta(layer, index), of.delta(layer, index).value()))
    return Section("Its slope", text, lines)


@dataclass(frozen=True)
class Path:
    """One way from a neuron to an output: the neurons on it, and the factors along it."""

    neurons: tuple[int, ...]
    factors: tuple[Number, ...]

    def value(self) -> float:
        """The product of the factors."""
        return prod(factor.number for factor in self.factors)


def chain(of: Moment, place: str, layer: int, to: int, from_: int | None, most: int) -> Section:
    """The whole chain rule, from the parameter to the cost: the sum over every path."""
    assert of.gradients
    letter, gradient = ("b", of.gradients[layer - 1].d_biases[to])
    if from_ is not None:
        letter, gradient = "w", of.gradients[layer - 1].d_weights[to, from_]
    left = rf"\frac{{\partial C}}{{\partial {linked(place, letter)}}}"
    through = prod(of.size(above) for above in range(layer + 1, of.layers + 1))
    title = "The whole chain rule"
    if through > MOST_PATHS:
        text = f"{through:,} paths lead from here to the cost. δ has added them up, layer by layer."
        return Section(title, text)
    ahead = of.a(layer - 1, from_) if from_ is not None else None
    paths = sorted(paths_from(of, layer, to, ahead), key=lambda path: -abs(path.value()))
    first = symbols(rf"{left} = {chain_symbols(of, layer, from_ is not None)}")
    text = (
        "From the cost back to here, factor by factor."
        if len(paths) == 1
        else f"{count(len(paths), 'path')} lead from here to the cost. Along each, every step "
        "multiplies; together they add up."
    )
    lines = [path_line(of, layer, path) for path in paths[: most + 1]]
    if len(paths) > most + 1:
        rest = Rest(sum(path.value() for path in paths[most:]), len(paths) - most)
        lines[most:] = [Line(rest.latex(), (rest.number,), rest.number, "the other paths")]
    values = [line.value for line in lines if line.value is not None]
    if len(values) == 1:
        return Section(title, text, (first, *lines))
    total = Sum(tuple(Number(value) for value in values))
    return Section(title, text, (first, *lines, *worked_out(total, float(gradient))))


def chain_symbols(of: Moment, layer: int, is_weight: bool) -> str:
    """The right-hand side of the chain rule for a parameter of a layer."""
    links = r" w f'(z)" * (of.layers - layer)
    behind = r"\, a" if is_weight else ""
    inner = rf"\frac{{\partial C}}{{\partial a}} f'(z){links}{behind}"
    return rf"\sum_{{\text{{paths}}}} {inner}" if layer < of.layers else inner


def paths_from(of: Moment, layer: int, index: int, ahead: Number | None) -> list[Path]:
    """Every path from a neuron to the outputs; its factors run from the cost back."""
    start = (of.slope_of_f(layer, index), *((ahead,) if ahead else ()))
    paths = [Path((index,), start)]
    for above in range(layer + 1, of.layers + 1):
        paths = [
            Path(
                (*path.neurons, k),
                (of.slope_of_f(above, k), of.weight(above, k, path.neurons[-1]), *path.factors),
            )
            for path in paths
            for k in range(of.size(above))
        ]
    return [Path(p.neurons, (of.blame(p.neurons[-1]), *p.factors)) for p in paths]


def path_line(of: Moment, layer: int, path: Path) -> Line:
    """A path's factors, what they come to, and the way it takes."""
    product, value = Product(path.factors), path.value()
    latex = f"{product.latex()} = {digits(value)}"
    names = [of.name(layer + n, index) for n, index in enumerate(path.neurons)]
    return Line(latex, (*product.numbers(), value), value, " → ".join(names))


def new_value(of: Moment, place: str, old: Number, slope: float, new: float) -> Section:
    """w − η·∂C/∂w: against the slope, a little."""
    letter = "b" if place.startswith("bias") else "w"
    left = rf"{letter}_{{\text{{new}}}}"
    first = symbols(
        rf"{left} = {linked(place, letter)} - \eta \cdot "
        rf"\frac{{\partial C}}{{\partial {letter}}}"
    )
    rate = Number(of.state.learning_rate, LEARNING_RATE)
    right = Sum((old, Minus(Product((rate, Number(slope))))))
    text = "Against the slope, so that the cost falls; a little, as the learning rate says."
    return Section("How it moves", text, (first, *worked_out(right, new)))
