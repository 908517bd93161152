"""Compute backpropagation: how much each number is to blame for the cost.

The question for every weight and bias: if this number were a little larger, how much larger would
the cost C be? That slope is its gradient. Backprop answers for all of them in one sweep from right
to left, because a layer's share of the blame follows from the layer after it.

delta = ∂C/∂z stands for a neuron's share. Nielsen's "Neural Networks and Deep Learning", chapter 2,
derives the four equations used here.
"""

from typing import NamedTuple

from learnscope.common.arrays import Array
from learnscope.nn.costs import COSTS
from learnscope.nn.network import Layer, LayerPass, Network


class LayerGradients(NamedTuple):
    """The slopes of the cost at one layer, each shaped like its parameter.

    delta = ∂C/∂z (batch, n_out); d_weights = ∂C/∂weights (n_out, n_in);
    d_biases = ∂C/∂biases (n_out,).
    """

    delta: Array
    d_weights: Array
    d_biases: Array


def cost_value(cost: str, passes: tuple[LayerPass, ...], targets: Array) -> float:
    """Compute C, the mean cost of the examples in the batch. targets is (batch, n_out)."""
    return float(COSTS[cost].value(passes[-1].a, targets).mean())


def backprop(
    network: Network, inputs: Array, passes: tuple[LayerPass, ...], targets: Array, cost: str
) -> tuple[LayerGradients, ...]:
    """Run the error back and return the gradients of each layer, first to last.

    inputs (batch, n_in) and targets (batch, n_out) are the examples; passes is what ``forward``
    returned for the same network and inputs.
    """
    gradients: list[LayerGradients] = []
    # ∂C/∂a of the last layer. C is a mean over the batch, so divide by its size.
    d_a = COSTS[cost].gradient(passes[-1].a, targets) / len(inputs)
    for depth in reversed(range(len(network))):
        layer = network[depth]
        a_prev = passes[depth - 1].a if depth > 0 else inputs
        delta = d_a * layer.activation.f_prime(passes[depth].z)
        d_weights = delta.T @ a_prev
        d_biases = delta.sum(axis=0)
        gradients.append(LayerGradients(delta, d_weights, d_biases))
        d_a = delta @ layer.weights  # each neuron's blame, summed over all it fed into
    return tuple(reversed(gradients))


def descend(
    network: Network, gradients: tuple[LayerGradients, ...], learning_rate: float
) -> Network:
    """Take one step downhill: return a network with w − η·∂C/∂w and b − η·∂C/∂b."""
    moved = []
    for layer, gradient in zip(network, gradients, strict=True):
        weights = layer.weights - learning_rate * gradient.d_weights
        biases = layer.biases - learning_rate * gradient.d_biases
        moved.append(Layer(weights, biases, layer.activation))
    return tuple(moved)
