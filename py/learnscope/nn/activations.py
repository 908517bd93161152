"""Activation functions: what a neuron makes of its weighted input z.

Each entry keeps a function f and its derivative f′ side by side, so that they cannot drift apart.
Both take an array of any shape and return one of the same shape, element by element, and both
stay finite, without warnings, for every finite z.

To add one, write its two functions and one entry in ``ACTIVATIONS``. The menus, the formulas and
the gradient tests read the registry.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from learnscope.common.arrays import Array


@dataclass(frozen=True)
class Activation:
    """One activation function.

    f gives a = f(z); f_prime gives the slope ∂a/∂z at z. ``symbol`` is what stands above a neuron
    in the figure. ``latex`` is what f(z) is equal to, in z; ``latex_prime`` what f′(z) is, in z
    and a. They are read by ``explain.formulas``, which says what they may hold; None where there
    is no formula.
    """

    name: str
    label: str
    symbol: str
    latex: str | None
    latex_prime: str | None
    f: Callable[[Array], Array]
    f_prime: Callable[[Array], Array]
    slope_latex: str = r"\frac{\mathrm{d}a}{\mathrm{d}z}"


def sigmoid(z: Array) -> Array:
    """σ(z) = 1 / (1 + e^−z), between 0 and 1.

    Written with e^−|z|, which cannot overflow: for z < 0, 1 / (1 + e^−z) = e^z / (e^z + 1).
    """
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def sigmoid_prime(z: Array) -> Array:
    """σ′(z) = σ(z)·(1 − σ(z)); 1 − σ(z) is σ(−z), which keeps its digits where σ(z) is almost 1."""
    return sigmoid(z) * sigmoid(-z)


def tanh(z: Array) -> Array:
    """tanh z, between −1 and 1."""
    return np.tanh(z)


def tanh_prime(z: Array) -> Array:
    """tanh′(z) = 1 − tanh² z = (2 / (e^z + e^−z))², which keeps its digits where tanh z is ±1."""
    e = np.exp(-np.abs(z))
    return (2.0 * e / (1.0 + e * e)) ** 2


def relu(z: Array) -> Array:
    """The rectified linear unit: z where z is positive, else 0."""
    return np.maximum(z, 0.0)


def relu_prime(z: Array) -> Array:
    """1 where z is positive, else 0. At z = 0, where there is no one slope, 0 by convention."""
    return np.where(z > 0, 1.0, 0.0)


def identity(z: Array) -> Array:
    """z itself: a linear neuron."""
    return z


def identity_prime(z: Array) -> Array:
    """1 everywhere."""
    return np.ones_like(z)


ACTIVATIONS: dict[str, Activation] = {
    entry.name: entry
    for entry in (
        Activation(
            "sigmoid", "Sigmoid", "σ", r"\frac{1}{1 + e^{-z}}", "a (1 - a)", sigmoid, sigmoid_prime
        ),
        Activation("tanh", "Tanh", "tanh", r"\tanh z", "1 - a^2", tanh, tanh_prime),
        Activation(
            "relu", "ReLU", "ReLU", r"\max(0, z)", r"\left[ z > 0 \right]", relu, relu_prime
        ),
        Activation("identity", "Identity", "id", "z", "1", identity, identity_prime),
    )
}
