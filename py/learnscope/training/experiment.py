"""Combine what is learned, from which examples, how, and how far it has come.

The figure shows one of the examples; training uses all of them. An experiment is a value.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from learnscope.common.arrays import Array
from learnscope.common.errors import Problem
from learnscope.datasets.dataset import Dataset, Scaling, Split
from learnscope.datasets.tasks import Task
from learnscope.figure.state import State
from learnscope.nn.network import Network
from learnscope.training.curve import Kept, Progress
from learnscope.training.evaluator import Evaluator
from learnscope.training.prepared_examples import PreparedExamples
from learnscope.training.run import Run, Settings


@dataclass(frozen=True)
class Choices(Settings):
    """Settings of a training.

    ``share`` is the share of training examples. ``standardise`` brings all features to one scale.
    ``stop_step`` and ``stop_cost`` end the training; 0 means never.
    """

    share: float = 0.8
    standardise: bool = True
    stop_step: int = 0
    stop_cost: float = 0.0

    def prepared(self, data: Dataset) -> PreparedExamples:
        """Prepare the examples of a dataset according to these choices."""
        return PreparedExamples(data, self.share, self.seed, self.standardise)


@dataclass(frozen=True, eq=False)
class Experiment:
    """A task's examples, which of them the figure shows, and the training so far.

    ``index`` is the example in the figure. ``run`` has the last step's place in the epoch and the
    optimiser's moments, which belong to its network; it has no examples. ``stopped`` says why
    training ended by itself, or is empty.
    """

    task: Task
    options: Mapping[str, object]
    examples: PreparedExamples
    choices: Choices = Choices()
    index: int = 0
    run: Run | None = None
    progress: Progress = field(default_factory=Progress)
    stopped: str = ""

    @property
    def data(self) -> Dataset:
        """Return the examples in the data's own units."""
        return self.examples.data

    @property
    def split(self) -> Split:
        """Return which examples are for training, and which for testing."""
        return self.examples.split

    @property
    def scaling(self) -> Scaling | None:
        """Return the scale of the inputs, or None."""
        return self.examples.scaling

    @property
    def inputs(self) -> Array:
        """Return all inputs as the network gets them, (N, n_in)."""
        return self.examples.inputs

    @property
    def step(self) -> int:
        """Count the training steps made."""
        return self.run.step if self.run else 0

    def begun(self) -> "Experiment":
        """Return the experiment as it was before all training."""
        return replace(self, run=None, progress=self.progress.anew(), stopped="")

    def changed(self) -> "Experiment":
        """Return the experiment after a change that may let training go on."""
        return replace(self, stopped="") if self.stopped else self

    def at(self, index: int) -> "Experiment":
        """Return the experiment with another example in the figure."""
        return replace(self, index=index)

    def among(self, task: Task, data: Dataset) -> "Experiment":
        """Return the experiment going on with other examples, on a new curve."""
        return replace(
            self._elsewhere(self.choices, data),
            task=task,
            options={},
            index=max(0, min(self.index, len(data) - 1)),
        )

    def chosen(self, choices: Choices) -> "Experiment":
        """Return the experiment with other choices.

        A new curve begins if they give other examples.
        """
        old = self.choices
        if (choices.share, choices.standardise, choices.seed) == (
            old.share,
            old.standardise,
            old.seed,
        ):
            return replace(self, choices=choices, stopped="")
        return self._elsewhere(choices, self.data)

    def _elsewhere(self, choices: Choices, data: Dataset) -> "Experiment":
        return replace(
            self,
            choices=choices,
            examples=choices.prepared(data),
            run=self.run and replace(self.run, position=0),
            progress=self.progress.anew(),
            stopped="",
        )

    def run_of(self, state: State) -> Run:
        """Make the run in which training goes on from a state.

        The optimiser keeps its moments if it and the shapes of the layers are the same.
        """
        inputs, targets = self.examples.learned
        past = self.run
        goes_on = (
            past is not None
            and past.settings.optimiser == self.choices.optimiser
            and shapes(past.network) == shapes(state.network)
        )
        return Run(
            network=state.network,
            inputs=inputs,
            targets=targets,
            cost=state.cost,
            learning_rate=state.learning_rate,
            settings=self.choices,
            step=past.step if past else 0,
            epoch=past.epoch if past else 0,
            position=past.position if past else 0,
            moments=past.moments if past and goes_on else (),
            age=past.age if past and goes_on else 0,
            largest=self.examples.largest,
            calculus=state.calculus,
        )

    def gone(self, state: State, **far: Any) -> "Experiment":
        """Return the experiment after training came to a state and these fields."""
        return replace(self, run=replace(self.run_of(state), **far).alone())

    def back_at(self, step: int) -> tuple["Experiment", Kept]:
        """Go back to the kept run nearest to a step; the curve stays whole.

        Raises:
            Problem: nothing has been trained yet.
        """
        kept = self.progress.nearest(step)
        if kept is None:
            raise Problem("There is no curve yet to go back along: train first.")
        return replace(self, run=kept.run, stopped=""), kept

    def steps_in(self, epochs: int) -> int:
        """Count the steps in these epochs, of which this one, from here, is the first."""
        n = max(1, len(self.split.train))
        batch = min(self.choices.batch_size or n, n)
        left = n - (self.run.position if self.run else 0)
        return math.ceil(left / batch) + (epochs - 1) * math.ceil(n / batch)

    def check(self) -> None:
        """Check that there are examples to learn from.

        Raises:
            Problem: there are none.
        """
        if not len(self.data):
            raise Problem("There is no example to learn from yet: put some points on the plane.")

    def evaluators(self, state: State) -> tuple[Evaluator, Evaluator]:
        """Return the evaluators on the training and on the test examples."""
        return self.examples.evaluators(state)


def shapes(network: Network) -> list[tuple[int, ...]]:
    """List the shape of each layer's weights."""
    return [layer.weights.shape for layer in network]
