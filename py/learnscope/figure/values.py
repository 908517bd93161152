"""Look up the numbers of a pass and its step, each with its place."""

from dataclasses import dataclass, replace
from functools import cached_property

from learnscope.common.arrays import Array
from learnscope.common.expression import Number
from learnscope.common.formatting import neuron_name
from learnscope.figure.places import (
    LEARNING_RATE,
    bias_key,
    guess_key,
    neuron_key,
    target_key,
    weight_key,
)
from learnscope.figure.state import State
from learnscope.figure.stepping import Mark, Walk
from learnscope.nn.activations import Activation
from learnscope.nn.backprop import LayerGradients
from learnscope.nn.costs import COSTS, Cost
from learnscope.nn.network import Network


@dataclass(frozen=True, eq=False)
class Values:
    """A state, and the step from it if that is known.

    ``gradients`` are the step's, ``after`` is the network it leads to. Layers count from 1 (0 is
    the inputs), neurons and connections from 0.
    """

    state: State
    gradients: tuple[LayerGradients, ...] | None = None
    after: Network | None = None

    # -- what there is

    @property
    def layers(self) -> int:
        """Count the layers, without the inputs."""
        return len(self.state.network)

    @property
    def cost(self) -> Cost:
        """Return the cost function."""
        return COSTS[self.state.cost]

    def size(self, layer: int) -> int:
        """Count the neurons of a layer."""
        return len(self.state.inputs) if layer == 0 else self.state.network[layer - 1].n_out

    def name(self, layer: int, index: int) -> str:
        """Say what a neuron is called."""
        return neuron_name(layer, self.layers, index)

    def activation(self, layer: int) -> Activation:
        """Give the activation function of a layer."""
        return self.state.network[layer - 1].activation

    def knows(self, layer: int) -> bool:
        """Tell whether the layer's values are computed."""
        return layer <= len(self.state.passes)

    # -- the numbers of the pass

    def a(self, layer: int, index: int) -> Number:
        """Give an activation, or in layer 0 an input."""
        values = self.state.inputs if layer == 0 else self.state.passes[layer - 1].a[0]
        return Number(float(values[index]), neuron_key(layer, index), is_typed=layer == 0)

    def z(self, layer: int, index: int) -> Number:
        """Give a weighted input."""
        return Number(float(self.state.passes[layer - 1].z[0, index]), neuron_key(layer, index))

    def weight(self, layer: int, to: int, from_: int) -> Number:
        """Give a weight."""
        value = self.state.network[layer - 1].weights[to, from_]
        return Number(float(value), weight_key(layer, to, from_))

    def bias(self, layer: int, index: int) -> Number:
        """Give a bias."""
        return Number(float(self.state.network[layer - 1].biases[index]), bias_key(layer, index))

    def guess(self, index: int) -> Number:
        """Give the guess for an output; it must be computed."""
        guess = self._guess
        assert guess is not None
        return Number(float(guess[index]), guess_key(index))

    def target(self, index: int) -> Number:
        """Give the target of an output."""
        return Number(float(self.state.targets[index]), target_key(index), is_typed=True)

    @property
    def rate(self) -> Number:
        """Return the learning rate."""
        return Number(self.state.learning_rate, LEARNING_RATE, is_typed=True)

    # -- the numbers of the step

    def delta(self, layer: int, index: int) -> Number:
        """Give ∂C/∂z of a neuron."""
        return Number(float(self._of(layer).delta[0, index]), neuron_key(layer, index))

    def weight_slope(self, layer: int, to: int, from_: int) -> float:
        """Give ∂C/∂w of a weight."""
        return float(self._of(layer).d_weights[to, from_])

    def bias_slope(self, layer: int, index: int) -> float:
        """Give ∂C/∂b of a bias."""
        return float(self._of(layer).d_biases[index])

    def new_weight(self, layer: int, to: int, from_: int) -> float:
        """Give a weight after the step."""
        assert self.after is not None
        return float(self.after[layer - 1].weights[to, from_])

    def new_bias(self, layer: int, index: int) -> float:
        """Give a bias after the step."""
        assert self.after is not None
        return float(self.after[layer - 1].biases[index])

    def slope_of_f(self, layer: int, index: int) -> Number:
        """Give f′(z) of a neuron."""
        return Number(float(self._slopes_of_f[layer - 1][index]), neuron_key(layer, index))

    def blame(self, index: int) -> Number:
        """Give ∂C/∂a of an output."""
        return Number(float(self._blames[index]), neuron_key(self.layers, index))

    def products(self, mark: Mark) -> list[tuple[float, float]]:
        """List the terms of the sum that a mark adds to, up to its own."""
        _, layer, j, last, _ = mark
        if mark.phase == "term":
            return [
                (self.a(layer - 1, i).number, self.weight(layer, j, i).number)
                for i in range(last + 1)
            ]
        return [
            (self.delta(layer + 1, k).number, self.weight(layer + 1, k, j).number)
            for k in range(last + 1)
        ]

    # -- worked out once

    def _of(self, layer: int) -> LayerGradients:
        assert self.gradients is not None
        return self.gradients[layer - 1]

    @cached_property
    def _guess(self) -> Array | None:
        return self.state.guess

    @cached_property
    def _slopes_of_f(self) -> list[Array]:
        passes = enumerate(self.state.passes, start=1)
        return [self.activation(layer).f_prime(passed.z)[0] for layer, passed in passes]

    @cached_property
    def _blames(self) -> Array:
        return self.cost.gradient(self.state.passes[-1].a, self.state.targets[None])[0]


def values_of(walk: Walk) -> Values:
    """Give the numbers that a walk's marks are about."""
    if walk.kind == "forward":
        return Values(walk.goal)
    return Values(walk.base, walk.goal.gradients, walk.goal.network)


def step_of(state: State) -> Values | None:
    """Give the Backprop just made, or else the next one; None while nothing is computed.

    A Backprop just made has the numbers from before it.

    Raises:
        Problem: the step leaves the range of float64, or the visitor's Python fails or is missing.
    """
    if state.gradients and state.before:
        return Values(before_step(state), state.gradients, state.network)
    if state.cost_value is None:
        return None
    after = state.learned()
    return Values(state, after.gradients, after.network)


def before_step(state: State) -> State:
    """Compute again the state from which the Backprop just made went out.

    Raises:
        Problem: a number leaves the range of float64, or the visitor's Python fails or is missing.
    """
    assert state.before is not None
    return replace(state.forgetting(1), network=state.before, last_cost=None).computed()
