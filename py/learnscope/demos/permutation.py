"""Reorder hidden neurons, and compare the answers of networks."""

from dataclasses import replace

import numpy as np

from learnscope.common.arrays import Array, Indices
from learnscope.nn.network import Network
from learnscope.training.compiled_step import flat


def reordered(network: Network, order: Indices) -> Network:
    """Put hidden neurons in another order, each with all its connections.

    ``order[n]`` is the neuron that moves to place n. The network computes the same as before.
    """
    hidden, last = network
    return (
        replace(hidden, weights=hidden.weights[order], biases=hidden.biases[order]),
        replace(last, weights=last.weights[:, order]),
    )


def agreement(answers: list[Indices]) -> Array:
    """Compute the share of examples on which each two give the same answer, (n, n)."""
    table = np.stack(answers)
    return (table[:, np.newaxis] == table[np.newaxis]).mean(axis=2)


def moved(before: Network, after: Network) -> int:
    """Count the weights and biases that differ from those at the same place before."""
    return int((flat(before) != flat(after)).sum())
