"""Digest a few thousand numbers that are the same on every machine.

The page compares the digest after restoring Python from a snapshot; if it differs, that Python is
not trusted. The last digits of e^x may differ from one C library to the next, so the digest is made
of numbers rounded to ``DIGITS`` decimals.
"""

import zlib
from collections.abc import Iterator
from itertools import cycle, product

import numpy as np

from learnscope.common.arrays import Array
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.backprop import backprop, cost_value, descend
from learnscope.nn.costs import COSTS
from learnscope.nn.network import forward, random_network

DIGITS = 9
SIZES = (3, 4, 3)
STEPS = 4
LEARNING_RATE = 0.25
OURS = list(ACTIVATIONS)


def digest() -> str:
    """Digest all the numbers into eight hexadecimal digits."""
    return summed(numbers())


def sample() -> str:
    """Digest one step of each activation, since the start has no time for more."""
    pairs = enumerate(zip(OURS, cycle(COSTS), strict=False))
    return summed([value for seed, pair in pairs for value in told(seed, *pair, steps=1)])


def summed(values: list[float]) -> str:
    """Digest some numbers."""
    # + 0.0 turns −0, which rounding may leave, into 0.
    text = "\n".join(f"{round(value, DIGITS) + 0.0:.{DIGITS}f}" for value in values)
    return f"{zlib.crc32(text.encode()):08x}"


def numbers() -> list[float]:
    """List every number of a few steps of learning, for each activation with each cost."""
    pairs = enumerate(product(OURS, COSTS))
    return [value for seed, pair in pairs for value in told(seed, *pair)]


def told(seed: int, activation: str, cost: str, steps: int = STEPS) -> Iterator[float]:
    """List the results of Forward and Backprop, number by number."""
    for array in learned(seed, activation, cost, steps):
        yield from map(float, array.ravel())


def learned(seed: int, activation: str, cost: str, steps: int) -> Iterator[Array]:
    """Yield the same results as arrays, for a small network on two examples."""
    network = random_network(SIZES, seed, ACTIVATIONS[activation])
    inputs = np.array([[0.5, -1.0, 0.25], [1.0, 0.75, -0.5]])
    targets = np.array([[0.0, 1.0, 0.0], [0.25, 0.25, 0.5]])
    for _ in range(steps):
        passes = forward(network, inputs)
        gradients = backprop(network, inputs, passes, targets, cost)
        yield np.array([cost_value(cost, passes, targets)])
        yield from (array for values in (*passes, *gradients) for array in values)
        network = descend(network, gradients, LEARNING_RATE)
