"""Networks that read digits, each grown from a seed, a slice at a time."""

from collections.abc import Iterable
from time import perf_counter

from learnscope.demos.digit_data import pictures
from learnscope.nn.initialisation import initial_network
from learnscope.nn.network import Network
from learnscope.training.run import Run, Settings
from learnscope.training.trainer import Trainer

SIZES = (64, 16, 10)
STEPS = 800
SETTINGS = Settings(batch_size=32, optimiser="adam")
LEARNING_RATE = 0.01

SLICE = 0.02
"""Seconds that one request may take for what takes long."""


class Nursery:
    """Grown networks by their seed, and the one that is growing."""

    def __init__(self) -> None:
        self._grown: dict[int, Network] = {}
        self._growing: tuple[int, Trainer] | None = None

    def grow(self, seeds: Iterable[int], seconds: float = SLICE) -> None:
        """Go on with the first of these that is not grown yet, and the next, for so long."""
        end = perf_counter() + seconds
        for seed in seeds:
            while seed not in self._grown:
                if perf_counter() >= end:
                    return
                self._grow(seed, end - perf_counter())

    def _grow(self, seed: int, seconds: float) -> None:
        if not self._growing or self._growing[0] != seed:
            self._growing = (seed, Trainer(begun(seed)))
        trainer = self._growing[1]
        trainer.advance(STEPS - trainer.run.step, seconds)
        if trainer.run.step >= STEPS:
            self._grown[seed] = trainer.run.network
            self._growing = None

    def has(self, seeds: Iterable[int]) -> bool:
        """Whether all of these are grown."""
        return all(seed in self._grown for seed in seeds)

    def share(self, seeds: Iterable[int]) -> float:
        """How far these have come, from 0 to 1."""
        wanted = list(seeds)
        done = float(sum(seed in self._grown for seed in wanted))
        if self._growing and self._growing[0] in wanted:
            done += self._growing[1].run.step / STEPS
        return done / len(wanted)

    def network(self, seed: int) -> Network:
        """The network of a seed that has been grown."""
        return self._grown[seed]


def begun(seed: int) -> Run:
    """A network's training before its first step; the seed draws weights and batches."""
    return Run(
        initial_network(SIZES, seed, "xavier", "tanh", "identity"),
        pictures().inputs,
        pictures().targets,
        "softmax_cross_entropy",
        LEARNING_RATE,
        Settings(SETTINGS.batch_size, SETTINGS.optimiser, seed=seed),
    )
