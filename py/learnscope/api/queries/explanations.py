"""Answer queries that explain a session's numbers: derivations, proofs, exercises."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Literal, cast

from learnscope.common.errors import Problem
from learnscope.exercises.check_answer import check
from learnscope.exercises.worksheet import worksheet
from learnscope.explain.explained import backward, explained
from learnscope.explain.proof import nudge_curve, proof, proof_map
from learnscope.figure.places import Place, place_of
from learnscope.figure.state import State
from learnscope.figure.values import Values
from learnscope.protocol import queries
from learnscope.session.session import Session
from learnscope.usercode.overrides import SOURCES

if TYPE_CHECKING:  # the browser never imports these, which declare types only
    from learnscope.protocol import answers
    from learnscope.protocol.snapshots import Snapshot

OTHER_PYTHON = (
    "Python of yours runs. The formulas are those of the calculus; where a line does not add up, "
    "your Python differs from them."
)


def explain(session: Session, query: queries.ExplainQuery) -> answers.ExplainedPlace:
    """Explain where the number at a place comes from, and what Backprop makes of it."""
    at = _place(session, query.place)
    now, learning = _in_sight(session, at)
    note = OTHER_PYTHON if set(session.now.calculus.typed) & set(SOURCES) else ""
    found = explained(at.key, now, learning, query.unfold)
    return cast("answers.ExplainedPlace", {**found, "note": note})


def proof_of(session: Session, query: queries.ProofQuery) -> answers.Proof:
    """Derive and measure the slope of one weight or bias."""
    return cast("answers.Proof", proof(_place(session, query.place), step_in_sight(session)))


def all_proofs(session: Session, _: queries.ProofMapQuery) -> answers.AllProofs:
    """Derive and measure every slope."""
    return cast("answers.AllProofs", proof_map(step_in_sight(session)))


def nudges(session: Session, query: queries.NudgeCurveQuery) -> answers.Nudge:
    """Compute the cost around one weight or bias, and the tangent its slope predicts."""
    return cast("answers.Nudge", nudge_curve(_place(session, query.place), step_in_sight(session)))


def checked(session: Session, query: queries.CheckQuery) -> answers.Checked:
    """Check a value worked out by hand, or name the mistake it looks like."""
    found = check(session.state, query.place, query.quantity, query.value)
    return cast("answers.Checked", asdict(found))


def on_paper(session: Session, _: queries.WorksheetQuery) -> answers.Worksheet:
    """Write the network as a worksheet with a key, to be printed."""
    return cast("answers.Worksheet", worksheet(session.state))


def _place(session: Session, key: object) -> Place:
    return place_of(key, session.state.network, len(session.state.inputs))


def step_in_sight(session: Session) -> Values:
    """Return the step that was just made or would come next.

    Raises:
        Problem: nothing is computed yet.
    """
    walk = session.now.walk
    step, why_not = backward(walk.goal if walk and walk.kind == "backprop" else session.state)
    if step is None:
        raise Problem(why_not)
    return step


def _in_sight(session: Session, at: Place) -> tuple[State, State]:
    """Find the states whose Forward and Backprop the figure shows at a place.

    In the middle of a pass, that is the state the pass leads to, once it has reached the place.
    """
    walk = session.now.walk
    if not walk:
        return session.state, session.state
    shown = session.snapshot()
    if walk.kind == "forward":
        now = walk.goal if _reached(shown, at, "a") else walk.base
        return now, walk.base
    learning = walk.goal if _reached(shown, at, "delta") else walk.base
    moving = shown["layers"][0]["z"] is None
    return walk.goal if moving else walk.base, learning


def _reached(shown: Snapshot, at: Place, of_neuron: Literal["a", "delta"]) -> bool:
    """Tell whether a pass has reached a place."""
    if at.kind == "cost":
        return shown["cost_value"] is not None
    if at.kind in ("input", "target"):
        return True
    layer = shown["layers"][at.layer - 1]
    values = shown["guess"] if at.kind == "guess" else layer[of_neuron]
    return values is not None and values[at.index] is not None
