"""What can be undone and done again: the session's earlier moments, and those undone."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from learnscope.figure.state import State
from learnscope.figure.timeline import Line, size_of
from learnscope.usercode import overrides

if TYPE_CHECKING:  # loaded when a task is
    from learnscope.training.experiment import Course

MOST_STEPS_BACK = 2_000
"""How many entries are kept: about 3 MB for a 3-2-3 network."""

HISTORY_BUDGET = 4_000_000
"""How many weights and biases the kept networks may have together: 32 MB, twice with gradients."""

RESTING_BUDGET = 2_000_000
"""How many numbers may rest in time lines, curves and examples that are no longer at work: 16 MB.
The last of them is kept in any case, so that a Reset can be undone."""


@dataclass(frozen=True, eq=False)
class Entry:
    """A session at one moment.

    start is what Reset returns to. line is the time line, and ``at`` the number of its moment
    that the state is at, or came from. cause names the verb that led here. calculus holds the
    visitor's texts that its numbers were computed with. course is what it learns from, where that
    is more than one example. origin is a number of its own for every start that Reset returns to.
    """

    state: State
    start: State
    line: Line = field(default_factory=Line)
    at: int = -1
    cause: str = "begin"
    calculus: overrides.Texts = field(default_factory=overrides.calculus)
    course: "Course | None" = None
    origin: int = 0


@dataclass
class History:
    """The entries before now, oldest first, and those undone, the next one last."""

    past: list[Entry] = field(default_factory=list)
    future: list[Entry] = field(default_factory=list)

    def remember(self, now: Entry) -> None:
        """Something new follows: what was undone is given up."""
        self.past.append(now)
        self.future.clear()
        moments = now.course.run.moments if now.course and now.course.run else ()
        room = max(1, HISTORY_BUDGET // (size_of(now.state) * (1 + len(moments))))
        del self.past[: -min(MOST_STEPS_BACK, room)]
        if len(self.past) > 1 and not same(self.past[-2], now):
            self._shed()

    def _shed(self) -> None:
        """Give up the oldest entries where too much rests in what they hold on to."""
        seen: set[int] = set()
        total = 0
        for n, entry in enumerate(reversed(self.past)):
            for thing in belongings(entry):
                total += 0 if id(thing) in seen else thing.numbers
                seen.add(id(thing))
            if n and total > RESTING_BUDGET:
                del self.past[: len(self.past) - n]
                return


class Belonging(Protocol):
    """What several entries may share."""

    @property
    def numbers(self) -> int:
        """How many numbers it takes the room of."""


def belongings(entry: Entry) -> tuple[Belonging, ...]:
    """What an entry holds on to beside its network."""
    course = entry.course
    return (entry.line.moments, *((course.progress.curve, course.data) if course else ()))


def same(one: Entry, other: Entry) -> bool:
    """Whether two entries share all that they hold on to."""
    mine, its = belongings(one), belongings(other)
    return len(mine) == len(its) and all(a is b for a, b in zip(mine, its, strict=True))
