"""Define a network as a stack of layers, and run signals through it.

A network is a value: nothing here changes one. Learning makes a new network, so the one before and
the one after can both be looked at.
"""

from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import NamedTuple

import numpy as np

from learnscope.common.arrays import Array
from learnscope.nn.activations import ACTIVATIONS, Activation


@dataclass(frozen=True, eq=False)
class Layer:
    """One layer of neurons, and the connections that lead into it.

    weights (n_out, n_in): weights[j, i] leads from neuron i of the layer before to neuron j.
    biases (n_out,): one for each neuron. activation has f and its slope f′.
    """

    weights: Array
    biases: Array
    activation: Activation

    @property
    def n_in(self) -> int:
        """Return how many inputs the layer has."""
        return self.weights.shape[1]

    @property
    def n_out(self) -> int:
        """Return how many neurons the layer has."""
        return self.weights.shape[0]


type Network = tuple[Layer, ...]
"""Layers from first to last. The inputs are layer 0 and have no entry here."""


class LayerPass(NamedTuple):
    """The results of Forward in one layer: weighted inputs z and activations a, (batch, n_out)."""

    z: Array
    a: Array


def forward(network: Network, inputs: Array) -> tuple[LayerPass, ...]:
    """Run inputs (batch, n_in) through the network and keep every neuron's values.

    In each layer z = a_prev @ weightsᵀ + biases, one row for each example, and then a = f(z).
    """
    passes = []
    a = inputs
    for layer in network:
        z = a @ layer.weights.T + layer.biases
        a = layer.activation.f(z)
        passes.append(LayerPass(z, a))
    return tuple(passes)


def random_network(
    sizes: tuple[int, ...], seed: int, activation: Activation = ACTIVATIONS["sigmoid"]
) -> Network:
    """Draw every weight and bias uniformly from [−1, 1].

    sizes counts the inputs, then each layer's neurons: (3, 2, 3) has two layers. The same seed
    gives the same network on every machine: the generator is Python's own Mersenne Twister.
    """
    draw = Random(seed).uniform
    return tuple(
        Layer(
            weights=np.array([[draw(-1, 1) for _ in range(n_in)] for _ in range(n_out)]),
            biases=np.array([draw(-1, 1) for _ in range(n_out)]),
            activation=activation,
        )
        for n_in, n_out in pairwise(sizes)
    )
