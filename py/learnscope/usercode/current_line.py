"""Find the line of Python behind a small step, with the values of its names.

The function is run once more under tracing. The line is the one that assigns a name for the step's
layer: the step that completes z of layer 2 belongs to the second assignment of ``z``. The assigned
value must equal the number in the figure. Otherwise no line is marked.
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
"""Most values listed for one name."""

FUNCTIONS = {
    "forward": ("network", {"term": "z", "bias": "z", "activate": "a"}),
    "backprop": (
        "backprop",
        {"blame": "d_a", "back": "d_a", "delta": "delta", "slope": "d_weights",
         "bias_slope": "d_biases"},
    ),
    "descend": ("backprop", {"move": "weights", "bias_move": "biases"}),
}  # fmt: skip
"""Functions, each with its module and the name it assigns in each phase."""


@dataclass(frozen=True)
class Named:
    """A name, or a chain such as ``layer.weights``, with its shape and first values.

    ``total`` counts all its values. ``at`` is the index of the one that the step is about, or None.
    """

    name: str
    shape: list[int]
    values: list[float]
    total: int
    at: int | None = None


@dataclass(frozen=True)
class Running:
    """A line of a module with the values of its names.

    ``text`` says which line it is, or why none is marked.
    """

    text: str
    module: str | None = None
    line: int | None = None
    last_line: int | None = None
    names: list[Named] = field(default_factory=list)


class Call(NamedTuple):
    """A function to run once more: its module's kind, its name, and how."""

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
    """Run the function once more on the walk's network and example.

    Raises:
        Problem: the visitor's Python fails or is missing.
    """
    base = walk.base
    inputs, targets = base.inputs[np.newaxis], base.targets[np.newaxis]
    calculus = base.calculus
    if function == "forward":
        return calculus.forward(base.network, inputs)
    if function == "backprop":
        return calculus.backprop(base.network, inputs, base.passes, targets, base.cost)
    return calculus.descend(base.network, walk.goal.gradients or (), base.learning_rate)


def place_of(walk: Walk, call: Call, name: str) -> Execution | None:
    """Find the execution that assigned the name for the mark's layer."""
    calculus = walk.base.calculus
    found = statements(overrides.source(call.kind, calculus), call.function)
    happened = events(call.run, overrides.file_that_runs(call.kind, calculus))
    times = [e for e in executions(happened, found, call.function) if name in e.statement.names]
    layers, layer = len(walk.base.network), walk.mark.layer
    order = layers - layer if call.function == "backprop" else layer - 1
    # d_a has one assignment more than there are layers, at the end; a has one more for the inputs,
    # at the beginning.
    skipped = 0 if name == "d_a" else len(times) - layers
    return times[order + skipped] if skipped >= 0 and order + skipped < len(times) else None


def looked_at(
    call: Call, place: Execution, name: str, calculus: Calculus
) -> tuple[dict[str, Array], Array | None]:
    """Record the numbers that the statement read, and the value it gave the name."""
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
    """Return the array that the figure shows for the name, or None without one."""
    depth = walk.mark.layer - 1
    if name in ("z", "a"):
        return getattr(walk.goal.passes[depth], name)
    if name in ("weights", "biases"):
        return getattr(walk.goal.network[depth], name)
    if walk.goal.gradients and name != "d_a":
        return getattr(walk.goal.gradients[depth], name)
    return None


def fits(value: Array, wanted: Array | None) -> bool:
    """Tell whether a value equals the expected one; any value fits None."""
    return wanted is None or np.array_equal(value, wanted)


def is_complete(walk: Walk) -> bool:
    """Tell whether the line's value is complete at this mark."""
    mark = walk.mark
    if mark.phase == "back":
        return mark.term == walk.base.network[mark.layer].n_out - 1
    return mark.phase != "term"


def index_of(mark: Mark, value: Array) -> int | None:
    """Find which of the listed values the mark is about, or None."""
    one = mark.phase in ("slope", "move")
    index = mark.neuron * value.shape[-1] + mark.term if one else mark.neuron
    return index if index < MOST_VALUES else None


def named(name: str, value: Array, at: int | None = None) -> Named:
    """Describe a name's value: its shape and first numbers."""
    flat = np.asarray(value, dtype=np.float64).ravel()
    return Named(name, list(value.shape), [float(x) for x in flat[:MOST_VALUES]], flat.size, at)
