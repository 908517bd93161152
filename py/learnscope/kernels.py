"""What ``fast`` does for each activation and each cost, as operations that write into arrays.

Whatever is not here is called as its registry has it. Everything has examples as columns: a and
d are (n_out, batch). The tests hold each of these to its entry in the registry.
"""

import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from learnscope.activations import ACTIVATIONS, Array
from learnscope.costs import COSTS

type Operation = tuple[Callable[..., object], tuple[Any, ...]]

NO_SIMD = sys.platform == "emscripten"
"""Whether this NumPy computes one number at a time, and has no BLAS: that of Pyodide."""

WORTH_EXP = 500
"""How many numbers there must be before tanh by way of e^2z, which is more operations, pays."""

ZERO, ONE, TWO = np.array(0.0), np.array(1.0), np.array(2.0)
"""Arrays, for NumPy would make one of a Python number in each call."""


def sigmoid(a: Array) -> list[Operation]:
    """a ← 1 / (1 + e^−a). Where e^−a overflows, the result is 0, as it should be."""
    return [
        (np.negative, (a, a)),
        (np.exp, (a, a)),
        (np.add, (a, ONE, a)),
        (np.reciprocal, (a, a)),
    ]


def tanh(a: Array) -> list[Operation]:
    """a ← tanh a, which is 1 − 2 / (e^2a + 1): where e^2a overflows, that is 1."""
    if not NO_SIMD or a.size < WORTH_EXP:
        return [(np.tanh, (a, a))]
    return [
        (np.multiply, (a, TWO, a)),
        (np.exp, (a, a)),
        (np.add, (a, ONE, a)),
        (np.divide, (TWO, a, a)),
        (np.subtract, (ONE, a, a)),
    ]


def relu(a: Array) -> list[Operation]:
    """a ← a where it is positive, else 0."""
    return [(partial(np.maximum, out=a), (a, ZERO))]


def sigmoid_slope(a: Array, d: Array) -> list[Operation]:
    """d ← d · a (1 − a)."""
    s = np.empty_like(a)
    return [
        (np.subtract, (ONE, a, s)),
        (np.multiply, (s, a, s)),
        (np.multiply, (d, s, d)),
    ]


def tanh_slope(a: Array, d: Array) -> list[Operation]:
    """d ← d · (1 − a²)."""
    s = np.empty_like(a)
    return [
        (np.multiply, (a, a, s)),
        (np.subtract, (ONE, s, s)),
        (np.multiply, (d, s, d)),
    ]


def relu_slope(a: Array, d: Array) -> list[Operation]:
    """d ← d where a is positive, else 0; a is never negative."""
    s = np.empty_like(a)
    return [(np.sign, (a, s)), (np.multiply, (d, s, d))]


def nothing(*_arrays: Array) -> list[Operation]:
    """Of the identity."""
    return []


FORWARD: dict[str, Callable[[Array], list[Operation]]] = {
    "sigmoid": sigmoid,
    "tanh": tanh,
    "relu": relu,
    "identity": nothing,
}
BACKWARD: dict[str, Callable[[Array, Array], list[Operation]]] = {
    "sigmoid": sigmoid_slope,
    "tanh": tanh_slope,
    "relu": relu_slope,
    "identity": nothing,
}
BETWEEN_1 = ("sigmoid", "tanh")
"""Activations that never leave [−1, 1]."""


def activate(name: str, z: Array, a: Array) -> list[Operation]:
    """a ← f(z). z and a are one array where ``FORWARD`` has f."""
    if name in FORWARD:
        return FORWARD[name](a)
    f = ACTIVATIONS[name].f
    return [(lambda: np.copyto(a, f(z)), ())]


def times_slope(name: str, z: Array, a: Array, d: Array) -> list[Operation]:
    """d ← d · f′(z): from ∂C/∂a to ∂C/∂z."""
    if name in FORWARD:
        return BACKWARD[name](a, d)
    f_prime = ACTIVATIONS[name].f_prime
    return [(lambda: np.multiply(d, f_prime(z), d), ())]


def blame(cost: str, last: str, a: Array, t: Array, d: Array, sum_to_1: bool) -> list[Operation]:
    """d ← ∂C/∂a of each example's cost.

    t has the targets, last is the activation that made a; sum_to_1 says that every example's
    targets do.
    """
    if cost == "squared_error":
        return [(np.subtract, (a, t, d))]
    if cost == "softmax_cross_entropy" and sum_to_1:
        one = np.empty((1, a.shape[1]))
        if last in BETWEEN_1:
            exp: list[Operation] = [(np.exp, (a, d))]
        else:  # e^a could overflow
            largest = (np.maximum.reduce, (a, 0, None, one, True))
            exp = [largest, (np.subtract, (a, one, d)), (np.exp, (d, d))]
        return [
            *exp,
            (np.add.reduce, (d, 0, None, one, True)),
            (np.divide, (d, one, d)),
            (np.subtract, (d, t, d)),
        ]
    gradient = COSTS[cost].gradient
    return [(lambda: np.copyto(d, gradient(a.T, t.T).T), ())]
