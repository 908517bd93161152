"""One number of a network as an exercise: what it is made of, what is right, how sharp that is.

A z or an a is that of the network as it is. A delta, a gradient or a new value belongs to a step:
the one just made, where a Backprop has led here, else the one that Backprop would make.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from learnscope.common.errors import Problem, choice, described
from learnscope.figure.narration import Numbers
from learnscope.figure.places import place_of
from learnscope.figure.state import State
from learnscope.figure.stepping import Walk
from learnscope.nn import backprop as calculus
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.network import Layer

QUANTITIES = {
    "neuron": {"z": "z", "a": "a", "delta": "δ"},
    "weight": {"gradient": "the gradient", "new": "the new value"},
    "bias": {"gradient": "the gradient", "new": "the new value"},
}
"""What there is to work out at each kind of place, with what it is called."""


class Exercise:
    """A quantity at a place: of neuron ``index`` of a ``layer`` (from 1), or into it.

    source is the neuron at a weight's other end, None where there is no weight. ``of`` has the
    numbers of the pass, ``rate`` is the learning rate of the step. Raises Problem where there is
    no such place or quantity, or where the numbers are too large to compute.
    """

    def __init__(self, state: State, place: object, quantity: object) -> None:
        self.kind, self.layer, self.index, self.source = parsed(state, place)
        what = f"What to work out for a {self.kind}"
        self.quantity = choice(quantity, what, QUANTITIES[self.kind])
        self.state = state
        if self.kind == "neuron" and self.quantity != "delta":
            self.of = Numbers(Walk("forward", state, state.computed(), ()))
        else:
            self.of = Numbers(step_of(state))
        self.rate = rate_of(self.of)

    # -- what it is made of

    @property
    def here(self) -> Layer:
        """The neuron's layer."""
        return self.of.base.network[self.layer - 1]

    @property
    def is_last(self) -> bool:
        """Whether the neuron is an output."""
        return self.layer == self.of.layers

    @property
    def bias(self) -> float:
        """The neuron's bias."""
        return float(self.here.biases[self.index])

    @property
    def incoming(self) -> list[tuple[float, float]]:
        """(activation, weight) of each connection into the neuron."""
        j = self.index
        weights = self.here.weights[j].tolist()
        return [(self.of.a(self.layer - 1, i), w) for i, w in enumerate(weights)]

    @property
    def outgoing(self) -> list[tuple[float, float]]:
        """(delta, weight) of each path from the neuron to the layer after it; outputs have none."""
        if self.is_last:
            return []
        weights = self.of.base.network[self.layer].weights[:, self.index].tolist()
        return [(self.of.delta(self.layer + 1, k), w) for k, w in enumerate(weights)]

    @property
    def z(self) -> float:
        """The neuron's weighted input."""
        return self.of.z(self.layer, self.index)

    @property
    def a(self) -> float:
        """The neuron's activation."""
        return self.of.a(self.layer, self.index)

    @property
    def d_a(self) -> float:
        """∂C/∂a of the neuron, which δ is before it is multiplied by f′(z)."""
        return self.of.blame(self.index) if self.is_last else total(self.outgoing)

    @property
    def delta(self) -> float:
        """∂C/∂z of the neuron."""
        return self.of.delta(self.layer, self.index)

    @property
    def carried(self) -> float:
        """What a weight or bias is multiplied by in z: the activation that comes in, or 1."""
        return 1.0 if self.source is None else self.of.a(self.layer - 1, self.source)

    @property
    def gradient(self) -> float:
        """The slope of the cost along the weight or bias."""
        of = self.of.gradients[self.layer - 1]
        j, i = self.index, self.source
        return float(of.d_biases[j] if i is None else of.d_weights[j, i])

    @property
    def old(self) -> float:
        """The weight or bias before the step."""
        return (
            self.bias if self.source is None else float(self.here.weights[self.index, self.source])
        )

    def f(self, z: float) -> float:
        """The neuron's activation function."""
        return float(ACTIVATIONS[self.here.activation].f(np.array(z)))

    def f_prime(self, z: float) -> float:
        """Its slope."""
        return float(ACTIVATIONS[self.here.activation].f_prime(np.array(z)))

    # -- what comes of it

    @property
    def right(self) -> float:
        """The value that the core has."""
        if self.quantity == "new":
            layer = self.of.goal.network[self.layer - 1]
            j, i = self.index, self.source
            return float(layer.biases[j] if i is None else layer.weights[j, i])
        return float(getattr(self, self.quantity))

    def from_z(self, z: float) -> float:
        """What would be found with another z."""
        return z if self.quantity == "z" else self.f(z)

    def from_delta(self, delta: float) -> float:
        """What would be found with another δ."""
        return delta if self.quantity == "delta" else self.from_gradient(self.carried * delta)

    def from_gradient(self, gradient: float) -> float:
        """What would be found with another gradient."""
        return gradient if self.quantity == "gradient" else self.old - self.rate * gradient


def parsed(state: State, place: object) -> tuple[str, int, int, int | None]:
    """Read a place's key: the kind, the layer (from 1), the neuron, and a weight's source.

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


def step_of(state: State) -> Walk:
    """The Backprop just made, or else the one to come."""
    if state.before is None:
        base = state.computed()
        return Walk("backprop", base, base.learned(), ())
    return Walk("backprop", as_before(state), state, ())


def as_before(state: State) -> State:
    """The computed state from which the Backprop just made went out."""
    assert state.before is not None
    return replace(state.forgetting(1), network=state.before, last_cost=None).computed()


def rate_of(of: Numbers) -> float:
    """The learning rate of a step. It can have been changed since; what moved still tells it."""
    old, new, rate = of.base.network, of.goal.network, of.base.learning_rate
    if not of.gradients:
        return rate
    made = calculus.descend(old, of.gradients, rate)
    if all(np.array_equal(m.weights, n.weights) for m, n in zip(made, new, strict=True)):
        return rate
    slope, move = max(
        (abs(float(slope)), abs(float(move)))
        for gradient, before, after in zip(of.gradients, old, new, strict=True)
        for slope, move in zip(gradient.d_biases, after.biases - before.biases, strict=True)
    )
    return move / slope if slope else rate


def total(terms: Sequence[tuple[float, float]]) -> float:
    """The sum of the products."""
    return sum(a * b for a, b in terms)
