"""Keep every cost that Forward found, and a way back to each moment's network.

Learning is deterministic, so not every network has to be kept. A missing one is computed again, to
the last bit, from the nearest kept one before it.
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import NamedTuple

from learnscope.figure.numerics import stuck_layer
from learnscope.figure.state import State

KEPT_STATES = 2_000
"""Most states of a line that are kept: about 6 MB for a 3-2-3 network."""

KEPT_NUMBERS = 2_000_000
"""Most weights and biases in all of them together: 16 MB."""

OBJECTS = 300
"""Room that a state's objects take, in numbers of 8 bytes."""

MOST_MOMENTS = 500_000
"""Most moments of a line; beyond, its older half is forgotten."""


class Newest(NamedTuple):
    """The newest moment of a line: a computed state, and whether the network could learn.

    It is an anchor if something other than Backprop led to it.
    """

    state: State
    cost: float
    anchor: bool
    well: bool


def newest_of(state: State, anchor: bool) -> Newest:
    """Make a moment of a computed state."""
    assert state.cost_value is not None
    well = stuck_layer(state.network, state.passes) is None
    return Newest(state, state.cost_value, anchor, well)


@dataclass(eq=False)
class Moments:
    """Moments in order, shared by all the lines that begin with them.

    Moment n has a step, a cost and, if the network could learn, a 1 in ``well``. ``states`` has the
    computed states that are kept; an *anchor* is always kept. ``newest`` is the last one added.
    ``ids`` gives each new line an id of its own, which tells a page whether what it has drawn still
    holds.
    """

    ids: Iterator[int] = field(default_factory=count)
    first: int = 0
    well: bytearray = field(default_factory=bytearray)
    steps: array[int] = field(default_factory=lambda: array("q"))
    costs: array[float] = field(default_factory=lambda: array("d"))
    states: dict[int, State] = field(default_factory=dict)
    anchors: set[int] = field(default_factory=set)
    stride: int = 1
    newest: Newest | None = None

    @property
    def end(self) -> int:
        """Return the number that the next moment will have."""
        return self.first + len(self.steps)

    @property
    def numbers(self) -> int:
        """Estimate the room that the moments take, in numbers of 8 bytes."""
        sizes = [size_of(state) for state in self.states.values()]
        return 3 * sum(sizes) + OBJECTS * len(sizes) + 3 * len(self.steps)

    def add(self, newest: Newest) -> None:
        """Append a moment."""
        index, state = self.end, newest.state
        self.newest = newest
        self.steps.append(state.step)
        self.costs.append(newest.cost)
        self.well.append(newest.well)
        if newest.anchor or index == self.first:
            self.anchors.add(index)
        if index in self.anchors or index % self.stride == 0:
            self.states[index] = state
        self._thin(max(16, min(KEPT_STATES, KEPT_NUMBERS // size_of(state))))

    def copy(self, end: int) -> "Moments":
        """Copy the moments before ``end``, for another continuation."""
        length = end - self.first
        return Moments(
            self.ids,
            self.first,
            self.well[:length],
            self.steps[:length],
            self.costs[:length],
            {index: state for index, state in self.states.items() if index < end},
            {index for index in self.anchors if index < end},
            self.stride,
        )

    def at(self, index: int) -> State:
        """Return a moment's state, with the gradients of the Backprop that led to it.

        Raises:
            LookupError: the moment is forgotten, or never was.
            Problem: the state must be computed again, and the visitor's Python fails.
        """
        if not self.first <= index < self.end:
            raise LookupError(index)
        if index in self.anchors:
            return self.states[index]
        known = max(kept for kept in self.states if kept < index)
        state = self.states[known]
        for _ in range(known, index):
            state = learned_and_seen(state)
        return state

    def _thin(self, most: int) -> None:
        """Thin the kept states out to ``most``.

        Every second one goes, but no anchor. If there are too many anchors or moments, the older
        half of the line is forgotten.
        """
        while len(self.states) > most and len(self.states) > len(self.anchors):
            self.stride *= 2
            for index in [i for i in self.states if i % self.stride and i not in self.anchors]:
                del self.states[index]
        if len(self.anchors) > most or len(self.steps) > MOST_MOMENTS:
            kept = sorted(self.states)
            self._forget_before(kept[len(kept) // 2])

    def _forget_before(self, index: int) -> None:
        """Let the line begin at a moment whose state is kept."""
        for values in (self.well, self.steps, self.costs):
            del values[: index - self.first]
        self.first = index
        self.states = {i: state for i, state in self.states.items() if i >= index}
        self.anchors = {i for i in self.anchors if i >= index} | {index}


@dataclass(eq=False)
class Told:
    """The id by which a page knows a line, and the line's longest end."""

    id: int
    end: int = 0


@dataclass(frozen=True, eq=False)
class Line:
    """The moments before ``end``, as a value that later moments don't change.

    The newest moment is kept in the line itself, and joins the shared moments only when another
    follows. So replacing or dropping it changes nothing that other lines share.
    """

    moments: Moments
    told: Told
    end: int = 0
    newest: Newest | None = None

    @property
    def id(self) -> int:
        """Return the number by which a page knows the line."""
        return self.told.id

    @property
    def first(self) -> int:
        """Return the first moment that is not forgotten."""
        return self.moments.first

    def then(self, state: State, anchor: bool = True) -> "Line":
        """Return the line with one more moment. It gets a new id if a page knows another there."""
        goes_on = self.told.end == self.end
        told = self.told if goes_on else Told(next(self.moments.ids))
        told.end = self.end + 1
        return Line(self._settled(), told, self.end + 1, newest_of(state, anchor))

    def _settled(self) -> Moments:
        """Return shared moments that include the newest one."""
        moments, index = self.moments, self.end - 1
        if self.newest is None or (moments.end == self.end and moments.newest is self.newest):
            return moments
        if moments.end != index:
            moments = moments.copy(index)
        moments.add(self.newest)
        return moments

    def at(self, index: int) -> State:
        """Return a moment's state, with the gradients of the Backprop that led to it.

        Raises:
            LookupError: the moment is forgotten, or never was.
            Problem: the state must be computed again, and the visitor's Python fails.
        """
        if self.newest is None or index != self.end - 1:
            return self.moments.at(index)
        if self.newest.anchor or index == self.first:
            return self.newest.state
        return learned_and_seen(self.moments.at(index - 1))

    def since(self, start: int) -> tuple[list[int], list[float]]:
        """List the steps and the costs of the moments from ``start`` on."""
        moments, shared = self.moments, self.end - (self.newest is not None)
        span = slice(start - self.first, max(shared, start) - self.first)
        steps, costs = moments.steps[span].tolist(), moments.costs[span].tolist()
        if self.newest and start < self.end:
            return [*steps, self.newest.state.step], [*costs, self.newest.cost]
        return steps, costs

    def last_well(self) -> int | None:
        """Find the last moment at which the network could learn, or None."""
        if self.newest and self.newest.well:
            return self.end - 1
        shared = self.end - (self.newest is not None)
        at = self.moments.well.rfind(1, 0, shared - self.first)
        return None if at < 0 else self.first + at

    def anew(self) -> "Line":
        """Return an empty line with an id of its own."""
        return begun_line(self.moments.ids)

    def upto(self, end: int) -> "Line":
        """Return the line as it was when it ended before a moment."""
        if end >= self.end > self.first:
            return self
        return replace(self, end=max(end, self.first), newest=None)


def begun_line(ids: Iterator[int] | None = None) -> Line:
    """Begin a line without moments."""
    moments = Moments(count() if ids is None else ids)
    return Line(moments, Told(next(moments.ids)))


def in_line(line: Line, state: State, anchor: bool = True) -> Line:
    """Add the state's moment to a line if its cost is known; see ``Line.then``."""
    return line if state.cost_value is None else line.then(state, anchor)


def learned_and_seen(state: State) -> State:
    """Run a Backprop and the Forward after it, and keep the gradients.

    Raises:
        Problem: a number leaves the range of float64, or the visitor's Python fails or is missing.
    """
    learned = state.learned()
    return replace(learned.computed(), before=learned.before, gradients=learned.gradients)


def size_of(state: State) -> int:
    """Count the weights and biases of a state's network."""
    return sum(layer.weights.size + layer.biases.size for layer in state.network)
