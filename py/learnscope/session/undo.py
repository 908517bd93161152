"""Keep the undo history: the entries before now, and those undone."""

from typing import NamedTuple, Protocol

from learnscope.common.errors import Problem
from learnscope.figure.timeline import size_of
from learnscope.session.chunked import Chunked
from learnscope.session.entry import Entry, resumed

MOST_STEPS_BACK = 2_000
"""Entries that are kept: about 3 MB for a 3-2-3 network."""

HISTORY_BUDGET = 4_000_000
"""Weights and biases that the kept networks may have: 32 MB, twice that with gradients."""

RESTING_BUDGET = 2_000_000
"""Numbers that time lines, curves and examples of the past may hold: 16 MB.

The newest of them is always kept, so that a Reset can be undone.
"""


NOTHING: Chunked[Entry] = Chunked()


class History(NamedTuple):
    """The entries before now, oldest first, and those undone, the next to redo last."""

    past: Chunked[Entry] = NOTHING
    future: Chunked[Entry] = NOTHING

    def remembering(self, now: Entry) -> "History":
        """Add an entry to the past, and give up what was undone."""
        moments = now.experiment.run.moments if now.experiment and now.experiment.run else ()
        room = max(1, HISTORY_BUDGET // (size_of(now.state) * (1 + len(moments))))
        is_same = len(self.past) > 0 and same(self.past[-1], now)
        past = self.past.plus(now.resting()).newest(min(MOST_STEPS_BACK, room))
        return History(past if is_same else shed(past))


class Position(NamedTuple):
    """A place in the history: an entry, and those before and after it."""

    entry: Entry
    history: History

    def then(self, entry: Entry) -> "Position":
        """Move on to the entry that a command made."""
        now = self.entry
        if entry.change is not now.change:
            return Position(entry, self.history.remembering(now))
        if entry.calculus.still_holds(now.calculus):
            return Position(entry, self.history)
        return Position(entry, self.history._replace(future=NOTHING))

    def undone(self) -> "Position":
        """Return the position before the last change.

        Raises:
            Problem: there is nothing to undo.
        """
        past, future = self.history
        if not past:
            raise Problem("This is the beginning: there is no step to take back.")
        entry = resumed(self.entry, past[-1])
        return Position(entry, History(past.without_last(), future.plus(self.entry.resting())))

    def redone(self) -> "Position":
        """Return the position after the change that was undone last.

        Raises:
            Problem: there is nothing to redo.
        """
        past, future = self.history
        if not future:
            raise Problem("There is nothing to do again.")
        entry = resumed(self.entry, future[-1])
        return Position(entry, History(past.plus(self.entry.resting()), future.without_last()))


class Belonging(Protocol):
    """A large value that several entries may share."""

    @property
    def numbers(self) -> int:
        """Return how many numbers' worth of memory it takes."""


def belongings(entry: Entry) -> tuple[Belonging, ...]:
    """List the large values that an entry holds besides its network."""
    experiment = entry.experiment
    shared = (experiment.progress.curve, experiment.data) if experiment else ()
    return (entry.line.moments, *shared)


def same(one: Entry, other: Entry) -> bool:
    """Tell whether two entries hold the same large values."""
    mine, its = belongings(one), belongings(other)
    return len(mine) == len(its) and all(a is b for a, b in zip(mine, its, strict=True))


def shed(past: Chunked[Entry]) -> Chunked[Entry]:
    """Drop the oldest entries while the rest hold too many numbers."""
    seen: set[int] = set()
    total = 0
    for n, entry in enumerate(reversed([*past])):
        for thing in belongings(entry):
            total += 0 if id(thing) in seen else thing.numbers
            seen.add(id(thing))
        if n and total > RESTING_BUDGET:
            return past.newest(n)
    return past
