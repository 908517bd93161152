"""Define the costs: how wrong a guess is, in one number that learning reduces.

A cost owns its guess. Each entry says how the last layer's activations a become a guess
(``guess``), how wrong that is (``value``) and the slope of the value with respect to a
(``gradient`` = ∂C/∂a). So backprop is one loop without special cases, and every activation works
with every cost.

Shapes: a and target are (batch, n_out). ``guess`` and ``gradient`` return (batch, n_out), ``value``
returns (batch,), one cost for each example. All logarithms are natural.

To add one, write its three functions and one entry in ``COSTS``.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from learnscope.common.arrays import Array, Indices
from learnscope.common.expression import Constant, Expression, Symbol, Total
from learnscope.common.formula import exp, largest, ln, smallest, total, whether
from learnscope.nn.activations import identity
from learnscope.nn.operations import ONE, FastGradient, Known, Operation


@dataclass(frozen=True)
class Cost:
    """One cost function; see the module's docstring for the shapes.

    The formulas are in the symbols ``A_K``, ``P_K`` (the guess) and ``T_K`` (the target) of output
    k: ``guess_formula`` is p_k, ``formula`` the cost of one example, ``gradient_formula`` ∂C/∂a_k.

    The rest is optional. ``keeps_order``: the largest a of every row is also its largest guess, so
    the class follows from a alone. ``of_classes(a, indices)`` is the mean cost if each example's
    target is 1 at its class and 0 elsewhere, in fewer operations than ``value``. ``takes`` are two
    numbers that ``guess`` clips a to. ``floor(low, high, n)`` is the least cost that n activations
    between low and high can reach with one target of 1; None means 0. ``gives_probabilities``: each
    guess is one. ``fast`` writes the gradient in place.
    """

    name: str
    label: str
    guess_formula: Expression
    formula: Expression
    gradient_formula: Expression
    guess: Callable[[Array], Array]
    value: Callable[[Array, Array], Array]
    gradient: Callable[[Array, Array], Array]
    keeps_order: bool = False
    of_classes: Callable[[Array, Indices], float] | None = None
    takes: tuple[float, float] | None = None
    floor: Callable[[float, float, int], float] | None = None
    gives_probabilities: bool = False
    fast: FastGradient | None = None

    @property
    def mixes_outputs(self) -> bool:
        """Tell whether the guess for one output depends on all outputs."""
        return self.guess_formula.has(Total)


def below_largest(a: Array) -> Array:
    """Subtract the largest a of each row, which keeps e^a finite.

    Softmax stays the same. A difference too large to hold becomes −∞, and e^−∞ = 0 is correct.
    """
    with np.errstate(over="ignore"):
        return a - a.max(axis=1, keepdims=True)


def softmax(a: Array) -> Array:
    """Turn a into probabilities that sum to 1 in each row.

    p_k = e^(a_k) / Σ_j e^(a_j).
    """
    e = np.exp(below_largest(a))
    return e / e.sum(axis=1, keepdims=True)


def softmax_cross_entropy(a: Array, target: Array) -> Array:
    """Compute the cross-entropy of the softmax.

    C = −Σ_k t_k ln p_k with p = softmax(a), from ln p_k = a_k − ln Σ_j e^(a_j).
    """
    shifted = below_largest(a)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -(target * log_p).sum(axis=1)


def softmax_cross_entropy_gradient(a: Array, target: Array) -> Array:
    """Compute the slope of the softmax cross-entropy.

    ∂C/∂a_k = p_k·Σ_j t_j − t_k, which is p − t when the targets sum to 1.
    """
    return softmax(a) * target.sum(axis=1, keepdims=True) - target


def squared_error(a: Array, target: Array) -> Array:
    """Compute C = ½ Σ_k (a_k − t_k)². It is a sum over the outputs, not a mean."""
    return 0.5 * ((a - target) ** 2).sum(axis=1)


def squared_error_gradient(a: Array, target: Array) -> Array:
    """Compute ∂C/∂a_k = a_k − t_k."""
    return a - target


EDGE = 1e-12
"""The margin that keeps a probability away from 0 and 1."""


def probability(a: Array) -> Array:
    """Clip a to between EDGE and 1 − EDGE, where its logarithms are finite."""
    return np.clip(a, EDGE, 1.0 - EDGE)


def binary_cross_entropy(a: Array, target: Array) -> Array:
    """Compute the cross-entropy of two classes for each output.

    C = −Σ_k [t_k ln p_k + (1 − t_k) ln(1 − p_k)] with p = probability(a).
    """
    p = probability(a)
    return -(target * np.log(p) + (1.0 - target) * np.log1p(-p)).sum(axis=1)


def binary_cross_entropy_gradient(a: Array, target: Array) -> Array:
    """Compute the slope of the binary cross-entropy.

    ∂C/∂a_k = (p_k − t_k) / (p_k (1 − p_k)), and 0 where a was clipped.
    """
    p = probability(a)
    return np.where(p == a, (p - target) / (p * (1.0 - p)), 0.0)


# -- faster ways to compute softmax and cross-entropy


def softmax_cross_entropy_of_classes(a: Array, of_class: Indices) -> float:
    """Average −ln p of each example's class (N,), for a (N, n_out)."""
    top = np.maximum.reduce(a, 1, keepdims=True)
    below = a - top
    sums = np.log(np.add.reduce(np.exp(below), 1))
    sums -= below[np.arange(len(a)), of_class]
    return float(np.add.reduce(sums)) / len(a)


