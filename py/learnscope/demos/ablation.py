"""Cut and shake connections of a network with one hidden layer.

Its connections stand in one row: those into hidden 1, into hidden 2 and so on, then those into each
output. Biases are not connections and stay.
"""

from dataclasses import replace
from random import Random
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from learnscope.common.arrays import Array, Indices
from learnscope.figure.places import Place
from learnscope.nn.network import Network
from learnscope.training.compiled_step import outputs
from learnscope.training.metrics import classes

type Mask = NDArray[np.bool_]

ORDERS = ("smallest", "random", "largest")


def connections(network: Network) -> Array:
    """Return the weights of all connections in one row."""
    return np.concatenate([layer.weights.ravel() for layer in network])


def with_connections(network: Network, weights: Array) -> Network:
    """Put these weights on the network's connections."""
    found, at = [], 0
    for layer in network:
        end = at + layer.weights.size
        found.append(replace(layer, weights=weights[at:end].reshape(layer.weights.shape)))
        at = end
    return tuple(found)


def of_place(place: Place, network: Network) -> Mask:
    """Mark the connections of a place: one weight, or all of a hidden neuron."""
    masks = [np.zeros(layer.weights.shape, dtype=bool) for layer in network]
    if place.kind == "weight":
        masks[place.layer - 1][place.index, place.from_] = True
    else:
        masks[place.layer - 1][place.index] = True
        masks[place.layer][:, place.index] = True
    return np.concatenate([mask.ravel() for mask in masks])


def shaken(network: Network, which: Mask, random: Random) -> Array:
    """Add noise to some weights, about as large as their layer's weights."""
    weights = connections(network)
    sizes = np.concatenate([np.full(of.weights.size, of.weights.std()) for of in network])
    pushes = np.array([random.gauss() for _ in range(int(which.sum()))])
    weights[which] += pushes * sizes[which]
    return weights


def order(weights: Array, name: str, seed: int) -> Indices:
    """Order the connections for cutting; ``seed`` draws the random order."""
    if name == "random":
        return np.array(Random(seed).sample(range(len(weights)), len(weights)))
    rising = np.argsort(np.abs(weights), kind="stable")
    return rising if name == "smallest" else rising[::-1]


def right_without(network: Network, cut: Indices, inputs: Array, digits: Indices) -> int:
    """Count the right answers without these connections."""
    weights = connections(network)
    weights[cut] = 0.0
    answers = classes(outputs(with_connections(network, weights), inputs))
    return int((answers == digits).sum())


class Alone(NamedTuple):
    """The number of right answers without each single connection of one hidden neuron."""

    into: Array
    out_of: Array


def right_without_each(network: Network, neuron: int, inputs: Array, digits: Indices) -> Alone:
    """Cut each connection of a hidden neuron by itself: into (n_in,), out_of (n_out,).

    Without the weight w from input i, the neuron's z is z − w·xᵢ. Without its weight to output k,
    only that output changes. So nothing else needs to be recomputed.
    """
    hidden, last = network
    f = hidden.activation.f
    z = np.einsum("ni,i->n", inputs, hidden.weights[neuron]) + hidden.biases[neuron]
    a = f(z)
    whole = outputs(network, inputs).T
    others = whole - last.weights[:, [neuron]] * a
    without = f(z[:, np.newaxis] - inputs * hidden.weights[neuron]).T
    logits = others[:, np.newaxis] + last.weights[:, neuron, np.newaxis, np.newaxis] * without
    one_changed = np.repeat(whole[:, np.newaxis], len(whole), axis=1)
    outs = np.arange(len(whole))
    one_changed[outs, outs] = others
    return Alone(_right(logits, digits), _right(one_changed, digits))


def _right(logits: Array, digits: Indices) -> Array:
    """Count the right answers: logits (n_out, cases, N) to (cases,)."""
    own = logits[digits, :, np.arange(len(digits))].T
    return (own >= logits.max(axis=0)).sum(axis=1).astype(np.float64)
