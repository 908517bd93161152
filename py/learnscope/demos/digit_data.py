"""The handwritten digits that the networks of the figures learn from, and are tested with."""

from dataclasses import dataclass
from functools import cache

from learnscope.common.arrays import Array, Indices
from learnscope.datasets.dataset import split
from learnscope.datasets.digits import digits
from learnscope.nn.network import Network
from learnscope.training.compiled_step import outputs
from learnscope.training.metrics import classes

SHARE = 0.8
"""How many of the pictures are learned from."""


@dataclass(frozen=True, eq=False)
class Pictures:
    """Digits to learn from, and digits to test with.

    inputs are (N, 64), targets (N, 10); test are inputs, digits says which digit each of them is.
    """

    inputs: Array
    targets: Array
    test: Array
    digits: Indices


@cache
def pictures() -> Pictures:
    """All of them, split the same way at every call."""
    data = digits()
    parts = split(data, SHARE, 0)
    return Pictures(
        data.inputs[parts.train],
        data.targets[parts.train],
        data.inputs[parts.test],
        classes(data.targets[parts.test]),
    )


def answers(network: Network) -> Indices:
    """Which digit a network takes each test picture for."""
    return classes(outputs(network, pictures().test))


def right(network: Network) -> int:
    """How many test pictures it takes for what they are."""
    return int((answers(network) == pictures().digits).sum())
