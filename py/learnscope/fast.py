"""A training step as a list of NumPy operations that is written down once and then repeated.

The same mathematics as ``network.forward`` and ``backprop.backprop``, laid out for speed; the tests
hold the two together. In Pyodide a step of a small network is all calling and of a large one all
multiplying, so:

- Every array is made once; operations write into it. Repeating the list is one short loop.
- Examples are columns here: what is done to a layer runs along the batch, which is long.
- Each layer's weights and biases are one block [weights | biases] (n_out, n_in + 1), and a row of
  ones below the activations before it gives the biases their 1. All blocks are one long row
  ``values``, so an optimiser moves everything at once.
- NumPy in Pyodide has no BLAS, and ``einsum`` multiplies there up to three times as fast as ``@``.
"""

import sys
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from learnscope.activations import ACTIVATIONS, Array
from learnscope.costs import COSTS
from learnscope.network import Layer, Network
from learnscope.reshape import sizes_of

type Operation = tuple[Callable[..., object], tuple[Any, ...]]

NO_BLAS = sys.platform == "emscripten"
WORTH_EINSUM = 2_000
"""How many multiplications a product must have before einsum's longer start pays."""


def flat(network: Network) -> Array:
    """All weights and biases in one row: for each neuron its weights, then its bias."""
    return np.concatenate(
        [np.column_stack([layer.weights, layer.biases]).ravel() for layer in network]
    )


def blocks(values: Array, sizes: tuple[int, ...]) -> list[Array]:
    """The blocks [weights | biases] (n_out, n_in + 1) that a row is made of, as views."""
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
    if NO_BLAS and a.size * b.shape[1] >= WORTH_EINSUM:
        return partial(np.einsum, "ik,kj->ij", out=out), (a, b)
    return np.matmul, (a, b, out)


class Plan:
    """The operations for batches of one size; see the module's docstring.

    ``rows`` (batch, n_in + 1) and ``targets`` (n_out, batch) are to be filled, inputs with a 1
    after each example; ``run`` then writes the mean slopes into ``slopes``. ``guessed`` (n_out,
    batch) has the last layer's activations after it.
    """

    def __init__(
        self, network: Network, cost: str, batch: int, values: Array, slopes: Array, sum_to_1: bool
    ) -> None:
        sizes = sizes_of(network)
        self.rows = np.ones((batch, sizes[0] + 1))
        self.targets = np.empty((sizes[-1], batch))
        self._operations: list[Operation] = []
        do = self._operations
        # The longer side of the inputs should run along memory.
        signal = self.rows.T
        if batch > sizes[0]:
            signal = np.ones((sizes[0] + 1, batch))
            do.append((np.copyto, (signal, self.rows.T)))
        weights, slope_blocks = blocks(values, sizes), blocks(slopes, sizes)
        signals, z, a = [signal], signal, signal
        kept = []
        for layer, block in zip(network, weights, strict=True):
            room = np.ones((layer.n_out + 1, batch))
            a = room[:-1]
            z = a if layer.activation in FORWARD else np.empty_like(a)
            do.append(product(block, signal, z))
            do += activate(layer.activation, z, a)
            kept.append((z, a))
            signal = room
            signals.append(signal)
        self.guessed = a
        d = np.empty_like(a)
        do += blame(cost, a, self.targets, d, sum_to_1)
        if batch > 1:
            do.append((np.divide, (d, batch, d)))
        for depth in reversed(range(len(network))):
            do += times_slope(network[depth].activation, *kept[depth], d)
            do.append(product(d, signals[depth].T, slope_blocks[depth]))
            if depth:
                before = np.empty_like(kept[depth - 1][1])
                do.append(product(weights[depth][:, :-1].T, d, before))
                d = before

    def run(self) -> None:
        """Work out the slopes of what ``rows`` and ``targets`` hold."""
        for function, arrays in self._operations:
            function(*arrays)


