"""Compare networks that learned the same from different seeds, and permute one."""

from collections.abc import Mapping
from random import Random
from typing import Any, ClassVar

import numpy as np

from learnscope.common.arrays import Array, Indices
from learnscope.common.errors import LARGEST_WHOLE, Problem, is_nothing, whole
from learnscope.demos.action import Action
from learnscope.demos.digit_data import answers, pictures
from learnscope.demos.permutation import agreement, moved, reordered
from learnscope.demos.pretrained import SIZES, PretrainedNetworks
from learnscope.nn.network import Network
from learnscope.training.compiled_step import flat, outputs

SEEDS = (1, 2, 3, 4, 5, 6)
HIDDEN = SIZES[1]


class SeedsDemo:
    """Six networks, and the order of the first one's hidden neurons."""

    def __init__(self, pretrained: PretrainedNetworks) -> None:
        self._pretrained = pretrained
        self._order: Indices = np.arange(HIDDEN)
        self._known: dict[str, Any] = {}
        self._shuffles = 0

    def prepare(self) -> None:
        """Train the networks for one slice of time."""
        self._pretrained.train(SEEDS)

    def swap(self, first: object, second: object) -> None:
        """Swap two hidden neurons of the first network, with all their connections.

        Raises:
            Problem: they are not two different hidden neurons.
        """
        a = whole(first, "The first neuron", 0, HIDDEN - 1)
        b = whole(second, "The second neuron", 0, HIDDEN - 1)
        if a == b:
            raise Problem("It takes two different neurons to swap.")
        self._order = self._order.copy()
        self._order[[a, b]] = self._order[[b, a]]

    def shuffle(self, seed: object = None) -> None:
        """Shuffle the hidden neurons so that none keeps its learned place."""
        drawn = whole(seed, "The seed", 0, LARGEST_WHOLE) if not is_nothing(seed) else None
        self._shuffles += 1
        random = Random(self._shuffles if drawn is None else drawn)
        self._order = np.array(derangement(HIDDEN, random))

    def restore(self) -> None:
        """Put all neurons back in their places."""
        self._order = np.arange(HIDDEN)

    def look(self) -> dict[str, Any]:
        """Show the networks' weights, how far they agree, and the permuted network.

        ``pictures`` (6 · 16 · 64,) are the weights from the pixels to each hidden neuron,
        ``outgoing`` (6 · 16 · 10,) those from it to the digits; ``agreement`` (36,) is a table of
        shares.
        """
        if not self._pretrained.has(SEEDS):
            return {"ready": False, "share": self._pretrained.share(SEEDS)}
        networks = [self._pretrained.network(seed) for seed in SEEDS]
        if not self._known:
            self._known = self._of_all(networks)
        return {"ready": True, "share": 1.0, **self._known, "twin": self._twin(networks[0])}

    def _of_all(self, networks: list[Network]) -> dict[str, Any]:
        found = [answers(network) for network in networks]
        table = agreement(found)
        pairs = table[np.triu_indices(len(SEEDS), 1)]
        all_agree = np.ptp(np.stack(found), axis=0) == 0
        return {
            "seeds": list(SEEDS),
            "hidden": HIDDEN,
            "of": len(pictures().digits),
            "right_shares": [float((each == pictures().digits).mean()) for each in found],
            "agreement": table.ravel(),
            "least_agreement": float(pairs.min()),
            "all_agree": float(all_agree.mean()),
            "likeness": likeness(networks),
            "pictures": np.concatenate([network[0].weights.ravel() for network in networks]),
            "outgoing": np.concatenate([network[1].weights.T.ravel() for network in networks]),
        }

    def _twin(self, network: Network) -> dict[str, Any]:
        twin = reordered(network, self._order)
        test = pictures().test
        before, after = outputs(network, test), outputs(twin, test)
        return {
            "order": self._order.tolist(),
            "pictures": twin[0].weights.ravel(),
            "outgoing": twin[1].weights.T.ravel(),
            "moved": moved(network, twin),
            "numbers": int(flat(network).size),
            "difference": float(np.abs(after - before).max()),
            "unlike": int((after != before).sum()),
            "outputs": int(before.size),
            "otherwise": int((answers(network) != answers(twin)).sum()),
        }

    ACTIONS: ClassVar[Mapping[str, Action]] = {
        "prepare": Action(prepare),
        "swap": Action(swap, ("first", "second")),
        "shuffle": Action(shuffle, takes=("seed",)),
        "restore": Action(restore),
    }


def likeness(networks: list[Network]) -> list[float]:
    """Return the lowest and highest correlation between two networks' weights."""
    rows: Array = np.stack([network[0].weights.ravel() for network in networks])
    table: Array = np.asarray(np.corrcoef(rows))
    pairs = table[np.triu_indices(len(networks), 1)]
    return [float(pairs.min()), float(pairs.max())]


def derangement(count: int, random: Random) -> list[int]:
    """Draw an order in which nothing keeps its place, all equally likely."""
    while True:
        drawn = random.sample(range(count), count)
        if all(place != number for place, number in enumerate(drawn)):
            return drawn
