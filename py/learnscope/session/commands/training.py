"""Train on all examples, and choose how."""

from contextlib import suppress
from dataclasses import fields, replace

from learnscope.common.errors import Problem
from learnscope.protocol import data_commands
from learnscope.session.entry import Entry, edit
from learnscope.session.example_in_figure import is_shown, shown
from learnscope.session.measuring import takes_long, told_instead
from learnscope.training.time_slice import Slice

SLICE_SECONDS = 0.04
"""Seconds that a slice of training takes if a request says nothing else."""


def set_training(now: Entry, command: data_commands.SetTraining) -> Entry:
    """Choose how to train; another split or scale changes the figure too."""
    learning, state = now.learning(), now.state
    given = {of.name: getattr(command, of.name) for of in fields(command) if of.name != "gesture"}
    choices = replace(
        learning.choices, **{name: value for name, value in given.items() if value is not None}
    )
    was_shown = is_shown(state, learning)
    experiment = learning.chosen(choices)
    if was_shown and not is_shown(state, experiment):
        state = shown(state, experiment)
    return edit(now, ("training",), command.gesture, state, experiment)


def train(now: Entry, command: data_commands.Train) -> Entry:
    """Run one slice of training, then Forward.

    Raises:
        Problem: there are no examples, or not even one step is possible.
    """
    learning = now.learning()
    bounded = command.steps is not None or command.epochs is not None
    seconds = data_commands.LONGEST_SLICE_MS / 1_000 if bounded else SLICE_SECONDS
    if command.milliseconds is not None:
        seconds = command.milliseconds / 1_000
    most = float("inf") if command.steps is None else command.steps
    if command.epochs is not None:
        most = min(most, learning.steps_in(command.epochs))
    made = Slice(learning, now.state, most, seconds, now.trainer)
    made.run_out()
    experiment, state = made.outcome()
    if state is now.state:  # only a part of a step is done
        return now._replace(experiment=experiment, trainer=made.trainer)
    with suppress(Problem):  # this example may overflow although others do not
        state = state.computed()
    after = edit(now, ("train",), command.gesture, state, experiment)
    after = after._replace(trainer=made.trainer)
    return told_instead(after) if takes_long(experiment, state) else after


def go_to_step(now: Entry, command: data_commands.GoToStep) -> Entry:
    """Return to the network that training had near that step.

    Raises:
        Problem: nothing was trained yet.
    """
    experiment, kept = now.learning().back_at(command.step)
    network = now.calculus.adapted(kept.run.network)
    state = replace(now.state.bare(), network=network, step=kept.steps)
    with suppress(Problem):
        state = state.computed()
    return edit(now, ("go_to_step",), command.gesture, state, experiment)
