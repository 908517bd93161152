"""Compile a training step into a list of NumPy operations, and repeat it.

It computes the same as ``network.forward`` and ``backprop.backprop``, laid out for speed; tests
compare the two. In Pyodide, a step of a small network spends its time on calls, a step of a large
one on multiplications. So:

- Every array is made once, and operations write into it. Repeating the list is one short loop.
- Examples are columns here, so an operation on a layer runs along the batch, which is long.
- Each layer's weights and biases are one block [weights | biases] (n_out, n_in + 1). A row of ones
  below the activations before it gives the biases their factor 1. All blocks are views of one long
  row, ``values``, so an optimiser moves everything at once.
- NumPy in Pyodide has no BLAS, and ``einsum`` multiplies there up to three times as fast as ``@``.

``kernels`` has the operations of each activation and cost, ``buffers`` the arrays.
"""

from functools import partial
from itertools import pairwise
from typing import Literal

import numpy as np

from learnscope.common.arrays import Array
from learnscope.nn.costs import COSTS
from learnscope.nn.network import Layer, Network
from learnscope.nn.operations import NO_SIMD, Known, Operation
from learnscope.nn.resizing import sizes_of
from learnscope.training.buffers import Buffers
from learnscope.training.kernels import activate, blame, times_slope

WORTH_EINSUM = 2_200
"""Fewest multiplications for which einsum pays, if its inner loops are very long."""

SHORTEST = 28
"""Length of inner loops up to which einsum never pays.

Measured in Pyodide: a product of N multiplications takes 1.2 + 0.0007 N microseconds by ``@``, and
2 + 0.00034 N + 0.01 for each loop by einsum.
"""

EINSUM = getattr(np.einsum, "__wrapped__", np.einsum)
"""The core of einsum, without the search for array types other than NumPy's.

That search takes as long as a product of a thousand multiplications.
"""


def flat(network: Network) -> Array:
    """Write all weights and biases in one row: each neuron's weights, then its bias."""
    return np.concatenate(
        [np.column_stack([layer.weights, layer.biases]).ravel() for layer in network]
    )


def blocks(values: Array, sizes: tuple[int, ...]) -> list[Array]:
    """Return the blocks [weights | biases] (n_out, n_in + 1) of a row, as views."""
    found, at = [], 0
    for n_in, n_out in pairwise(sizes):
        end = at + n_out * (n_in + 1)
        found.append(values[at:end].reshape(n_out, n_in + 1))
        at = end
    return found


def unflat(values: Array, like: Network) -> Network:
    """Build a network from a row of values, with the shape and activations of ``like``."""
    return tuple(
        Layer(block[:, :-1].copy(), block[:, -1].copy(), layer.activation)
        for block, layer in zip(blocks(values, sizes_of(like)), like, strict=True)
    )


def product(a: Array, b: Array, out: Array) -> Operation:
    """Choose the operation for out ← a @ b."""
    if NO_SIMD and is_worth_einsum(a, b):
        return partial(EINSUM, "ik,kj->ij", out=out), (a, b)
    return np.matmul, (a, b, out)


def is_worth_einsum(a: Array, b: Array) -> bool:
    """Tell whether einsum multiplies these two faster.

    Its inner loops run along the axis of ``b`` that is contiguous in memory.
    """
    along = (length for length, s in zip(b.shape, b.strides, strict=True) if s == b.itemsize)
    loop = max(along, default=1)
    return a.size * b.shape[1] * (loop - SHORTEST) > WORTH_EINSUM * loop


class Plan:
    """The operations for batches of one size; see the module's docstring.

    ``fill`` takes in the examples. ``run`` then writes the mean slopes into ``slopes``, and the
    last layer's activations into ``guessed`` (n_out, batch).
    """

    def __init__(
        self, network: Network, cost: str, batch: int, values: Array, slopes: Array, sum_to_1: bool
    ) -> None:
        sizes = sizes_of(network)
        # The longer side of the inputs is contiguous in memory.
        order: Literal["C", "F"] = "C" if batch > sizes[0] else "F"
        self.signal = np.ones((sizes[0] + 1, batch), order=order)
        self.targets = np.empty((sizes[-1], batch))
        do = self._operations = list[Operation]()
        weights, slope_blocks = blocks(values, sizes), blocks(slopes, sizes)
        buffers = Buffers(network, batch)
        signals = [self.signal, *buffers.signal]
        do += forward(network, weights, signals, buffers)
        self.guessed = buffers.a[-1]
        do += buffers.slopes(network)
        d = np.empty_like(self.guessed)
        known = Known(sum_to_1, network[-1].activation.bounds)
        do += blame(COSTS[cost], self.guessed, self.targets, d, known)
        if batch > 1:
            do.append((np.multiply, (d, np.array(1 / batch), d)))
        for depth in reversed(range(len(network))):
            do += times_slope(network[depth].activation, buffers.z[depth], buffers.slope[depth], d)
            do.append(product(d, signals[depth].T, slope_blocks[depth]))
            if depth:
                before = np.empty_like(buffers.a[depth - 1])
                do.append(product(weights[depth][:, :-1].T, d, before))
                d = before

    def fill(self, inputs: Array, targets: Array) -> None:
        """Take in a batch: inputs (batch, n_in) and targets (batch, n_out)."""
        self.signal[:-1] = inputs.T
        self.targets[:] = targets.T

    def run(self) -> None:
        """Compute the slopes of the examples that were taken in.

        Raises:
            Problem: the visitor's Python fails or is missing.
        """
        for function, arrays in self._operations:
            function(*arrays)


def forward(
    network: Network, weights: list[Array], signals: list[Array], buffers: Buffers
) -> list[Operation]:
    """List the operations from the first signal to all activations."""
    do: list[Operation] = []
    for depth, layer in enumerate(network):
        do.append(product(weights[depth], signals[depth], buffers.z[depth]))
        do += activate(layer.activation, buffers.z[depth], buffers.a[depth])
    return do


class Pass:
    """A Forward on fixed inputs (N, n_in), for networks of one shape.

    All of them have the activations of ``like``, too.
    """

    def __init__(self, like: Network, inputs: Array) -> None:
        self._weights = blocks(np.empty_like(flat(like)), sizes_of(like))
        buffers = Buffers(like, len(inputs))
        signal = np.vstack([inputs.T, np.ones(len(inputs))])
        self._operations = forward(like, self._weights, [signal, *buffers.signal], buffers)
        self._a = buffers.a[-1].T

    def run(self, network: Network) -> Array:
        """Compute the last layer's activations (N, n_out); the next call overwrites them.

        Raises:
            Problem: the visitor's Python fails or is missing.
        """
        for block, layer in zip(self._weights, network, strict=True):
            block[:, :-1] = layer.weights
            block[:, -1] = layer.biases
        with np.errstate(all="ignore"):
            for function, arrays in self._operations:
                function(*arrays)
        return self._a


def outputs(network: Network, inputs: Array) -> Array:
    """Compute the last layer's activations (N, n_out) on inputs (N, n_in).

    Raises:
        Problem: the visitor's Python fails or is missing.
    """
    return Pass(network, inputs).run(network)
