"""Hold a session at one moment as a value, and make the next ones."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any, NamedTuple

from learnscope.common.errors import Problem
from learnscope.figure.state import State
from learnscope.figure.stepping import Walk
from learnscope.figure.timeline import Line, begun_line, in_line
from learnscope.nn.calculus import Calculus
from learnscope.nn.network import Network
from learnscope.training.curve import Point
from learnscope.training.experiment import Experiment
from learnscope.training.prepared_examples import PreparedExamples
from learnscope.training.trainer import Trainer
from learnscope.usercode.verification import Verdict

type Gesture = tuple[object, ...]
"""The thing that a drag changes, and the number of the drag."""


class Measured(NamedTuple):
    """Figures of a network on the examples of an experiment, and what they depend on."""

    point: Point
    network: Network
    cost: str
    examples: PreparedExamples
    calculus: Calculus

    def is_of(self, state: State, examples: PreparedExamples) -> bool:
        """Tell whether they are the figures of a state's network."""
        return (
            self.network is state.network
            and self.cost == state.cost
            and self.examples is examples
            and self.calculus is state.calculus
        )


class Entry(NamedTuple):
    """A session at one moment. Commands make new entries and never change one.

    ``start`` is what Reset returns to; ``origin`` is a number of its own for every such start.
    ``line`` is the time line, and ``at`` is the number of its moment that the state is at, or came
    from. ``cause`` names the command that led here. ``experiment`` is what it learns from, if that
    is more than one example.

    Entries that are undone as one share the same object as ``change``. ``gesture`` is the drag that
    may continue, and ``base`` the line before it. ``walk`` is how far a pass has been stepped
    through. ``live``: Forward follows every change. The verdicts are about what the visitor typed.
    ``figures`` are the last ones measured; if ``is_stale``, they belong to an earlier step.
    ``trainer`` has work that the next slice can continue. ``loaded`` is the network that was loaded
    in place of a task, as it was then.

    It is a named tuple because each request makes one or two from another: that takes 2 µs, where
    ``dataclasses.replace`` takes 14.
    """

    state: State
    start: State
    line: Line
    origins: Iterator[int]
    change: object
    at: int = -1
    cause: str = "begin"
    experiment: Experiment | None = None
    origin: int = 0
    gesture: Gesture | None = None
    base: Line | None = None
    walk: Walk | None = None
    live: bool = False
    verdict: Verdict | None = None
    own_verdict: Verdict | None = None
    figures: Measured | None = None
    is_stale: bool = False
    trainer: Trainer | None = None
    loaded: State | None = None

    @property
    def calculus(self) -> Calculus:
        """Return the calculus in force."""
        return self.state.calculus

    def learning(self) -> Experiment:
        """Return the experiment.

        Raises:
            Problem: there is one example only.
        """
        if self.experiment is None:
            raise Problem("There is only one example here. Choose a task with several first.")
        return self.experiment

    def followed(self, state: State) -> State:
        """Run Forward on a state if the session is live.

        Raises:
            Problem: the numbers are too large.
        """
        if not self.live or state.cost_value is not None:
            return state
        after = state.computed()
        return replace(after, before=state.before, gradients=state.gradients)

    def resting(self) -> "Entry":
        """Drop work in progress, which the history does not keep."""
        if not (self.trainer or self.walk or self.gesture):
            return self
        return self._replace(trainer=None, walk=None, gesture=None)


def first_entry(start: State) -> Entry:
    """Make the entry in which a session begins."""
    return Entry(start, start, begun_line(), count(1), object())


# -- from one entry to the next


def become(now: Entry, state: State, cause: str, seen: State | None = None) -> Entry:
    """Go on to a state. ``seen`` is a computed state passed on the way."""
    line = now.line.upto(now.at + 1)
    known, learned = now.state.cost_value is not None, now.cause == "backprop"
    if seen and not known:
        line = in_line(line, seen, anchor=not learned)
    if cause == "backprop" or not known:
        line = in_line(line, state, anchor=not (cause == "backprop" or learned))
    return changed(now, state=state, line=line, at=line.end - 1, cause=cause)


def edit(
    now: Entry,
    what: Gesture,
    gesture: float | None,
    state: State,
    experiment: Experiment | None = None,
    start: State | None = None,
) -> Entry:
    """Go on to a state that an edit or training has made.

    Edits of one thing with the same gesture (one drag) are undone as one. ``start`` is a new state
    to return to, if the old one no longer fits.

    Raises:
        Problem: the session is live, and the numbers are too large.
    """
    if experiment is None and now.experiment:
        experiment = now.experiment.changed()
    state = now.followed(state)
    drag = drag_of(what, gesture)
    base = now.base if drag and drag == now.gesture and now.base else now.line.upto(now.at + 1)
    line = in_line(base.anew() if start else base, state)
    origin = next(now.origins) if start else now.origin
    return changed(
        now,
        state=state,
        start=start or now.start,
        line=line,
        at=line.end - 1,
        cause="edit",
        experiment=experiment,
        origin=origin,
        gesture=drag,
        base=base,
    )


def begin(
    now: Entry,
    start: State,
    cause: str,
    experiment: Experiment | None = None,
    drag: Gesture | None = None,
    loaded: State | None = None,
) -> Entry:
    """Start anew, with a time line of its own.

    Raises:
        Problem: the session is live, and the numbers are too large.
    """
    start = start.under(now.calculus)
    state = now.followed(start)
    line = in_line(now.line.anew(), state)
    return changed(
        now,
        state=state,
        start=start,
        line=line,
        at=line.end - 1,
        cause=cause,
        experiment=experiment,
        origin=now.origin if cause == "reset" else next(now.origins),
        gesture=drag,
        loaded=loaded,
    )


def resumed(now: Entry, earlier: Entry) -> Entry:
    """Take up an entry of the history, under the current calculus.

    Raises:
        Problem: the session is live, and the numbers are too large.
    """
    # The moments at the beginning of its line may have been dropped since.
    line, at = earlier.line.upto(earlier.line.end), earlier.at
    state = earlier.state.under(now.calculus)
    if not now.calculus.still_holds(earlier.calculus):
        line, at = now.line.anew(), -1
    after = now.followed(state)
    if after is not state:
        line = in_line(line.upto(at + 1), after)
        at = line.end - 1
    return earlier._replace(
        state=after,
        line=line,
        at=at,
        live=now.live,
        verdict=now.verdict,
        own_verdict=now.own_verdict,
        figures=None if earlier.is_stale else earlier.figures,
        is_stale=False,
    )


def drag_of(what: Gesture, gesture: float | None) -> Gesture | None:
    """Name a drag; None is a change that is undone by itself."""
    return None if gesture is None else (*what, gesture)


def changed(now: Entry, gesture: Gesture | None = None, **fields: Any) -> Entry:
    """Make the entry after a change, which may belong to a drag in progress."""
    goes_on = gesture is not None and gesture == now.gesture
    fresh: dict[str, Any] = {"walk": None, "base": None, "gesture": gesture, "is_stale": False}
    if now.is_stale:
        fresh["figures"] = None
    before, after = now.experiment, fields.get("experiment", now.experiment)
    if before is None or after is None or before.examples is not after.examples:
        fresh["trainer"] = None
    fresh |= fields
    return now._replace(change=now.change if goes_on else object(), **fresh)
