"""Operations that write into arrays: the fast paths of activations and costs.

An entry's fast path is a list of NumPy functions, each with the arrays that it is called with. It
is made once for arrays of one shape and then repeated; ``training.compiled_step`` says why. In it
examples are columns: a and d are (n_out, batch).
"""

import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from learnscope.common.arrays import Array

type Operation = tuple[Callable[..., object], tuple[Any, ...]]

NO_SIMD = sys.platform == "emscripten"
"""Whether this NumPy is Pyodide's, which has neither SIMD nor BLAS."""

ZERO, ONE, TWO = np.array(0.0), np.array(1.0), np.array(2.0)
"""Numbers as arrays. NumPy would make an array of a Python number in each call."""


class FastActivation(NamedTuple):
    """The fast path of an activation, in place.

    forward(a) overwrites z, which is in a, with f(z). slope(a, s) writes f′(z) into s, worked out
    from a = f(z); None where f′ is 1 everywhere.
    """

    forward: Callable[[Array], list[Operation]]
    slope: Callable[[Array, Array], list[Operation]] | None


class Known(NamedTuple):
    """Facts about all numbers that a cost's fast path will see.

    sum_to_1: the targets of each example do. bounds: the last layer's activations lie between
    these, None where they can be any number.
    """

    sum_to_1: bool
    bounds: tuple[float, float] | None


type FastGradient = Callable[[Array, Array, Array, Known], list[Operation] | None]
"""The fast path of a cost: (a, t, d, known) to operations that write ∂C/∂a into d, where t has the
targets; None where what is known is too little for it."""
