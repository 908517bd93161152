"""Costs: how wrong a guess is, in one number that learning makes smaller.

A cost owns its guess. Each entry says what it makes of the last layer's activations a
(``guess``), how wrong that is (``value``) and the slope of the value with respect to a
(``gradient`` = ∂C/∂a). So backprop is one loop without special cases, and every activation works
with every cost.

Shapes: a and target are (batch, n_out). ``guess`` and ``gradient`` return (batch, n_out),
``value`` returns (batch,), one cost for each example. Natural logarithms throughout.

To add one, write its three functions and one entry in ``COSTS``.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from learnscope.common.arrays import Array
from learnscope.nn.activations import identity


@dataclass(frozen=True)
class Cost:
    """One cost function; see the module's docstring for the shapes.

    The formulas, read by ``explain.formulas``: ``latex_guess`` is what p_k is equal to, ``latex``
    the cost of one example and ``latex_gradient`` ∂C/∂a_k, in a, p (the guess) and t (the target).
    """

    name: str
    label: str
    latex_guess: str
    latex: str
    latex_gradient: str
    guess: Callable[[Array], Array]
    value: Callable[[Array, Array], Array]
    gradient: Callable[[Array, Array], Array]
    slope_latex: str = r"\frac{\partial C}{\partial a_k}"


def below_largest(a: Array) -> Array:
    """a minus the largest a of its row: softmax stays the same (it cancels) and e^a finite.

    −∞ where the difference is too large to hold, and e^−∞ is 0, as it should be.
    """
    with np.errstate(over="ignore"):
        return a - a.max(axis=1, keepdims=True)


def softmax(a: Array) -> Array:
    """p_k = e^(a_k) / Σ_j e^(a_j): no number below 0, and in each row they sum to 1."""
    e = np.exp(below_largest(a))
    return e / e.sum(axis=1, keepdims=True)


def softmax_cross_entropy(a: Array, target: Array) -> Array:
    """C = −Σ_k t_k ln p_k with p = softmax(a), from ln p_k = a_k − ln Σ_j e^(a_j)."""
    shifted = below_largest(a)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -(target * log_p).sum(axis=1)


def softmax_cross_entropy_gradient(a: Array, target: Array) -> Array:
    """∂C/∂a_k = p_k·Σ_j t_j − t_k, which is p − t when the targets sum to 1."""
    return softmax(a) * target.sum(axis=1, keepdims=True) - target


def squared_error(a: Array, target: Array) -> Array:
    """C = ½ Σ_k (a_k − t_k)²: a sum over the outputs, not a mean."""
    return 0.5 * ((a - target) ** 2).sum(axis=1)


def squared_error_gradient(a: Array, target: Array) -> Array:
    """∂C/∂a_k = a_k − t_k."""
    return a - target


EDGE = 1e-12
"""Binary cross-entropy reads a as a probability, held this far inside 0 and 1."""


def probability(a: Array) -> Array:
    """a held between EDGE and 1 − EDGE, where its logarithms are finite."""
    return np.clip(a, EDGE, 1.0 - EDGE)


def binary_cross_entropy(a: Array, target: Array) -> Array:
    """C = −Σ_k [t_k ln p_k + (1 − t_k) ln(1 − p_k)] with p = probability(a)."""
    p = probability(a)
    return -(target * np.log(p) + (1.0 - target) * np.log1p(-p)).sum(axis=1)


def binary_cross_entropy_gradient(a: Array, target: Array) -> Array:
    """∂C/∂a_k = (p_k − t_k) / (p_k (1 − p_k)), and 0 where a was held at the edge."""
    p = probability(a)
    return np.where(p == a, (p - target) / (p * (1.0 - p)), 0.0)


COSTS: dict[str, Cost] = {
    entry.name: entry
    for entry in (
        Cost(
            "softmax_cross_entropy",
            "Softmax cross-entropy",
            r"\frac{e^{a_k}}{\sum_j{e^{a_j}}}",
            r"-\sum_k{t_k \ln p_k}",
            r"p_k \sum_j{t_j} - t_k",
            softmax,
            softmax_cross_entropy,
            softmax_cross_entropy_gradient,
            r"p_k ({\sum_j t_j}) - t_k",
        ),
        Cost(
            "squared_error",
            "Squared error",
            r"a_k",
            r"\tfrac{1}{2} \sum_k{(a_k - t_k)^2}",
            r"a_k - t_k",
            identity,
            squared_error,
            squared_error_gradient,
            r"a_k - t_k",
        ),
        Cost(
            "binary_cross_entropy",
            "Binary cross-entropy",
            r"\min(1, \max(0, a_k))",
            r"-\sum_k{(t_k \ln p_k + (1 - t_k) \ln(1 - p_k))}",
            r"\left[ a_k = p_k \right] \frac{p_k - t_k}{p_k (1 - p_k)}",
            probability,
            binary_cross_entropy,
            binary_cross_entropy_gradient,
            r"\frac{a_k - t_k}{a_k (1 - a_k)}",
        ),
    )
}
