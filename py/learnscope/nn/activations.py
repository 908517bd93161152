"""Define the activation functions: how a neuron turns its weighted input z into a.

Each entry keeps a function f and its derivative f′ side by side, so that they cannot drift apart.
Both take an array of any shape and return one of the same shape, element by element, and both stay
finite, without warnings, for every finite z.

To add one, write its two functions and one entry in ``ACTIVATIONS``. The menus, the explanations,
the training loop and the tests read the registry.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from learnscope.common.arrays import Array
from learnscope.common.expression import Constant, Expression, Symbol
from learnscope.common.formula import exp, largest, whether
from learnscope.common.formula import tanh as tanh_of
from learnscope.nn.operations import NO_SIMD, ONE, TWO, ZERO, FastActivation, Operation


@dataclass(frozen=True)
class Activation:
    """One activation function.

    ``symbol`` stands above a neuron in the figure. ``formula`` is f(z) in the symbol ``Z``;
    ``slope_formula`` is f′(z) in ``Z`` and ``A``, which is f(z). Without a formula, explanations
    show values only. ``f`` computes a = f(z), ``f_prime`` the slope ∂a/∂z at z. ``bounds`` are two
    numbers that a always lies between. ``fast`` does the same for training; without it, training
    calls ``f`` and ``f_prime``.
    """

    name: str
    label: str
    symbol: str
    formula: Expression | None
    slope_formula: Expression | None
    f: Callable[[Array], Array]
    f_prime: Callable[[Array], Array]
    bounds: tuple[float, float] | None = None
    fast: FastActivation | None = None

    def __deepcopy__(self, _: object) -> "Activation":
        """Return itself: it never changes, so copies can share it."""
        return self


def sigmoid(z: Array) -> Array:
    """Compute σ(z) = 1 / (1 + e^−z), between 0 and 1.

    It is computed from e^−|z|, which cannot overflow: for z < 0, 1 / (1 + e^−z) = e^z / (e^z + 1).
    """
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def sigmoid_prime(z: Array) -> Array:
    """Compute σ′(z) = σ(z)·(1 − σ(z)).

    1 − σ(z) is computed as σ(−z), which stays precise where σ(z) is almost 1.
    """
    return sigmoid(z) * sigmoid(-z)


def tanh(z: Array) -> Array:
    """Compute tanh z, between −1 and 1."""
    return np.tanh(z)


def tanh_prime(z: Array) -> Array:
    """Compute tanh′(z) = 1 − tanh² z.

    It is computed as (2 / (e^z + e^−z))², which stays precise where tanh z is almost ±1.
    """
    e = np.exp(-np.abs(z))
    return (2.0 * e / (1.0 + e * e)) ** 2


def relu(z: Array) -> Array:
    """Compute the rectified linear unit: z where z is positive, else 0."""
    return np.maximum(z, 0.0)


def relu_prime(z: Array) -> Array:
    """Return 1 where z is positive, else 0.

    At 0 the slope is undefined; 0 is the usual convention.
    """
    return np.where(z > 0, 1.0, 0.0)


def identity(z: Array) -> Array:
    """Return z itself: a linear neuron."""
    return z


def identity_prime(z: Array) -> Array:
    """Return 1 everywhere."""
    return np.ones_like(z)


# -- the same in place, for training


def fast_sigmoid(a: Array) -> list[Operation]:
    """Write 1 / (1 + e^−a) into a. If e^−a overflows, the result is 0, which is correct."""
    return [
        (np.negative, (a, a)),
        (np.exp, (a, a)),
        (np.add, (a, ONE, a)),
        (np.reciprocal, (a, a)),
    ]


def fast_sigmoid_slope(a: Array, s: Array) -> list[Operation]:
    """Write a (1 − a) into s."""
    return [(np.subtract, (ONE, a, s)), (np.multiply, (s, a, s))]


WORTH_EXP = 500
"""Array size from which e^2z computes tanh faster, though it takes more operations."""


def fast_tanh(a: Array) -> list[Operation]:
    """Write tanh a into a.

    In Pyodide large arrays use 1 − 2 / (e^2a + 1), which is 1 where e^2a overflows.
    """
    if not NO_SIMD or a.size < WORTH_EXP:
        return [(np.tanh, (a, a))]
    return [
        (np.multiply, (a, TWO, a)),
        (np.exp, (a, a)),
        (np.add, (a, ONE, a)),
        (np.divide, (TWO, a, a)),
        (np.subtract, (ONE, a, a)),
    ]


def fast_tanh_slope(a: Array, s: Array) -> list[Operation]:
    """Write 1 − a² into s."""
    return [(np.multiply, (a, a, s)), (np.subtract, (ONE, s, s))]


def fast_relu(a: Array) -> list[Operation]:
    """Keep a where it is positive, and write 0 elsewhere."""
    return [(partial(np.maximum, out=a), (a, ZERO))]


def fast_relu_slope(a: Array, s: Array) -> list[Operation]:
    """Write 1 into s where a is positive, and 0 elsewhere. a is never negative."""
    return [(np.sign, (a, s))]


def fast_identity(_a: Array) -> list[Operation]:
    """Leave a unchanged."""
    return []


# -- the registry

Z, A = Symbol("z"), Symbol("a")

ACTIVATIONS: dict[str, Activation] = {
    entry.name: entry
    for entry in (
        Activation(
            name="sigmoid",
            label="Sigmoid",
            symbol="σ",
            formula=1 / (1 + exp(-Z)),
            slope_formula=A * (1 - A),
            f=sigmoid,
            f_prime=sigmoid_prime,
            bounds=(0.0, 1.0),
            fast=FastActivation(fast_sigmoid, fast_sigmoid_slope),
        ),
        Activation(
            name="tanh",
            label="Tanh",
            symbol="tanh",
            formula=tanh_of(Z),
            slope_formula=1 - A**2,
            f=tanh,
            f_prime=tanh_prime,
            bounds=(-1.0, 1.0),
            fast=FastActivation(fast_tanh, fast_tanh_slope),
        ),
        Activation(
            name="relu",
            label="ReLU",
            symbol="ReLU",
            formula=largest(0, Z),
            slope_formula=whether(Z, ">", 0),
            f=relu,
            f_prime=relu_prime,
            fast=FastActivation(fast_relu, fast_relu_slope),
        ),
        Activation(
            name="identity",
            label="Identity",
            symbol="id",
            formula=Z,
            slope_formula=Constant(1),
            f=identity,
            f_prime=identity_prime,
            fast=FastActivation(fast_identity, None),
        ),
    )
}
