"""Training: step after step downhill, on batches of many examples.

The mathematics is that of ``backprop``: on each batch the slopes of the mean cost, and every number
moved a little. What training adds is an order of the examples, shuffled anew for each epoch, an
optimiser that may remember, and a pull of all weights towards 0 (L2).

A ``Run`` is a value: ``trained`` returns a new one. ``slopes`` says where its slopes come from.
"""

import math
from dataclasses import replace
from random import Random
from time import perf_counter

import numpy as np

from learnscope.activations import Array
from learnscope.fast import blocks, unflat
from learnscope.network import Network
from learnscope.optimisers import OPTIMISERS
from learnscope.reshape import sizes_of
from learnscope.slopes import Indices, Run, batch_of, learner_of

CHUNK = 0.002
"""Seconds of steps after which the clock is read and the numbers are looked at."""


def trained(run: Run, steps: int) -> Run:
    """Take so many steps; fewer where one of them would leave the range of float64."""
    trainer = Trainer(run)
    trainer.advance(steps)
    return trainer.checked()


class Trainer:
    """Takes a run further, and watches over its numbers; ``run`` is how far it has come."""

    def __init__(self, run: Run) -> None:
        self.run = self._sound = run
        self._work = Work(run)
        self._many, self._took = 1, 0.0

    def advance(self, steps: int, seconds: float = math.inf) -> None:
        """Take so many steps, fewer if the time is over first, or where numbers grow too large."""
        end, goal = perf_counter() + seconds, self.run.step + steps
        while self.run.step < goal and not self.run.spoilt:
            before = perf_counter()
            if before + self._took > end and self.run.step > goal - steps:
                break
            made = min(self._many, goal - self.run.step)
            for _ in range(made):
                self._work.step()
            if not self._work.is_fine():
                self.run = last_fine(self._sound, self.run.step + made - self._sound.step)
                break
            self._sound, self.run = self.run, self._work.run()
            self._took = perf_counter() - before
            if made == self._many:
                self._many = max(1, self._many * 2 if self._took < CHUNK / 2 else self._many // 2)

    def checked(self) -> Run:
        """The run, or the one before it whose cost is not yet beyond all bounds."""
        made = self.run.step - self._sound.step
        if made and not self.run.spoilt and not self._work.is_fine(after=True):
            self.run = last_fine(self._sound, made)
        return self.run


def last_fine(run: Run, steps: int) -> Run:
    """The run after the last of so many steps that leaves all numbers, and the cost, finite."""
    work = Work(run)
    for _ in range(steps):
        work.step()
        if not work.is_fine(after=True):
            break
        run = work.run()
    return replace(run, spoilt=True)


def order_of(seed: int, epoch: int, examples: int) -> Indices:
    """The order of the examples in an epoch, the same on every machine."""
    drawn = Random(f"{seed} {epoch}").randbytes(8 * examples)
    return np.argsort(np.frombuffer(drawn, dtype="<u8"), kind="stable")


class Work:
    """A run while steps are made: what changes from step to step, in arrays of its own."""

    def __init__(self, run: Run) -> None:
        self._from = run
        self._learner = learner_of(run)
        self._at = (run.step, run.epoch, run.position)
        optimiser = OPTIMISERS[run.settings.optimiser]
        self._direction = optimiser.direction
        size = self._learner.values.size
        moments = run.moments or (np.zeros(size),) * optimiser.moments
        self._moments = tuple(moment.copy() for moment in moments)
        self._pull = run.settings.l2 * weights_only(run.network) if run.settings.l2 else None
        self._batch = batch_of(run)
        self._order: Indices | None = None
        self._chosen: Indices | None = None

    def step(self) -> None:
        """Make one step on the next batch."""
        run, learner = self._from, self._learner
        step, epoch, position = self._at
        n = len(run.inputs)
        self._chosen = None
        end = min(position + self._batch, n)
        if end - position < n:
            if self._order is None:
                self._order = order_of(run.settings.seed, epoch, n)
            self._chosen = self._order[position:end]
        with np.errstate(all="ignore"):
            slopes = learner.slopes(self._chosen)
            if self._pull is not None:
                slopes = slopes + self._pull * learner.values
            direction = self._direction(slopes, self._moments, step + 1, run.settings.momentum)
            learner.descend(direction, run.learning_rate)
        if end == n:
            epoch, end, self._order = epoch + 1, 0, None
        self._at = (step + 1, epoch, end)

    def is_fine(self, after: bool = False) -> bool:
        """Whether all numbers are finite, and the last batch's cost before or after its step."""
        with np.errstate(all="ignore"):
            if after:
                self._learner.slopes(self._chosen)
            return bool(
                np.isfinite(self._learner.values).all() and np.isfinite(self._learner.cost()).all()
            )

    def run(self) -> Run:
        """The run as it is now."""
        step, epoch, position = self._at
        return replace(
            self._from,
            network=unflat(self._learner.values, self._from.network),
            step=step,
            epoch=epoch,
            position=position,
            moments=tuple(moment.copy() for moment in self._moments),
        )


def weights_only(network: Network) -> Array:
    """A row like the values, with 1 for a weight and 0 for a bias."""
    ones = np.ones(sum(layer.weights.size + layer.biases.size for layer in network))
    for block in blocks(ones, sizes_of(network)):
        block[:, -1] = 0.0
    return ones
