"""Describe operations that write into arrays: fast paths of activations and costs.

A fast path is a list of NumPy functions, each with the arrays it is called with. It is built once
for arrays of one shape and then repeated; ``training.compiled_step`` says why. In it examples are
columns: a and d are (n_out, batch).
"""

import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from learnscope.common.arrays import Array

type Operation = tuple[Callable[..., object], tuple[Any, ...]]

NO_SIMD = sys.platform == "emscripten"
"""Tell whether this NumPy is Pyodide's, which has neither SIMD nor BLAS."""

ZERO, ONE, TWO = np.array(0.0), np.array(1.0), np.array(2.0)
"""Constants as arrays. From a Python number NumPy would make an array in each call."""


class FastActivation(NamedTuple):
    """The fast path of an activation, in place.

    ``forward(a)`` overwrites a, which holds z, with f(z). ``slope(a, s)`` writes f′(z) into s,
    computed from a = f(z); None if f′ is 1 everywhere.
    """

    forward: Callable[[Array], list[Operation]]
    slope: Callable[[Array, Array], list[Operation]] | None


class Known(NamedTuple):
    """Facts that hold for all numbers a cost's fast path will see.

    ``sum_to_1``: the targets of each example sum to 1. ``bounds``: the last layer's activations lie
    between these; None if they can be any number.
    """

    sum_to_1: bool
    bounds: tuple[float, float] | None


type FastGradient = Callable[[Array, Array, Array, Known], list[Operation] | None]
"""The fast path of a cost: (a, t, d, known) to operations that write ∂C/∂a into d.

t has the targets. It is None where the known facts do not suffice.
"""
