"""A course: what is being learned, from which examples, how, and how far it has come.

The figure shows one example of it; training is about all of them. A course is a value.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from time import perf_counter
from typing import Any

from learnscope.activations import Array
from learnscope.data.dataset import Dataset, Scaling, Split, scaling_of, split
from learnscope.metrics import Figures, figures_of, outputs
from learnscope.network import Network
from learnscope.problem import Problem
from learnscope.progress import Kept, Point, Progress
from learnscope.slopes import Run, Settings, batch_of, largest_of
from learnscope.state import State
from learnscope.tasks import Task
from learnscope.training import Trainer

MOST_WORK = 20_000_000
"""Multiplications that figures may take on each set; of larger sets they are those of a part."""


@dataclass(frozen=True)
class Choices(Settings):
    """How to train, and on what: the share of examples to learn from, and whether features are
    brought to one scale. stop_step and stop_cost end the training; 0 means they don't."""

    share: float = 0.8
    standardise: bool = True
    stop_step: int = 0
    stop_cost: float = 0.0


@dataclass(frozen=True, eq=False)
class Course:
    """A task's examples, the one in the figure (index), and the training so far.

    run has the last step's place in the epoch and the optimiser's moments, which belong to its
    network. stopped says why training ended by itself, or is empty.
    """

    task: Task
    options: Mapping[str, object]
    data: Dataset
    choices: Choices = Choices()
    index: int = 0
    run: Run | None = None
    progress: Progress = field(default_factory=Progress)
    stopped: str = ""
    data_id: int = -1
    """Another one for other examples, so that a page knows whether what it has drawn holds."""

    def __post_init__(self) -> None:
        """A new course takes the id of its first curve, which no other curve of a session has."""
        if self.data_id < 0:
            object.__setattr__(self, "data_id", self.progress.curve.id)

    @cached_property
    def split(self) -> Split:
        """Which examples are to learn from, and which to test with."""
        return split(self.data, self.choices.share, self.choices.seed)

    @cached_property
    def scaling(self) -> Scaling | None:
        """What the inputs are scaled by, made of the examples to learn from."""
        return scaling_of(self.data.inputs[self.split.train]) if self.choices.standardise else None

    @cached_property
    def inputs(self) -> Array:
        """All inputs as the network gets them, (N, n_in)."""
        return self.scaling.applied(self.data.inputs) if self.scaling else self.data.inputs

    @cached_property
    def lesson(self) -> tuple[Array, Array]:
        """Inputs and targets of the examples to learn from."""
        return self.inputs[self.split.train], self.data.targets[self.split.train]

    @cached_property
    def largest(self) -> float:
        """The largest number that there is to learn from, whatever its sign."""
        return largest_of(*self.lesson)

    @cached_property
    def test(self) -> tuple[Array, Array]:
        """Inputs and targets of the examples to test with."""
        return self.inputs[self.split.test], self.data.targets[self.split.test]

    @property
    def step(self) -> int:
        """How many training steps were made."""
        return self.run.step if self.run else 0

    def begun(self) -> "Course":
        """The same before all training."""
        return self._with(run=None, progress=self.progress.anew(), stopped="")

    def at(self, index: int) -> "Course":
        """The same with another example in the figure."""
        return self._with(index=index)

    def chosen(self, choices: Choices) -> "Course":
        """The same with other choices; other examples begin a curve of their own."""
        old, run = self.choices, self.run
        if run and choices.optimiser != old.optimiser:
            run = replace(run, moments=())
        if (choices.share, choices.standardise, choices.seed) == (
            old.share,
            old.standardise,
            old.seed,
        ):
            return self._with(choices=choices, run=run, stopped="")
        if run:
            run = replace(run, position=0)
        progress = self.progress.anew()
        return replace(self, choices=choices, run=run, progress=progress, stopped="")

    def run_of(self, state: State) -> Run:
        """The training as it goes on from a state."""
        inputs, targets = self.lesson
        run = Run(
            network=state.network,
            inputs=inputs,
            targets=targets,
            cost=state.cost,
            learning_rate=state.learning_rate,
            settings=self.choices,
            largest=self.largest,
        )
        past = self.run
        if past is None:
            return run
        fits = shapes(past.network) == shapes(state.network)
        return replace(
            run,
            step=past.step,
            epoch=past.epoch,
            position=past.position,
            moments=past.moments if fits else (),
        )

    def gone(self, state: State, step: int, epoch: int) -> "Course":
        """The same after so much training, of which nothing but the network is left."""
        return self._with(run=replace(self.run_of(state), step=step, epoch=epoch))

    def back_at(self, step: int) -> tuple["Course", Kept]:
        """The course as it was at the kept step nearest to that one; its curve is still whole.

        Raises:
            Problem: nothing has been trained yet.
        """
        kept = self.progress.nearest(step)
        if kept is None:
            raise Problem("There is no curve yet to go back along: train first.")
        return self._with(run=kept.run, stopped=""), kept

    def steps_in(self, epochs: int) -> int:
        """How many steps there are to the end of this epoch, and of as many more as are wanted."""
        n = len(self.split.train)
        batch = min(self.choices.batch_size or n, n)
        left = n - (self.run.position if self.run else 0)
        return math.ceil(left / batch) + (epochs - 1) * math.ceil(n / batch)

    def trained(self, state: State, steps: float, seconds: float) -> tuple["Course", State]:
        """One slice: at most so many steps or so long, whatever ends first.

        Raises:
            Problem: not one step could be made.
        """
        end = perf_counter() + seconds
        run, stopped = self.run_of(state), ""
        progress = self.progress.upto(run.step)
        goal, first = run.step + steps, run.step

        def kept() -> Kept:
            return Kept(run, state.step + run.step - first)

        unit = math.ceil(len(run.inputs) / batch_of(run))
        if self.choices.stop_step:
            goal = min(goal, self.choices.stop_step)
        trainer, pause = Trainer(run), 0.0
        while True:
            now = perf_counter()
            over = run.step >= goal or (run.step > first and now + pause >= end)
            if not progress.due(run.step, unit):
                # What the next step needs anyway is not worked out twice.
                a = None if over else trainer.outputs()
                point = self.point(run.network, state.cost, run.step, a)
                progress = progress.then(point, kept())
                pause = perf_counter() - now
            stopped = self._why_stop(run, progress)
            if stopped or over:
                break
            due = min(progress.due(run.step, unit), goal - run.step)
            trainer.advance(int(due), end - perf_counter())
            run = trainer.run
        run = trainer.checked()
        progress = progress.upto(run.step).reached(kept())
        stopped = stopped or self._why_stop(run, progress)
        if run.step == first:
            raise Problem(stopped or "Training needs at least one step.")
        after = self._with(run=replace(run, spoilt=False), progress=progress, stopped=stopped)
        made = run.step - first
        return after, replace(state.bare(), network=run.network, step=state.step + made)

    def point(self, network: Network, cost: str, step: int, a: Array | None = None) -> Point:
        """The figures of a network; a is what it makes of the examples to learn from, if known."""
        train = self.figures(network, cost, *self.lesson, a)
        test = self.figures(network, cost, *self.test)
        return Point(step, train.cost, test.cost, train.accuracy, test.accuracy)

    def figures(
        self, network: Network, cost: str, inputs: Array, targets: Array, a: Array | None = None
    ) -> Figures:
        """Cost and accuracy on some examples: on as many of them as time allows.

        a has the last layer's activations on all of them, if they are known.
        """
        room = max(100, MOST_WORK // sum(layer.weights.size for layer in network))
        some = slice(None, None, max(1, math.ceil(len(inputs) / room)))
        a = outputs(network, inputs[some]) if a is None else a[some]
        found = figures_of(a, cost, targets[some], bool(self.data.classes))
        return found if math.isfinite(found.cost or 0.0) else replace(found, cost=None)

    def _why_stop(self, run: Run, progress: Progress) -> str:
        """Why training ends here, in a sentence; empty where it goes on."""
        choices, last = self.choices, progress.last
        if run.spoilt:
            return (
                f"The next step would lead to numbers too large to hold, so training stopped at "
                f"step {run.step:,}. Make the learning rate smaller, or go back and train anew."
            )
        if choices.stop_step and run.step >= choices.stop_step:
            return f"Training stopped at step {run.step:,}, as you asked."
        cost = last.train_cost if last and last.step == run.step else None
        if choices.stop_cost and cost is not None and cost <= choices.stop_cost:
            return (
                f"Training stopped at step {run.step:,}: the cost has come down to {cost:.4g}, "
                f"and you asked for {choices.stop_cost:g}."
            )
        return ""

    def _with(self, **changes: Any) -> "Course":
        """The same with changes that leave the split and the scaling as they are."""
        other = replace(self, **changes)
        for name in ("split", "scaling", "inputs", "lesson", "largest", "test"):
            if name in self.__dict__:
                other.__dict__[name] = self.__dict__[name]
        return other


def shapes(network: Network) -> list[tuple[int, ...]]:
    """The shape of each layer's weights."""
    return [layer.weights.shape for layer in network]
