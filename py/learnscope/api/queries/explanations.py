"""What explains a session's numbers: derivations, proofs, exercises. Loaded when first asked for.

Each function answers one query with plain data and changes nothing.
"""

from dataclasses import asdict
from typing import Any

from learnscope.common.errors import Problem
from learnscope.exercises.check_answer import check
from learnscope.exercises.worksheet import worksheet
from learnscope.explain.explained import backward, explained
from learnscope.explain.proof import nudge_curve, proof, proof_map
from learnscope.figure.places import Place, place_of
from learnscope.figure.state import State
from learnscope.figure.values import Values
from learnscope.session.session import Session
from learnscope.usercode import overrides

OTHER_PYTHON = (
    "Python of yours runs. The formulas are those of the calculus; where a line does not add up, "
    "your Python differs from them."
)


def of_place(session: Session, place: object, unfold: object = None) -> dict[str, Any]:
    """Where the number at a place of the figure comes from, and what Backprop makes of it."""
    at = _place(session, place)
    now, learning = _in_sight(session, at)
    note = OTHER_PYTHON if set(overrides.installed()) & set(overrides.SOURCES) else ""
    return {**explained(at.key, now, learning, unfold is True), "note": note}


def of_slope(session: Session, place: object) -> dict[str, Any]:
    """The slope of one weight or bias, derived and measured."""
    return proof(_place(session, place), _step(session))


def of_every_slope(session: Session) -> dict[str, Any]:
    """Every slope, derived and measured."""
    return proof_map(_step(session))


def of_nudges(session: Session, place: object) -> dict[str, Any]:
    """The cost around one weight or bias, and the tangent that its slope predicts."""
    return nudge_curve(_place(session, place), _step(session))


def of_working(session: Session, place: object, quantity: object, value: object) -> dict[str, Any]:
    """Whether a value worked out by hand is right, or which mistake it looks like."""
    return asdict(check(session.state, place, quantity, value))


def on_paper(session: Session) -> dict[str, Any]:
    """The network as a worksheet with a key, to be printed."""
    return worksheet(session.state)


def _place(session: Session, key: object) -> Place:
    return place_of(key, session.state.network, len(session.state.inputs))


def _step(session: Session) -> Values:
    """The step that is just made or would come next."""
    walk = session.walk
    step, why_not = backward(walk.goal if walk and walk.kind == "backprop" else session.state)
    if step is None:
        raise Problem(why_not)
    return step


def _in_sight(session: Session, at: Place) -> tuple[State, State]:
    """The states whose Forward and whose Backprop the figure shows at that place.

    In the middle of a pass that is where the pass leads to, as soon as it has reached the place.
    """
    walk = session.walk
    if not walk:
        return session.state, session.state
    shown = session.snapshot()
    if walk.kind == "forward":
        now = walk.goal if _reached(shown, at, "a", "guess", "cost_value") else walk.base
        return now, walk.base
    learning = walk.goal if _reached(shown, at, "delta", "guess", "cost_value") else walk.base
    moving = shown["layers"][0]["z"] is None
    return walk.goal if moving else walk.base, learning


def _reached(shown: dict[str, Any], at: Place, of_neuron: str, of_output: str, cost: str) -> bool:
    """Whether a pass has reached a place; of_neuron and the others name what to look for."""
    if at.kind == "cost":
        return shown[cost] is not None
    if at.kind in ("input", "target"):
        return True
    values = shown[of_output] if at.kind == "guess" else shown["layers"][at.layer - 1][of_neuron]
    return values is not None and values[at.index] is not None
