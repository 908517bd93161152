"""A course: what is being learned, from which examples, how, and how far it has come.

The figure shows one example of it; training is about all of them. A course is a value.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from learnscope.common.arrays import Array
from learnscope.common.errors import Problem
from learnscope.datasets.dataset import Dataset, Scaling, Split, scaling_of, split
from learnscope.datasets.tasks import Task
from learnscope.figure.state import State
from learnscope.nn.network import Network
from learnscope.training.curve import Kept, Progress
from learnscope.training.evaluator import Gauge
from learnscope.training.run import Run, Settings, largest_of
from learnscope.usercode import overrides


@dataclass(frozen=True)
class Choices(Settings):
    """How to train, and on what: the share of examples to learn from, and whether features are
    brought to one scale. stop_step and stop_cost end the training; 0 means they don't."""

    share: float = 0.8
    standardise: bool = True
    stop_step: int = 0
    stop_cost: float = 0.0


WORKED_OUT = ("split", "scaling", "inputs", "lesson", "largest", "test", "measuring")
"""What a course works out when it is first needed, and takes along while its examples stay."""


@dataclass(frozen=True, eq=False)
class Course:
    """A task's examples, the one in the figure (index), and the training so far.

    run has the last step's place in the epoch and the optimiser's moments, which belong to its
    network, and no examples. stopped says why training ended by itself, or is empty.
    """

    task: Task
    options: Mapping[str, object]
    data: Dataset
    choices: Choices = Choices()
    index: int = 0
    run: Run | None = None
    progress: Progress = field(default_factory=Progress)
    stopped: str = ""

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
        return self.having(run=None, progress=self.progress.anew(), stopped="")

    def changed(self) -> "Course":
        """The same after something that may let training go on."""
        return self.having(stopped="") if self.stopped else self

    def at(self, index: int) -> "Course":
        """The same with another example in the figure."""
        return self.having(index=index)

    def among(self, task: Task, data: Dataset) -> "Course":
        """The same training going on with other examples, on a curve of its own."""
        run = self.run and replace(self.run, position=0)
        return replace(
            self,
            task=task,
            options={},
            data=data,
            index=max(0, min(self.index, len(data) - 1)),
            run=run,
            progress=self.progress.anew(),
            stopped="",
        )

    def chosen(self, choices: Choices) -> "Course":
        """The same with other choices; other examples begin a curve of their own."""
        old, run = self.choices, self.run
        if (choices.share, choices.standardise, choices.seed) == (
            old.share,
            old.standardise,
            old.seed,
        ):
            return self.having(choices=choices, stopped="")
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
        run = run.having(step=past.step, epoch=past.epoch, position=past.position)
        fits = shapes(past.network) == shapes(state.network)
        if fits and past.settings.optimiser == run.settings.optimiser:
            run = run.having(moments=past.moments, age=past.age)
        return run

    def gone(self, state: State, **far: Any) -> "Course":
        """The same after training that came to a state, and so far as the fields of a run say."""
        return self.having(run=replace(self.run_of(state), **far).alone())

    def forget(self) -> None:
        """Give up what can be worked out again: this course is no longer the one at work."""
        for name in WORKED_OUT:
            self.__dict__.pop(name, None)

    def back_at(self, step: int) -> tuple["Course", Kept]:
        """The course as it was at the kept step nearest to that one; its curve is still whole.

        Raises:
            Problem: nothing has been trained yet.
        """
        kept = self.progress.nearest(step)
        if kept is None:
            raise Problem("There is no curve yet to go back along: train first.")
        return self.having(run=kept.run, stopped=""), kept

    def steps_in(self, epochs: int) -> int:
        """How many steps there are to the end of this epoch, and of as many more as are wanted."""
        n = max(1, len(self.split.train))
        batch = min(self.choices.batch_size or n, n)
        left = n - (self.run.position if self.run else 0)
        return math.ceil(left / batch) + (epochs - 1) * math.ceil(n / batch)

    def check(self) -> None:
        """Refuse to do without examples what takes some."""
        if not len(self.data):
            raise Problem("There is no example to learn from yet: put some points on the plane.")

    @cached_property
    def measuring(self) -> dict[Any, tuple[Gauge, Gauge]]:
        """The gauges used last, by what they measure: slice after slice takes the same."""
        return {}

    def gauges(self, state: State) -> tuple[Gauge, Gauge]:
        """What measures a network on the examples to learn from, and on those to test with."""
        layers = tuple((layer.weights.shape, layer.activation) for layer in state.network)
        key = (state.cost, layers, tuple(overrides.calculus().items()))
        if key not in self.measuring:
            has_classes, scaling = bool(self.data.classes), self.data.target_scaling
            scale = scaling.scale if scaling else None
            on_train, on_test = (
                Gauge(*examples, state.cost, has_classes, state.network, scale)
                for examples in (self.lesson, self.test)
            )
            self.measuring.clear()
            self.measuring[key] = on_train, on_test
        return self.measuring[key]

    def having(self, **changes: Any) -> "Course":
        """The same with changes that leave the split and the scaling as they are."""
        other = replace(self, **changes)
        for name in WORKED_OUT:
            if name in self.__dict__:
                other.__dict__[name] = self.__dict__[name]
        return other


def shapes(network: Network) -> list[tuple[int, ...]]:
    """The shape of each layer's weights."""
    return [layer.weights.shape for layer in network]
