"""Run passes forward and back, whole or in small steps, and return to earlier moments."""

from learnscope.common.errors import Problem, between
from learnscope.figure.state import State
from learnscope.figure.stepping import Walk, backprop_walk, forward_walk
from learnscope.protocol import commands
from learnscope.session.entry import Entry, become, changed, drag_of
from learnscope.session.measuring import measured
from learnscope.session.undo import Position


def look(now: Entry, _: commands.Look) -> Entry:
    """Change nothing, but measure the network if its figures are of an earlier step."""
    return measured(now._replace(is_stale=False, figures=None)) if now.is_stale else now


def forward(now: Entry, _: commands.Forward) -> Entry:
    """Compute all values, the guess and the cost.

    Raises:
        Problem: the numbers are too large.
    """
    state = now.state.computed()
    if state is now.state:
        return now._replace(walk=None)
    return become(now, state, "forward")


def backprop(now: Entry, _: commands.Backprop) -> Entry:
    """Take one step downhill, after a Forward if needed.

    Raises:
        Problem: the numbers are too large.
    """
    base = now.state.computed()
    return become(now, now.followed(base.learned()), "backprop", seen=base)


def step(at: Position, command: commands.Step) -> Position:
    """Go on by a step of some size, redoing what was undone if possible.

    Raises:
        Problem: the numbers are too large.
    """
    now, future = at.entry, at.history.future
    walk = (now.walk or walk_due(now.state)).onward(command.grain)
    if not walk.is_over:
        return at.then(now._replace(walk=walk))
    if future and future[-1].cause == walk.kind:
        return at.redone()
    if walk.kind == "forward":
        return at.then(forward(now, commands.Forward()))
    return at.then(backprop(now, commands.Backprop()))


def step_back(at: Position, command: commands.StepBack) -> Position:
    """Go back by a step of some size, or undo the last change.

    Raises:
        Problem: this is the beginning.
    """
    now, size = at.entry, command.grain or "pass"
    if now.walk:
        walk = now.walk.back(size)
    else:
        at = at.undone()
        if size == "pass" or now.cause not in ("forward", "backprop"):
            return at
        walk = walk_due(at.entry.state).at_end().back(size)
    return at.then(at.entry._replace(walk=walk if walk.position else None))


def redo(at: Position, _: commands.Redo) -> Position:
    """Do again what was undone last.

    Raises:
        Problem: there is nothing to redo.
    """
    return at.redone()


def go_to(now: Entry, command: commands.GoTo) -> Entry:
    """Return to a moment of the time line.

    Raises:
        Problem: there is no such moment.
    """
    line = now.line
    if line.end == line.first:
        raise Problem("The time line is empty: press Forward to begin it.")
    between(command.moment, "The moment", line.first, line.end - 1)
    state = now.followed(line.at(command.moment).under(now.calculus))
    drag = drag_of(("go_to",), command.gesture)
    return changed(now, drag, state=state, at=command.moment, cause="go_to")


def set_live(now: Entry, command: commands.SetLive) -> Entry:
    """Choose whether Forward follows every change.

    Raises:
        Problem: the numbers are too large.
    """
    if command.value and now.state.cost_value is None:
        now = forward(now, commands.Forward())
    return now._replace(live=command.value)


def walk_due(state: State) -> Walk:
    """Begin the pass that comes next.

    Raises:
        Problem: the numbers are too large.
    """
    base = state.computed()
    if state.cost_value is None:
        return forward_walk(state, base)
    return backprop_walk(base, base.learned())
