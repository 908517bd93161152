"""The operations of each activation and cost: their fast paths, or else their plain functions.

Everything has examples as columns: a and d are (n_out, batch). The tests hold every fast path to
the functions of its entry.
"""

import numpy as np

from learnscope.common.arrays import Array
from learnscope.nn.activations import Activation
from learnscope.nn.costs import Cost
from learnscope.nn.operations import Known, Operation


def activate(activation: Activation, z: Array, a: Array) -> list[Operation]:
    """Write f(z) into a. With a fast path, z and a are one array."""
    if activation.fast:
        return activation.fast.forward(a)
    f = activation.f
    return [(lambda: np.copyto(a, f(z)), ())]


def slopes(activation: Activation, a: Array, s: Array) -> list[Operation]:
    """Write f′(z) into s from a = f(z), if the activation has a fast path."""
    fast = activation.fast
    return fast.slope(a, s) if fast and fast.slope else []


def times_slope(activation: Activation, z: Array, s: Array, d: Array) -> list[Operation]:
    """Multiply d by f′(z): from ∂C/∂a to ∂C/∂z. s has what ``slopes`` wrote."""
    fast = activation.fast
    if fast:
        return [(np.multiply, (d, s, d))] if fast.slope else []
    f_prime = activation.f_prime
    return [(lambda: np.multiply(d, f_prime(z), d), ())]


def blame(cost: Cost, a: Array, t: Array, d: Array, known: Known) -> list[Operation]:
    """Write ∂C/∂a of each example's cost into d; t has the targets."""
    operations = cost.fast(a, t, d, known) if cost.fast else None
    if operations is not None:
        return operations
    gradient = cost.gradient
    return [(lambda: np.copyto(d, gradient(a.T, t.T).T), ())]
