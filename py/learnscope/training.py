"""Training: step after step downhill, on batches of many examples.

The mathematics is that of ``backprop``: on each batch the slopes of the mean cost, and every number
moved a little. What training adds is an order of the examples, shuffled anew for each epoch, an
optimiser that may remember, and a pull of all weights towards 0 (L2).

A ``Run`` is a value: ``trained`` returns a new one. While Python of the visitor's runs, training
uses it; else ``fast`` does the same steps faster, to about twelve digits.
"""

import math
from dataclasses import dataclass, replace
from random import Random
from time import perf_counter
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from learnscope import backprop as calculus
from learnscope import network as networks
from learnscope import workshop
from learnscope.activations import Array
from learnscope.costs import COSTS
from learnscope.fast import Plan, blocks, flat, sizes_of, unflat
from learnscope.network import LayerPass, Network
from learnscope.optimisers import OPTIMISERS

type Indices = NDArray[np.intp]

CHUNK = 0.002
"""Seconds of steps after which the clock is read and the numbers are looked at."""


@dataclass(frozen=True)
class Settings:
    """How to train. batch_size 0 means all examples at once.

    momentum is μ of the optimiser of that name. l2 is λ: the cost gains ½λ·Σw² over all weights,
    biases left out. seed shuffles the examples.
    """

    batch_size: int = 0
    optimiser: str = "descent"
    momentum: float = 0.9
    l2: float = 0.0
    seed: int = 0


@dataclass(frozen=True, eq=False)
class Run:
    """A network in training: inputs (N, n_in) and targets (N, n_out) are all its examples.

    step counts steps, epoch and position say how many times all examples have had their turn, and
    how many of them in this epoch. moments are the optimiser's; an empty tuple begins anew. spoilt:
    the next step would leave the range of float64, so it was not made.
    """

    network: Network
    inputs: Array
    targets: Array
    cost: str
    learning_rate: float
    settings: Settings = Settings()
    step: int = 0
    epoch: int = 0
    position: int = 0
    moments: tuple[Array, ...] = ()
    spoilt: bool = False


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


def mean_slopes(run: Run) -> list[Array]:
    """Each layer's slopes [d_weights | d_biases] on all examples of a run, L2 left out."""
    whole = replace(run, settings=replace(run.settings, batch_size=0))
    learner: Slopes = Plain(whole) if workshop.installed() else Fast(whole)
    with np.errstate(all="ignore"):
        return blocks(learner.slopes(None).copy(), sizes_of(run.network))


def batch_of(run: Run) -> int:
    """How many examples the batches have, but for the last of an epoch."""
    n = len(run.inputs)
    return min(run.settings.batch_size or n, n)


class Slopes(Protocol):
    """Where the slopes of the mean cost come from, and who moves the values by them."""

    values: Array

    def slopes(self, chosen: Indices | None) -> Array:
        """The slopes at the values, on the chosen examples or all."""

    def cost(self) -> Array | float:
        """The cost of the examples on which the slopes were worked out last."""

    def descend(self, direction: Array, rate: float) -> None:
        """values ← values − rate · direction."""


class Work:
    """A run while steps are made: what changes from step to step, in arrays of its own."""

    def __init__(self, run: Run) -> None:
        self._from = run
        self._learner: Slopes = Plain(run) if workshop.installed() else Fast(run)
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


class Plain:
    """Slopes by ``forward`` and ``backprop`` as they run now, whoever wrote them."""

    def __init__(self, run: Run) -> None:
        self._run, self._network = run, run.network
        self.values = flat(run.network)
        self._passes: tuple[LayerPass, ...] = ()
        self._targets = run.targets

    def slopes(self, chosen: Indices | None) -> Array:
        """The slopes at the values, on the chosen examples or all."""
        run = self._run
        inputs = run.inputs if chosen is None else run.inputs[chosen]
        self._targets = run.targets if chosen is None else run.targets[chosen]
        self._passes = networks.forward(self._network, inputs)
        gradients = calculus.backprop(self._network, inputs, self._passes, self._targets, run.cost)
        return np.concatenate(
            [np.column_stack([of.d_weights, of.d_biases]).ravel() for of in gradients]
        )

    def cost(self) -> Array | float:
        """The cost of the examples on which the slopes were worked out last."""
        return calculus.cost_value(self._run.cost, self._passes, self._targets)

    def descend(self, direction: Array, rate: float) -> None:
        """Move every number by the direction."""
        gradients = tuple(
            calculus.LayerGradients(np.empty(0), block[:, :-1], block[:, -1])
            for block in blocks(direction, sizes_of(self._network))
        )
        self._network = calculus.descend(self._network, gradients, rate)
        self.values = flat(self._network)


class Fast:
    """The same by ``fast``."""

    def __init__(self, run: Run) -> None:
        self._run, self.values = run, flat(run.network)
        self._slopes = np.empty_like(self.values)
        self._inputs = np.column_stack([run.inputs, np.ones(len(run.inputs))])
        self._sum_to_1 = bool((run.targets.sum(axis=1) == 1.0).all())
        self._plans: dict[int, Plan] = {}
        self._plan = self._made(len(run.inputs) if batch_of(run) == len(run.inputs) else 1)

    def _made(self, batch: int) -> Plan:
        run = self._run
        if batch not in self._plans:
            plan = Plan(run.network, run.cost, batch, self.values, self._slopes, self._sum_to_1)
            if batch == len(run.inputs):
                np.copyto(plan.rows, self._inputs)
                np.copyto(plan.targets, run.targets.T)
            self._plans[batch] = plan
        return self._plans[batch]

    def slopes(self, chosen: Indices | None) -> Array:
        """The slopes at the values, on the chosen examples or all."""
        if chosen is None:
            self._plan = self._made(len(self._inputs))
        else:
            plan = self._plan = self._made(len(chosen))
            self._inputs.take(chosen, axis=0, out=plan.rows, mode="clip")
            plan.targets[:] = self._run.targets[chosen].T
        self._plan.run()
        return self._slopes

    def cost(self) -> Array | float:
        """The cost of each example on which the slopes were worked out last."""
        return COSTS[self._run.cost].value(self._plan.guessed.T, self._plan.targets.T)

    def descend(self, direction: Array, rate: float) -> None:
        """Move every number by the direction."""
        self.values -= rate * direction
