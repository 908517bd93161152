"""Declare the commands about tasks, examples, the visitor's own data, and training."""

from collections.abc import Mapping
from typing import Annotated

from learnscope.datasets.table.dialect import DECIMALS, SEPARATORS
from learnscope.nn.optimisers import OPTIMISERS
from learnscope.protocol.fields import (
    Gesture,
    Seed,
    an_object,
    as_given,
    at_least_0,
    below_1,
    counted_from_0,
    entry_of,
    integer,
    integer_from,
    one_of,
    one_or_more_names,
    real_from,
    some_names,
    told_truth,
    truth,
)
from learnscope.protocol.request import Command

LONGEST_SLICE_MS = 1_000

# -- tasks, examples and the visitor's own data


class RestoreDefaults(Command, traits=("halts",)):
    """Begin the task again with its own network and settings, on the same examples.

    A network that was loaded is as it was then.
    """


class LoadTask(Command, traits=("loads", "begins")):
    """Begin a task with its examples, a network and a learning rate.

    Without a name, the current task begins anew. It keeps its options, except those given.
    """

    name: Annotated[object, as_given("string | null")] = None
    options: Annotated[
        Mapping[str, object] | None, an_object("The task’s options", "Record<string, Typed>")
    ] = None
    gesture: Gesture = None


class LoadPoints(Command, traits=("loads", "begins")):
    """Learn from these points, each [x, y, class]; the list may be empty.

    A network that has learned points on the plane continues with what it knows; its outputs follow
    the number of classes. Any other network is replaced.
    """

    points: Annotated[object, as_given("ArrayLike<ArrayLike<Typed>>")]
    classes: Annotated[int | None, integer("The number of classes")] = None
    gesture: Gesture = None


class LoadTable(Command, traits=("loads", "begins", "forgotten")):
    """Learn the uploaded table: take its rows, and a network that fits them.

    ``predict`` names the column to predict, or several columns of numbers. The network learns from
    all other columns except those in ``without``. ``leave_out`` drops rows with faults.
    """

    predict: Annotated[str | list[str], one_or_more_names("The column to predict")]
    classes: Annotated[bool | None, told_truth("Classes")] = None
    without: Annotated[list[str] | None, some_names("The columns to leave out")] = None
    leave_out: Annotated[bool | None, told_truth("Leave out")] = None
    separator: Annotated[str | None, one_of("The separator", SEPARATORS.values())] = None
    decimal: Annotated[str | None, one_of("The decimal sign", DECIMALS.values())] = None
    header: Annotated[bool | None, told_truth("Header")] = None


class SetExample(Command):
    """Show another example of the task in the figure.

    The guess follows at once if it was known before or the network has been trained, so that
    examples can be compared.
    """

    index: Annotated[int, counted_from_0("The example")]
    gesture: Gesture = None


class SetClass(Command):
    """Set the class of the example in the figure. Its target becomes 1, the others 0."""

    index: Annotated[int, integer("The class’s index")]
    gesture: Gesture = None


# -- training


class SetTraining(Command):
    """Choose how to train; fields that are not given keep their values.

    ``batch_size`` 0 takes all examples at once. ``stop_step`` and ``stop_cost`` end the training; 0
    means never. Another split or scale also changes the example in the figure.
    """

    batch_size: Annotated[int | None, integer_from("The batch size", 0)] = None
    optimiser: Annotated[str | None, entry_of("The optimiser", OPTIMISERS)] = None
    momentum: Annotated[float | None, below_1("The momentum")] = None
    l2: Annotated[float | None, at_least_0("L2")] = None
    seed: Seed = None
    share: Annotated[float | None, real_from("The share of examples to learn from", 0.05, 1)] = None
    standardise: Annotated[bool | None, truth("Standardise")] = None
    stop_step: Annotated[int | None, integer_from("The step to stop at", 0)] = None
    stop_cost: Annotated[float | None, at_least_0("The cost to stop at")] = None
    gesture: Gesture = None


class Train(Command, traits=("trains",)):
    """Run one slice of training, up to the first limit: steps, epochs or time.

    Without any limit it takes 40 ms; without ``milliseconds``, at most a second. ``epochs`` counts
    the current epoch as the first. Forward follows, so the figure shows what was learned.
    """

    steps: Annotated[int | None, integer_from("The number of steps", 1)] = None
    epochs: Annotated[int | None, integer_from("The number of epochs", 1)] = None
    milliseconds: Annotated[
        int | None, integer_from("The time in milliseconds", 1, LONGEST_SLICE_MS)
    ] = None
    gesture: Gesture = None


class GoToStep(Command, traits=("halts", "forgotten")):
    """Return to the network that training had near that step: the nearest one kept.

    The curve stays whole until training goes on from here. Undo leads back.
    """

    step: Annotated[int, integer_from("The step", 0)]
    gesture: Gesture = None
