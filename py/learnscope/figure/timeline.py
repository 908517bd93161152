"""The time line: every cost that Forward found, and the way back to the network of that moment.

Learning is deterministic, so not every network has to be kept: one that was thinned out is worked
out again from the nearest kept one before it, to the last bit.
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from learnscope.figure.numerics import trouble_of
from learnscope.figure.state import State

KEPT_STATES = 2_000
"""How many states of a line are kept: about 6 MB for a 3-2-3 network."""

KEPT_NUMBERS = 2_000_000
"""How many weights and biases these may have together: 16 MB."""

OBJECTS = 300
"""How many numbers would take the room of a state's objects."""

MOST_MOMENTS = 500_000
"""How many moments a line may have; beyond, its oldest half is forgotten."""


@dataclass(eq=False)
class Moments:
    """Moments in order, shared by all the lines that begin with them.

    Moment n has a step, a cost and, if the network could learn, a 1 in ``well``. ``states`` has the
    computed states that are kept; an *anchor* is always kept, because something other than
    Backprop led to it. ``ids`` gives every new list of moments an id of its own, so that a page
    knows whether what it has drawn still holds.
    """

    ids: Iterator[int] = field(default_factory=count)
    first: int = 0
    well: bytearray = field(default_factory=bytearray)
    steps: array[int] = field(default_factory=lambda: array("q"))
    costs: array[float] = field(default_factory=lambda: array("d"))
    states: dict[int, State] = field(default_factory=dict)
    anchors: set[int] = field(default_factory=set)
    stride: int = 1
    id: int = field(init=False)

    def __post_init__(self) -> None:
        self.id = next(self.ids)

    @property
    def end(self) -> int:
        """The number of the moment that would come next."""
        return self.first + len(self.steps)

    @property
    def numbers(self) -> int:
        """How many numbers it takes the room of, about."""
        sizes = [size_of(state) for state in self.states.values()]
        return 3 * sum(sizes) + OBJECTS * len(sizes) + 3 * len(self.steps)

    def take_back(self) -> None:
        """Forget the last moment, whose line nobody has any more."""
        index = self.end - 1
        for values in (self.well, self.steps, self.costs):
            values.pop()
        self.states.pop(index, None)
        self.anchors.discard(index)

    def add(self, state: State, anchor: bool) -> None:
        """Append the moment of a computed state."""
        assert state.cost_value is not None
        index = self.end
        self.steps.append(state.step)
        self.costs.append(state.cost_value)
        self.well.append(trouble_of(state.network, state.passes) is None)
        if anchor or index == self.first:
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


@dataclass(frozen=True, eq=False)
class Line:
    """The moments before ``end``: a value, which what comes later leaves alone."""

    moments: Moments = field(default_factory=Moments)
    end: int = 0
    own_id: int | None = None

    @property
    def id(self) -> int:
        """That of its moments, or of its own where its last one took the place of another."""
        return self.moments.id if self.own_id is None else self.own_id

    def then(self, state: State, anchor: bool, instead: "Line | None" = None) -> "Line":
        """The line with one moment more; instead is a line that is given up for it."""
        moments, own_id = self.moments, self.own_id
        if instead and instead.moments is moments and instead.end == moments.end == self.end + 1:
            moments.take_back()
            own_id = next(moments.ids)
        elif self.end != moments.end:
            moments, own_id = moments.copy(self.end), None
        moments.add(state, anchor)
        return Line(moments, moments.end, own_id)

    def last_well(self) -> int | None:
        """The last moment at which the network could learn."""
        first = self.moments.first
        at = self.moments.well.rfind(1, 0, self.end - first)
        return None if at < 0 else first + at

    def anew(self) -> "Line":
        """An empty line with an id of its own."""
        return Line(Moments(self.moments.ids))

    def upto(self, end: int) -> "Line":
        """The line as it was when it ended before that moment."""
        return replace(self, end=max(end, self.moments.first))


def in_line(line: Line, state: State, anchor: bool = True, instead: Line | None = None) -> Line:
    """The line, with the state's moment added if its cost is known; see ``Line.then``."""
    return line if state.cost_value is None else line.then(state, anchor, instead)


def learned_and_seen(state: State) -> State:
    """One Backprop and the Forward after it, with the gradients still in sight."""
    learned = state.learned()
    return replace(learned.computed(), before=learned.before, gradients=learned.gradients)


def size_of(state: State) -> int:
    """How many weights and biases the network has."""
    return sum(layer.weights.size + layer.biases.size for layer in state.network)
