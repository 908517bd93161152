"""What ``fast`` does for each activation and each cost, as operations that write into arrays.

Whatever is not here is called as its registry has it. Everything has examples as columns: a and
d are (n_out, batch). The tests hold each of these to its entry in the registry.
"""

import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from learnscope.common.arrays import Array
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.costs import COSTS

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


def sigmoid_slope(a: Array, s: Array) -> list[Operation]:
    """s ← a (1 − a)."""
    return [(np.subtract, (ONE, a, s)), (np.multiply, (s, a, s))]


def tanh_slope(a: Array, s: Array) -> list[Operation]:
    """s ← 1 − a²."""
    return [(np.multiply, (a, a, s)), (np.subtract, (ONE, s, s))]


def relu_slope(a: Array, s: Array) -> list[Operation]:
    """s ← 1 where a is positive, else 0; a is never negative."""
    return [(np.sign, (a, s))]


FORWARD: dict[str, Callable[[Array], list[Operation]]] = {
    "sigmoid": sigmoid,
    "tanh": tanh,
    "relu": relu,
    "identity": lambda _a: [],
}
SLOPE: dict[str, Callable[[Array, Array], list[Operation]]] = {
    "sigmoid": sigmoid_slope,
    "tanh": tanh_slope,
    "relu": relu_slope,
}
"""From a to f′(z). It is 1 for the identity, which needs no operation."""

BETWEEN_1 = ("sigmoid", "tanh")
"""Activations that never leave [−1, 1]."""


def activate(name: str, z: Array, a: Array) -> list[Operation]:
    """a ← f(z). z and a are one array where ``FORWARD`` has f."""
    if name in FORWARD:
        return FORWARD[name](a)
    f = ACTIVATIONS[name].f
    return [(lambda: np.copyto(a, f(z)), ())]


def times_slope(name: str, z: Array, s: Array, d: Array) -> list[Operation]:
    """d ← d · f′(z): from ∂C/∂a to ∂C/∂z. s has f′(z) where ``SLOPE`` has the activation."""
    if name in SLOPE:
        return [(np.multiply, (d, s, d))]
    if name in FORWARD:
        return []
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
        return of_two(a, t, d) if len(a) == 2 else of_many(a, t, d, last in BETWEEN_1)
    gradient = COSTS[cost].gradient
    return [(lambda: np.copyto(d, gradient(a.T, t.T).T), ())]


def of_two(a: Array, t: Array, d: Array) -> list[Operation]:
    """d ← softmax(a) − t of two outputs: the second's is 1 / (1 + e^(a_1 − a_2)), and both sum
    to 1."""
    (first, second), (d_first, d_second) = (a[:1], a[1:]), (d[:1], d[1:])
    return [
        (np.subtract, (first, second, d_second)),
        (np.exp, (d_second, d_second)),
        (np.add, (d_second, ONE, d_second)),
        (np.reciprocal, (d_second, d_second)),
        (np.subtract, (d_second, t[1:], d_second)),
        (np.negative, (d_second, d_first)),
    ]


def of_many(a: Array, t: Array, d: Array, bounded: bool) -> list[Operation]:
    """d ← softmax(a) − t; bounded says that a is never large, so that e^a is finite."""
    one = np.empty((1, a.shape[1]))
    below_largest: list[Operation] = [
        (np.maximum.reduce, (a, 0, None, one, True)),
        (np.subtract, (a, one, d)),
    ]
    return [
        *([] if bounded else below_largest),
        (np.exp, (a if bounded else d, d)),
        (np.add.reduce, (d, 0, None, one, True)),
        (np.divide, (d, one, d)),
        (np.subtract, (d, t, d)),
    ]
