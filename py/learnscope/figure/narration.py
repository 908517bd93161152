"""One sentence, with the numbers, about the last step of a walk."""

from learnscope.common.errors import count
from learnscope.common.formatting import neuron_name, shown, trimmed
from learnscope.figure.stepping import Mark, Walk
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.backprop import LayerGradients
from learnscope.nn.costs import COSTS

MOST_NAMED = 4
"""A sentence names that many neurons; of more it says how many they are."""


class Numbers:
    """The numbers that a walk's marks are about, by layer (from 1) and index."""

    def __init__(self, walk: Walk) -> None:
        self.base, self.goal = walk.base, walk.goal
        passed = walk.goal if walk.kind == "forward" else walk.base
        self.passes = passed.passes
        self.guess = passed.guess
        self.gradients: tuple[LayerGradients, ...] = walk.goal.gradients or ()
        self.layers = len(walk.base.network)

    def name(self, layer: int, index: int) -> str:
        """What a neuron is called."""
        return neuron_name(layer, self.layers, index)

    def a(self, layer: int, index: int) -> float:
        """An activation; layer 0 is the inputs."""
        values = self.base.inputs if layer == 0 else self.passes[layer - 1].a[0]
        return float(values[index])

    def shown_a(self, layer: int, index: int) -> str:
        """The same as the figure shows it: inputs, which people set themselves, without zeros."""
        return (trimmed if layer == 0 else shown)(self.a(layer, index))

    @property
    def rate(self) -> str:
        """The learning rate as its field shows it."""
        return trimmed(self.base.learning_rate)

    def z(self, layer: int, index: int) -> float:
        """A weighted input."""
        return float(self.passes[layer - 1].z[0, index])

    def weight(self, layer: int, to: int, from_: int) -> float:
        """A weight before the step."""
        return float(self.base.network[layer - 1].weights[to, from_])

    def delta(self, layer: int, index: int) -> float:
        """∂C/∂z."""
        return float(self.gradients[layer - 1].delta[0, index])

    def slope_of_f(self, layer: int, index: int) -> float:
        """f′(z)."""
        f_prime = ACTIVATIONS[self.base.network[layer - 1].activation].f_prime
        return float(f_prime(self.passes[layer - 1].z)[0, index])

    def blame(self, index: int) -> float:
        """∂C/∂a of an output."""
        targets = self.base.targets[None]
        return float(COSTS[self.base.cost].gradient(self.passes[-1].a, targets)[0, index])

    def products(self, mark: Mark) -> list[tuple[float, float]]:
        """The terms of the sum that a mark adds to, up to its own."""
        _, layer, j, last, _ = mark
        if mark.phase == "term":
            return [(self.a(layer - 1, i), self.weight(layer, j, i)) for i in range(last + 1)]
        return [(self.delta(layer + 1, k), self.weight(layer + 1, k, j)) for k in range(last + 1)]

    def symbol(self, layer: int) -> str:
        """The activation function's."""
        return ACTIVATIONS[self.base.network[layer - 1].activation].symbol


def sentence(walk: Walk) -> str:
    """What the last step did, as large as it was."""
    tell = {"term": PHASES, "neuron": NEURONS}.get(walk.grain, LAYERS)[walk.mark.phase]
    text = tell(Numbers(walk), walk.mark)
    return text[0].upper() + text[1:]


# -- one term


def _term(of: Numbers, mark: Mark) -> str:
    terms = of.products(mark)
    a = of.shown_a(mark.layer - 1, mark.term)
    return (
        f"{of.name(mark.layer - 1, mark.term)} brings {product(a, terms[-1])} to "
        f"{of.name(mark.layer, mark.neuron)}{so_far(terms)}."
    )


def _bias(of: Numbers, mark: Mark) -> str:
    _, layer, j, _, _ = mark
    bias = float(of.base.network[layer - 1].biases[j])
    z = shown(of.z(layer, j))
    return f"With the bias {shown(bias)} the sum is complete: z of {of.name(layer, j)} is {z}."


def _activate(of: Numbers, mark: Mark) -> str:
    _, layer, j, _, _ = mark
    return f"The activation of {of.name(layer, j)} is {activation(of, layer, j)}."


def _guess(of: Numbers, mark: Mark) -> str:
    assert of.guess is not None
    k = mark.neuron
    return (
        f"The guess for output {k + 1} is {shown(float(of.guess[k]))}; "
        f"its target is {trimmed(float(of.base.targets[k]))}."
    )


def _blame(of: Numbers, mark: Mark) -> str:
    slope = of.blame(mark.neuron)
    way = "fall" if slope < 0 else "grow"
    return (
        f"{_guess(of, mark)} If its activation grew a little, the cost would {way} "
        f"{shown(abs(slope))} times as much: ∂C/∂a = {shown(slope)}."
    )


def _back(of: Numbers, mark: Mark) -> str:
    terms = of.products(mark)
    delta = shown(of.delta(mark.layer + 1, mark.term))
    return (
        f"{of.name(mark.layer + 1, mark.term)} hands back δ times the weight, "
        f"{product(delta, terms[-1])}, "
        f"to {of.name(mark.layer, mark.neuron)}{so_far(terms)}."
    )


