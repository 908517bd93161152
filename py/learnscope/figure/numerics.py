"""Say where numbers went wrong, why, and what helps.

Numbers that leave the range of float64 are refused where they would appear. A network whose neurons
have all fallen silent is pointed out: it can still be run, but it no longer learns.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from learnscope.common.errors import Problem
from learnscope.common.formatting import neuron_name
from learnscope.figure.places import bias_key, neuron_key, weight_key
from learnscope.nn.backprop import LayerGradients
from learnscope.nn.network import LayerPass, Network

SILENT = 1e-6
"""Least f′(z) at which a neuron passes back anything of the error worth mentioning."""


class Stuck(NamedTuple):
    """A layer (from 0) that passes no error back; it is dead, or else saturated."""

    depth: int
    is_dead: bool


def stuck_layer(network: Network, passes: tuple[LayerPass, ...]) -> Stuck | None:
    """Find the first layer that passes no error back, for any example."""
    for depth, (layer, passed) in enumerate(zip(network, passes, strict=False)):
        slopes = layer.activation.f_prime(passed.z)
        if np.abs(slopes).max() < SILENT:
            return Stuck(depth, is_dead=bool(np.all(slopes == 0) and passed.z.max() <= 0))
    return None


def too_large(verb: str, place: str, what: str, after_step: bool = False) -> Problem:
    """Make the Problem of numbers that leave the range of float64, first at a place.

    ``after_step`` says that a Backprop has just made the numbers that large.
    """
    help_ = (
        "The last step was too long: undo it, and make the learning rate smaller."
        if after_step
        else "Make the inputs, weights, biases or targets smaller."
    )
    return Problem(
        f"{verb} would run into numbers too large to hold, first at {what}, so nothing was "
        f"changed. {help_}",
        place,
    )


def check_passes(passes: tuple[LayerPass, ...], layers: int, after_step: bool) -> None:
    """Check that every z and a is finite, from the first layer on.

    Raises:
        Problem: one is not; its place is the first such neuron.
    """
    for layer, (z, a) in enumerate(passes, start=1):
        index = first(~np.isfinite(z) | ~np.isfinite(a))
        if index is not None:
            name = neuron_name(layer, layers, index[-1])
            raise too_large("Forward", neuron_key(layer, index[-1]), name, after_step)


def check_gradients(gradients: tuple[LayerGradients, ...]) -> None:
    """Check that all slopes are finite, in the order in which the error runs back.

    Raises:
        Problem: one is not; its place is the first such neuron.
    """
    layers = len(gradients)
    for depth in reversed(range(layers)):
        delta, d_weights, d_biases = gradients[depth]
        fine = np.isfinite(np.vstack([delta, d_weights.T, d_biases]))
        index = first(np.asarray(~fine.all(axis=0)))
        if index is not None:
            name = f"the slopes of {neuron_name(depth + 1, layers, index[0])}"
            raise too_large("Backprop", neuron_key(depth + 1, index[0]), name)


def check_network(network: Network) -> None:
    """Check that all weights and biases are finite, from the last layer on.

    Raises:
        Problem: one is not; its place is the first such number.
    """
    for depth in reversed(range(len(network))):
        layer = network[depth]
        for kind, values, key in (
            ("weight", layer.weights, weight_key),
            ("bias", layer.biases, bias_key),
        ):
            index = first(~np.isfinite(values))
            if index is not None:
                raise Problem(
                    f"This step would make a {kind} too large to hold, so nothing was changed. "
                    "Make the learning rate smaller.",
                    key(depth + 1, *index),
                )


def first(bad: NDArray[np.bool_]) -> tuple[int, ...] | None:
    """Return the index of the first true value, or None."""
    places = np.argwhere(bad)
    return tuple(int(n) for n in places[0]) if len(places) else None
