"""Declare the commands on the network: they may change it, and return a snapshot.

Layers count from 1 (0 is the inputs), neurons, inputs, outputs and examples from 0.
"""

from collections.abc import Mapping
from typing import Annotated

from learnscope.common.arrays import Array
from learnscope.figure.stepping import GRAINS
from learnscope.nn.costs import COSTS
from learnscope.nn.initialisation import INITIAL
from learnscope.nn.resizing import MOST_NEURONS
from learnscope.protocol.data_commands import (
    GoToStep,
    LoadPoints,
    LoadTable,
    LoadTask,
    RestoreDefaults,
    SetClass,
    SetExample,
    SetTraining,
    Train,
)
from learnscope.protocol.fields import (
    LEARNING_RATE,
    Gesture,
    Layer,
    Place,
    Seed,
    an_object,
    as_given,
    entry_of,
    integer,
    integer_from,
    one_of,
    real,
    some_numbers,
    truth,
)
from learnscope.protocol.request import Command
from learnscope.usercode.overrides import FUNCTIONS, SOURCES

# -- running and learning


class Look(Command, op="snapshot"):
    """Change nothing, and return the current snapshot."""


class Forward(Command):
    """Run the signal forward: compute all values, the guess and the cost."""


class Backprop(Command):
    """Run the error back and take one step downhill; runs Forward first if needed."""


class Step(Command):
    """Go on by one whole pass, layer, neuron or term. Forward and Backprop alternate."""

    grain: Annotated[str, one_of("The size of a step", GRAINS)]


class StepBack(Command, traits=("halts", "forgotten")):
    """Go back by one step of that size. By default, undo the last change."""

    grain: Annotated[str | None, one_of("The size of a step", GRAINS)] = None


class Redo(Command, traits=("halts", "forgotten")):
    """Do again what was undone last."""


class GoTo(Command, traits=("halts", "forgotten")):
    """Return to a moment of the time line: its network, values and gradients."""

    moment: Annotated[int, integer("The moment")]
    gesture: Gesture = None


# -- editing: each drops what depended on the number, or recomputes it when live


class SetInput(Command, traits=("edits",)):
    """Set an input."""

    index: Annotated[int, integer("The input's index")]
    value: Annotated[float, real(lambda given: f"Input {given['index'] + 1}")]
    gesture: Gesture = None


class SetInputs(Command):
    """Set all inputs at once. Raw ones are in the data's own units and get scaled.

    If the inputs are raw and the network has learned something, its guess follows at once.
    """

    values: Annotated[Array, some_numbers("Inputs")]
    raw: Annotated[bool | None, truth("Raw")] = None
    gesture: Gesture = None


class SetTarget(Command, traits=("edits",)):
    """Set the target of an output. This drops the cost, but not the guess."""

    index: Annotated[int, integer("The target's index")]
    value: Annotated[float, real(lambda given: f"Target {given['index'] + 1}")]
    gesture: Gesture = None


class SetWeight(Command, traits=("edits",)):
    """Set the weight into neuron ``to`` of a layer, from neuron ``from`` before it."""

    layer: Layer
    to: Annotated[int, integer("The index of the neuron the weight leads to")]
    from_: Annotated[int, integer("The index of the neuron the weight comes from")]
    value: Annotated[float, real("A weight")]
    gesture: Gesture = None


class SetBias(Command, traits=("edits",)):
    """Set the bias of a neuron."""

    layer: Layer
    index: Annotated[int, integer("The neuron's index")]
    value: Annotated[float, real("A bias")]
    gesture: Gesture = None


class SetBlock(Command):
    """Set a block of weights, biases, inputs or targets to numbers in a text.

    ``place`` is the first of them. The text may come from a spreadsheet, NumPy, Matlab or LaTeX.
    """

    place: Place
    text: Annotated[object, as_given("string")]


