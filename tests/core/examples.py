"""Draw networks and example data from a seed, for tests to work on."""

from dataclasses import dataclass, replace

import numpy as np

from learnscope.common.arrays import Array
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.backprop import LayerGradients, backprop, cost_value
from learnscope.nn.costs import COSTS
from learnscope.nn.gradient_check import measured_slope
from learnscope.nn.network import LayerPass, Network, forward, random_network

MARGIN = 1e-3
"""Distance around each z within which no slope may jump."""


@dataclass(frozen=True, eq=False)
class Example:
    """A network and a batch of examples: inputs (batch, n_in), targets (batch, n_out)."""

    network: Network
    inputs: Array
    targets: Array
    cost: str

    def passes(self) -> tuple[LayerPass, ...]:
        return forward(self.network, self.inputs)

    def value(self) -> float:
        return cost_value(self.cost, self.passes(), self.targets)

    def gradients(self) -> tuple[LayerGradients, ...]:
        return backprop(self.network, self.inputs, self.passes(), self.targets, self.cost)


def drawn(
    sizes: tuple[int, ...],
    activations: tuple[str, str],
    cost: str,
    batch: int,
    seed: int,
    size: float = 1.0,
) -> Example:
    """Draw a random example.

    `activations` are (hidden, last), and `size` scales the inputs. Odd seeds draw one-hot targets,
    even ones any numbers from −0.5 to 1.5.
    """
    random = np.random.default_rng(seed)
    hidden, last = activations
    *inner, outer = random_network(sizes, seed, ACTIVATIONS[hidden])
    one_hot = np.eye(sizes[-1])[random.integers(sizes[-1], size=batch)]
    return Example(
        network=(*inner, replace(outer, activation=ACTIVATIONS[last])),
        inputs=size * random.uniform(-1, 1, (batch, sizes[0])),
        targets=one_hot if seed % 2 else random.uniform(-0.5, 1.5, (batch, sizes[-1])),
        cost=cost,
    )


def is_smooth(example: Example) -> bool:
    """Tell whether no z is near a corner, such as ReLU's at 0.

    The cost's gradient must be smooth there, too, unlike at the edge of a probability. Near a
    corner the measured slope is a mix of the slopes on either side, and proves nothing.
    """
    passes = example.passes()
    for layer, (z, _) in zip(example.network, passes, strict=True):
        slope = layer.activation.f_prime
        if np.abs(slope(z + MARGIN) - slope(z - MARGIN)).max() > 0.1:
            return False
    f, gradient = example.network[-1].activation.f, COSTS[example.cost].gradient
    z, t = passes[-1].z, example.targets
    return bool(np.abs(gradient(f(z + MARGIN), t) - gradient(f(z - MARGIN), t)).max() < 1)


def is_alive(example: Example) -> bool:
    """Tell whether the first layer affects the cost at all.

    It does not if a ReLU is dead or the guess is clamped.
    """
    if example.cost == "softmax_cross_entropy" and example.targets.shape[1] == 1:
        return True  # the softmax of a single number is always 1, so a slope of 0 is right
    place = (0, "biases", (0,))
    slope = measured_slope(example.network, place, (example.inputs, example.targets), example.cost)
    return abs(slope) > 1e-3


def smooth_example(
    sizes: tuple[int, ...], activations: tuple[str, str], cost: str, batch: int, parity: int = 0
) -> Example:
    """Return the first drawn example whose slopes can be measured.

    Parity 1 asks for one-hot targets.
    """
    for seed in range(parity, 2000, 2):
        example = drawn(sizes, activations, cost, batch, seed)
        if is_smooth(example) and is_alive(example):
            return example
    raise AssertionError("no seed draws an example without a corner near")
