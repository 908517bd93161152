"""The same slopes, measured: nudge a number, run forward, see how the cost moved.

This is slow (two forward passes for every single number) and approximate, and it knows nothing of
the chain rule. That makes it the proof that backprop is right.
"""

from dataclasses import replace

import numpy as np

from learnscope.activations import Array
from learnscope.backprop import cost_value
from learnscope.network import Layer, Network, forward


def measured_slope(
    network: Network,
    place: tuple[int, str, tuple[int, ...]],
    examples: tuple[Array, Array],
    cost: str,
    nudge: float = 1e-5,
) -> float:
    """(C(p + nudge) − C(p − nudge)) / (2·nudge) for one parameter p: the central difference.

    place is (depth, "weights" or "biases", index into that array), depth counting the network's
    layers from 0; examples is (inputs, targets). The error is of the order of nudge² for the bend
    of the cost and of 1e-16·C/nudge for rounding; the default is where these are about equal.
    """
    above = cost_nudged(network, place, examples, cost, nudge)
    below = cost_nudged(network, place, examples, cost, -nudge)
    return (above - below) / (2 * nudge)


def cost_nudged(
    network: Network,
    place: tuple[int, str, tuple[int, ...]],
    examples: tuple[Array, Array],
    cost: str,
    offset: float,
) -> float:
    """The cost with that much added to the one parameter at place."""
    depth, kind, index = place
    moved = getattr(network[depth], kind).copy()
    moved[index] += offset
    layer: Layer = replace(network[depth], **{kind: moved})
    nudged = (*network[:depth], layer, *network[depth + 1 :])
    return cost_value(cost, forward(nudged, examples[0]), examples[1])


def measured_gradients(
    network: Network, examples: tuple[Array, Array], cost: str
) -> list[dict[str, Array]]:
    """``measured_slope`` of every parameter: for each layer its "weights" and "biases"."""
    return [
        {
            kind: np.array(
                [
                    measured_slope(network, (depth, kind, index), examples, cost)
                    for index in np.ndindex(array.shape)
                ]
            ).reshape(array.shape)
            for kind, array in (("weights", layer.weights), ("biases", layer.biases))
        }
        for depth, layer in enumerate(network)
    ]
