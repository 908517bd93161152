"""Provide the handwritten digits that the figures' networks learn and are tested on."""

from dataclasses import dataclass
from functools import cache

from learnscope.common.arrays import Array, Indices
from learnscope.datasets.dataset import split
from learnscope.datasets.digits import digits
from learnscope.nn.network import Network
from learnscope.training.compiled_step import outputs
from learnscope.training.metrics import classes

SHARE = 0.8
"""Share of the pictures to learn from."""


@dataclass(frozen=True, eq=False)
class Pictures:
    """Digits to learn from, and digits to test with.

    ``inputs`` are (N, 64), ``targets`` (N, 10). ``test`` are the inputs to test with, ``digits``
    their right answers.
    """

    inputs: Array
    targets: Array
    test: Array
    digits: Indices


@cache
def pictures() -> Pictures:
    """Load all digits, split the same way at every call."""
    data = digits()
    parts = split(data, SHARE, 0)
    return Pictures(
        data.inputs[parts.train],
        data.targets[parts.train],
        data.inputs[parts.test],
        classes(data.targets[parts.test]),
    )


def answers(network: Network) -> Indices:
    """Return the digit that a network reads in each test picture."""
    return classes(outputs(network, pictures().test))


def right(network: Network) -> int:
    """Count the test pictures that a network reads correctly."""
    return int((answers(network) == pictures().digits).sum())
