"""Test the timeline: every cost, the network of every moment, and new branches."""

from random import Random
from typing import Any

import pytest

import learnscope.figure.timeline
from learnscope.common.errors import Problem
from learnscope.session import session as sessions
from learnscope.session.snapshot import to_plain
from tests.core.direct import Session, asked
from tests.core.test_session import DEEP, frozen, seen, session_with
from tests.recorded import BEGIN, PYTHON, Visitor

VALUES = ("layers", "guess", "cost_value", "inputs", "targets", "learning_rate", "step")


def line(session: sessions.Session) -> tuple[list[float], list[float]]:
    """Return the steps and costs of the timeline."""
    plain = to_plain(asked(session, "timeline"))
    return plain["steps"], plain["costs"]


def values(session: Session) -> dict[str, Any]:
    return {key: value for key, value in seen(session).items() if key in VALUES}


def trained(steps: int) -> tuple[Session, list[dict[str, Any]]]:
    """Train a live session, and return what it showed at each moment."""
    session = session_with(DEEP)
    session.set_live(True)
    shown = [values(session)]
    for _ in range(steps):
        session.backprop()
        shown.append(values(session))
    return session, shown


def test_every_forward_puts_its_cost_on_the_line() -> None:
    session = session_with(DEEP)
    costs = []
    for _ in range(5):
        session.forward()
        costs.append(seen(session)["cost_value"])
        session.backprop()
    assert line(session) == ([0, 1, 2, 3, 4], costs)


def test_backprop_alone_leaves_no_cost_out() -> None:
    alone, both = session_with(DEEP), session_with(DEEP)
    for _ in range(4):
        alone.backprop()
        both.forward()
        both.backprop()
    assert line(alone) == line(both)


def test_every_moment_comes_back_to_the_last_bit() -> None:
    session, shown = trained(30)
    for n in Random(1).sample(range(31), 31):
        session.go_to(n)
        assert values(session) == shown[n]
        assert seen(session)["moment"] == n
        assert len(line(session)[0]) == 31


def test_thinned_moments_are_worked_out_again_to_the_last_bit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(learnscope.figure.timeline, "KEPT_STATES", 16)
    session, shown = trained(300)
    moments = session.now.line.moments
    assert len(moments.states) <= 16
    assert moments.stride >= 16
    for n in Random(2).sample(range(301), 60):
        session.go_to(n)
        assert values(session) == shown[n]


def test_edits_in_between_are_never_replayed_wrongly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learnscope.figure.timeline, "KEPT_STATES", 20)
    random = Random(3)
    session = session_with(DEEP)
    shown = {}
    for _ in range(200):
        verb = random.random()
        if verb < 0.03:
            session.set_input(0, random.random())
        elif verb < 0.06:
            session.set_weight(1, 0, 0, random.random())
        elif verb < 0.08:
            session.set_learning_rate(random.random())
        elif verb < 0.5:
            session.backprop()
        else:
            session.forward()
            shown[seen(session)["moment"]] = (
                [layer["a"] for layer in seen(session)["layers"]],
                seen(session)["cost_value"],
            )
    first = session.now.line.moments.first
    assert len(session.now.line.moments.states) <= 20
    checked = 0
    for n in sorted(shown):
        if n < first:
            continue
        session.go_to(n)
        now = seen(session)
        assert ([layer["a"] for layer in now["layers"]], now["cost_value"]) == shown[n]
        checked += 1
    assert checked > 10


def test_learning_from_an_earlier_moment_is_another_line_and_undo_brings_the_old_one_back() -> None:
    session, _ = trained(10)
    old, id_ = line(session), seen(session)["line"]
    session.go_to(4)
    assert line(session) == old
    session.set_input(0, 0.25)
    session.backprop()
    assert line(session)[0] == [0, 1, 2, 3, 4, 4, 5]
    assert line(session)[1][:5] == old[1][:5]
    assert seen(session)["line"] != id_
    for _ in range(3):
        session.step_back()
    assert (line(session), seen(session)["line"]) == (old, id_)
    assert seen(session)["step"] == 10


def test_scrubbing_in_one_gesture_is_undone_as_one() -> None:
    session, _ = trained(10)
    before = frozen(session)
    for n in (8, 5, 2, 7):
        session.go_to(n, gesture=3)
    session.step_back()
    assert frozen(session) == before


