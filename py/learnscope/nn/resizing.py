"""Change a network's shape: add and remove hidden layers and neurons.

Neurons that stay keep their weights and biases. New ones are drawn uniformly from [−1, 1], from a
seed and the network's shape, so that two new neurons are never alike. Layers count from 1. The last
one, the outputs, keeps its size, which what is learned decides.
"""

from random import Random

import numpy as np

from learnscope.common.arrays import Array
from learnscope.common.errors import Problem
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.network import Layer, Network

MOST_HIDDEN = 6
MOST_NEURONS = 128


def sizes_of(network: Network) -> tuple[int, ...]:
    """List the number of inputs and of neurons in each layer."""
    return (network[0].n_in, *(layer.n_out for layer in network))


def with_layer(network: Network, layer: int, neurons: int, seed: int) -> Network:
    """Put a new hidden layer in place ``layer``; later ones move up.

    It gets its neighbour's activation function. The connections into and out of it are new, but if
    it is as wide as the layer before it, the layer after it keeps its weights.

    Raises:
        Problem: the network has the most layers allowed, or the new one is too wide.
    """
    if len(network) > MOST_HIDDEN:
        raise Problem(f"A network has at most {MOST_HIDDEN} hidden layers here.")
    check_width(neurons)
    random = source(network, seed)
    after = network[layer - 1]
    hidden = network[:-1]
    activation = hidden[max(0, layer - 2)].activation if hidden else ACTIVATIONS["sigmoid"]
    new = Layer(drawn(random, neurons, after.n_in), drawn(random, 1, neurons)[0], activation)
    return (*network[: layer - 1], new, fed_by(random, after, neurons), *network[layer:])


def without_layer(network: Network, layer: int, seed: int) -> Network:
    """Take a hidden layer out. The next one gets new weights if the old ones do not fit.

    Raises:
        Problem: the layer is the last.
    """
    check_hidden(network, layer)
    after = fed_by(source(network, seed), network[layer], network[layer - 1].n_in)
    return (*network[: layer - 1], after, *network[layer + 1 :])


def with_neuron(network: Network, layer: int, seed: int) -> Network:
    """Add a neuron at the end of a hidden layer.

    Raises:
        Problem: the layer is the last, or would be too wide.
    """
    check_hidden(network, layer)
    old, after = network[layer - 1], network[layer]
    check_width(old.n_out + 1)
    random = source(network, seed)
    wider = Layer(
        np.vstack([old.weights, drawn(random, 1, old.n_in)]),
        np.append(old.biases, drawn(random, 1, 1)),
        old.activation,
    )
    weights = np.hstack([after.weights, drawn(random, after.n_out, 1)])
    fed = Layer(weights, after.biases, after.activation)
    return (*network[: layer - 1], wider, fed, *network[layer + 1 :])


def without_neuron(network: Network, layer: int, index: int) -> Network:
    """Take neuron ``index`` (from 0) out of a hidden layer, with its connections.

    Raises:
        Problem: it is the only one, or the layer is the last.
    """
    check_hidden(network, layer)
    old, after = network[layer - 1], network[layer]
    if old.n_out == 1:
        raise Problem(
            f"Layer {layer} has only this neuron: without it, no signal would get through. "
            "Remove the layer instead."
        )
    narrower = Layer(
        np.delete(old.weights, index, axis=0), np.delete(old.biases, index), old.activation
    )
    fed = Layer(np.delete(after.weights, index, axis=1), after.biases, after.activation)
    return (*network[: layer - 1], narrower, fed, *network[layer + 1 :])


def with_size(network: Network, layer: int, neurons: int, seed: int) -> Network:
    """Give a hidden layer this many neurons, adding new ones or removing the last."""
    check_hidden(network, layer)
    check_width(neurons)
    while network[layer - 1].n_out < neurons:
        network = with_neuron(network, layer, seed)
    while network[layer - 1].n_out > neurons:
        network = without_neuron(network, layer, network[layer - 1].n_out - 1)
    return network


def with_outputs(network: Network, outputs: int, seed: int) -> Network:
    """Give the network this many outputs: keep the first ones, draw new ones."""
    last = network[-1]
    if outputs == last.n_out:
        return network
    new = drawn(source(network, seed), max(0, outputs - last.n_out), last.n_in + 1)
    kept = np.column_stack([last.weights, last.biases])[:outputs]
    both = np.vstack([kept, new.reshape(-1, last.n_in + 1)])
    return (*network[:-1], Layer(both[:, :-1].copy(), both[:, -1].copy(), last.activation))


def check_hidden(network: Network, layer: int) -> None:
    """Refuse to change the size of the outputs.

    Raises:
        Problem: the layer is the last.
    """
    if layer == len(network):
        raise Problem(
            f"Layer {layer} has the outputs: how many there are depends on what is learned. "
            "Only hidden layers change their shape."
        )


def check_width(neurons: int) -> None:
    """Refuse a layer that is too wide.

    Raises:
        Problem: it is too wide.
    """
    if neurons > MOST_NEURONS:
        raise Problem(f"A hidden layer has at most {MOST_NEURONS} neurons here, not {neurons}.")


def fed_by(random: Random, layer: Layer, n_in: int) -> Layer:
    """Give a layer ``n_in`` inputs, drawing new weights if the number changes."""
    if n_in == layer.n_in:
        return layer
    return Layer(drawn(random, layer.n_out, n_in), layer.biases, layer.activation)


def source(network: Network, seed: int) -> Random:
    """Make the random generator for new weights."""
    return Random(f"{seed} {sizes_of(network)}")


def drawn(random: Random, rows: int, columns: int) -> Array:
    """Draw new weights, (rows, columns)."""
    return np.array([[random.uniform(-1, 1) for _ in range(columns)] for _ in range(rows)])
