"""Describe an exercise: one number of a network, its ingredients, and the right answer.

A z or an a belongs to the network as it is now. A delta, a gradient or a new value belongs to a
step. That is the Backprop just made, or else the one that would come next.
"""

from collections.abc import Sequence

import numpy as np

from learnscope.common.errors import Problem, choice, described
from learnscope.figure.places import place_of
from learnscope.figure.state import State
from learnscope.figure.values import Values, step_of
from learnscope.nn.network import Layer

QUANTITIES = {
    "neuron": {"z": "z", "a": "a", "delta": "δ"},
    "weight": {"gradient": "the gradient", "new": "the new value"},
    "bias": {"gradient": "the gradient", "new": "the new value"},
}
"""The quantities at each kind of place, with their names."""


class Exercise:
    """One exercise: a quantity of a neuron, or of a weight or bias into it.

    The neuron is ``index`` of a ``layer`` (from 1). ``source`` is the neuron at a weight's other
    end, or None without a weight. ``values`` has the numbers of the pass, ``rate`` is the learning
    rate of the step.

    Raises:
        Problem: there is no such place or quantity, numbers leave the range of float64, or the
            visitor's Python fails or is missing.
    """

    def __init__(self, state: State, place: object, quantity: object) -> None:
        self.kind, self.layer, self.index, self.source = parsed(state, place)
        what = f"What to work out for a {self.kind}"
        self.quantity = choice(quantity, what, QUANTITIES[self.kind])
        self.state = state
        if self.kind == "neuron" and self.quantity != "delta":
            self.values = Values(state.computed())
        else:
            self.values = step_made_or_next(state)
        self.rate = rate_of(self.values)

    # -- ingredients

    @property
    def here(self) -> Layer:
        """Return the neuron's layer."""
        return self.values.state.network[self.layer - 1]

    @property
    def is_last(self) -> bool:
        """Tell whether the neuron is an output."""
        return self.layer == self.values.layers

    @property
    def bias(self) -> float:
        """Return the neuron's bias."""
        return float(self.here.biases[self.index])

    @property
    def incoming(self) -> list[tuple[float, float]]:
        """List (activation, weight) of each connection into the neuron."""
        j = self.index
        weights = self.here.weights[j].tolist()
        return [(self.values.a(self.layer - 1, i).number, w) for i, w in enumerate(weights)]

    @property
    def outgoing(self) -> list[tuple[float, float]]:
        """List (delta, weight) of each path from the neuron to the next layer.

        Outputs have none.
        """
        if self.is_last:
            return []
        weights = self.values.state.network[self.layer].weights[:, self.index].tolist()
        return [(self.values.delta(self.layer + 1, k).number, w) for k, w in enumerate(weights)]

    @property
    def z(self) -> float:
        """Return the neuron's weighted input."""
        return self.values.z(self.layer, self.index).number

    @property
    def a(self) -> float:
        """Return the neuron's activation."""
        return self.values.a(self.layer, self.index).number

    @property
    def d_a(self) -> float:
        """Return ∂C/∂a of the neuron, which becomes δ when multiplied by f′(z)."""
        return self.values.blame(self.index).number if self.is_last else total(self.outgoing)

    @property
    def delta(self) -> float:
        """Return ∂C/∂z of the neuron."""
        return self.values.delta(self.layer, self.index).number

    @property
    def carried(self) -> float:
        """Return the factor of a weight or bias in z.

        For a weight it is the activation that comes in, for a bias 1.
        """
        return 1.0 if self.source is None else self.values.a(self.layer - 1, self.source).number

    @property
    def gradient(self) -> float:
        """Return the slope of the cost along the weight or bias."""
        if self.source is None:
            return self.values.bias_slope(self.layer, self.index)
        return self.values.weight_slope(self.layer, self.index, self.source)

    @property
    def old(self) -> float:
        """Return the weight or bias before the step."""
        return (
            self.bias if self.source is None else float(self.here.weights[self.index, self.source])
        )

    def f(self, z: float) -> float:
        """Compute the neuron's activation function."""
        return float(self.here.activation.f(np.array(z)))

    def f_prime(self, z: float) -> float:
        """Compute the slope of the neuron's activation function."""
        return float(self.here.activation.f_prime(np.array(z)))

    # -- results

    @property
    def right(self) -> float:
        """Return the core's value of the quantity."""
        if self.quantity == "new":
            if self.source is None:
                return self.values.new_bias(self.layer, self.index)
            return self.values.new_weight(self.layer, self.index, self.source)
        return float(getattr(self, self.quantity))

    def from_z(self, z: float) -> float:
        """Compute the quantity, z or a, from another z."""
        return z if self.quantity == "z" else self.f(z)

    def from_delta(self, delta: float) -> float:
        """Compute the quantity from another δ."""
        return delta if self.quantity == "delta" else self.from_gradient(self.carried * delta)

    def from_gradient(self, gradient: float) -> float:
        """Compute the quantity from another gradient."""
        return gradient if self.quantity == "gradient" else self.old - self.rate * gradient


def parsed(state: State, place: object) -> tuple[str, int, int, int | None]:
    """Read a place's key: its kind, layer (from 1), neuron, and a weight's source.

    Raises:
        Problem: the key names no neuron, weight or bias of this network.
    """
    try:
        at = place_of(place, state.network, len(state.inputs))
    except Problem:
        at = None
    if at is None or at.kind not in QUANTITIES:
        raise Problem(f"There is no neuron, weight or bias {described(place)} in this network.")
    return at.kind, at.layer, at.index, at.from_ if at.kind == "weight" else None


def step_made_or_next(state: State) -> Values:
    """Give the numbers of the Backprop just made, or else of the next one.

    Raises:
        Problem: a number leaves the range of float64, or the visitor's Python fails or is missing.
    """
    step = step_of(state if state.before is not None else state.computed())
    assert step is not None
    return step


def rate_of(of: Values) -> float:
    """Give the learning rate of a step.

    The state's own rate may have been changed since the step was made. If so, the distance that a
    bias moved reveals the old one.

    Raises:
        Problem: the visitor's Python fails or is missing.
    """
    old, new, rate = of.state.network, of.after, of.state.learning_rate
    if of.gradients is None or new is None:
        return rate
    made = of.state.calculus.descend(old, of.gradients, rate)
    if all(np.array_equal(m.weights, n.weights) for m, n in zip(made, new, strict=True)):
        return rate
    slope, move = max(
        (abs(float(slope)), abs(float(move)))
        for gradient, before, after in zip(of.gradients, old, new, strict=True)
        for slope, move in zip(gradient.d_biases, after.biases - before.biases, strict=True)
    )
    return move / slope if slope else rate


def total(terms: Sequence[tuple[float, float]]) -> float:
    """Add up the products."""
    return sum(a * b for a, b in terms)
