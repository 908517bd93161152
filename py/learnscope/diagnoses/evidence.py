"""Gather what a diagnosis looks at: the network, examples, and the course of learning."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from learnscope.common.arrays import Array
from learnscope.common.errors import Problem
from learnscope.figure.state import State
from learnscope.figure.timeline import Line
from learnscope.nn.costs import COSTS, Cost
from learnscope.nn.network import LayerPass
from learnscope.training.curve import Point
from learnscope.training.experiment import Experiment
from learnscope.training.metrics import work_of
from learnscope.usercode.verification import Verdict

MOST_EXAMPLES = 100
MOST_WORK = 300_000
"""Examples that are looked at, and multiplications that this may take (about 0.2 ms)."""

MOST_POINTS = 60
"""Points of the course that are looked at: each needs a look at its run."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """Hold everything that diagnoses look at. ``line`` ends with the moment shown.

    ``verdicts`` are those on the visitor's Python that runs, by its kind; None: not checked.
    """

    state: State
    line: Line
    experiment: Experiment | None = None
    verdicts: Mapping[str, Verdict | None] | None = None

    @property
    def cost(self) -> Cost:
        """Return the cost function."""
        return COSTS[self.state.cost]

    @property
    def outputs(self) -> int:
        """Return the number of the last layer."""
        return len(self.state.network)

    # -- examples

    @cached_property
    def examples(self) -> tuple[Array, Array]:
        """Return inputs and targets: some to learn from, or the one example in the figure."""
        state, experiment = self.state, self.experiment
        if experiment is None or not len(experiment.data):
            return state.inputs[np.newaxis], state.targets[np.newaxis]
        inputs, targets = experiment.examples.learned
        n = max(1, min(MOST_EXAMPLES, MOST_WORK // work_of(state.network)))
        every = slice(None, None, -(-len(inputs) // n))
        return inputs[every], targets[every]

    @cached_property
    def passes(self) -> tuple[LayerPass, ...]:
        """Return the layers' values on the examples, if the figure has values."""
        state = self.state
        if self.experiment is None or not state.passes:
            return state.passes
        try:
            with np.errstate(over="ignore", invalid="ignore"):
                return state.calculus.forward(state.network, self.examples[0])
        except Problem:
            return state.passes

    @property
    def is_whole(self) -> bool:
        """Tell whether the guess on the examples is known."""
        return len(self.passes) == len(self.state.network)

    # -- the course of learning

    @cached_property
    def points(self) -> list[Point]:
        """Return the newest points of this training, since it was last set up otherwise."""
        experiment, state = self.experiment, self.state
        if experiment is None:
            return self._moments
        progress = experiment.progress
        end = progress.end
        if not end or end.run.network is not state.network:
            return []
        found: list[Point] = []
        kept = end
        for point in reversed(progress.curve.points[: progress.count][-MOST_POINTS:]):
            kept = progress.curve.kept.get(point.step, kept)
            is_same = (
                kept.run.learning_rate == state.learning_rate
                and kept.run.cost == state.cost
                and kept.run.settings.optimiser == experiment.choices.optimiser
            )
            if not is_same or point.step > experiment.step:
                break
            found.append(point)
        return found[::-1]

    @cached_property
    def _moments(self) -> list[Point]:
        """Return the costs of the one example after the latest Backprops in a row."""
        line = self.line
        steps, costs = line.since(max(line.first, line.end - MOST_POINTS))
        first = len(steps) - 1
        while first > 0 and steps[first - 1] == steps[first] - 1:
            first -= 1
        return [
            Point(step, cost, None, None, None)
            for step, cost in zip(steps[first:], costs[first:], strict=True)
        ]

    @cached_property
    def costs(self) -> list[float]:
        """Return the mean costs of the newest points; empty if one was beyond all bounds."""
        costs = [point.train_cost for point in self.points]
        return [] if None in costs else [cost for cost in costs if cost is not None]
