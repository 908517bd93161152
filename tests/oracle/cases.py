"""List the runs that PyTorch makes as well: small networks trained in all ways."""

import hashlib
import json
from dataclasses import dataclass, replace
from itertools import cycle, product
from random import Random
from typing import Any

import numpy as np

from learnscope.common.arrays import Array
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.network import Network, random_network
from learnscope.training.run import Run, Settings, batch_of
from learnscope.training.trainer import order_of

STEPS = 50
RATES = {"descent": 0.3, "momentum": 0.05, "adam": 0.02}
NETWORKS: tuple[tuple[tuple[int, ...], str, str, str], ...] = (
    ((3, 2, 3), "sigmoid", "sigmoid", "softmax_cross_entropy"),  # that of 2015
    ((2, 5, 4, 2), "tanh", "identity", "softmax_cross_entropy"),
    ((4, 3), "relu", "identity", "softmax_cross_entropy"),
    ((3, 6, 2), "relu", "identity", "squared_error"),
    ((2, 3, 3, 3, 2), "tanh", "tanh", "squared_error"),
    ((5, 4, 1), "tanh", "sigmoid", "binary_cross_entropy"),
    ((2, 4, 3), "relu", "sigmoid", "binary_cross_entropy"),
)


@dataclass(frozen=True)
class Case:
    """One run, and what stands in for its examples in each of its steps."""

    run: Run

    def plain(self) -> dict[str, Any]:
        """Start weights, data and settings as plain data."""
        run = self.run
        return {
            "network": [
                {
                    "weights": layer.weights.tolist(),
                    "biases": layer.biases.tolist(),
                    "activation": layer.activation.name,
                }
                for layer in run.network
            ],
            "inputs": run.inputs.tolist(),
            "targets": run.targets.tolist(),
            "cost": run.cost,
            "learning_rate": run.learning_rate,
            "optimiser": run.settings.optimiser,
            "momentum": run.settings.momentum,
            "l2": run.settings.l2,
            "batches": self.batches(),
        }

    def batches(self) -> list[list[int]]:
        """Which examples each step learns from."""
        run, n = self.run, len(self.run.inputs)
        size, found = batch_of(run), []
        for epoch in range(STEPS):
            order = order_of(run.settings.seed, epoch, n).tolist() if size < n else [*range(n)]
            found += [order[at : at + size] for at in range(0, n, size)]
        return found[:STEPS]


def row(network: Network) -> list[float]:
    """All weights and biases, layer by layer."""
    return [float(x) for layer in network for x in [*layer.weights.ravel(), *layer.biases]]


def targets_of(cost: str, examples: int, outputs: int, random: Random) -> Array:
    """Classes, and for half of the softmax's examples probabilities; for other costs numbers."""
    if cost != "softmax_cross_entropy":
        return np.array([[random.random() for _ in range(outputs)] for _ in range(examples)])
    rows = np.eye(outputs)[[random.randrange(outputs) for _ in range(examples)]]
    rows[::2] = [0.75, 0.25, *[0.0] * (outputs - 2)]
    return rows


def cases() -> dict[str, Case]:
    """List every optimiser with and without L2, on all examples and on batches. Each optimiser
    meets every network, some twice."""
    found: dict[str, Case] = {}
    networks = cycle(NETWORKS)
    for optimiser, (l2, batch), _ in product(
        RATES, ((0.0, 0), (0.02, 0), (0.0, 4), (0.02, 3)), range(2)
    ):
        sizes, hidden, last, cost = next(networks)
        seed = len(found)
        random = Random(seed)
        *inner, outer = random_network(sizes, seed, ACTIVATIONS[hidden])
        run = Run(
            network=(*inner, replace(outer, activation=ACTIVATIONS[last])),
            inputs=np.array([[random.uniform(-1, 1) for _ in range(sizes[0])] for _ in range(11)]),
            targets=targets_of(cost, 11, sizes[-1], random),
            cost=cost,
            learning_rate=RATES[optimiser],
            settings=Settings(batch, optimiser, 0.9, l2, seed),
        )
        found["-".join(map(str, sizes)) + f" {cost} {optimiser} l2={l2} batch={batch}"] = Case(run)
    return found


def fingerprint(plain: dict[str, Any]) -> str:
    """Compute what tells that recorded results are those of these cases."""
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
