"""Work out a network in plain Python, written independently of the core.

An activation or cost that is not written out here is computed by its registry entry.
``test_gradients`` checks the slopes of these entries against measured ones.

All values are lists. Layers, neurons and sources count from 0, so ``a[0]`` are the inputs.
"""

import math
from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np

from learnscope.common.arrays import Array
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.costs import COSTS

type Plain = dict[str, Any]

F: dict[str, Callable[[float], float]] = {
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": math.tanh,
    "relu": lambda z: z if z > 0 else 0.0,
    "identity": lambda z: z,
}
F_PRIME: dict[str, Callable[[float], float]] = {
    "sigmoid": lambda z: F["sigmoid"](z) * (1 - F["sigmoid"](z)),
    "tanh": lambda z: 1 - math.tanh(z) ** 2,
    "relu": lambda z: 1.0 if z > 0 else 0.0,
    "identity": lambda _: 1.0,
}


def f_of(name: str) -> Callable[[float], float]:
    """Return an activation, from the registry if it is not written out here."""
    return F.get(name) or (lambda z: float(ACTIVATIONS[name].f(np.array(z))))


def slope_of(name: str) -> Callable[[float], float]:
    """Return an activation's slope, from the registry if it is not written out here."""
    return F_PRIME.get(name) or (lambda z: float(ACTIVATIONS[name].f_prime(np.array(z))))


class Pencil:
    """All values of a network given as plain data, and of one training step."""

    def __init__(self, network: Plain) -> None:
        self.layers, self.cost = network["layers"], network["cost"]
        self.t, self.rate = network["targets"], network["learning_rate"]
        self.z: list[list[float]] = [[]]
        self.a: list[list[float]] = [list(network["inputs"])]
        for layer in self.layers:
            z = [
                sum(w * a for w, a in zip(row, self.a[-1], strict=True)) + b
                for row, b in zip(layer["weights"], layer["biases"], strict=True)
            ]
            self.z.append(z)
            self.a.append([f_of(layer["activation"])(value) for value in z])
        self.last = len(self.layers)
        self.p = self.guess()
        self.d_a: list[list[float]] = [[] for _ in range(self.last + 1)]
        self.delta: list[list[float]] = [[] for _ in range(self.last + 1)]
        for n in range(self.last, 0, -1):
            self.d_a[n] = [self.blame(n, j) for j in range(len(self.z[n]))]
            self.delta[n] = [
                d * self.slope(n, z) for d, z in zip(self.d_a[n], self.z[n], strict=True)
            ]

    def f(self, n: int, z: float) -> float:
        return f_of(self.layers[n - 1]["activation"])(z)

    def slope(self, n: int, z: float) -> float:
        return slope_of(self.layers[n - 1]["activation"])(z)

    def w(self, n: int, j: int, i: int) -> float:
        value: float = self.layers[n - 1]["weights"][j][i]
        return value

    def b(self, n: int, j: int) -> float:
        value: float = self.layers[n - 1]["biases"][j]
        return value

    def guess(self) -> list[float]:
        a = self.a[-1]
        if self.cost == "softmax_cross_entropy":
            return [math.exp(x) / sum(math.exp(y) for y in a) for x in a]
        if self.cost == "binary_cross_entropy":
            return [min(max(x, 1e-12), 1 - 1e-12) for x in a]
        if self.cost == "squared_error":
            return a
        return [float(p) for p in COSTS[self.cost].guess(np.array([a]))[0]]

    def cost_value(self) -> float:
        if self.cost == "softmax_cross_entropy":
            return -sum(t * math.log(p) for p, t in zip(self.p, self.t, strict=True))
        if self.cost == "squared_error":
            return sum((a - t) ** 2 for a, t in zip(self.a[-1], self.t, strict=True)) / 2
        if self.cost != "binary_cross_entropy":
            return float(COSTS[self.cost].value(*self.outputs)[0])
        return -sum(
            t * math.log(p) + (1 - t) * math.log(1 - p) for p, t in zip(self.p, self.t, strict=True)
        )

    @property
    def outputs(self) -> tuple[Array, Array]:
        """Return activations and targets as arrays, for a cost from the registry."""
        return np.array([self.a[-1]]), np.array([self.t])

    def blame(self, n: int, j: int) -> float:
        if n < self.last:
            return sum(self.delta[n + 1][k] * self.w(n + 1, k, j) for k in range(self.width(n + 1)))
        p, t, a = self.p[j], self.t[j], self.a[n][j]
        if self.cost == "softmax_cross_entropy":
            return p * sum(self.t) - t
        if self.cost == "binary_cross_entropy":
            return (p - t) / (p * (1 - p)) if p == a else 0.0
        if self.cost == "squared_error":
            return a - t
        return float(COSTS[self.cost].gradient(*self.outputs)[0, j])

    def width(self, n: int) -> int:
        return len(self.a[n])

    def moved(self) -> Plain:
        """Return the layers after one training step."""
        return {
            "layers": [
                {
                    "weights": [
                        [w - self.rate * d * a for w, a in zip(row, self.a[n], strict=True)]
                        for row, d in zip(layer["weights"], self.delta[n + 1], strict=True)
                    ],
                    "biases": [
                        b - self.rate * d
                        for b, d in zip(layer["biases"], self.delta[n + 1], strict=True)
                    ],
                    "activation": layer["activation"],
                }
                for n, layer in enumerate(self.layers)
            ]
        }


