"""Train a network step by step, on batches of many examples.

A step is a Backprop on one batch: it computes the slopes of the mean cost, and moves every number a
little. Training adds three things: a new random order for each epoch, an optimiser that may
remember earlier slopes, and a pull of all weights towards 0 (L2).

A ``Run`` is a value: ``trained`` returns a new one. The module ``run`` has the sources of slopes.
"""

import math
from dataclasses import replace
from functools import lru_cache
from random import Random
from time import perf_counter

import numpy as np

from learnscope.common.arrays import Array, Indices
from learnscope.nn.network import Network
from learnscope.nn.optimisers import OPTIMISERS
from learnscope.nn.resizing import sizes_of
from learnscope.training.compiled_step import blocks, unflat
from learnscope.training.run import CompiledSlopes, Run, batch_of, largest_of, learner_of

CHUNK = 0.005
"""Seconds of steps between two looks at the clock and the numbers."""

MOST_AT_ONCE = 5_000_000
"""Most examples times parameters computed in one go: about 5 ms in Pyodide.

A step of more than twice that is made in parts, and other requests are answered in between.
"""

TAME = 1e6
"""A bound on all numbers that keeps every cost finite.

It holds even after seven layers and squaring.
"""


def trained(run: Run, steps: int) -> Run:
    """Train for some steps; fewer if one of them would leave the range of float64.

    Raises:
        Problem: the visitor's Python fails or is missing.
    """
    trainer = Trainer(run)
    trainer.advance(steps)
    return trainer.checked()