def test_reset_new_weights_and_load_begin_a_line_that_undo_takes_back() -> None:
    for verb in (Session.reset, Session.new_weights, lambda s: s.load(DEEP)):
        session, _ = trained(5)
        old = line(session)
        verb(session)
        assert len(line(session)[0]) == 1
        session.step_back()
        assert line(session) == old


def test_every_start_has_a_number_that_comes_back_with_undo() -> None:
    """Check the number by which a resumed session knows where Reset leads."""
    session, _ = trained(2)
    first = session.snapshot()["origin"]
    session.reset()
    assert session.snapshot()["origin"] == first
    session.new_weights()
    second = session.snapshot()["origin"]
    session.load_task("xor")
    session.train(steps=1)
    third = session.snapshot()["origin"]
    assert len({first, second, third}) == 3
    session.step_back()
    session.step_back()
    assert session.snapshot()["origin"] == second
    session.step_back()
    assert session.snapshot()["origin"] == first


def test_the_line_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learnscope.figure.timeline, "MOST_MOMENTS", 100)
    session, shown = trained(350)
    plain = to_plain(asked(session, "timeline"))
    assert len(plain["costs"]) <= 101
    assert plain["first"] > 200
    assert plain["steps"][0] == plain["first"]
    session.go_to(plain["first"] + 7)
    assert values(session)["layers"][0]["a"] == shown[plain["first"] + 7]["layers"][0]["a"]
    with pytest.raises(Problem, match="moment must be from"):
        session.go_to(plain["first"] - 1)


def test_undo_to_where_the_line_is_forgotten_leaves_a_line_that_fits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(learnscope.figure.timeline, "MOST_MOMENTS", 100)
    session, _ = trained(152)
    first = session.now.line.first
    for _ in range(2 * (152 - first) + 20):
        session.step_back()
    steps, _ = line(session)
    assert steps == []
    assert seen(session)["moments"] == first
    with pytest.raises(Problem, match="time line is empty"):
        session.go_to(first)
    session.backprop()
    assert seen(session)["moments"] == first + len(line(session)[0]) > first


def test_a_page_can_ask_for_what_is_new_only() -> None:
    session, _ = trained(5)
    steps = line(session)[0]
    assert to_plain(asked(session, "timeline", 4))["steps"] == steps[4:]
    assert to_plain(asked(session, "timeline", 6))["steps"] == []
    assert to_plain(asked(session, "timeline", 99))["steps"] == []


def test_an_empty_line_says_how_to_begin_it() -> None:
    with pytest.raises(Problem, match="press Forward"):
        session_with(DEEP).go_to(0)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_was_done_each_moment_has_the_cost_that_the_line_shows(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learnscope.figure.timeline, "KEPT_STATES", 150)
    visitor = Visitor(seed)
    session = visitor.bridge.session
    for _ in range(300):
        visitor.ask_something("restore", "reset", *BEGIN, *PYTHON)
        if visitor.random.random() < 0.3:
            visitor.ask("backprop")
    assert len(line(session)[0]) > 2
    the_line_is_true(session)


def the_line_is_true(session: sessions.Session) -> None:
    """Check that each moment's network has the cost that the line shows."""
    on_it = session.now.line
    for n, cost in enumerate(on_it.since(on_it.first)[1], start=on_it.first):
        assert on_it.at(n).cost_value == cost


def test_what_undo_computes_while_live_is_a_moment_too() -> None:
    session = session_with(DEEP)
    session.forward()
    session.backprop()
    session.set_input(0, 0.3)
    session.set_live(True)
    session.step_back()
    session.step_back()
    session.backprop()
    assert line(session)[0] == [0, 1, 2]
    the_line_is_true(session)


# -- undo and redo


def test_what_was_undone_can_be_done_again_to_the_last_bit() -> None:
    random = Random(4)
    session = Session()
    trail = []
    for n in range(200):
        trail.append(frozen(session))
        [
            lambda: session.set_input(random.randrange(3), random.random()),
            lambda: session.set_weight(1, 1, 2, random.random()),
            lambda: session.set_bias(2, 0, random.random()),
            lambda: session.set_target(1, random.random()),
            session.backprop,
        ][n % 5]()
    end = frozen(session)
    for before in reversed(trail):
        session.step_back()
        assert frozen(session) == before
    for after in [*trail[1:], end]:
        session.redo()
        assert frozen(session) == after


def test_something_new_gives_up_what_was_undone() -> None:
    session = Session()
    session.forward()
    session.step_back()
    session.set_input(0, 0.7)
    with pytest.raises(Problem, match="nothing to do again"):
        session.redo()
