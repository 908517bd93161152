"""Learn from the visitor's own data: a table, or points put on the plane."""

from contextlib import suppress
from dataclasses import replace

import numpy as np

from learnscope.common.errors import Problem, between
from learnscope.datasets.dataset import Dataset
from learnscope.datasets.drawn_points import FEWEST_CLASSES, MOST_CLASSES, drawn, points_of
from learnscope.datasets.tasks import POINTS, TASKS, Task
from learnscope.figure.state import State
from learnscope.nn import resizing
from learnscope.protocol import data_commands
from learnscope.session.commands.task import experiment_on, start_on
from learnscope.session.entry import Entry, begin, drag_of, edit
from learnscope.session.example_in_figure import is_shown, shown
from learnscope.training.experiment import Experiment

ALL_AT_ONCE = 2_000
"""Rows up to which each step uses all; with more, it uses ``BATCH``."""

BATCH = 100


def load_dataset(now: Entry, data: Dataset) -> Entry:
    """Begin with a table's rows, and a network that fits them."""
    experiment = experiment_on(now, task_of(data), {}, data)
    return begin(now, start_on(now, experiment), "load_table", experiment)


def load_points(now: Entry, command: data_commands.LoadPoints) -> Entry:
    """Learn from these points.

    A network that has learned points before is kept.

    Raises:
        Problem: an item is not a point, or has an unknown class.
    """
    learning, n = now.experiment, command.classes
    goes_on = learning is not None and is_planar(learning.data)
    if n is None:
        n = len(learning.data.classes) if learning and goes_on else FEWEST_CLASSES
    between(n, "The number of classes", FEWEST_CLASSES, MOST_CLASSES)
    data, task = drawn(points_of(command.points, n), n), TASKS[POINTS]
    if learning and goes_on:
        return go_on(now, learning, learning.among(task, data), command.gesture)
    experiment = experiment_on(now, task, {}, data)
    drag = drag_of(("points",), command.gesture)
    return begin(now, start_on(now, experiment), "load_points", experiment, drag)


def go_on(now: Entry, before: Experiment, experiment: Experiment, gesture: float | None) -> Entry:
    """Replace one experiment by another, keeping the network."""
    old, n = now.state, len(experiment.data.classes)
    if n == old.network[-1].n_out:
        state = old
        if not (is_shown(old, before) and is_shown(old, experiment)):
            state = computed_as(shown(old, experiment), old)
        return edit(now, ("points",), gesture, state, experiment)
    seed = old.seed or 0
    state, start = (
        shown(
            replace(
                each,
                network=resizing.with_outputs(each.network, n, seed),
                targets=np.resize(each.targets, n),
            ),
            experiment,
        )
        for each in (old.bare(), now.start.under(now.calculus).bare())
    )
    return edit(now, ("points",), gesture, computed_as(state, old), experiment, start)


def computed_as(state: State, before: State) -> State:
    """Run Forward on the state if it was done before."""
    if before.cost_value is not None:
        with suppress(Problem):
            return state.computed()
    return state


def is_planar(data: Dataset) -> bool:
    """Tell whether the examples are points on the plane in a few classes."""
    n = len(data.classes)
    return data.inputs.shape[1] == 2 and FEWEST_CLASSES <= n <= MOST_CLASSES and data.name != "own"


def task_of(data: Dataset) -> Task:
    """Make a task of a dataset, with a network that is likely to learn it."""
    n_in, n_out = data.inputs.shape[1], data.targets.shape[1]
    few = len(data) <= ALL_AT_ONCE
    return Task(
        name=data.name,
        label=data.label,
        why="A table of your own: nobody knows yet how well it can be learned, which makes the "
        "examples kept back to test the more important.",
        make=lambda _: data,
        sizes=(n_in, 8, n_out),
        steps=0,
        cost="softmax_cross_entropy" if data.classes else "squared_error",
        learning_rate=(0.5 if few else 0.1) if data.classes else (0.1 if few else 0.02),
        standardised=True,
        batch_size=0 if few else BATCH,
    )