class Trainer:
    """Train a run further, and watch its numbers. ``run`` is the latest one."""

    def __init__(self, run: Run) -> None:
        self.run = self._sound = run
        self._work = Work(run)
        self._many, self._took = 1, 0.0

    def advance(self, steps: int, seconds: float = math.inf) -> None:
        """Make some steps; fewer if time runs out or numbers grow too large.

        Raises:
            Problem: the visitor's Python fails or is missing.
        """
        end, goal = perf_counter() + seconds, self.run.step + steps
        while self.run.step < goal and not self.run.spoilt:
            before = perf_counter()
            if before + self._took > end and self.run.step > goal - steps:
                break
            made = self._work.steps(min(self._many, goal - self.run.step), end)
            if not made:
                break
            if not self._work.is_fine():
                self.run = last_fine(self._sound, self.run.step + made - self._sound.step)
                break
            self._sound, self.run = self.run, self._work.run()
            self._took = 0.0 if self._work.is_long else perf_counter() - before
            if made == self._many:
                self._many = max(1, self._many * 2 if self._took < CHUNK / 2 else self._many // 2)

    @property
    def is_under_way(self) -> bool:
        """Tell whether a part of the next step is done."""
        return self._work.is_under_way

    def is_at(self, run: Run) -> bool:
        """Tell whether the trainer is at the same point as a run."""
        mine, same = self.run, ("network", "inputs", "targets", "moments")
        equal = ("step", "cost", "learning_rate", "settings", "position", "spoilt")
        return (
            all(getattr(mine, name) is getattr(run, name) for name in same)
            and all(getattr(mine, name) == getattr(run, name) for name in equal)
            and mine.calculus.computes_like(run.calculus)
        )

    def outputs(self) -> Array | None:
        """Return the last layer's activations on all examples, or None.

        They are computed only if the next step needs them anyway.

        Raises:
            Problem: the visitor's Python fails or is missing.
        """
        return None if self.run.spoilt else self._work.outputs()

    def checked(self) -> Run:
        """Return the run, or the last one before it whose cost is finite.

        Raises:
            Problem: the visitor's Python fails or is missing.
        """
        made = self.run.step - self._sound.step
        if made and not self.run.spoilt and not self._work.is_fine(after=True):
            self.run = last_fine(self._sound, made)
        return self.run


def last_fine(run: Run, steps: int) -> Run:
    """Repeat some steps one by one, and stop before the cost is not finite.

    Raises:
        Problem: the visitor's Python fails or is missing.
    """
    work = Work(run)
    for _ in range(steps):
        work.steps(1)
        if not work.is_fine(after=True):
            break
        run = work.run()
    return replace(run, spoilt=True)


@lru_cache(maxsize=2)
def order_of(seed: int, epoch: int, examples: int) -> Indices:
    """Draw the order of the examples in an epoch, the same on every machine."""
    drawn = Random(f"{seed} {epoch}").randbytes(8 * examples)
    return np.argsort(np.frombuffer(drawn, dtype="<u8"), kind="stable")


class Work:
    """A run while steps are made.

    Its arrays hold what changes from step to step.
    """

    def __init__(self, run: Run) -> None:
        self._from = run
        size = sum(layer.weights.size + layer.biases.size for layer in run.network)
        self._batch, self._examples = batch_of(run), len(run.inputs)
        self._at_once = max(1, MOST_AT_ONCE // size)
        self.is_long = self._batch > 2 * self._at_once
        self._learner = learner_of(run, self._at_once if self.is_long else self._batch)
        self._at = (run.step, run.epoch, run.position)
        optimiser = OPTIMISERS[run.settings.optimiser]
        self._direction = optimiser.direction
        self._age = run.age if run.moments else 0
        moments = run.moments or (np.zeros(size),) * optimiser.moments
        self._moments = tuple(moment.copy() for moment in moments)
        self._pull = run.settings.l2 * weights_only(run.network) if run.settings.l2 else None
        self._summed = 0  # examples of the next batch already added up in _slopes
        self._order: Indices | None = None
        self._chosen: Indices | None = None
        self._slopes: Array | None = None  # those of the next step, if computed ahead
        self._is_ours = isinstance(self._learner, CompiledSlopes)
        self._largest_given = (
            largest_of(run.inputs, run.targets) if run.largest is None else run.largest
        )

    def steps(self, count: int, end: float = math.inf) -> int:
        """Make up to ``count`` steps, each on the next batch, and return how many.

        A long step is made in parts, and only one at a call. If time runs out before its last part,
        the number is 0.

        Raises:
            Problem: the visitor's Python fails or is missing.
        """
        with np.errstate(all="ignore"):
            while self.is_long:
                self._part()
                if self._summed == self._size():
                    self._step()
                    return 1
                if perf_counter() >= end:
                    return 0
            for _ in range(count):
                self._step()
        return count

    @property
    def is_under_way(self) -> bool:
        """Tell whether the slopes of a part of the next batch are known."""
        return self._summed > 0

    def _size(self) -> int:
        """Count the examples of the next batch."""
        return min(self._batch, self._examples - self._at[2])

    def _part(self) -> None:
        """Add up the slopes of the batch's next examples, weighted by their share."""
        _, epoch, position = self._at
        start = position + self._summed
        end = min(start + self._at_once, position + self._size())
        self._chosen = self._next(epoch, start, end)
        slopes = self._learner.slopes(self._chosen) * ((end - start) / self._size())
        self._slopes = slopes if self._slopes is None else self._slopes + slopes
        self._summed = end - position

    def _step(self) -> None:
        learner, settings = self._learner, self._from.settings
        step, epoch, position = self._at
        end = min(position + self._batch, self._examples)
        slopes, self._slopes, self._summed = self._slopes, None, 0
        if slopes is None:
            self._chosen = self._next(epoch, position, end)
            slopes = learner.slopes(self._chosen)
        if self._pull is not None:
            slopes = slopes + self._pull * learner.values
        self._age += 1
        learner.descend(self._direction(slopes, self._moments, self._age, settings.momentum))
        if end == self._examples:
            epoch, end, self._order = epoch + 1, 0, None
        self._at = (step + 1, epoch, end)

    def _next(self, epoch: int, start: int, end: int) -> Indices | None:
        """Return some examples by their place in an epoch's order; None means all."""
        if end - start == self._examples:
            return None
        if self._order is None:
            if self._batch == self._examples:
                self._order = np.arange(self._examples)
            else:
                self._order = order_of(self._from.settings.seed, epoch, self._examples)
        return self._order[start:end]

    def outputs(self) -> Array | None:
        """Return the last layer's activations on all examples, or None.

        They are computed only if the next step needs them, which then uses the same results.

        Raises:
            Problem: the visitor's Python fails or is missing.
        """
        if self._batch < self._examples or self.is_long:
            return None
        if self._slopes is None:
            with np.errstate(all="ignore"):
                self._chosen, self._slopes = None, self._learner.slopes(None)
        return self._learner.outputs()

    def is_fine(self, after: bool = False) -> bool:
        """Tell whether all numbers and the last batch's cost are finite.

        The cost is the one before the last step, or with ``after`` the one after it.

        Raises:
            Problem: the visitor's Python fails or is missing.
        """
        with np.errstate(all="ignore"):
            largest = np.abs(self._learner.values).max()
            if self._is_ours and max(largest, self._largest_given) < TAME:
                return True
            if after:
                if not self.is_under_way:
                    self._slopes = None
                self._learner.slopes(self._chosen)
            return bool(np.isfinite(largest) and np.isfinite(self._learner.cost()).all())

    def run(self) -> Run:
        """Return the run at this point."""
        step, epoch, position = self._at
        return replace(
            self._from,
            network=unflat(self._learner.values, self._from.network),
            step=step,
            epoch=epoch,
            position=position,
            moments=tuple(moment.copy() for moment in self._moments),
            age=self._age,
        )


def weights_only(network: Network) -> Array:
    """Make a row like the values: 1 for a weight, 0 for a bias."""
    ones = np.ones(sum(layer.weights.size + layer.biases.size for layer in network))
    for block in blocks(ones, sizes_of(network)):
        block[:, -1] = 0.0
    return ones