def _delta(of: Numbers, mark: Mark) -> str:
    _, layer, j, _, _ = mark
    return (
        f"Times the slope of {of.symbol(layer)} there, {shown(of.slope_of_f(layer, j))}, "
        f"that is δ of {of.name(layer, j)}: {shown(of.delta(layer, j))}."
    )


def _slope(of: Numbers, mark: Mark) -> str:
    _, layer, j, i, _ = mark
    a, slope = of.shown_a(layer - 1, i), float(of.gradients[layer - 1].d_weights[j, i])
    return (
        f"The weight from {of.name(layer - 1, i)} to {of.name(layer, j)} carried {a}, "
        f"so its slope is {a} × δ = {shown(slope)}."
    )


def _bias_slope(of: Numbers, mark: Mark) -> str:
    _, layer, j, _, _ = mark
    return f"The slope of the bias of {of.name(layer, j)} is δ itself: {shown(of.delta(layer, j))}."


def _move(of: Numbers, mark: Mark) -> str:
    _, layer, j, i, _ = mark
    name = f"The weight from {of.name(layer - 1, i)} to {of.name(layer, j)}"
    slope = float(of.gradients[layer - 1].d_weights[j, i])
    return moves(
        of, name, of.weight(layer, j, i), slope, float(of.goal.network[layer - 1].weights[j, i])
    )


def _bias_move(of: Numbers, mark: Mark) -> str:
    _, layer, j, _, _ = mark
    old, new = (float(state.network[layer - 1].biases[j]) for state in (of.base, of.goal))
    return moves(of, f"The bias of {of.name(layer, j)}", old, of.delta(layer, j), new)


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


def _neuron_forward(of: Numbers, mark: Mark) -> str:
    _, layer, j, _, _ = mark
    sources = of.base.network[layer - 1].n_in
    return (
        f"{of.name(layer, j)} adds up {count(sources, 'product')} and its bias, "
        f"z = {shown(of.z(layer, j))}, and becomes {activation(of, layer, j)}."
    )


def _neuron_back(of: Numbers, mark: Mark) -> str:
    _, layer, j, _, _ = mark
    slopes = of.base.network[layer - 1].n_in
    return (
        f"the δ of {of.name(layer, j)} is {shown(of.delta(layer, j))}. Times what came in, "
        f"it gives the {count(slopes, 'slope')} of its weights; for its bias it is the slope."
    )


def _neuron_moves(of: Numbers, mark: Mark) -> str:
    return (
        f"The weights into {of.name(mark.layer, mark.neuron)} and its bias have moved, each by "
        f"−{of.rate} times its slope."
    )


NEURONS = {
    "activate": _neuron_forward,
    "guess": _guess,
    "bias_slope": _neuron_back,
    "bias_move": _neuron_moves,
}


# -- one layer


def _layer_forward(of: Numbers, mark: Mark) -> str:
    layer = mark.layer
    values = [f"{of.name(layer, j)}: {shown(of.a(layer, j))}" for j in range(size(of, layer))]
    return f"All of layer {layer} is activated. {listed(values)}"


def _layer_back(of: Numbers, mark: Mark) -> str:
    layer = mark.layer
    values = [f"{of.name(layer, j)}: {shown(of.delta(layer, j))}" for j in range(size(of, layer))]
    return f"Every neuron of layer {layer} has its δ, and so its slopes. {listed(values)}"


def _layer_moves(of: Numbers, mark: Mark) -> str:
    return f"Every weight and bias of layer {mark.layer} has moved by −{of.rate} times its slope."


LAYERS = {"activate": _layer_forward, "bias_slope": _layer_back, "bias_move": _layer_moves}


# -- parts of sentences


def size(of: Numbers, layer: int) -> int:
    """How many neurons a layer has."""
    return of.base.network[layer - 1].n_out


def product(a: str, term: tuple[float, float]) -> str:
    """ "0.9 × −0.4153 = −0.3738", with the first factor as the figure shows it."""
    return f"{a} × {shown(term[1])} = {shown(term[0] * term[1])}"


def so_far(terms: list[tuple[float, float]]) -> str:
    """The sum, if there is more than one term to it."""
    return f", which makes {shown(sum(a * b for a, b in terms))} so far" if len(terms) > 1 else ""


def activation(of: Numbers, layer: int, index: int) -> str:
    """ "σ(0.1234) = 0.5308"."""
    return f"{of.symbol(layer)}({shown(of.z(layer, index))}) = {shown(of.a(layer, index))}"


def moves(of: Numbers, name: str, old: float, slope: float, new: float) -> str:
    """How a weight or bias comes to its new value."""
    return f"{name} moves: {shown(old)} − {of.rate} × {shown(slope)} = {shown(new)}."


def listed(values: list[str]) -> str:
    """The values with their names, or how many there are."""
    if len(values) > MOST_NAMED:
        return f"{', '.join(values[:MOST_NAMED])} and {len(values) - MOST_NAMED} more."
    return ", ".join(values) + "."
