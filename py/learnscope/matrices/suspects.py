"""Make the slopes that the usual mistakes in a program lead to.

Each mistake is computed as it would be made, so it is recognised whatever the network.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from learnscope.common.arrays import Array
from learnscope.matrices.worked import Worked
from learnscope.nn.costs import COSTS


class Suspect(NamedTuple):
    """The numbers that a mistake leads to, and a sentence for someone who made it."""

    pattern: str
    sentence: str
    values: Array


class Parts(NamedTuple):
    """The parts that the slopes are made of, from the first layer to the last.

    slopes are f′(z), inputs what each layer is given, weights those that the blame runs back
    through, and blame is ∂C/∂a of the outputs.
    """

    slopes: tuple[Array, ...]
    inputs: tuple[Array, ...]
    weights: tuple[Array, ...]
    blame: Array


def parts_of(of: Worked) -> Parts:
    """Take apart the slopes of a pass."""
    layers = range(1, len(of.network) + 1)
    blame = COSTS[of.cost].gradient(of.passes[-1].a, of.targets) / len(of.inputs)
    return Parts(
        tuple(slope_at(of, n, of.passes[n - 1].z) for n in layers),
        tuple(of.before(n) for n in layers),
        tuple(layer.weights for layer in of.network),
        blame,
    )


def slope_at(of: Worked, layer: int, values: Array) -> Array:
    """Compute f′ of a layer at some values."""
    return of.network[layer - 1].activation.f_prime(values)


def slopes(parts: Parts, layer: int, name: str) -> Array:
    """Put the parts together to one matrix: "delta", "d_weights" or "d_biases"."""
    d_a = parts.blame
    delta = d_a
    for depth in reversed(range(layer - 1, len(parts.weights))):
        delta = d_a * parts.slopes[depth]
        d_a = delta @ parts.weights[depth]
    if name == "delta":
        return delta
    summed: Array = delta.sum(axis=0)
    return summed if name == "d_biases" else delta.T @ parts.inputs[layer - 1]


def suspects(of: Worked, layer: int, name: str) -> Iterator[Suspect]:
    """Make one matrix of a layer with each of the usual mistakes, commonest first."""
    parts = parts_of(of)
    for each in (missed_slopes, wrong_slopes, wrong_inputs):
        for pattern, sentence, changed in each(of, parts, layer):
            yield Suspect(pattern, sentence, slopes(changed, layer, name))


type Change = tuple[str, str, Parts]
"""The name of a mistake, a sentence, and the parts as they would be."""


def missed_slopes(of: Worked, parts: Parts, layer: int) -> Iterator[Change]:
    """Leave out f′ of one layer, or of all."""
    last = len(of.network)
    for n in range(layer, last + 1):
        symbol = of.network[n - 1].activation.symbol
        yield (
            "missed_slope",
            f"It looks as if {symbol}′(z) of layer {n} was left out: δ has it as a factor.",
            parts._replace(slopes=with_ones(parts.slopes, n - 1)),
        )
    if layer < last:
        yield (
            "missed_slope",
            "It looks as if f′(z) was left out in every layer: each δ has it as a factor.",
            parts._replace(slopes=tuple(np.ones_like(slope) for slope in parts.slopes)),
        )


def wrong_slopes(of: Worked, parts: Parts, _: int) -> Iterator[Change]:
    """Take f′ at the wrong place, or a wrong difference for δ of the outputs."""
    yield (
        "slope_at_a",
        "It looks as if f′ was taken at a. It belongs at z, before the activation.",
        parts._replace(
            slopes=tuple(slope_at(of, n, passed.a) for n, passed in enumerate(of.passes, start=1))
        ),
    )
    yield (
        "guess_minus_target",
        "It looks as if δ of the outputs was taken to be guess minus target. Here it is ∂C/∂a "
        "times f′(z).",
        parts._replace(
            slopes=with_ones(parts.slopes, len(of.network) - 1),
            blame=(of.guess - of.targets) / len(of.inputs),
        ),
    )


def wrong_inputs(of: Worked, parts: Parts, layer: int) -> Iterator[Change]:
    """Take z for what came in, or weights that had already moved."""
    if layer > 1:
        yield (
            "z_for_input",
            "It looks as if z of the layer before was used. ∂C/∂W has its activations, a.",
            parts._replace(inputs=(of.inputs, *(passed.z for passed in of.passes[:-1]))),
        )
    if layer < len(of.network):
        moved = tuple(
            each.weights - of.learning_rate * gradient.d_weights
            for each, gradient in zip(of.network, of.gradients, strict=True)
        )
        yield (
            "updated_weights",
            "It looks as if weights were used that had already been updated. All slopes come "
            "from the weights before the step.",
            parts._replace(weights=moved),
        )


def with_ones(arrays: tuple[Array, ...], at: int) -> tuple[Array, ...]:
    """Replace one array by ones."""
    return (*arrays[:at], np.ones_like(arrays[at]), *arrays[at + 1 :])
