"""Make the logic gates: four examples each, which are all there are."""

from collections.abc import Callable

import numpy as np

from learnscope.datasets.dataset import Dataset, one_hot

INPUTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


def gate(name: str, label: str, rule: Callable[[bool, bool], bool]) -> Dataset:
    """Make the gate whose output the rule gives for two inputs."""
    outputs = np.array([int(rule(bool(a), bool(b))) for a, b in INPUTS])
    return Dataset(
        name=name,
        label=label,
        inputs=INPUTS,
        targets=one_hot(outputs, 2),
        features=("A", "B"),
        classes=("false", "true"),
        source="The truth table.",
    )


def and_gate() -> Dataset:
    """Make AND: true if both inputs are."""
    return gate("and", "AND", lambda a, b: a and b)


def or_gate() -> Dataset:
    """Make OR: true if at least one input is."""
    return gate("or", "OR", lambda a, b: a or b)


def xor_gate() -> Dataset:
    """Make XOR: true if the inputs differ."""
    return gate("xor", "XOR", lambda a, b: a != b)
