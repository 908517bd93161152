"""Show an example of the experiment in the figure, or compare it with one."""

from dataclasses import replace

import numpy as np

from learnscope.common.arrays import Array
from learnscope.figure.state import State
from learnscope.training.experiment import Experiment


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
