"""Show an example of the experiment in the figure, or compare it with one."""

from dataclasses import replace
from functools import cache

import numpy as np

from learnscope.common.arrays import Array
from learnscope.datasets.tasks import FIRST, TASKS
from learnscope.figure.state import State
from learnscope.session.entry import Entry
from learnscope.training.experiment import Experiment
from learnscope.training.prepared_examples import PreparedExamples


@cache
def first_task() -> Experiment:
    """Describe the task that a session begins with, which has one example."""
    task = TASKS[FIRST]
    return Experiment(task, {}, PreparedExamples(task.dataset(), 1.0, 0, standardise=False))


def subject_of(entry: Entry) -> Experiment | None:
    """Return the experiment whose example is in the figure; None for a loaded network."""
    return entry.experiment or (None if entry.loaded else first_task())


def shown(state: State, experiment: Experiment) -> State:
    """Put the experiment's example, if any, into a state, with nothing computed."""
    if not len(experiment.data):
        return state.bare()
    i = experiment.index
    return replace(state.bare(), inputs=experiment.inputs[i], targets=experiment.data.targets[i])


def fits(state: State, experiment: Experiment) -> bool:
    """Tell whether the network has the inputs and outputs that the examples need."""
    data = experiment.data
    return (len(state.inputs), len(state.targets)) == (data.inputs.shape[1], data.targets.shape[1])


def is_shown(state: State, experiment: Experiment) -> bool:
    """Tell whether the figure shows the experiment's example unchanged."""
    return has_its_inputs(state, experiment) and np.array_equal(
        state.targets, experiment.data.targets[experiment.index]
    )


def has_its_inputs(state: State, experiment: Experiment) -> bool:
    """Tell whether the figure has the inputs of the experiment's example."""
    return len(experiment.data) > 0 and np.array_equal(
        state.inputs, experiment.inputs[experiment.index]
    )


def class_meant(state: State, experiment: Experiment) -> int | None:
    """Find the class that the targets in the figure stand for, if any."""
    one_hot = np.eye(len(state.targets))[0]
    if not experiment.data.classes or sorted(state.targets) != sorted(one_hot):
        return None
    return int(state.targets.argmax())


def raw_inputs(state: State, experiment: Experiment) -> Array:
    """Return the inputs in the figure in the data's own units, (n_in,)."""
    if has_its_inputs(state, experiment):
        return experiment.data.inputs[experiment.index]
    scaling = experiment.scaling
    return scaling.undone(state.inputs) if scaling else state.inputs
