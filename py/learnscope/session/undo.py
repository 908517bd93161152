"""The few places where a session changes, and what can be undone of it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from learnscope.common.errors import Problem, is_nothing, number
from learnscope.figure.state import State
from learnscope.figure.stepping import Walk
from learnscope.figure.timeline import in_line
from learnscope.session.history import Entry, History
from learnscope.usercode import overrides

if TYPE_CHECKING:  # loaded when a task is
    from learnscope.training.experiment import Course


class Keeping:
    """What a session is at, how it came there, and the way from one moment to the next."""

    now: Entry
    history: History
    walk: Walk | None
    live: bool
    _gesture: tuple[object, ...] | None
    _origins: Iterator[int]

    def _become(self, state: State, cause: str, seen: State | None = None) -> None:
        """Go on to state. ``seen`` is a computed state that was passed through on the way."""
        line = self.now.line.upto(self.now.at + 1)
        known, learned = self.now.state.cost_value is not None, self.now.cause == "backprop"
        if seen and not known:
            line = in_line(line, seen, anchor=not learned)
        if cause == "backprop" or not known:
            line = in_line(line, state, anchor=not (cause == "backprop" or learned))
        now = self.now
        calculus = overrides.calculus()
        self._put(
            Entry(state, now.start, line, line.end - 1, cause, calculus, now.course, now.origin)
        )

    def _edit(
        self,
        gesture: tuple[object, ...],
        state: State,
        course: "Course | None" = None,
        start: State | None = None,
    ) -> None:
        """Become state by a change of one number, or by training.

        start is another one to return to, where what came before does not fit any more.
        """
        if course is None and self.now.course:
            course = self.now.course.changed()
        state = self._followed(state)
        goes_on = self._goes_on(gesture)
        before = self.history.past[-1] if goes_on else self.now
        old = before.line.anew() if start else before.line.upto(before.at + 1)
        line = in_line(old, state, instead=self.now.line if goes_on else None)
        origin = next(self._origins) if start else self.now.origin
        start, calculus = start or self.now.start, overrides.calculus()
        entry = Entry(state, start, line, line.end - 1, "edit", calculus, course, origin)
        self._put(entry, gesture)

    def _begin(
        self,
        start: State,
        cause: str,
        course: "Course | None" = None,
        gesture: tuple[object, ...] | None = None,
    ) -> None:
        """Start anew, with a time line of its own."""
        state = self._followed(start)
        line = in_line(self.now.line.anew(), state)
        origin = self.now.origin if cause == "reset" else next(self._origins)
        entry = Entry(state, start, line, line.end - 1, cause, course=course, origin=origin)
        self._put(entry, gesture)

    def _put(self, entry: Entry, gesture: tuple[object, ...] | None = None) -> None:
        """Let entry be now. What is part of the same gesture replaces the part before it."""
        if not self._goes_on(gesture):
            self._let_rest(entry)
            self.history.remember(self.now)
        self.now, self.walk = entry, None
        self._gesture = gesture

    def _let_rest(self, entry: Entry) -> None:
        """The course of now is not at work any more where entry has another."""
        course = self.now.course
        if course and course is not entry.course:
            course.forget()

    def _goes_on(self, gesture: tuple[object, ...] | None) -> bool:
        """Whether this is part of the gesture that led here; without a number, of none."""
        if gesture is None or is_nothing(gesture[-1]):
            return False
        number(gesture[-1], "The gesture")
        return gesture == self._gesture

    def _undo(self) -> None:
        if not self.history.past:
            raise Problem("This is the beginning: there is no step to take back.")
        self._move(self.history.past, self.history.future)

    def _move(self, source: list[Entry], target: list[Entry]) -> None:
        """Take the last entry of one list to be now, and put this one on the other."""
        entry = source[-1]
        # Its line may have begun where the moments have been forgotten since.
        entry = replace(entry, line=entry.line.upto(entry.line.end))
        if not overrides.is_valid(entry.calculus):
            entry = replace(
                entry,
                state=entry.state.bare(),
                line=self.now.line.anew(),
                at=-1,
                calculus=overrides.calculus(),
            )
        state = self._followed(entry.state)
        if state is not entry.state:
            line = in_line(entry.line.upto(entry.at + 1), state)
            entry = replace(entry, state=state, line=line, at=line.end - 1)
        self._let_rest(entry)
        target.append(self.now)
        source.pop()
        self.now, self.walk, self._gesture = entry, None, None

    def _followed(self, state: State) -> State:
        """The state, with Forward done where the session is live."""
        if not self.live or state.cost_value is not None:
            return state
        after = state.computed()
        return replace(after, before=state.before, gradients=state.gradients)
