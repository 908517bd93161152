"""List the operations of each activation and cost, for the compiled step.

They are the entry's fast path if it has one, else calls of its plain functions. Arrays have
examples as columns: a and d are (n_out, batch). The tests compare every fast path with the
functions of its entry.
"""

import numpy as np

from learnscope.common.arrays import Array
from learnscope.nn.activations import Activation
from learnscope.nn.costs import Cost
from learnscope.nn.operations import Known, Operation


def activate(activation: Activation, z: Array, a: Array) -> list[Operation]:
    """List operations that write f(z) into a.

    With a fast path, z and a are one array.
    """
    if activation.fast:
        return activation.fast.forward(a)
    f = activation.f
    return [(lambda: np.copyto(a, f(z)), ())]


def slopes(activation: Activation, a: Array, s: Array) -> list[Operation]:
    """List operations that write f′(z) into s from a; none without a fast path."""
    fast = activation.fast
    return fast.slope(a, s) if fast and fast.slope else []


def times_slope(activation: Activation, z: Array, s: Array, d: Array) -> list[Operation]:
    """List operations that multiply d by f′(z): from ∂C/∂a to ∂C/∂z.

    ``s`` has what the operations of ``slopes`` wrote.
    """
    fast = activation.fast
    if fast:
        return [(np.multiply, (d, s, d))] if fast.slope else []
    f_prime = activation.f_prime
    return [(lambda: np.multiply(d, f_prime(z), d), ())]


def blame(cost: Cost, a: Array, t: Array, d: Array, known: Known) -> list[Operation]:
    """List operations that write ∂C/∂a of each example's cost into d.

    ``t`` has the targets.
    """
    operations = cost.fast(a, t, d, known) if cost.fast else None
    if operations is not None:
        return operations
    gradient = cost.gradient
    return [(lambda: np.copyto(d, gradient(a.T, t.T).T), ())]
