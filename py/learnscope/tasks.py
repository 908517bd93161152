"""Tasks: what there is to learn, and the network to start from.

To add one, write one entry in ``TASKS``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from learnscope.data.dataset import Dataset


@dataclass(frozen=True)
class Task:
    """One example to learn, and the shape of a network for it.

    sizes counts the inputs, each hidden layer's neurons and the outputs. inputs (n_in,) and
    targets (n_out,) are one example. seed draws the start weights.
    """

    name: str
    label: str
    sizes: tuple[int, ...]
    inputs: tuple[float, ...]
    targets: tuple[float, ...]
    activation: str = "sigmoid"
    cost: str = "softmax_cross_entropy"
    learning_rate: float = 0.3
    seed: int = 2015
    why: str = ""
    make: Callable[[Mapping[str, Any]], Dataset] | None = None


FIRST = "one_of_three"

TASKS: dict[str, Task] = {
    entry.name: entry
    for entry in (
        Task(
            name=FIRST,
            label="One of three, as in the 2015 sketch",
            sizes=(3, 2, 3),
            inputs=(0.9, 0.1, 0.5),
            targets=(0.0, 1.0, 0.0),
        ),
    )
}
