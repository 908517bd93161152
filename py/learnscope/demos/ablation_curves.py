"""Cut all connections of a network one after another, and measure how it reads."""

from collections.abc import Callable
from typing import Any

import numpy as np

from learnscope.demos import ablation
from learnscope.demos.digit_data import pictures
from learnscope.nn.network import Network

POINTS = 40
"""Steps of a curve: each cuts another 1 / POINTS of all connections."""


class AblationCurves:
    """The curves so far, one for each order; ``seed`` draws the random order."""

    def __init__(self, seed: int = 0) -> None:
        self._seed = seed
        self._right: dict[str, list[int]] = {name: [] for name in ablation.ORDERS}

    @property
    def points(self) -> int:
        """Return how many points each curve has."""
        return len(self._right[ablation.ORDERS[-1]])

    @property
    def done(self) -> bool:
        """Tell whether all connections are cut."""
        return self.points > POINTS

    def go_on(self, network: Network, has_time: Callable[[], bool]) -> None:
        """Add points to all curves while there is time."""
        weights, data = ablation.connections(network), pictures()
        orders = {name: ablation.order(weights, name, self._seed) for name in ablation.ORDERS}
        while has_time() and not self.done:
            many = round(self.points * len(weights) / POINTS)
            for name, order in orders.items():
                right = ablation.right_without(network, order[:many], data.test, data.digits)
                self._right[name].append(right)

    def look(self) -> dict[str, Any]:
        """Return the share of connections cut at each point, and of right answers there."""
        of = len(pictures().digits)
        return {
            "done": self.done,
            "cut": np.arange(self.points) / POINTS,
            **{name: np.array(right) / of for name, right in self._right.items()},
        }
