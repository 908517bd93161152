"""The numbers that an explanation is about: one pass through one network, and what it taught."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from learnscope.common.formatting import neuron_name
from learnscope.explain.expression import Number
from learnscope.figure.places import bias_key, guess_key, neuron_key, target_key, weight_key
from learnscope.figure.state import State
from learnscope.nn.activations import ACTIVATIONS, Activation
from learnscope.nn.backprop import LayerGradients
from learnscope.nn.costs import COSTS
from learnscope.nn.network import Network


@dataclass(frozen=True, eq=False)
class Moment:
    """A state and, where it is known, the step from it: gradients and the network after it.

    Layers count from 1 (0 is the inputs), neurons and connections from 0. What returns a
    ``Number`` returns it with its place in the figure.
    """

    state: State
    gradients: tuple[LayerGradients, ...] | None = None
    after: Network | None = None

    @property
    def layers(self) -> int:
        """How many layers the network has, the inputs not counted."""
        return len(self.state.network)

    def size(self, layer: int) -> int:
        """How many neurons a layer has."""
        return len(self.state.inputs) if layer == 0 else self.state.network[layer - 1].n_out

    def name(self, layer: int, index: int) -> str:
        """What a neuron is called."""
        return neuron_name(layer, self.layers, index)

    def activation(self, layer: int) -> Activation:
        """The activation function of a layer."""
        return ACTIVATIONS[self.state.network[layer - 1].activation]

    def knows(self, layer: int) -> bool:
        """Whether the layer's values are computed."""
        return layer <= len(self.state.passes)

    def a(self, layer: int, index: int) -> Number:
        """An activation, or an input."""
        values = self.state.inputs if layer == 0 else self.state.passes[layer - 1].a[0]
        return Number(float(values[index]), neuron_key(layer, index))

    def z(self, layer: int, index: int) -> Number:
        """A weighted input."""
        return Number(float(self.state.passes[layer - 1].z[0, index]), neuron_key(layer, index))

    def weight(self, layer: int, to: int, from_: int) -> Number:
        """A weight."""
        value = self.state.network[layer - 1].weights[to, from_]
        return Number(float(value), weight_key(layer, to, from_))

    def bias(self, layer: int, index: int) -> Number:
        """A bias."""
        return Number(float(self.state.network[layer - 1].biases[index]), bias_key(layer, index))

    def guess(self, index: int) -> Number:
        """One output's guess."""
        assert self.state.guess is not None
        return Number(float(self.state.guess[index]), guess_key(index))

    def target(self, index: int) -> Number:
        """One output's target."""
        return Number(float(self.state.targets[index]), target_key(index))

    def delta(self, layer: int, index: int) -> Number:
        """∂C/∂z of a neuron."""
        assert self.gradients
        value = self.gradients[layer - 1].delta[0, index]
        return Number(float(value), neuron_key(layer, index))

    def slope_of_f(self, layer: int, index: int) -> Number:
        """f′(z) of a neuron."""
        value = self.slopes_of_f[layer - 1][index]
        return Number(float(value), neuron_key(layer, index))

    def blame(self, index: int) -> Number:
        """∂C/∂a of an output."""
        return Number(float(self.blames[index]), neuron_key(self.layers, index))

    @cached_property
    def slopes_of_f(self) -> list[np.ndarray]:
        """f′(z) of every neuron, layer by layer."""
        return [
            ACTIVATIONS[layer.activation].f_prime(passed.z)[0]
            for layer, passed in zip(self.state.network, self.state.passes, strict=True)
        ]

    @cached_property
    def blames(self) -> np.ndarray:
        """∂C/∂a of every output."""
        state = self.state
        return COSTS[state.cost].gradient(state.passes[-1].a, state.targets[np.newaxis])[0]


def step_of(state: State) -> Moment | None:
    """The step that the state's gradients are of, or the one that would come next.

    A Backprop just made is explained with the numbers from before it. None while nothing is
    computed. Raises Problem where the next step would leave the range of float64.
    """
    if state.gradients and state.before:
        bare = replace(
            state, network=state.before, passes=(), cost_value=None, before=None, gradients=None
        )
        return Moment(bare.computed(), state.gradients, state.network)
    if state.cost_value is None:
        return None
    after = state.learned()
    return Moment(state, after.gradients, after.network)
