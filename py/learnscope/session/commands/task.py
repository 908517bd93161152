"""Begin tasks, and put their examples into the figure."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

import numpy as np

from learnscope.common.errors import Problem, between, choice
from learnscope.datasets.dataset import Dataset
from learnscope.datasets.tasks import FIRST, TASKS, Task
from learnscope.figure.state import State, start_state
from learnscope.nn.resizing import with_outputs
from learnscope.protocol import data_commands
from learnscope.session.commands.edit import without_cost
from learnscope.session.entry import Entry, begin, drag_of, edit
from learnscope.session.example_in_figure import shown
from learnscope.training.curve import Curve, Progress
from learnscope.training.experiment import Choices, Experiment

FEW = 20
"""From this many examples on, some are kept back for testing."""


def load_task(now: Entry, command: data_commands.LoadTask) -> Entry:
    """Begin with a task, or begin the current one anew.

    Raises:
        Problem: there is no such task, or its options do not fit.
    """
    name, given = command.name, command.options or {}
    if name is None:
        learning = now.learning()
        name, given = learning.task.name, {**learning.options, **given}
    task = TASKS[choice(name, "The task", TASKS)]
    start = start_state(task, now.calculus)
    if task.name == FIRST:
        task.checked(given)
        return begin(now, start, "load_task")
    experiment = experiment_of(now, task, given)
    drag = drag_of(("load_task",), command.gesture)
    return begin(now, shown(start, experiment), "load_task", experiment, drag)


def restore_defaults(now: Entry, _: data_commands.RestoreDefaults) -> Entry:
    """Begin again with the task's own network and settings, on the same examples.

    A loaded network is as it was when it was loaded.
    """
    learning = now.experiment
    if learning is None:
        start = now.loaded or start_state(TASKS[FIRST], now.calculus)
        return begin(now, start, "restore_defaults", loaded=now.loaded)
    experiment = experiment_on(now, learning.task, learning.options, learning.data)
    experiment = experiment.at(learning.index)
    return begin(now, start_on(now, experiment), "restore_defaults", experiment)


def start_on(now: Entry, experiment: Experiment) -> State:
    """Give the state in which an experiment begins, with the outputs it needs."""
    task, n = experiment.task, experiment.data.targets.shape[1]
    start = start_state(task, now.calculus)
    network = with_outputs(start.network, n, task.seed)
    return shown(replace(start, network=network, targets=np.zeros(n)), experiment)


def set_example(now: Entry, command: data_commands.SetExample) -> Entry:
    """Put another example into the figure, with its guess if the last had one.

    Raises:
        Problem: there is no such example.
    """
    learning, before = now.learning(), now.state
    learning.check()
    between(command.index + 1, "The example", 1, len(learning.data))
    experiment = learning.at(command.index)
    state = shown(before, experiment)
    if before.cost_value is not None or experiment.step:
        with suppress(Problem):  # shown without a guess; Forward will say why
            state = state.computed()
    return edit(now, ("example",), command.gesture, state, experiment)


def set_class(now: Entry, command: data_commands.SetClass) -> Entry:
    """Set the class of the example: its target is 1, the others are 0.

    Raises:
        Problem: there is no such class.
    """
    classes = now.learning().data.classes
    if not classes:
        raise Problem("What is learned here are numbers and no classes: set the target instead.")
    between(command.index, "The class’s index", 0, len(classes) - 1)
    state = replace(without_cost(now.state), targets=np.eye(len(classes))[command.index])
    return edit(now, ("target", "class"), command.gesture, state)


def experiment_of(now: Entry, task: Task, options: Mapping[str, object]) -> Experiment:
    """Set up the experiment of a task.

    Raises:
        Problem: its options do not fit.
    """
    given = task.checked(options)
    return experiment_on(now, task, given, task.make(given))


def experiment_on(
    now: Entry, task: Task, options: Mapping[str, object], data: Dataset
) -> Experiment:
    """Set up the experiment of a task on given data."""
    share = 1.0 if len(data) < FEW else Choices.share
    chosen = Choices(standardise=task.standardised, share=share, batch_size=task.batch_size)
    progress = Progress(Curve(ids=now.line.moments.ids))
    return Experiment(task, options, chosen.prepared(data), chosen, progress=progress)
