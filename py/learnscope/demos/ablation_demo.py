"""Show a network that reads digits, and let visitors damage it."""

from collections.abc import Mapping
from random import Random
from time import perf_counter
from typing import Any, ClassVar

import numpy as np

from learnscope.common.arrays import Array
from learnscope.common.errors import LARGEST_WHOLE, Problem, is_nothing, whole
from learnscope.demos import ablation
from learnscope.demos.ablation_curves import AblationCurves
from learnscope.demos.action import Action
from learnscope.demos.digit_data import answers, pictures
from learnscope.demos.pretrained import SLICE_SECONDS, PretrainedNetworks
from learnscope.figure.places import Place, place_of
from learnscope.nn.network import Network

SEED = 1
NOT_YET = "The network is still learning to read: try again in a moment."


class AblationDemo:
    """A network, the damage done to it, and the effect of each connection alone."""

    def __init__(self, pretrained: PretrainedNetworks) -> None:
        self._pretrained = pretrained
        self._weights = np.zeros(0)
        self._touched = np.zeros(0, dtype=bool)
        self._alone: list[ablation.Alone] = []
        self._curves = AblationCurves()
        self._random = Random(SEED)

    # -- getting ready

    def prepare(self) -> None:
        """Train the network, then try each cut by itself, for one slice of time."""
        end = perf_counter() + SLICE_SECONDS
        self._pretrained.train([SEED])
        if not self._pretrained.has([SEED]):
            return
        if not self._weights.size:
            self.mend()
        data, hidden = pictures(), self._network()[0].n_out
        while len(self._alone) < hidden and perf_counter() < end:
            self._alone.append(
                ablation.right_without_each(
                    self._network(), len(self._alone), data.test, data.digits
                )
            )

    def _network(self) -> Network:
        if not self._pretrained.has([SEED]):
            raise Problem(NOT_YET)
        return self._pretrained.network(SEED)

    def _place(self, place: object) -> Place:
        network = self._network()
        found = place_of(place, network, network[0].n_in)
        if found.kind != "weight" and (found.kind, found.layer) != ("neuron", 1):
            raise Problem(f"Only a weight or a hidden neuron can be cut, not the {found.name}.")
        if not self._weights.size:
            self.mend()
        return found

    # -- damage

    def cut(self, place: object) -> None:
        """Set a weight to 0, or all weights into and out of a hidden neuron."""
        which = ablation.of_place(self._place(place), self._network())
        self._weights[which] = 0.0
        self._touched |= which

    def shake(self, place: object) -> None:
        """Add noise to these weights, about as large as other weights."""
        which = ablation.of_place(self._place(place), self._network())
        now = ablation.with_connections(self._network(), self._weights)
        self._weights = ablation.shaken(now, which, self._random)
        self._touched |= which

    def mend(self, place: object = None) -> None:
        """Restore the learned weights of a place, or all of them."""
        learned = ablation.connections(self._network())
        if is_nothing(place):
            self._weights, self._touched = learned, np.zeros(learned.shape, dtype=bool)
            return
        which = ablation.of_place(self._place(place), self._network())
        self._weights[which] = learned[which]
        self._touched &= ~which

    def curves(self, seed: object = None) -> None:
        """Extend the curves of cutting for one slice of time; a seed begins anew."""
        network, end = self._network(), perf_counter() + SLICE_SECONDS
        if not is_nothing(seed):
            self._curves = AblationCurves(whole(seed, "The seed", 0, LARGEST_WHOLE))
        self._curves.go_on(network, lambda: perf_counter() < end)

    # -- showing

    def look(self) -> dict[str, Any]:
        """Show the damaged network and its accuracy; ``ready`` says whether it is trained.

        ``weights`` and ``touched`` (1184,) are rows of connections, ordered as in ``ablation``. So
        is ``alone``: the change in right answers if only that connection is cut.
        """
        share = self._pretrained.share([SEED])
        hidden = len(self._alone)
        if not self._weights.size:
            return {"ready": False, "share": 0.9 * share}
        network, of = self._network(), len(pictures().digits)
        as_learned = answers(network)
        now = answers(ablation.with_connections(network, self._weights))
        before = int((as_learned == pictures().digits).sum())
        right = int((now == pictures().digits).sum())
        return {
            "ready": hidden == network[0].n_out,
            "share": 0.9 + 0.1 * hidden / network[0].n_out,
            "sizes": [network[0].n_in, network[0].n_out, network[1].n_out],
            "weights": self._weights.copy(),
            "touched": self._touched.astype(np.float64),
            "touched_count": int(self._touched.sum()),
            "of": of,
            "before": before,
            "before_share": before / of,
            "right": right,
            "right_share": right / of,
            "otherwise": int((now != as_learned).sum()),
            **(self._each_alone(before) if hidden == network[0].n_out else {}),
            "curves": self._curves.look(),
        }

    def _each_alone(self, before: int) -> dict[str, Any]:
        into = np.concatenate([alone.into for alone in self._alone])
        out_of = np.stack([alone.out_of for alone in self._alone], axis=1).ravel()
        changes: Array = np.concatenate([into, out_of]) - before
        return {
            "alone": changes,
            "harmless": int((changes >= 0).sum()),
            "worst": -int(changes.min()),
        }

    ACTIONS: ClassVar[Mapping[str, Action]] = {
        "prepare": Action(prepare),
        "cut": Action(cut, ("place",)),
        "shake": Action(shake, ("place",)),
        "mend": Action(mend, takes=("place",)),
        "curves": Action(curves, takes=("seed",)),
    }
