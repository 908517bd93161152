"""Measure the seconds of training until 95 % of the test is right.

All have the same examples, the same split and the same sizes of network, and descend plainly. All
are timed in the same way: from a frame to the moment when the page knows that the share is reached,
looking at the test included, which everybody does after each epoch at least; and to the next frame,
in which it can be seen. Ours is Play itself: its requests to the worker, the curve it notes,
the snapshots. Each peer has the best of a grid of learning rates, batch sizes and, where its manual
leaves the choice, activations and ways to draw weights.
"""

import math
from collections.abc import Callable
from functools import partial
from itertools import count, product
from typing import Any

from playwright.sync_api import Page

from learnscope.datasets.tasks import TASKS
from learnscope.training.experiment import Choices
from tests.bench.measuring import Measurement, Place, Section
from tests.bench.peers import OURS, PEERS, Peer, page_of, page_of_ours

NAMES = ("circle", "moons", "spirals", "digits")
SHARE = 0.95
RATES = (0.3, 1.0, 3.0, 0.1)
MOST = 10.0
"""Seconds after which nobody waits any longer."""
TRIES = 2
"""Trials of each setting; the worst of them counts, because of luck."""
BEST = f"{OURS}, of the grid"

type Setting = dict[str, Any]
type Times = tuple[float, float]
"""Until it is known, and until it is on the screen."""
type Run = Callable[[Setting, float], Times]


def section(place: Place) -> Section:
    """All of it."""
    ours = page_of_ours(place)
    seeds = count(1)
    contenders: list[Contender] = []
    notes: list[str] = []
    for name in NAMES:
        by_us = partial(learned_by_us, ours, name, seeds)
        contenders.append(Contender(by_us, [{"batch": None, "rate": None}], name, OURS, []))
        grid = [{"batch": b, "rate": r} for b, r in product((32, 0), RATES)]
        contenders.append(Contender(by_us, grid, name, BEST, notes))
    for peer in PEERS:
        page = page_of(peer, place)
        for name in NAMES:
            run = partial(learned_by_peer, page, name, examples(name))
            contenders.append(Contender(run, grid_of(peer), name, peer.name, notes))
    contenders.sort(key=lambda each: NAMES.index(each.task))
    measurements = [
        Measurement(row, each.name, sample)
        for each in contenders
        for row, sample in (
            (each.task, each.known),
            (f"{each.task}, on the screen", each.shown),
        )
    ]
    notes.append(f"{OURS}: as the page begins the task. The others, by the best of:")
    notes.append(
        f"  rates {RATES}, batches of 32 and 0 (all), sigmoid or tanh for brain.js, Glorot's or "
        "He's weights for TensorFlow.js. It was:"
    )
    return Section(f"Seconds to {SHARE:.0%} of the test", "s", measurements, notes=notes)


class Contender:
    """Learn a task with the best setting of a grid, which is looked for first."""

    def __init__(
        self, run: Run, grid: list[Setting], task: str, name: str, notes: list[str]
    ) -> None:
        self._run, self._grid, self._notes = run, grid, notes
        self.task, self.name = task, name
        self._best: Setting | None = grid[0] if len(grid) == 1 else None
        self._shown = math.nan

    def known(self) -> list[float]:
        """Seconds until it is known, by a run that is made now."""
        if self._best is None:
            self._best = self._found()
            chosen = " ".join(f"{key} {value}" for key, value in self._best.items())
            self._notes.append(f"  {self.task}, {self.name}: {chosen}")
        known, self._shown = self._run(self._best, MOST)
        return [known]

    def shown(self) -> list[float]:
        """Seconds until it was on the screen, in the same run."""
        return [self._shown]

    def _found(self) -> Setting:
        """The setting of the grid whose worse try was the best."""
        best, took = self._grid[0], MOST
        for setting in self._grid:
            worse = 0.0
            for _ in range(TRIES):
                if worse < took:
                    worse = max(worse, self._run(setting, took)[0])
            if worse < took:
                best, took = setting, worse
        return best


def grid_of(peer: Peer) -> list[Setting]:
    """The settings that are tried with a peer."""
    return [
        {"batch": batch, "rate": rate, "activation": activation, "initial": initial}
        for batch, activation, initial, rate in product(
            peer.batches, peer.activations, peer.initials, RATES
        )
        if not (peer.name == "brain.js" and rate >= 1)  # it refuses
    ]


def examples(name: str) -> dict[str, Any]:
    """The examples that the page learns from and tests with, in its order."""
    task = TASKS[name]
    prepared = Choices(standardise=task.standardised).prepared(task.dataset())
    (inputs, targets), (test, wanted) = prepared.learned, prepared.tested
    return {
        "train": {"inputs": inputs.tolist(), "targets": targets.tolist()},
        "test": {"inputs": test.tolist(), "classes": wanted.argmax(axis=1).tolist()},
    }


def learned_by_us(
    page: Page, name: str, seeds: "count[int]", setting: Setting, most: float
) -> Times:
    """Seconds, or infinity after the most of them."""
    asked = {"task": name, "seed": next(seeds), "share": SHARE, "most": most, **setting}
    return times(page.evaluate("asked => timeLearning(asked)", asked))


def learned_by_peer(
    page: Page, name: str, data: dict[str, Any], setting: Setting, most: float
) -> Times:
    """The same by a peer."""
    network = {
        "sizes": TASKS[name].sizes,
        "activation": setting["activation"],
        "rate": setting["rate"],
        "initial": setting["initial"],
    }
    asked = {"network": network, "batch": setting["batch"], "share": SHARE, "most": most}
    return times(page.evaluate("given => timeLearning(...given)", [asked, data]))


def times(found: list[float] | None) -> Times:
    """Read a page's answer."""
    return (found[0], found[1]) if found else (math.inf, math.inf)
