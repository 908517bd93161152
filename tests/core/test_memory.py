"""Check that a session's memory stays bounded, however long it is used."""

from typing import Any

import pytest

import learnscope.session.undo
from learnscope.api.bridge import Bridge
from learnscope.datasets.tasks import TASKS
from learnscope.session.session import Session
from learnscope.session.undo import belongings


def ask(bridge: Bridge, op: str, **fields: Any) -> dict[str, Any]:
    """Send a request and return its snapshot."""
    answer = bridge.handle({"op": op, **fields})
    assert "error" not in answer, answer
    snapshot: dict[str, Any] = answer["snapshot"]
    return snapshot


def resting(session: Session) -> int:
    """Count the numbers that the history holds, shared ones once."""
    things = {id(thing): thing for entry in session.history.past for thing in belongings(entry)}
    return sum(thing.numbers for thing in things.values())


def newest(session: Session) -> int:
    """Count the numbers that the newest entry of the history holds."""
    return sum(thing.numbers for thing in belongings(session.history.past[-1]))


def test_every_task_loaded_again_and_again_leaves_no_more_than_its_share() -> None:
    bridge = Bridge()
    for _ in range(20):
        for name in TASKS:
            ask(bridge, "load_task", name=name)
    session = bridge.session
    assert resting(session) <= learnscope.session.undo.RESTING_BUDGET + newest(session)
    assert len(session.history.past) > 50, "as long as there is room, nothing is given up"


def test_curves_that_were_begun_anew_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learnscope.session.undo, "RESTING_BUDGET", 60_000)
    bridge = Bridge()
    ask(bridge, "load_task", name="circle")
    for gesture in range(12):
        ask(bridge, "train", steps=60, gesture=gesture)
        ask(bridge, "reset")
    session = bridge.session
    assert resting(session) <= 60_000 + newest(session)
    assert 2 < len(session.history.past) < 20
    assert ask(bridge, "step_back")["training"]["step"] == 60, "the last one can be undone"


def test_one_curve_with_many_ways_back_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    bridge = Bridge()
    ask(bridge, "load_task", name="circle")
    ask(bridge, "train", steps=60)
    monkeypatch.setattr(
        learnscope.session.undo, "RESTING_BUDGET", 2 * resting(bridge.session) + 60_000
    )
    for _ in range(40):
        ask(bridge, "train", steps=1)
    assert len(bridge.session.history.past) == 42


def test_the_slices_of_a_gesture_take_the_place_of_one_moment() -> None:
    bridge = Bridge()
    ask(bridge, "load_task", name="circle")
    before = ask(bridge, "forward")
    first = ask(bridge, "train", steps=5, gesture=1)
    moments = bridge.session.now.line.moments
    second = ask(bridge, "train", steps=5, gesture=1)
    assert bridge.session.now.line.moments is moments, "nothing is copied"
    assert second["moments"] == first["moments"] == before["moments"] + 1
    assert second["line"] != first["line"], "so that a page asks for its costs again"
    assert bridge.session.now.line.since(0)[1][-1] == second["cost_value"]
    after = ask(bridge, "step_back")
    assert (after["line"], after["moments"]) == (before["line"], before["moments"])


def test_what_trained_on_other_examples_is_let_go() -> None:
    bridge = Bridge()
    ask(bridge, "load_task", name="digits")
    ask(bridge, "train", steps=1)
    assert bridge.session.now.trainer is not None
    ask(bridge, "load_task", name="circle")
    assert bridge.session.now.trainer is None
