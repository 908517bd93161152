"""Check what the functions of the calculus return, whoever wrote them.

Each check takes a returned value and the arguments of the call. It copies the value into the core's
own types, with float64 arrays of the right shapes, or raises Problem. It doesn't check the numbers
themselves: a wrong calculus may run.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from learnscope.common.arrays import Array
from learnscope.common.errors import Problem, count, described
from learnscope.nn.activations import ACTIVATIONS, Activation
from learnscope.nn.backprop import LayerGradients
from learnscope.nn.network import Layer, LayerPass, Network


def array(value: object, shape: tuple[int, ...], name: str) -> Array:
    """Copy a returned value into a float64 array of the given shape.

    Raises:
        Problem: it is not an array of real numbers, or has another shape.
    """
    if not isinstance(value, np.ndarray | np.number):
        raise Problem(f"{name} must be an array, not {described(value)}")
    if value.dtype.kind not in "biuf":
        raise Problem(f"{name} must be an array of numbers, not of type {value.dtype}")
    if value.shape != shape:
        raise Problem(f"{name} has the shape {value.shape}, but must have the shape {shape}")
    return np.array(value, dtype=np.float64)


def items(value: object, length: int, name: str) -> list[Any]:
    """Turn a returned value into a list of the given length.

    Raises:
        Problem: it is not a tuple or list, or has another length.
    """
    if not isinstance(value, list | tuple):
        raise Problem(f"{name} must be a tuple, not {described(value)}")
    if len(value) != length:
        raise Problem(f"{name} must have {count(length, 'part')}, not {len(value)}")
    return list(value)


def passes(result: object, network: Network, inputs: Array) -> tuple[LayerPass, ...]:
    """Check the result of ``forward``: z and a of each layer.

    Raises:
        Problem: a layer or an array is missing, or has another shape.
    """
    layers = items(result, len(network), "What forward returns")
    checked = []
    for n, (layer, passed) in enumerate(zip(network, layers, strict=True), start=1):
        z, a = items(passed, 2, f"The pass of layer {n}")
        shape = (len(inputs), layer.n_out)
        checked.append(
            LayerPass(array(z, shape, f"z of layer {n}"), array(a, shape, f"a of layer {n}"))
        )
    return tuple(checked)


def cost(result: object, *_: object) -> float:
    """Check the result of ``cost_value``: one number.

    Raises:
        Problem: it is not a single real number.
    """
    if isinstance(result, bool) or not isinstance(result, int | float | np.number | np.ndarray):
        raise Problem(f"The cost must be a number, not {described(result)}")
    return float(array(np.asarray(result), (), "The cost"))


def gradients(
    result: object, network: Network, inputs: Array, *_: object
) -> tuple[LayerGradients, ...]:
    """Check the result of ``backprop``: delta, d_weights and d_biases of each layer.

    Raises:
        Problem: a layer or an array is missing, or has another shape.
    """
    layers = items(result, len(network), "What backprop returns")
    checked = []
    for n, (layer, slopes) in enumerate(zip(network, layers, strict=True), start=1):
        delta, d_weights, d_biases = items(slopes, 3, f"The gradients of layer {n}")
        checked.append(
            LayerGradients(
                array(delta, (len(inputs), layer.n_out), f"delta of layer {n}"),
                array(d_weights, layer.weights.shape, f"d_weights of layer {n}"),
                array(d_biases, layer.biases.shape, f"d_biases of layer {n}"),
            )
        )
    return tuple(checked)


def moved(result: object, network: Network, *_: object) -> Network:
    """Check the result of ``descend``: the layers with new weights and biases.

    Raises:
        Problem: a layer or an array is missing, or has another shape.
    """
    layers = items(result, len(network), "What descend returns")
    return tuple(
        like(old, new, n) for n, (old, new) in enumerate(zip(network, layers, strict=True))
    )


def drawn(
    result: object,
    sizes: tuple[int, ...],
    seed: int,
    activation: Activation = ACTIVATIONS["sigmoid"],
) -> Network:
    """Check the result of ``random_network``: layers of these sizes.

    Raises:
        Problem: a layer or an array is missing, or has another shape.
    """
    del seed
    layers = items(result, len(sizes) - 1, "What random_network returns")
    return tuple(
        like(Layer(np.empty((n_out, n_in)), np.empty(n_out), activation), layer, n)
        for n, ((n_in, n_out), layer) in enumerate(zip(pairwise(sizes), layers, strict=True))
    )


def like(old: Layer, new: object, depth: int) -> Layer:
    """Copy the layer ``old`` with the weights and biases of ``new``. ``depth`` counts from 0.

    Raises:
        Problem: ``new`` has no weights or biases, or they have other shapes.
    """
    name = f"layer {depth + 1}"
    if not (hasattr(new, "weights") and hasattr(new, "biases")):
        raise Problem(f"What stands for {name} must be a Layer, not {described(new)}")
    weights = array(new.weights, old.weights.shape, f"weights of {name}")
    biases = array(new.biases, old.biases.shape, f"biases of {name}")
    return replace(old, weights=weights, biases=biases)


def same_shape(result: object, z: Array) -> Array:
    """Check the result of an activation function: an array shaped like z.

    Raises:
        Problem: it is not an array of real numbers, or has another shape.
    """
    return array(result, np.shape(z), "What it returns")


CHECKS: dict[str, Callable[..., Any]] = {
    "forward": passes,
    "random_network": drawn,
    "cost_value": cost,
    "backprop": gradients,
    "descend": moved,
    "f": same_shape,
    "f_prime": same_shape,
}
"""Checks by function name."""
