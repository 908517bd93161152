"""Explain the numbers of a Forward: z, a, the guess and the cost."""

from learnscope.common.equation import Applied, Equation, equal
from learnscope.common.expression import Expression, FunctionName, Number, Product, Sum, Symbol
from learnscope.common.formatting import trimmed
from learnscope.common.formula import at_output, folded, put_in
from learnscope.common.typesetting import written
from learnscope.explain.sections import Line, Section, curve, numbers, symbols, worked_out
from learnscope.figure.places import bias_key, neuron_key, weight_key
from learnscope.figure.values import Values

MOST_TERMS = 6
"""Terms that a sum shows; the smaller others are folded into one until unfolded."""

NOT_YET = "Not computed yet: press Forward."

BRACKET = "Square brackets with a condition are 1 where it holds, else 0."


def weighted_input(of: Values, layer: int, index: int, most: int) -> Section:
    """Explain z = w₁·a₁ + w₂·a₂ + … + b."""
    title = "Weighted input z"
    first = symbols(equal(Symbol("z"), z_in_symbols(of, layer, index, most)))
    text = "Every number that comes in, times its weight, all added up, and the bias on top."
    if not (of.knows(layer) and of.knows(layer - 1)):
        return Section(title, f"{text} {NOT_YET}", (first,))
    products = tuple(
        Product((of.weight(layer, index, i), of.a(layer - 1, i))) for i in range(of.size(layer - 1))
    )
    total = Sum((*folded(products, most), of.bias(layer, index)))
    return Section(title, text, (first, *worked_out(total, of.z(layer, index).number)))


def z_in_symbols(of: Values, layer: int, index: int, most: int) -> Expression:
    """Write the sum of at most ``most`` products, and the bias, in symbols."""
    n_in = of.size(layer - 1)
    products = [
        Product(
            (
                Symbol("w", str(i + 1), place=weight_key(layer, index, i)),
                Symbol("a", str(i + 1), place=neuron_key(layer - 1, i)),
            ),
            has_dots=False,
        )
        for i in range(min(n_in, most))
    ]
    dots = [Symbol("…")] if n_in > most else []
    return Sum((*products, *dots, Symbol("b", place=bias_key(layer, index))))


def activation(of: Values, layer: int, index: int) -> Section:
    """Explain a = f(z), with the curve of f."""
    entry, title = of.activation(layer), "Activation a"
    name = FunctionName(entry.symbol)
    first = symbols(equal(Symbol("a"), Applied((name, Symbol("z"))), entry.formula))
    text = f"{entry.label} makes of z what the neuron passes on."
    if not of.knows(layer):
        return Section(title, f"{text} {NOT_YET}", (first,))
    z, a = of.z(layer, index), of.a(layer, index).number
    lines: tuple[Line, ...]
    if entry.formula is None:
        at_z = Line(*written(Equation((Applied((name, z)),))))
        lines = (at_z, numbers(Equation((Number(a),)), a))
    else:
        lines = worked_out(put_in(entry.formula, lambda _letter, _output: z), a)
    return Section(title, text, (first, *lines), curve(entry, z.number))


def guess(of: Values, index: int, most: int) -> Section:
    """Explain how the cost turns the outputs' activations into a guess."""
    entry, title = of.cost, "Guess p"
    left = Symbol("p", str(index + 1))
    first = symbols(equal(left, at_output(entry.guess_formula, index)))
    text = f"The guess for {of.name(of.layers, index)}, as {entry.label.lower()} makes it."
    if not of.knows(of.layers):
        return Section(title, f"{text} {NOT_YET}", (first,))
    right = with_numbers(of, entry.guess_formula, index, most)
    return Section(title, text, (first, *worked_out(right, of.guess(index).number)))


def cost(of: Values, most: int) -> Section:
    """Explain the cost, one number for how wrong the guess is."""
    entry, title = of.cost, "Cost C"
    first = symbols(equal(Symbol("C"), entry.formula))
    text = f"{entry.label}: how far the guess is from the target, in one number."
    value = of.state.cost_value
    if value is None:
        return Section(title, f"{text} {NOT_YET}", (first,))
    right = with_numbers(of, entry.formula, None, most)
    return Section(title, text + floor_of(of), (first, *worked_out(right, value)))


def floor_of(of: Values) -> str:
    """Say how low the cost can fall, if the last activation keeps it above 0."""
    last, outputs = of.activation(of.layers), of.size(of.layers)
    if of.cost.floor is None or last.bounds is None:
        return ""
    low, high = last.bounds
    least = of.cost.floor(low, high, outputs)
    if least <= 0:
        return ""
    return (
        f" {last.label} outputs stay between {trimmed(low)} and {trimmed(high)}, so with one "
        f"target of 1 this cost can never fall below {least:.4f}."
    )


def with_numbers(of: Values, formula: Expression, index: int | None, most: int) -> Expression:
    """Put the numbers of a finished pass into one of the cost's formulas."""
    values = {"a": lambda k: of.a(of.layers, k), "p": of.guess, "t": of.target}

    def named(letter: str, output: int | None) -> Expression:
        assert output is not None
        return values[letter](output)

    return put_in(formula, named, of.size(of.layers), index, most)


def carried(of: Values, layer: int, to: int, from_: int) -> Section:
    """Explain what one connection adds to the neuron at its end."""
    title = "What it carries"
    w = Symbol("w", place=weight_key(layer, to, from_))
    first = symbols(Product((w, Symbol("a", place=neuron_key(layer - 1, from_)))))
    names = of.name(layer - 1, from_), of.name(layer, to)
    text = f"The activation of {names[0]}, times this weight, is its part of z of {names[1]}."
    if not of.knows(layer - 1):
        return Section(title, f"{text} {NOT_YET}", (first,))
    product = Product((of.weight(layer, to, from_), of.a(layer - 1, from_)))
    return Section(title, text, (first, *worked_out(product, product.value())))


def brought(of: Values, index: int) -> Section:
    """Explain what one input adds to each neuron of the first layer."""
    lines = []
    for j in range(of.size(1)):
        product = Product((of.weight(1, j, index), of.a(0, index)))
        value = product.value()
        lines.append(numbers(equal(product, Number(value)), value, f"to {of.name(1, j)}"))
    text = "You set this number. Along each connection it goes on, times the weight there."
    return Section("What it brings", text, tuple(lines))
