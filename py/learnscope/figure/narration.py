"""Describe the last step of a walk in one sentence, with its numbers."""

from learnscope.common.errors import count
from learnscope.common.formatting import shown
from learnscope.figure.stepping import Mark, Walk
from learnscope.figure.values import Values, values_of

MOST_NAMED = 4
"""Most neurons that a sentence names. It counts the others."""


def sentence(walk: Walk) -> str:
    """Describe the last step, at the size it had."""
    tell = {"term": PHASES, "neuron": NEURONS}.get(walk.grain, LAYERS)[walk.mark.phase]
    text = tell(values_of(walk), walk.mark)
    return text[0].upper() + text[1:]


# -- one term


def _term(of: Values, mark: Mark) -> str:
    terms = of.products(mark)
    a = of.a(mark.layer - 1, mark.term).text
    return (
        f"{of.name(mark.layer - 1, mark.term)} brings {product(a, terms[-1])} to "
        f"{of.name(mark.layer, mark.neuron)}{so_far(terms)}."
    )


def _bias(of: Values, mark: Mark) -> str:
    _, layer, j, _, _ = mark
    bias, z = of.bias(layer, j).text, of.z(layer, j).text
    return f"With the bias {bias} the sum is complete: z of {of.name(layer, j)} is {z}."


def _activate(of: Values, mark: Mark) -> str:
    _, layer, j, _, _ = mark
    return f"The activation of {of.name(layer, j)} is {activation(of, layer, j)}."


def _guess(of: Values, mark: Mark) -> str:
    k = mark.neuron
    return f"The guess for output {k + 1} is {of.guess(k).text}; its target is {of.target(k).text}."


def _blame(of: Values, mark: Mark) -> str:
    slope = of.blame(mark.neuron).number
    way = "fall" if slope < 0 else "grow"
    return (
        f"{_guess(of, mark)} If its activation grew a little, the cost would {way} "
        f"{shown(abs(slope))} times as much: ∂C/∂a = {shown(slope)}."
    )


def _back(of: Values, mark: Mark) -> str:
    terms = of.products(mark)
    delta = of.delta(mark.layer + 1, mark.term).text
    return (
        f"{of.name(mark.layer + 1, mark.term)} hands back δ times the weight, "
        f"{product(delta, terms[-1])}, "
        f"to {of.name(mark.layer, mark.neuron)}{so_far(terms)}."
    )


def _delta(of: Values, mark: Mark) -> str:
    _, layer, j, _, _ = mark
    return (
        f"Times the slope of {of.activation(layer).symbol} there, {of.slope_of_f(layer, j).text}, "
        f"that is δ of {of.name(layer, j)}: {of.delta(layer, j).text}."
    )


def _slope(of: Values, mark: Mark) -> str:
    _, layer, j, i, _ = mark
    a, slope = of.a(layer - 1, i).text, of.weight_slope(layer, j, i)
    return (
        f"The weight from {of.name(layer - 1, i)} to {of.name(layer, j)} carried {a}, "
        f"so its slope is {a} × δ = {shown(slope)}."
    )


def _bias_slope(of: Values, mark: Mark) -> str:
    _, layer, j, _, _ = mark
    return f"The slope of the bias of {of.name(layer, j)} is δ itself: {of.delta(layer, j).text}."


def _move(of: Values, mark: Mark) -> str:
    _, layer, j, i, _ = mark
    name = f"The weight from {of.name(layer - 1, i)} to {of.name(layer, j)}"
    slope, new = of.weight_slope(layer, j, i), of.new_weight(layer, j, i)
    return moves(of, name, of.weight(layer, j, i).number, slope, new)


def _bias_move(of: Values, mark: Mark) -> str:
    _, layer, j, _, _ = mark
    name = f"The bias of {of.name(layer, j)}"
    slope, new = of.delta(layer, j).number, of.new_bias(layer, j)
    return moves(of, name, of.bias(layer, j).number, slope, new)


PHASES = {
    "term": _term,
    "bias": _bias,
    "activate": _activate,
    "guess": _guess,
    "blame": _blame,
    "back": _back,
    "delta": _delta,
    "slope": _slope,
    "bias_slope": _bias_slope,
    "move": _move,
    "bias_move": _bias_move,
}


# -- one neuron


def _neuron_forward(of: Values, mark: Mark) -> str:
    _, layer, j, _, _ = mark
    sources = of.size(layer - 1)
    return (
        f"{of.name(layer, j)} adds up {count(sources, 'product')} and its bias, "
        f"z = {of.z(layer, j).text}, and becomes {activation(of, layer, j)}."
    )


def _neuron_back(of: Values, mark: Mark) -> str:
    _, layer, j, _, _ = mark
    slopes = of.size(layer - 1)
    return (
        f"the δ of {of.name(layer, j)} is {of.delta(layer, j).text}. Times what came in, "
        f"it gives the {count(slopes, 'slope')} of its weights; for its bias it is the slope."
    )


def _neuron_moves(of: Values, mark: Mark) -> str:
    return (
        f"The weights into {of.name(mark.layer, mark.neuron)} and its bias have moved, each by "
        f"−{of.rate.text} times its slope."
    )


NEURONS = {
    "activate": _neuron_forward,
    "guess": _guess,
    "bias_slope": _neuron_back,
    "bias_move": _neuron_moves,
}


# -- one layer


def _layer_forward(of: Values, mark: Mark) -> str:
    layer = mark.layer
    values = [f"{of.name(layer, j)}: {of.a(layer, j).text}" for j in range(of.size(layer))]
    return f"All of layer {layer} is activated. {listed(values)}"


def _layer_back(of: Values, mark: Mark) -> str:
    layer = mark.layer
    values = [f"{of.name(layer, j)}: {of.delta(layer, j).text}" for j in range(of.size(layer))]
    return f"Every neuron of layer {layer} has its δ, and so its slopes. {listed(values)}"


def _layer_moves(of: Values, mark: Mark) -> str:
    return (
        f"Every weight and bias of layer {mark.layer} has moved by −{of.rate.text} times its slope."
    )


LAYERS = {"activate": _layer_forward, "bias_slope": _layer_back, "bias_move": _layer_moves}


# -- parts of sentences


def product(a: str, term: tuple[float, float]) -> str:
    """Write a product, as in "0.9 × −0.4153 = −0.3738".

    ``a`` is the first factor as the figure shows it.
    """
    return f"{a} × {shown(term[1])} = {shown(term[0] * term[1])}"


def so_far(terms: list[tuple[float, float]]) -> str:
    """Give the sum so far, if it has more than one term."""
    return f", which makes {shown(sum(a * b for a, b in terms))} so far" if len(terms) > 1 else ""


def activation(of: Values, layer: int, index: int) -> str:
    """Write an activation, as in "σ(0.1234) = 0.5308"."""
    return f"{of.activation(layer).symbol}({of.z(layer, index).text}) = {of.a(layer, index).text}"


def moves(of: Values, name: str, old: float, slope: float, new: float) -> str:
    """Say how a weight or bias gets its new value."""
    return f"{name} moves: {shown(old)} − {of.rate.text} × {shown(slope)} = {shown(new)}."


def listed(values: list[str]) -> str:
    """List the first few values, and count the others."""
    if len(values) > MOST_NAMED:
        return f"{', '.join(values[:MOST_NAMED])} and {len(values) - MOST_NAMED} more."
    return ", ".join(values) + "."
