"""Find the line of Python behind a small step, with the numbers of its names.

Whatever runs is really run once more, and the line is found by the name that it gives a value: the
step that completes z of layer 2 is about the line that assigns ``z``, the second time it does. The
line must assign the number that the figure shows; otherwise none is named.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from types import FrameType
from typing import Any, NamedTuple

import numpy as np

from learnscope.common.arrays import Array
from learnscope.figure.stepping import Mark, Walk
from learnscope.nn.calculus import Calculus
from learnscope.usercode import overrides
from learnscope.usercode.tracer import Execution, events, executions, statements, values

MOST_VALUES = 12
"""That many numbers of a name are told."""

FUNCTIONS = {
    "forward": ("network", {"term": "z", "bias": "z", "activate": "a"}),
    "backprop": (
        "backprop",
        {"blame": "d_a", "back": "d_a", "delta": "delta", "slope": "d_weights",
         "bias_slope": "d_biases"},
    ),
    "descend": ("backprop", {"move": "weights", "bias_move": "biases"}),
}  # fmt: skip
"""The function and module behind each phase of a step, and the name it assigns."""


@dataclass(frozen=True)
class Named:
    """A name, or a chain such as ``layer.weights``, with its shape and its first numbers.

    at is which of these the step is about, if it is about one.
    """

    name: str
    shape: list[int]
    values: list[float]
    total: int
    at: int | None = None


@dataclass(frozen=True)
class Running:
    """A line of a module with its names, or a sentence if there is none."""

    text: str
    module: str | None = None
    line: int | None = None
    last_line: int | None = None
    names: list[Named] = field(default_factory=list)


class Call(NamedTuple):
    """A function to run once more: its kind of module, its name, and how to."""

    kind: str
    function: str
    run: Callable[[], object]


def running(walk: Walk) -> Running:
    """Find the line that runs at this point of the walk."""
    mark = walk.mark
    found = next(((f, *of) for f, of in FUNCTIONS.items() if mark.phase in of[1]), None)
    if found is None:
        what = "guess" if mark.phase == "guess" else "cost"
        return Running(f"The {what} is made by the cost function, which is in costs.py.")
    function, kind, names = found
    name = names[mark.phase]
    file = "network.py" if kind == "network" else "backprop.py"
    call = Call(kind, function, partial(again, function, walk))
    place = place_of(walk, call, name)
    read, value = looked_at(call, place, name, walk.base.calculus) if place else ({}, None)
    if not place or value is None or not fits(value, expected(walk, name)):
        return Running(
            f"This version of {file} has no line in {function} that gives {name} the number "
            "which the figure shows, so no line is marked.",
            kind,
        )
    told = [named(*item) for item in read.items()]
    if is_complete(walk):
        told.append(named(name, value, index_of(mark, value)))
    statement = place.statement
    text = f"Line {statement.first} of {file}, for all neurons of layer {mark.layer} at once."
    return Running(text, kind, statement.first, statement.last, told)


def again(function: str, walk: Walk) -> object:
    """Run the function on what the walk is about."""
    base = walk.base
    inputs, targets = base.inputs[np.newaxis], base.targets[np.newaxis]
    calculus = base.calculus
    if function == "forward":
        return calculus.forward(base.network, inputs)
    if function == "backprop":
        return calculus.backprop(base.network, inputs, base.passes, targets, base.cost)
    return calculus.descend(base.network, walk.goal.gradients or (), base.learning_rate)


def place_of(walk: Walk, call: Call, name: str) -> Execution | None:
    """The time that the name was assigned for the mark's layer."""
    calculus = walk.base.calculus
    found = statements(overrides.source(call.kind, calculus), call.function)
    happened = events(call.run, overrides.file_that_runs(call.kind, calculus))
    times = [e for e in executions(happened, found, call.function) if name in e.statement.names]
    layers, layer = len(walk.base.network), walk.mark.layer
    order = layers - layer if call.function == "backprop" else layer - 1
    # d_a is assigned once more than there are layers, at the end; a, the inputs, at the beginning.
    skipped = 0 if name == "d_a" else len(times) - layers
    return times[order + skipped] if skipped >= 0 and order + skipped < len(times) else None


def looked_at(
    call: Call, place: Execution, name: str, calculus: Calculus
) -> tuple[dict[str, Array], Array | None]:
    """The numbers that the statement read, and what it assigned to the name."""
    read: dict[str, Array] = {}
    assigned: list[Any] = []

    def look(n: int, frame: FrameType) -> None:
        if n == place.before:
            read.update(values(place.statement.node, dict(frame.f_locals)))
        elif n == place.after:
            assigned.append(frame.f_locals.get(name))

    events(call.run, overrides.file_that_runs(call.kind, calculus), look)
    value = assigned[0] if assigned else None
    return read, value.copy() if isinstance(value, np.ndarray) else None


def expected(walk: Walk, name: str) -> Array | None:
    """Give what the figure shows for the name; None if it has another form there."""
    depth = walk.mark.layer - 1
    if name in ("z", "a"):
        return getattr(walk.goal.passes[depth], name)
    if name in ("weights", "biases"):
        return getattr(walk.goal.network[depth], name)
    if walk.goal.gradients and name != "d_a":
        return getattr(walk.goal.gradients[depth], name)
    return None


def fits(value: Array, wanted: Array | None) -> bool:
    """Whether a value is the wanted one, if one is wanted."""
    return wanted is None or np.array_equal(value, wanted)


def is_complete(walk: Walk) -> bool:
    """Whether what the line assigns is there with this mark."""
    mark = walk.mark
    if mark.phase == "back":
        return mark.term == walk.base.network[mark.layer].n_out - 1
    return mark.phase != "term"


def index_of(mark: Mark, value: Array) -> int | None:
    """Which of the first numbers of what is assigned the mark is about."""
    one = mark.phase in ("slope", "move")
    index = mark.neuron * value.shape[-1] + mark.term if one else mark.neuron
    return index if index < MOST_VALUES else None


def named(name: str, value: Array, at: int | None = None) -> Named:
    """A name with its value."""
    flat = np.asarray(value, dtype=np.float64).ravel()
    return Named(name, list(value.shape), [float(x) for x in flat[:MOST_VALUES]], flat.size, at)
