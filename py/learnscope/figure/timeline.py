"""Keep every cost that Forward found, and a way back to each moment's network.

Learning is deterministic, so not every network has to be kept: one that was thinned out is worked
out again from the nearest kept one before it, to the last bit.
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import NamedTuple

from learnscope.figure.numerics import stuck_layer
from learnscope.figure.state import State

KEPT_STATES = 2_000
"""How many states of a line are kept: about 6 MB for a 3-2-3 network."""

KEPT_NUMBERS = 2_000_000
"""How many weights and biases these may have together: 16 MB."""

OBJECTS = 300
"""How many numbers would take the room of a state's objects."""

MOST_MOMENTS = 500_000
"""How many moments a line may have; beyond, its oldest half is forgotten."""


class Newest(NamedTuple):
    """The newest moment of a line: a computed state, and whether the network could learn.

    It is an anchor where something other than Backprop led to it.
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
    computed states that are kept; an *anchor* is always kept. ``newest`` is the last one that was
    added. ``ids`` gives every new line an id of its own, so that a page knows whether what it has
    drawn still holds.
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
        """The number of the moment that would come next."""
        return self.first + len(self.steps)

    @property
    def numbers(self) -> int:
        """How many numbers it takes the room of, about."""
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
        """The moments before ``end``, for another continuation."""
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
        """The state of a moment, with the gradients of the Backprop that led to it.

        Raises:
            LookupError: the moment is forgotten, or never was.
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
        """Keep no more states than ``most``: every second one, and anchors while there is room."""
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
    """An id that a page knows a line by, and its longest line."""

    id: int
    end: int = 0


@dataclass(frozen=True, eq=False)
class Line:
    """The moments before ``end``: a value, which what comes later leaves alone.

    The newest one is in the line itself, and joins the shared moments when another follows. So
    whatever takes its place, or gives it up, changes nothing that others share.
    """

    moments: Moments
    told: Told
    end: int = 0
    newest: Newest | None = None

    @property
    def id(self) -> int:
        """The number that a page knows it by."""
        return self.told.id

    @property
    def first(self) -> int:
        """The first moment that is not forgotten."""
        return self.moments.first

    def then(self, state: State, anchor: bool = True) -> "Line":
        """Extend the line by one moment. It gets a new id if a page knows another moment there."""
        goes_on = self.told.end == self.end
        told = self.told if goes_on else Told(next(self.moments.ids))
        told.end = self.end + 1
        return Line(self._settled(), told, self.end + 1, newest_of(state, anchor))

    def _settled(self) -> Moments:
        """Shared moments with the newest one among them."""
        moments, index = self.moments, self.end - 1
        if self.newest is None or (moments.end == self.end and moments.newest is self.newest):
            return moments
        if moments.end != index:
            moments = moments.copy(index)
        moments.add(self.newest)
        return moments

    def at(self, index: int) -> State:
        """The state of a moment, with the gradients of the Backprop that led to it.

        Raises:
            LookupError: the moment is forgotten, or never was.
        """
        if self.newest is None or index != self.end - 1:
            return self.moments.at(index)
        if self.newest.anchor or index == self.first:
            return self.newest.state
        return learned_and_seen(self.moments.at(index - 1))

    def since(self, start: int) -> tuple[list[int], list[float]]:
        """The steps and the costs of its moments from ``start`` on."""
        moments, shared = self.moments, self.end - (self.newest is not None)
        span = slice(start - self.first, max(shared, start) - self.first)
        steps, costs = moments.steps[span].tolist(), moments.costs[span].tolist()
        if self.newest and start < self.end:
            return [*steps, self.newest.state.step], [*costs, self.newest.cost]
        return steps, costs

    def last_well(self) -> int | None:
        """The last moment at which the network could learn."""
        if self.newest and self.newest.well:
            return self.end - 1
        shared = self.end - (self.newest is not None)
        at = self.moments.well.rfind(1, 0, shared - self.first)
        return None if at < 0 else self.first + at

    def anew(self) -> "Line":
        """An empty line with an id of its own."""
        return begun_line(self.moments.ids)

    def upto(self, end: int) -> "Line":
        """The line as it was when it ended before that moment."""
        if end >= self.end > self.first:
            return self
        return replace(self, end=max(end, self.first), newest=None)


def begun_line(ids: Iterator[int] | None = None) -> Line:
    """A line with nothing on it."""
    moments = Moments(count() if ids is None else ids)
    return Line(moments, Told(next(moments.ids)))


def in_line(line: Line, state: State, anchor: bool = True) -> Line:
    """The line, with the state's moment added if its cost is known; see ``Line.then``."""
    return line if state.cost_value is None else line.then(state, anchor)


def learned_and_seen(state: State) -> State:
    """One Backprop and the Forward after it, with the gradients still in sight."""
    learned = state.learned()
    return replace(learned.computed(), before=learned.before, gradients=learned.gradients)


def size_of(state: State) -> int:
    """How many weights and biases the network has."""
    return sum(layer.weights.size + layer.biases.size for layer in state.network)
