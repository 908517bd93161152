"""Keep what can be undone and done again: the entries before now, and those undone."""

from typing import NamedTuple, Protocol

from learnscope.common.errors import Problem
from learnscope.figure.timeline import size_of
from learnscope.session.chunked import Chunked
from learnscope.session.entry import Entry, resumed

MOST_STEPS_BACK = 2_000
"""How many entries are kept: about 3 MB for a 3-2-3 network."""

HISTORY_BUDGET = 4_000_000
"""Weights and biases that the kept networks may have: 32 MB, twice with gradients."""

RESTING_BUDGET = 2_000_000
"""Numbers that may rest in time lines, curves and examples of the past: 16 MB.
The last of them is kept in any case, so that a Reset can be undone."""


NOTHING: Chunked[Entry] = Chunked()


class History(NamedTuple):
    """The entries before now, oldest first, and those undone, the next one last: a value."""

    past: Chunked[Entry] = NOTHING
    future: Chunked[Entry] = NOTHING

    def remembering(self, now: Entry) -> "History":
        """The history when something new follows: what was undone is given up."""
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
        """The position after a command that made another entry."""
        now = self.entry
        if entry.change is not now.change:
            return Position(entry, self.history.remembering(now))
        if entry.calculus.still_holds(now.calculus):
            return Position(entry, self.history)
        return Position(entry, self.history._replace(future=NOTHING))

    def undone(self) -> "Position":
        """The position before the last change.

        Raises:
            Problem: there is none before.
        """
        past, future = self.history
        if not past:
            raise Problem("This is the beginning: there is no step to take back.")
        entry = resumed(self.entry, past[-1])
        return Position(entry, History(past.without_last(), future.plus(self.entry.resting())))

    def redone(self) -> "Position":
        """The position after the change that was undone last.

        Raises:
            Problem: there is none.
        """
        past, future = self.history
        if not future:
            raise Problem("There is nothing to do again.")
        entry = resumed(self.entry, future[-1])
        return Position(entry, History(past.plus(self.entry.resting()), future.without_last()))


class Belonging(Protocol):
    """Something that several entries may share."""

    @property
    def numbers(self) -> int:
        """How many numbers it takes the room of."""


def belongings(entry: Entry) -> tuple[Belonging, ...]:
    """List what an entry holds on to beside its network."""
    experiment = entry.experiment
    shared = (experiment.progress.curve, experiment.data) if experiment else ()
    return (entry.line.moments, *shared)


def same(one: Entry, other: Entry) -> bool:
    """Whether two entries share all that they hold on to."""
    mine, its = belongings(one), belongings(other)
    return len(mine) == len(its) and all(a is b for a, b in zip(mine, its, strict=True))


def shed(past: Chunked[Entry]) -> Chunked[Entry]:
    """Drop the oldest entries where they hold on to too much."""
    seen: set[int] = set()
    total = 0
    for n, entry in enumerate(reversed([*past])):
        for thing in belongings(entry):
            total += 0 if id(thing) in seen else thing.numbers
            seen.add(id(thing))
        if n and total > RESTING_BUDGET:
            return past.newest(n)
    return past