def softmax_cross_entropy_floor(low: float, high: float, outputs: int) -> float:
    """Compute the cost with one activation high and all others low."""
    return float(np.log1p((outputs - 1) * np.exp(low - high)))


SAFE = 100.0
"""Largest size of a for which e^a surely does not overflow."""


def fast_softmax_gradient(a: Array, t: Array, d: Array, known: Known) -> list[Operation] | None:
    """Write softmax(a) − t into d, where the targets sum to 1."""
    if not known.sum_to_1:
        return None
    if len(a) == 2:
        return _of_two(a, t, d)
    is_safe = known.bounds is not None and max(map(abs, known.bounds)) <= SAFE
    return _of_many(a, t, d, is_safe)


def _of_two(a: Array, t: Array, d: Array) -> list[Operation]:
    """Write softmax(a) − t of two outputs into d.

    The second probability is 1 / (1 + e^(a_1 − a_2)); the first is 1 minus it.
    """
    (first, second), (d_first, d_second) = (a[:1], a[1:]), (d[:1], d[1:])
    return [
        (np.subtract, (first, second, d_second)),
        (np.exp, (d_second, d_second)),
        (np.add, (d_second, ONE, d_second)),
        (np.reciprocal, (d_second, d_second)),
        (np.subtract, (d_second, t[1:], d_second)),
        (np.negative, (d_second, d_first)),
    ]


def _of_many(a: Array, t: Array, d: Array, is_safe: bool) -> list[Operation]:
    """Write softmax(a) − t of any number of outputs; ``is_safe`` says that e^a is finite."""
    one = np.empty((1, a.shape[1]))
    below_the_largest: list[Operation] = [
        (np.maximum.reduce, (a, 0, None, one, True)),
        (np.subtract, (a, one, d)),
    ]
    return [
        *([] if is_safe else below_the_largest),
        (np.exp, (a if is_safe else d, d)),
        (np.add.reduce, (d, 0, None, one, True)),
        (np.divide, (d, one, d)),
        (np.subtract, (d, t, d)),
    ]


def fast_squared_error_gradient(a: Array, t: Array, d: Array, _known: Known) -> list[Operation]:
    """Write a − t into d."""
    return [(np.subtract, (a, t, d))]


# -- the registry

A_K, P_K, T_K = Symbol("a", "k"), Symbol("p", "k"), Symbol("t", "k")
A_J, T_J = Symbol("a", "j"), Symbol("t", "j")

COSTS: dict[str, Cost] = {
    entry.name: entry
    for entry in (
        Cost(
            name="softmax_cross_entropy",
            label="Softmax cross-entropy",
            guess_formula=exp(A_K) / total("j", exp(A_J)),
            formula=-total("k", T_K * ln(P_K)),
            gradient_formula=P_K * total("j", T_J) - T_K,
            guess=softmax,
            value=softmax_cross_entropy,
            gradient=softmax_cross_entropy_gradient,
            keeps_order=True,
            of_classes=softmax_cross_entropy_of_classes,
            floor=softmax_cross_entropy_floor,
            gives_probabilities=True,
            fast=fast_softmax_gradient,
        ),
        Cost(
            name="squared_error",
            label="Squared error",
            guess_formula=A_K,
            formula=Constant(1) / 2 * total("k", (A_K - T_K) ** 2),
            gradient_formula=A_K - T_K,
            guess=identity,
            value=squared_error,
            gradient=squared_error_gradient,
            keeps_order=True,
            fast=fast_squared_error_gradient,
        ),
        Cost(
            name="binary_cross_entropy",
            label="Binary cross-entropy",
            guess_formula=smallest(1, largest(0, A_K)),
            formula=-total("k", T_K * ln(P_K) + (1 - T_K) * ln(1 - P_K)),
            gradient_formula=whether(A_K, "=", P_K) * ((P_K - T_K) / (P_K * (1 - P_K))),
            guess=probability,
            value=binary_cross_entropy,
            gradient=binary_cross_entropy_gradient,
            takes=(0.0, 1.0),
            gives_probabilities=True,
        ),
    )
}
