"""A few thousand numbers that come out the same wherever the core runs, and their digest.

The page compares the digest when Python has been taken out of a snapshot: where it differs, that
Python is not trusted. The last digits of e^x may differ from one C library to the next, so the
digest is made of numbers rounded to ``DIGITS`` significant digits.
"""

import zlib
from collections.abc import Iterator
from itertools import product

import numpy as np

from learnscope.activations import ACTIVATIONS, Array
from learnscope.backprop import backprop, cost_value, descend
from learnscope.costs import COSTS
from learnscope.network import forward, random_network
from learnscope.workshop import OWN

DIGITS = 9
SIZES = (3, 4, 3)
STEPS = 4
LEARNING_RATE = 0.25


def digest() -> str:
    """What all the numbers come to, in eight hexadecimal digits."""
    # + 0.0 makes 0 of −0, which is what is left of rounding errors.
    text = "\n".join(f"{round(value, DIGITS) + 0.0:.{DIGITS}f}" for value in numbers())
    return f"{zlib.crc32(text.encode()):08x}"


def numbers() -> list[float]:
    """Every number of a few steps of learning, for each activation with each cost."""
    ours = [name for name in ACTIVATIONS if name != OWN]
    pairs = enumerate(product(ours, COSTS))
    return [
        float(value)
        for seed, (activation, cost) in pairs
        for array in steps(seed, activation, cost)
        for value in array.ravel()
    ]


def steps(seed: int, activation: str, cost: str) -> Iterator[Array]:
    """What Forward and Backprop leave, step after step, in a small network on two examples."""
    network = random_network(SIZES, seed, activation)
    inputs = np.array([[0.5, -1.0, 0.25], [1.0, 0.75, -0.5]])
    targets = np.array([[0.0, 1.0, 0.0], [0.25, 0.25, 0.5]])
    for _ in range(STEPS):
        passes = forward(network, inputs)
        gradients = backprop(network, inputs, passes, targets, cost)
        yield np.array([cost_value(cost, passes, targets)])
        yield from (array for values in (*passes, *gradients) for array in values)
        network = descend(network, gradients, LEARNING_RATE)