class Task:
    """One quantity at a place: its right value, and the values that mistakes give."""

    def __init__(self, pencil: Pencil, place: str, quantity: str) -> None:
        self.p, self.quantity = pencil, quantity
        self.kind, *numbers = place.split("-")
        self.n, self.j, *rest = map(int, numbers)
        self.i = rest[0] if rest else None

    @property
    def last(self) -> bool:
        return self.n == self.p.last

    @property
    def carried(self) -> float:
        return 1.0 if self.i is None else self.p.a[self.n - 1][self.i]

    @property
    def old(self) -> float:
        p = self.p
        return p.b(self.n, self.j) if self.i is None else p.w(self.n, self.j, self.i)

    def of_z(self, z: float) -> float:
        return z if self.quantity == "z" else self.p.f(self.n, z)

    def of_gradient(self, gradient: float) -> float:
        return gradient if self.quantity == "gradient" else self.old - self.p.rate * gradient

    def of_delta(self, delta: float) -> float:
        return delta if self.quantity == "delta" else self.of_gradient(delta * self.carried)

    def right(self) -> float:
        if self.quantity in ("z", "a"):
            return self.of_z(self.p.z[self.n][self.j])
        return self.of_delta(self.p.delta[self.n][self.j])

    def mistakes(self) -> dict[str, list[float]]:
        forward = self.quantity in ("z", "a")
        found = self.forward_mistakes() if forward else self.backward_mistakes()
        right = self.right()
        if not (self.last and self.quantity in ("delta", "gradient")):
            found["wrong_sign"] = [-right]
        found["decimal_slip"] = [right * 10.0**n for n in (-3, -2, -1, 1, 2, 3)]
        return found

    def forward_mistakes(self) -> dict[str, list[float]]:
        p, n, j = self.p, self.n, self.j
        z, b, before = p.z[n][j], p.b(n, j), range(p.width(n - 1))
        found = {
            "forgot_bias": [self.of_z(z - b)],
            "missed_term": [
                self.of_z(b + sum(p.w(n, j, i) * p.a[n - 1][i] for i in before if i != missed))
                for missed in before
                if len(before) > 1
            ],
        }
        if n > 1:
            wrong = b + sum(p.w(n, j, i) * p.z[n - 1][i] for i in before)
            found["z_for_input"] = [self.of_z(wrong)]
        if self.quantity == "z":
            found["a_for_z"] = [p.a[n][j]]
        else:
            found["z_for_a"] = [z]
            if self.last:
                found["guess_for_a"] = [p.p[j]]
        return found

    def backward_mistakes(self) -> dict[str, list[float]]:
        p, n, j = self.p, self.n, self.j
        d_a, z, a, delta = p.d_a[n][j], p.z[n][j], p.a[n][j], p.delta[n][j]
        slope = p.slope(n, z)
        found = {
            "forgot_slope": [self.of_delta(d_a)],
            "slope_at_a": [self.of_delta(d_a * p.slope(n, a))],
        }
        if self.last:
            found["wrong_difference"] = [
                self.of_delta((a - p.t[j]) * slope),
                self.of_delta((p.p[j] - p.t[j]) * slope),
            ]
            if self.quantity != "new":
                found["target_minus_guess"] = [-self.right()]
        else:
            found |= self.path_mistakes(slope)
        gradient = delta * self.carried
        if self.quantity == "gradient":
            found["rate_too_early"] = [p.rate * gradient]
        if self.quantity == "new":
            found["forgot_rate"] = [self.old - gradient]
            found["added"] = [self.old + p.rate * gradient]
            found["only_step"] = [p.rate * gradient, -p.rate * gradient]
        if self.i is not None:
            found["forgot_input"] = [self.of_gradient(delta)]
            found["wrong_end"] = [self.of_gradient(a * delta)]
            if n > 1:
                found["z_for_input"] = [self.of_gradient(p.z[n - 1][self.i] * delta)]
        return found

    def path_mistakes(self, slope: float) -> dict[str, list[float]]:
        p, n, j = self.p, self.n, self.j
        after = range(p.width(n + 1))
        new = p.moved()["layers"][n]["weights"]
        kept = [some for size in range(1, len(after)) for some in combinations(after, size)]
        return {
            "missed_path": [
                self.of_delta(slope * sum(p.delta[n + 1][k] * p.w(n + 1, k, j) for k in some))
                for some in kept
                if len(after) <= 4 or len(some) == len(after) - 1
            ],
            "updated_weights": [
                self.of_delta(slope * sum(p.delta[n + 1][k] * new[k][j] for k in after))
            ],
        }


def places(network: Plain) -> list[tuple[str, str]]:
    """List every place of a network with each of its quantities."""
    found = []
    for n, layer in enumerate(network["layers"], start=1):
        for j, row in enumerate(layer["weights"]):
            found += [(f"neuron-{n}-{j}", quantity) for quantity in ("z", "a", "delta")]
            keys = [f"bias-{n}-{j}", *(f"weight-{n}-{j}-{i}" for i in range(len(row)))]
            found += [(key, quantity) for key in keys for quantity in ("gradient", "new")]
    return found
