"""Write a training step down once as a list of NumPy operations, and repeat it.

The same mathematics as ``network.forward`` and ``backprop.backprop``, laid out for speed; the tests
hold the two together. In Pyodide a step of a small network is all calling and of a large one all
multiplying, so:

- Every array is made once; operations write into it. Repeating the list is one short loop.
- Examples are columns here: what is done to a layer runs along the batch, which is long.
- Each layer's weights and biases are one block [weights | biases] (n_out, n_in + 1), and a row of
  ones below the activations before it gives the biases their 1. All blocks are one long row
  ``values``, so an optimiser moves everything at once.
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
SHORTEST = 28
"""Inner loops of this length never make einsum pay.

With infinitely long ones it pays from WORTH_EINSUM multiplications on. Measured in Pyodide: a
product of N multiplications takes 1.2 + 0.0007 N microseconds by ``@``, and by einsum
2 + 0.00034 N + 0.01 for each loop.
"""

EINSUM = getattr(np.einsum, "__wrapped__", np.einsum)
"""The core of einsum, without its look for other kinds of arrays than NumPy's.

That look takes as long as a product of a thousand multiplications.
"""


def flat(network: Network) -> Array:
    """All weights and biases in one row: for each neuron its weights, then its bias."""
    return np.concatenate(
        [np.column_stack([layer.weights, layer.biases]).ravel() for layer in network]
    )


def blocks(values: Array, sizes: tuple[int, ...]) -> list[Array]:
    """Give the blocks [weights | biases] (n_out, n_in + 1) of a row, as views."""
    found, at = [], 0
    for n_in, n_out in pairwise(sizes):
        end = at + n_out * (n_in + 1)
        found.append(values[at:end].reshape(n_out, n_in + 1))
        at = end
    return found


def unflat(values: Array, like: Network) -> Network:
    """The network with these values, and the sizes and activations of another."""
    return tuple(
        Layer(block[:, :-1].copy(), block[:, -1].copy(), layer.activation)
        for block, layer in zip(blocks(values, sizes_of(like)), like, strict=True)
    )


def product(a: Array, b: Array, out: Array) -> Operation:
    """out ← a @ b."""
    if NO_SIMD and is_worth_einsum(a, b):
        return partial(EINSUM, "ik,kj->ij", out=out), (a, b)
    return np.matmul, (a, b, out)


def is_worth_einsum(a: Array, b: Array) -> bool:
    """Whether einsum multiplies these two faster; its inner loops go along memory in b."""
    along = (length for length, s in zip(b.shape, b.strides, strict=True) if s == b.itemsize)
    loop = max(along, default=1)
    return a.size * b.shape[1] * (loop - SHORTEST) > WORTH_EINSUM * loop


class Plan:
    """The operations for batches of one size; see the module's docstring.

    ``fill`` takes the examples in; ``run`` then writes the mean slopes into ``slopes``. After it
    ``guessed`` (n_out, batch) has the last layer's activations.
    """

    def __init__(
        self, network: Network, cost: str, batch: int, values: Array, slopes: Array, sum_to_1: bool
    ) -> None:
        sizes = sizes_of(network)
        # The longer side of the inputs runs along memory.
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
        """Work out the slopes of the examples that were taken in."""
        for function, arrays in self._operations:
            function(*arrays)


def forward(
    network: Network, weights: list[Array], signals: list[Array], buffers: Buffers
) -> list[Operation]:
    """From the first of the signals to all activations."""
    do: list[Operation] = []
    for depth, layer in enumerate(network):
        do.append(product(weights[depth], signals[depth], buffers.z[depth]))
        do += activate(layer.activation, buffers.z[depth], buffers.a[depth])
    return do


class Pass:
    """Forward on the same inputs (N, n_in), for networks of the same shape and activations."""

    def __init__(self, like: Network, inputs: Array) -> None:
        self._weights = blocks(np.empty_like(flat(like)), sizes_of(like))
        buffers = Buffers(like, len(inputs))
        signal = np.vstack([inputs.T, np.ones(len(inputs))])
        self._operations = forward(like, self._weights, [signal, *buffers.signal], buffers)
        self._a = buffers.a[-1].T

    def run(self, network: Network) -> Array:
        """The last layer's activations (N, n_out), good until the next call."""
        for block, layer in zip(self._weights, network, strict=True):
            block[:, :-1] = layer.weights
            block[:, -1] = layer.biases
        with np.errstate(all="ignore"):
            for function, arrays in self._operations:
                function(*arrays)
        return self._a


def outputs(network: Network, inputs: Array) -> Array:
    """The last layer's activations (N, n_out) on inputs (N, n_in)."""
    return Pass(network, inputs).run(network)
