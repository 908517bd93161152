"""Train networks that read digits, each from a seed, a slice at a time."""

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

SLICE_SECONDS = 0.02
"""Seconds of long work that one request may take."""


class PretrainedNetworks:
    """Trained networks by their seed, and the one in training."""

    def __init__(self) -> None:
        self._trained: dict[int, Network] = {}
        self._in_training: tuple[int, Trainer] | None = None

    def train(self, seeds: Iterable[int], seconds: float = SLICE_SECONDS) -> None:
        """Train the networks of these seeds one after another, for ``seconds``."""
        end = perf_counter() + seconds
        for seed in seeds:
            while seed not in self._trained:
                if perf_counter() >= end:
                    return
                self._train(seed, end - perf_counter())

    def _train(self, seed: int, seconds: float) -> None:
        if not self._in_training or self._in_training[0] != seed:
            self._in_training = (seed, Trainer(begun(seed)))
        trainer = self._in_training[1]
        trainer.advance(STEPS - trainer.run.step, seconds)
        if trainer.run.step >= STEPS:
            self._trained[seed] = trainer.run.network
            self._in_training = None

    def has(self, seeds: Iterable[int]) -> bool:
        """Tell whether all of these are trained."""
        return all(seed in self._trained for seed in seeds)

    def share(self, seeds: Iterable[int]) -> float:
        """Return how far these have come, from 0 to 1."""
        wanted = list(seeds)
        done = float(sum(seed in self._trained for seed in wanted))
        if self._in_training and self._in_training[0] in wanted:
            done += self._in_training[1].run.step / STEPS
        return done / len(wanted)

    def network(self, seed: int) -> Network:
        """Return the trained network of a seed."""
        return self._trained[seed]


def begun(seed: int) -> Run:
    """Set up a network's training; the seed draws weights and batches."""
    return Run(
        initial_network(SIZES, seed, "xavier", "tanh", "identity"),
        pictures().inputs,
        pictures().targets,
        "softmax_cross_entropy",
        LEARNING_RATE,
        Settings(SETTINGS.batch_size, SETTINGS.optimiser, seed=seed),
    )