class SetLearningRate(Command, traits=("edits",)):
    """Set η, the size of a step. No computed value depends on it."""

    value: Annotated[float, LEARNING_RATE]
    gesture: Gesture = None


class SetActivation(Command):
    """Give a layer another activation function."""

    layer: Layer
    name: Annotated[object, as_given("string")]


class SetCost(Command):
    """Choose another cost, which makes its own guess from the same activations."""

    name: Annotated[str, entry_of("The cost", COSTS)]


class SetLive(Command):
    """Choose whether Forward follows every change at once."""

    value: Annotated[bool, truth("Live")]


# -- starting again


class Reset(Command, traits=("halts",)):
    """Return to the start weights; layers, functions, cost and settings stay as they are.

    A task keeps the example in the figure.
    """


class NewWeights(Command, traits=("halts",)):
    """Draw new start weights, by default with the next seed and the same scheme."""

    seed: Seed = None
    initial: Annotated[str | None, entry_of("The way to draw start weights", INITIAL)] = None


class Load(Command, traits=("loads", "begins")):
    """Begin with a network given as plain data."""

    network: Annotated[Mapping[str, object], an_object("A network", "NetworkData")]


class Restore(Command, traits=("begins",)):
    """Continue another session from snapshots of its start and its end.

    The original Python runs then, or what the visitor typed there if the page passes it in
    ``typed``: no snapshot has typed texts.
    """

    start: Annotated[Mapping[str, object], an_object("A snapshot", "Snapshot")]
    last: Annotated[Mapping[str, object], an_object("A snapshot", "Snapshot")]
    typed: Annotated[
        Mapping[str, object] | None,
        an_object("What was typed", "Partial<Record<ModuleName, string>>"),
    ] = None


# -- the visitor's own Python


class SetSource(Command, traits=("types",)):
    """Run the visitor's text in place of a module, even if its calculus is wrong."""

    module: Annotated[str, one_of("The module", SOURCES)]
    text: Annotated[object, as_given("string")]


class RestoreSource(Command):
    """Run the original module again, or remove the visitor's own activation function."""

    module: Annotated[str, one_of("The module", FUNCTIONS)]


class SetOwnActivation(Command, traits=("types",)):
    """Make the visitor's f and f_prime the activation function "own"."""

    text: Annotated[object, as_given("string")]


# -- the network's shape


class AddLayer(Command):
    """Insert a hidden layer at place ``layer``, by default as wide as the one before."""

    layer: Layer
    neurons: Annotated[int | None, integer_from("The number of neurons", 1, MOST_NEURONS)] = None
    seed: Seed = None


class RemoveLayer(Command):
    """Remove a hidden layer."""

    layer: Layer
    seed: Seed = None


class AddNeuron(Command):
    """Give a hidden layer one more neuron."""

    layer: Layer
    seed: Seed = None


class RemoveNeuron(Command):
    """Remove a neuron from a hidden layer."""

    layer: Layer
    index: Annotated[int, integer("The neuron's index")]


class SetLayerSize(Command):
    """Add neurons to a hidden layer, or remove its last ones, to reach a size."""

    layer: Layer
    neurons: Annotated[int, integer_from("The number of neurons", 1, MOST_NEURONS)]
    seed: Seed = None
    gesture: Gesture = None


COMMANDS: dict[str, type[Command]] = {
    kind.op: kind
    for kind in (
        *(Look, Forward, Backprop, Step, StepBack, Redo, GoTo),
        *(SetInput, SetInputs, SetTarget, SetWeight, SetBias, SetBlock, SetLearningRate),
        *(SetActivation, SetCost, SetLive, Reset, NewWeights, Load, Restore),
        *(SetSource, RestoreSource, SetOwnActivation),
        *(LoadTask, RestoreDefaults, LoadPoints, LoadTable, SetExample, SetClass),
        *(SetTraining, Train, GoToStep),
        *(AddLayer, RemoveLayer, AddNeuron, RemoveNeuron, SetLayerSize),
    )
}
"""Every command by its op."""
