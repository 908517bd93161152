"""Permutation: hidden neurons in another order, and how far networks agree."""

from dataclasses import replace

import numpy as np

from learnscope.common.arrays import Array, Indices
from learnscope.nn.network import Network
from learnscope.training.compiled_step import flat


def reordered(network: Network, order: Indices) -> Network:
    """Put hidden neurons in another order, each with all its connections.

    order[n] says which neuron comes to stand at place n. The network computes the same as before.
    """
    hidden, last = network
    return (
        replace(hidden, weights=hidden.weights[order], biases=hidden.biases[order]),
        replace(last, weights=last.weights[:, order]),
    )


def agreement(answers: list[Indices]) -> Array:
    """On which share of the examples each two give the same answer, (n, n)."""
    table = np.stack(answers)
    return (table[:, np.newaxis] == table[np.newaxis]).mean(axis=2)


def moved(before: Network, after: Network) -> int:
    """How many numbers of the network are not what they were at their place."""
    return int((flat(before) != flat(after)).sum())
