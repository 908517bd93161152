"""Keep one visitor's session, and carry out its commands.

A command either does everything it says or raises ``Problem`` and changes nothing: the next entry
and its snapshot are made first, and then put in place in one assignment.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from learnscope.datasets.dataset import Dataset
from learnscope.datasets.table.upload import Upload, layout_of
from learnscope.datasets.tasks import FIRST, TASKS
from learnscope.figure.state import State, start_state
from learnscope.protocol import commands, data_commands
from learnscope.protocol.request import Command
from learnscope.session.commands import (
    architecture,
    blocks,
    edit,
    own_data,
    passes,
    restore,
    task,
    training,
)
from learnscope.session.commands import usercode as typed
from learnscope.session.entry import Entry, first_entry
from learnscope.session.measuring import measured
from learnscope.session.snapshot import snapshot_of
from learnscope.session.undo import History, Position

if TYPE_CHECKING:  # the browser never imports these, which declare types only
    from learnscope.protocol.snapshots import Snapshot

type Handler = Callable[[Entry, Any], Entry]
type Mover = Callable[[Position, Any], Position]

HANDLERS: dict[type[Command], Handler] = {
    commands.Look: passes.look,
    commands.Forward: passes.forward,
    commands.Backprop: passes.backprop,
    commands.GoTo: passes.go_to,
    commands.SetLive: passes.set_live,
    commands.SetInput: edit.set_input,
    commands.SetInputs: edit.set_inputs,
    commands.SetTarget: edit.set_target,
    commands.SetWeight: edit.set_weight,
    commands.SetBias: edit.set_bias,
    commands.SetBlock: blocks.set_block,
    commands.SetLearningRate: edit.set_learning_rate,
    commands.SetActivation: edit.set_activation,
    commands.SetCost: edit.set_cost,
    commands.Reset: edit.reset,
    commands.NewWeights: edit.new_weights,
    commands.Load: edit.load,
    commands.SetSource: typed.set_source,
    commands.RestoreSource: typed.restore_source,
    commands.SetOwnActivation: typed.set_own_activation,
    data_commands.LoadTask: task.load_task,
    data_commands.RestoreDefaults: task.restore_defaults,
    data_commands.SetExample: task.set_example,
    data_commands.SetClass: task.set_class,
    data_commands.LoadPoints: own_data.load_points,
    data_commands.SetTraining: training.set_training,
    data_commands.Train: training.train,
    data_commands.GoToStep: training.go_to_step,
    commands.AddLayer: architecture.add_layer,
    commands.RemoveLayer: architecture.remove_layer,
    commands.AddNeuron: architecture.add_neuron,
    commands.RemoveNeuron: architecture.remove_neuron,
    commands.SetLayerSize: architecture.set_layer_size,
}
"""The function that makes the next entry, for each command."""

MOVERS: dict[type[Command], Mover] = {
    commands.Step: passes.step,
    commands.StepBack: passes.step_back,
    commands.Redo: passes.redo,
    commands.Restore: restore.restore,
}
"""The function of each command that also moves through the history."""


class Session:
    """One visitor's session: the present entry, its history, and a table being uploaded."""

    def __init__(self) -> None:
        begun = start_state(TASKS[FIRST])
        self._position = Position(first_entry(begun), History())
        self.upload = Upload()

    @property
    def now(self) -> Entry:
        """Return the current entry."""
        return self._position.entry

    @property
    def history(self) -> History:
        """Return the entries that can be undone and redone."""
        return self._position.history

    @property
    def state(self) -> State:
        """Return the network, its example, and the computed values."""
        return self.now.state

    def do(self, command: Command) -> Snapshot:
        """Carry out a command and return the snapshot of the result.

        Raises:
            Problem: it can't be done, and nothing was changed.
        """
        entry, history = self._after(command)
        position = Position(measured(entry), history)
        snapshot = snapshot_of(position)
        let_rest(self.now, position.entry)
        self._position = position
        return snapshot

    def snapshot(self) -> Snapshot:
        """Return everything that the page may show."""
        return snapshot_of(self._position)

    def _after(self, command: Command) -> Position:
        kind = type(command)
        if kind in MOVERS:
            return MOVERS[kind](self._position, command)
        if isinstance(command, data_commands.LoadTable):
            return self._position.then(own_data.load_dataset(self.now, self._dataset(command)))
        return self._position.then(HANDLERS[kind](self.now, command))

    def _dataset(self, command: data_commands.LoadTable) -> Dataset:
        """Make a dataset of the uploaded table."""
        return self.upload.dataset(
            layout_of(command.separator, command.decimal, command.header),
            command.predict,
            command.classes,
            command.without,
            bool(command.leave_out),
        )


def let_rest(before: Entry, now: Entry) -> None:
    """Drop cached results about examples that are no longer used."""
    old, new = before.experiment, now.experiment
    if old and (new is None or old.examples is not new.examples):
        old.examples.forget()
