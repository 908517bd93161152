"""Seconds of wall time from the start of training to 95 % of the test.

All have the same examples, the same split, the same sizes of network and plain gradient descent.
Ours is timed by its bridge, slices, curve and snapshots included, from the first request to the
snapshot that says so; of the peers only the training counts. Each peer has the best of a grid of
learning rates, batch sizes and, where its manual leaves the choice, activations.
"""

import math
from collections.abc import Callable
from functools import partial
from itertools import count, product
from typing import Any

from playwright.sync_api import Page

from learnscope.course import Choices, Course
from learnscope.tasks import TASKS
from tests.bench.measuring import Measurement, Place, Section
from tests.bench.peers import OURS, PEERS, Peer, page_of, page_of_ours

NAMES = ("circle", "moons", "spirals", "digits")
SHARE = 0.95
RATES = (0.3, 1.0, 0.1)
MOST = 10.0
"""Seconds after which nobody waits any longer."""
TRIES = 2
"""How often each setting is tried before the best is taken: by the worse of them, for luck."""
BEST = f"{OURS}, of the grid"

type Setting = dict[str, Any]
type Run = Callable[[Setting, float], float]


def section(place: Place) -> Section:
    """All of it."""
    ours = page_of_ours(place)
    seeds = count(1)
    measurements: list[Measurement] = []
    notes: list[str] = []
    for name in NAMES:
        own: Setting = {"batch": 0, "rate": None}
        by_us = partial(learned_by_us, ours, name, seeds)
        measurements.append(Measurement(name, OURS, partial(sample, by_us, own)))
        grid = [{"batch": b, "rate": r} for b, r in product((32, 0), RATES)]
        measurements.append(Measurement(name, BEST, Tuned(by_us, grid, name, BEST, notes)))
    for peer in PEERS:
        page = page_of(peer, place)
        for name in NAMES:
            run = partial(learned_by_peer, page, name, examples(name))
            tuned = Tuned(run, grid_of(peer), name, peer.name, notes)
            measurements.append(Measurement(name, peer.name, tuned))
    measurements.sort(key=lambda each: NAMES.index(each.row))
    notes.append(f"{OURS}: as the page begins the task. The others, by the best of:")
    notes.append(
        f"  rates {RATES}, batches of 32 and 0 (all), sigmoid or tanh for brain.js. It was:"
    )
    return Section(f"Seconds to {SHARE:.0%} of the test", "s", measurements, notes=notes)


class Tuned:
    """Samples with the best setting of a grid, which is looked for first."""

    def __init__(
        self, run: Run, grid: list[Setting], row: str, column: str, notes: list[str]
    ) -> None:
        self._run, self._grid, self._name, self._notes = run, grid, f"{row}, {column}", notes
        self._best: Setting | None = None

    def __call__(self) -> list[float]:
        if self._best is None:
            self._best = self._found()
            chosen = " ".join(f"{key} {value}" for key, value in self._best.items())
            self._notes.append(f"  {self._name}: {chosen}")
        return sample(self._run, self._best)

    def _found(self) -> Setting:
        """The setting of the grid whose worse try was the best."""
        best, took = self._grid[0], MOST
        for setting in self._grid:
            worse = 0.0
            for _ in range(TRIES):
                if worse < took:
                    worse = max(worse, self._run(setting, took))
            if worse < took:
                best, took = setting, worse
        return best


def sample(run: Run, setting: Setting) -> list[float]:
    """One."""
    return [run(setting, MOST)]


def grid_of(peer: Peer) -> list[Setting]:
    """The settings that are tried with a peer."""
    return [
        {"batch": batch, "rate": rate, "activation": activation}
        for batch, activation, rate in product(peer.batches, peer.activations, RATES)
        if not (peer.name == "brain.js" and rate >= 1)  # it refuses
    ]


def examples(name: str) -> dict[str, Any]:
    """The examples that the page learns from and tests with, in its order."""
    task = TASKS[name]
    course = Course(task, {}, task.dataset(), Choices(standardise=task.standardised))
    (inputs, targets), (test, wanted) = course.lesson, course.test
    return {
        "train": {"inputs": inputs.tolist(), "targets": targets.tolist()},
        "test": {"inputs": test.tolist(), "classes": wanted.argmax(axis=1).tolist()},
    }


def learned_by_us(
    page: Page, name: str, seeds: "count[int]", setting: Setting, most: float
) -> float:
    """Seconds, or infinity after the most of them."""
    asked = {"task": name, "seed": next(seeds), "share": SHARE, "most": most, **setting}
    found = page.evaluate("asked => timeLearning(asked)", asked)
    return math.inf if found is None else float(found)


def learned_by_peer(
    page: Page, name: str, data: dict[str, Any], setting: Setting, most: float
) -> float:
    """The same by a peer."""
    network = {
        "sizes": TASKS[name].sizes,
        "activation": setting["activation"],
        "rate": setting["rate"],
    }
    asked = {"network": network, "batch": setting["batch"], "share": SHARE, "most": most}
    found = page.evaluate("given => timeLearning(...given)", [asked, data])
    return math.inf if found is None else float(found)
