"""Keep what can be undone and done again: the entries before now, and those undone."""

from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from learnscope.common.errors import Problem
from learnscope.figure.timeline import size_of
from learnscope.session.entry import Entry, resumed

MOST_STEPS_BACK = 2_000
"""How many entries are kept: about 3 MB for a 3-2-3 network."""

HISTORY_BUDGET = 4_000_000
"""Weights and biases that the kept networks may have: 32 MB, twice with gradients."""

RESTING_BUDGET = 2_000_000
"""Numbers that may rest in time lines, curves and examples of the past: 16 MB.
The last of them is kept in any case, so that a Reset can be undone."""


@dataclass(frozen=True)
class History:
    """The entries before now, oldest first, and those undone, the next one last: a value."""

    past: tuple[Entry, ...] = ()
    future: tuple[Entry, ...] = ()

    def remembering(self, now: Entry) -> "History":
        """The history when something new follows: what was undone is given up."""
        moments = now.experiment.run.moments if now.experiment and now.experiment.run else ()
        room = max(1, HISTORY_BUDGET // (size_of(now.state) * (1 + len(moments))))
        past = (*self.past, now.resting())[-min(MOST_STEPS_BACK, room) :]
        if len(past) > 1 and not same(past[-2], now):
            past = shed(past)
        return History(past)


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
        return Position(entry, replace(self.history, future=()))

    def undone(self) -> "Position":
        """The position before the last change.

        Raises:
            Problem: there is none before.
        """
        past, future = self.history.past, self.history.future
        if not past:
            raise Problem("This is the beginning: there is no step to take back.")
        entry = resumed(self.entry, past[-1])
        return Position(entry, History(past[:-1], (*future, self.entry.resting())))

    def redone(self) -> "Position":
        """The position after the change that was undone last.

        Raises:
            Problem: there is none.
        """
        past, future = self.history.past, self.history.future
        if not future:
            raise Problem("There is nothing to do again.")
        entry = resumed(self.entry, future[-1])
        return Position(entry, History((*past, self.entry.resting()), future[:-1]))


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


def shed(past: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Drop the oldest entries where they hold on to too much."""
    seen: set[int] = set()
    total = 0
    for n, entry in enumerate(reversed(past)):
        for thing in belongings(entry):
            total += 0 if id(thing) in seen else thing.numbers
            seen.add(id(thing))
        if n and total > RESTING_BUDGET:
            return past[len(past) - n :]
    return past
