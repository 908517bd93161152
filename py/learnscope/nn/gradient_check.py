"""Measure slopes: nudge a number, run forward, and see how the cost moved.

This is slow (two forward passes for every single number) and approximate, and it knows nothing of
the chain rule. That makes it the proof that backprop is right.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from learnscope.common.arrays import Array
from learnscope.nn.backprop import LayerGradients
from learnscope.nn.calculus import ORIGINAL, Calculus
from learnscope.nn.network import Layer, Network

type Place = tuple[int, str, tuple[int, ...]]
"""A parameter: depth, "weights" or "biases", and the index into that array.

Depth counts the network's layers from 0.
"""

NUDGE = 1e-5
"""Distance by which a parameter is nudged.

The cost's curvature puts a measured slope off by about nudge², rounding by about 1e-16·C/nudge. At
this value the two errors are about equal.
"""

LOST = 0.01
"""Share of a nudge or slope that rounding may take. Beyond it a measurement proves nothing."""


def cost_near(
    network: Network,
    place: Place,
    examples: tuple[Array, Array],
    cost: str,
    offset: float,
    calculus: Calculus = ORIGINAL,
) -> float:
    """Compute C with one parameter moved by ``offset``; ``examples`` is (inputs, targets)."""
    depth, kind, index = place
    inputs, targets = examples
    moved = getattr(network[depth], kind).copy()
    moved[index] += offset
    layer: Layer = replace(network[depth], **{kind: moved})
    nudged = (*network[:depth], layer, *network[depth + 1 :])
    return calculus.cost_value(cost, calculus.forward(nudged, inputs), targets)


def measured_slope(
    network: Network,
    place: Place,
    examples: tuple[Array, Array],
    cost: str,
    nudge: float = NUDGE,
) -> float:
    """Measure the slope along one parameter p by the central difference.

    It is (C(p + nudge) − C(p − nudge)) / (2·nudge).
    """
    after = cost_near(network, place, examples, cost, nudge)
    before = cost_near(network, place, examples, cost, -nudge)
    return (after - before) / (2 * nudge)


def measured_gradients(
    network: Network, examples: tuple[Array, Array], cost: str
) -> list[dict[str, Array]]:
    """Measure the slope of every parameter: for each layer its "weights" and "biases"."""
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


class Finding(NamedTuple):
    """One slope, derived and measured; ``doubt`` bounds the measuring error.

    At a corner of the cost, the slopes on the left and on the right differ, and the measured one
    lies between them. It is off by at most half their difference; ``doubt`` covers all of it.

    Numbers have some 16 digits. Beside a very large parameter or cost, a nudge is lost in the last
    of them; then ``is_measurable`` is false.
    """

    place: Place
    derived: float
    measured: float
    doubt: float
    is_measurable: bool = True

    @property
    def difference(self) -> float:
        """Return how far apart the two slopes are."""
        return abs(self.derived - self.measured)

    @property
    def agrees(self) -> bool:
        """Tell whether the difference is within the doubt."""
        return self.difference <= self.doubt


def parameters(network: Network) -> list[Place]:
    """List every weight and bias, layer by layer."""
    return [
        (depth, kind, index)
        for depth, layer in enumerate(network)
        for kind, array in (("weights", layer.weights), ("biases", layer.biases))
        for index in np.ndindex(array.shape)
    ]


def finding(
    network: Network,
    place: Place,
    gradients: tuple[LayerGradients, ...],
    examples: tuple[Array, Array],
    cost: str,
    calculus: Calculus = ORIGINAL,
) -> Finding:
    """Derive and measure the slope of one parameter."""
    depth, kind, index = place
    here, after, before = (
        cost_near(network, place, examples, cost, offset, calculus)
        for offset in (0.0, NUDGE, -NUDGE)
    )
    measured = (after - before) / (2 * NUDGE)
    corner = abs(after - 2 * here + before) / NUDGE
    doubt = corner + 1e-7 * max(1.0, abs(measured)) + 1e-10 * abs(here)
    derived = float(getattr(gradients[depth], f"d_{kind}")[index])
    own = float(getattr(network[depth], kind)[index])
    moved = ((own + NUDGE) - (own - NUDGE)) / (2 * NUDGE)
    is_measurable = abs(moved - 1) < LOST and 1e-10 * abs(here) < LOST * max(1.0, abs(derived))
    return Finding(place, derived, measured, doubt, is_measurable)


def findings(
    network: Network,
    gradients: tuple[LayerGradients, ...],
    examples: tuple[Array, Array],
    cost: str,
    most: int,
    calculus: Calculus = ORIGINAL,
) -> Iterator[Finding]:
    """Yield the slopes of at most ``most`` parameters, evenly spread.

    With one example, also yield those of every delta, measured by its bias.
    """
    places = parameters(network)
    chosen = np.linspace(0, len(places) - 1, min(most, len(places))).astype(int)
    for place in (places[n] for n in chosen):
        found = finding(network, place, gradients, examples, cost, calculus)
        yield found
        depth, kind, index = place
        if kind == "biases" and len(examples[0]) == 1:
            delta = float(gradients[depth].delta[0, index[0]])
            yield found._replace(place=(depth, "delta", index), derived=delta)
