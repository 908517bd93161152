"""The same slopes, measured: nudge a number, run forward, see how the cost moved.

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
"""A parameter: depth, "weights" or "biases", and the index into that array; depth counts the
network's layers from 0."""

NUDGE = 1e-5
"""How far a parameter is nudged.

A measured slope is off by about nudge² for the bend of the cost and by 1e-16·C/nudge for
rounding; here these are about equal.
"""

LOST = 0.01
"""Largest share of a nudge or slope that rounding may take. Above it a measurement proves nothing.
"""


def cost_near(
    network: Network,
    place: Place,
    examples: tuple[Array, Array],
    cost: str,
    offset: float,
    calculus: Calculus = ORIGINAL,
) -> float:
    """C with one parameter moved by offset; examples is (inputs, targets)."""
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

    (C(p + nudge) − C(p − nudge)) / (2·nudge).
    """
    after = cost_near(network, place, examples, cost, nudge)
    before = cost_near(network, place, examples, cost, -nudge)
    return (after - before) / (2 * nudge)


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


class Finding(NamedTuple):
    """One slope, derived and measured; doubt is how much the measuring may be off.

    At a corner of the cost the slopes on its left and on its right differ, and the measured
    one lies between them. So it is off by half of their difference at most, and doubt is all of it.

    Numbers have some 16 digits. Beside a parameter or a cost that is too large, a nudge is lost in
    the last of them: then nothing is_measurable.
    """

    place: Place
    derived: float
    measured: float
    doubt: float
    is_measurable: bool = True

    @property
    def difference(self) -> float:
        """How far apart the two are."""
        return abs(self.derived - self.measured)

    @property
    def agrees(self) -> bool:
        """Whether the difference is no larger than the doubt."""
        return self.difference <= self.doubt


def parameters(network: Network) -> list[Place]:
    """Every weight and bias, layer by layer."""
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
    """The slope of one parameter, both ways."""
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
    """Yield the slopes of at most so many parameters, evenly chosen.

    With one example also those of every delta, which then is the slope of its bias.
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