def outputs(network: Network, inputs: Array) -> Array:
    """The last layer's activations (N, n_out) on inputs (N, n_in)."""
    values, signal = flat(network), np.vstack([inputs.T, np.ones(len(inputs))])
    for layer, block in zip(network, blocks(values, sizes_of(network)), strict=True):
        room = np.ones((layer.n_out + 1, len(inputs)))
        a = room[:-1]
        z = a if layer.activation in FORWARD else np.empty_like(a)
        for function, arrays in [product(block, signal, z), *activate(layer.activation, z, a)]:
            function(*arrays)
        signal = room
    return signal[:-1].T


# -- the operations of each function. Whatever is not here is called as its registry has it.


def sigmoid(a: Array) -> list[Operation]:
    """a ← 1 / (1 + e^−a). Where e^−a overflows, the result is 0, as it should be."""
    return [
        (np.negative, (a, a)),
        (np.exp, (a, a)),
        (np.add, (a, 1.0, a)),
        (np.reciprocal, (a, a)),
    ]


def sigmoid_slope(a: Array, d: Array) -> list[Operation]:
    """d ← d · a (1 − a)."""
    s = np.empty_like(a)
    return [
        (np.subtract, (1.0, a, s)),
        (np.multiply, (s, a, s)),
        (np.multiply, (d, s, d)),
    ]


def tanh_slope(a: Array, d: Array) -> list[Operation]:
    """d ← d · (1 − a²)."""
    s = np.empty_like(a)
    return [
        (np.multiply, (a, a, s)),
        (np.subtract, (1.0, s, s)),
        (np.multiply, (d, s, d)),
    ]


def relu_slope(a: Array, d: Array) -> list[Operation]:
    """d ← d where a is positive, else 0."""
    s = np.empty(a.shape, dtype=bool)
    return [(np.greater, (a, 0.0, s)), (np.multiply, (d, s, d))]


FORWARD: dict[str, Callable[[Array], list[Operation]]] = {
    "sigmoid": sigmoid,
    "tanh": lambda a: [(np.tanh, (a, a))],
    "relu": lambda a: [(partial(np.maximum, out=a), (a, 0.0))],
    "identity": lambda _: [],
}
BACKWARD: dict[str, Callable[[Array, Array], list[Operation]]] = {
    "sigmoid": sigmoid_slope,
    "tanh": tanh_slope,
    "relu": relu_slope,
    "identity": lambda _a, _d: [],
}


def activate(name: str, z: Array, a: Array) -> list[Operation]:
    """a ← f(z)."""
    if name in FORWARD:
        return FORWARD[name](a)
    f = ACTIVATIONS[name].f
    return [(lambda: np.copyto(a, f(z)), ())]


def times_slope(name: str, z: Array, a: Array, d: Array) -> list[Operation]:
    """d ← d · f′(z): from ∂C/∂a to ∂C/∂z."""
    if name in FORWARD:
        return BACKWARD[name](a, d)
    f_prime = ACTIVATIONS[name].f_prime
    return [(lambda: np.multiply(d, f_prime(z), d), ())]


def blame(cost: str, a: Array, targets: Array, d: Array, sum_to_1: bool) -> list[Operation]:
    """d ← ∂C/∂a of each example's cost."""
    if cost == "squared_error":
        return [(np.subtract, (a, targets, d))]
    if cost == "softmax_cross_entropy" and sum_to_1:
        one = np.empty((1, a.shape[1]))
        most, total = partial(np.maximum.reduce, axis=0, out=one, keepdims=True), np.add.reduce
        return [
            (most, (a,)),
            (np.subtract, (a, one, d)),
            (np.exp, (d, d)),
            (total, (d, 0, None, one, True)),
            (np.divide, (d, one, d)),
            (np.subtract, (d, targets, d)),
        ]
    gradient = COSTS[cost].gradient
    return [(lambda: np.copyto(d, gradient(a.T, targets.T).T), ())]
