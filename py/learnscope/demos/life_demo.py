"""Run one world by the rule of Life, another by a network that learns it.

The network gets nine cells, −1 for dead and 1 for alive, and outputs the probability that the
middle one is alive in the next step; its guess is rounded. Nothing tells it that neighbours are to
be counted.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from learnscope.common.arrays import Array
from learnscope.common.errors import LARGEST_WHOLE, Problem, choice, is_nothing, whole
from learnscope.demos import life
from learnscope.demos.action import Action
from learnscope.demos.pretrained import SLICE_SECONDS
from learnscope.nn.initialisation import initial_network
from learnscope.nn.network import Network
from learnscope.training.compiled_step import outputs
from learnscope.training.run import Run, Settings
from learnscope.training.trainer import Trainer

SIZES = (life.CELLS, 12, 1)
LEARNING_RATE = 0.02
FIRST_SEED = 8
"""The first seed: the sheet boils, and life remains when the rule is learned."""

MOST_STEPS = 1_000
"""Training steps that one request may ask for."""

ENOUGH = 5_000
"""Steps after which training ends, whatever has been learned."""


def untrained(seed: int) -> Run:
    """Set up a network with random weights, and all 512 neighbourhoods to learn from."""
    network = initial_network(SIZES, seed, "xavier", "tanh", "sigmoid")
    targets = life.LIVES[:, np.newaxis]
    settings = Settings(optimiser="adam")
    cost = "binary_cross_entropy"
    inputs = signs(life.EVERY)
    return Run(network, inputs, targets, cost, LEARNING_RATE, settings)


def signs(cells: Array) -> Array:
    """Map dead cells to −1 and live ones to 1."""
    return 2.0 * cells - 1.0


def guessed(network: Network, cells: Array) -> Array:
    """Round the network's guess for each neighbourhood (N, 9): 1 for alive, (N,)."""
    return (outputs(network, signs(cells))[:, 0] >= 0.5).astype(np.float64)


class LifeDemo:
    """Two worlds that begin alike, and a network in training."""

    def __init__(self) -> None:
        self._begun = life.begun("gliders")
        self._seed = FIRST_SEED
        self.again()
        self.forget(FIRST_SEED)

    def draw(self, row: object, column: object, alive: object) -> None:
        """Make one cell of both worlds alive or dead.

        Raises:
            Problem: there is no such cell, or alive is neither true nor false.
        """
        y = whole(row, "The row", 0, life.ROWS - 1)
        x = whole(column, "The column", 0, life.COLUMNS - 1)
        if not isinstance(alive, bool):
            raise Problem("A cell can be made alive (true) or dead (false).")
        worlds = [self._true, self._learned, *([] if self._generation else [self._begun])]
        for world in worlds:
            world[y, x] = alive
        self._broken[y, x] = False

    def pattern(self, name: object, seed: object = None) -> None:
        """Begin with another pattern; ``seed`` draws the soup."""
        chosen = choice(name, "What to begin with", life.PATTERNS)
        drawn = 0 if is_nothing(seed) else whole(seed, "The seed", 0, LARGEST_WHOLE)
        self._begun = life.begun(chosen, drawn)
        self.again()

    def again(self) -> None:
        """Put both worlds back to where they began."""
        self._true, self._learned = self._begun.copy(), self._begun.copy()
        self._broken = np.zeros(self._begun.shape, dtype=bool)
        self._generation = 0

    def step(self) -> None:
        """Move both worlds one step on, each from its own cells."""
        cells = life.neighbourhoods(self._learned)
        said = guessed(self.network, cells).reshape(self._learned.shape)
        self._broken = said != life.next_world(self._learned)
        self._true, self._learned = life.next_world(self._true), said
        self._generation += 1

    def train(self, steps: object = None) -> None:
        """Train for ``steps`` steps, by default 2: few enough to watch."""
        many = 2 if is_nothing(steps) else whole(steps, "The number of steps", 1, MOST_STEPS)
        if not self._done():
            self._trainer.advance(many, SLICE_SECONDS)
            self._measure()

    def forget(self, seed: object = None) -> None:
        """Draw new random weights, by default from the next seed."""
        default = self._seed + 1 if is_nothing(seed) else seed
        self._seed = whole(default, "The seed", 0, LARGEST_WHOLE)
        self._trainer = Trainer(untrained(self._seed))
        self._measure()

    @property
    def network(self) -> Network:
        """Return the network as it is now."""
        return self._trainer.run.network

    def _measure(self) -> None:
        self._said = guessed(self.network, life.EVERY)
        self._right = int((self._said == life.LIVES).sum())

    def _done(self) -> bool:
        return self._right == len(life.LIVES) or self._trainer.run.step >= ENOUGH

    def look(self) -> dict[str, Any]:
        """Show both worlds, where the network broke the rule, and what it knows.

        ``says`` and ``truth`` (18,): for each group of neighbourhoods in ``life.GROUPS``, the share
        that the network predicts to be alive, and the share that is.
        """
        per_group = np.bincount(life.GROUPS)
        return {
            "rows": life.ROWS,
            "columns": life.COLUMNS,
            "generation": self._generation,
            "true": self._true.ravel().copy(),
            "learned": self._learned.ravel().copy(),
            "broken": self._broken.ravel().astype(np.float64),
            "true_alive": int(self._true.sum()),
            "learned_alive": int(self._learned.sum()),
            "broken_count": int(self._broken.sum()),
            "differ": int((self._true != self._learned).sum()),
            "seed": self._seed,
            "step": self._trainer.run.step,
            "right": self._right,
            "of": len(life.LIVES),
            "says": np.bincount(life.GROUPS, self._said) / per_group,
            "truth": np.bincount(life.GROUPS, life.LIVES) / per_group,
            "done": self._done(),
        }

    ACTIONS: ClassVar[Mapping[str, Action]] = {
        "draw": Action(draw, ("row", "column", "alive")),
        "pattern": Action(pattern, ("name",), ("seed",)),
        "again": Action(again),
        "step": Action(step),
        "train": Action(train, takes=("steps",)),
        "forget": Action(forget, takes=("seed",)),
    }
