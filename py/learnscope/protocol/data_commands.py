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


class LoadTask(Command, traits=("loads", "begins")):
    """Begin with a task: its examples, a network for it, a learning rate.

    Without a name it is the one of now, made anew with its options, but for those given.
    """

    name: Annotated[object, as_given("string | null")] = None
    options: Annotated[
        Mapping[str, object] | None, an_object("The task’s options", "Record<string, Typed>")
    ] = None
    gesture: Gesture = None


class LoadPoints(Command, traits=("loads", "begins")):
    """Learn from these points, each [x, y, class]; there may be none yet.

    A network that has learned points on the plane goes on with what it knows; with more or fewer
    classes it gets more or fewer outputs. Any other gives way to a new one.
    """

    points: Annotated[object, as_given("ArrayLike<ArrayLike<Typed>>")]
    classes: Annotated[int | None, integer("The number of classes")] = None
    gesture: Gesture = None


class LoadTable(Command, traits=("loads", "begins", "forgotten")):
    """Learn the table that was uploaded: take its rows, and a network that fits them.

    predict names the column to predict, or several columns of numbers; the others are learned
    from, but for those in ``without``. With leave_out, rows with faults are left out.
    """

    predict: Annotated[str | list[str], one_or_more_names("The column to predict")]
    classes: Annotated[bool | None, told_truth("Classes")] = None
    without: Annotated[list[str] | None, some_names("The columns to leave out")] = None
    leave_out: Annotated[bool | None, told_truth("Leave out")] = None
    separator: Annotated[str | None, one_of("The separator", SEPARATORS.values())] = None
    decimal: Annotated[str | None, one_of("The decimal sign", DECIMALS.values())] = None
    header: Annotated[bool | None, told_truth("Header")] = None


class SetExample(Command):
    """Put another example of the task into the figure.

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
    """Choose how to train; what is not given stays.

    batch_size 0 is all examples at once; stop_step and stop_cost end the training, 0 never. Other
    examples to learn from, or another scale, change what stands in the figure too.
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
    """Train for one slice. It ends at the first limit reached: steps, epochs or time.

    Without any it takes 40 ms, without milliseconds at most a second. An epoch ends where the one
    under way does. Forward follows, so that the figure shows what has been learned of its example.
    """

    steps: Annotated[int | None, integer_from("The number of steps", 1)] = None
    epochs: Annotated[int | None, integer_from("The number of epochs", 1)] = None
    milliseconds: Annotated[
        int | None, integer_from("The time in milliseconds", 1, LONGEST_SLICE_MS)
    ] = None
    gesture: Gesture = None


class GoToStep(Command, traits=("halts", "forgotten")):
    """Return to the network that training had about that step: the nearest one kept.

    The curve stays whole until training goes on from here; undo leads back to where it was.
    """

    step: Annotated[int, integer_from("The step", 0)]
    gesture: Gesture = None
