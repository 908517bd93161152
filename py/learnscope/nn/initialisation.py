"""Draw start weights of a size at which signals neither die out nor blow up.

All schemes begin with the same uniform draw from [−1, 1], which ``network.random_network`` makes
from a seed, and scale it. So they too are the same on every machine.

To add one, write one entry in ``INITIAL``.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.calculus import ORIGINAL, Calculus
from learnscope.nn.network import Layer, Network


@dataclass(frozen=True)
class Initial:
    """One way to draw start weights.

    ``bound(n_in, n_out)`` is how far from 0 a layer's weights may lie. If ``biases`` is true,
    biases are drawn from [−1, 1]; otherwise they start at 0.
    """

    name: str
    label: str
    bound: Callable[[int, int], float]
    biases: bool = False


INITIAL: dict[str, Initial] = {
    entry.name: entry
    for entry in (
        Initial("uniform", "Even from −1 to 1", lambda _n_in, _n_out: 1.0, biases=True),
        # Glorot and Bengio 2010: variance 2 / (n_in + n_out), and a uniform draw has bound² / 3.
        Initial("xavier", "Xavier", lambda n_in, n_out: sqrt(6 / (n_in + n_out))),
        # He and others 2015: variance 2 / n_in, as ReLU lets about half of a signal through.
        Initial("he", "He", lambda n_in, _n_out: sqrt(6 / n_in)),
    )
}


def initial_network(
    sizes: tuple[int, ...],
    seed: int,
    initial: str,
    activation: str,
    output: str | None = None,
    calculus: Calculus = ORIGINAL,
) -> Network:
    """Draw a network of these sizes, as ``random_network`` counts them, by one scheme.

    Every layer gets ``activation``, except the last if ``output`` is given.
    """
    drawn = calculus.random_network(sizes, seed, ACTIVATIONS[activation])
    network = tuple(stretched(layer, INITIAL[initial]) for layer in drawn)
    return (*network[:-1], replace(network[-1], activation=ACTIVATIONS[output or activation]))


def stretched(layer: Layer, way: Initial) -> Layer:
    """Scale a layer's uniform draw from [−1, 1] to the size that a scheme needs."""
    return replace(
        layer,
        weights=layer.weights * way.bound(layer.n_in, layer.n_out),
        biases=layer.biases if way.biases else np.zeros(layer.n_out),
    )
