"""Check that every prediction question has an answer and the verdict is true."""

import pytest

from learnscope.api.bridge import Bridge
from learnscope.figure.prediction import question, verdict
from learnscope.figure.state import State
from learnscope.nn.costs import COSTS
from learnscope.session.snapshot import to_plain
from tests.core.direct import Session
from tests.core.test_session import DEEP, session_with


def moments(cost: str) -> list[State]:
    """List the states of a session as it learns, some computed and some not."""
    session = session_with({**DEEP, "cost": cost})
    states = [session.state]
    for _ in range(10):
        session.forward()
        states.append(session.state)
        session.backprop()
        states.append(session.state)
    return states


@pytest.mark.parametrize("cost", COSTS)
def test_the_weight_goes_the_way_that_counts_as_right(cost: str) -> None:
    ways = set()
    for state in moments(cost):
        asked = question(state, "backprop")
        if not asked:
            assert not any(gradient.d_weights.any() for gradient in state.computed().slopes())
            continue
        _, layer, to, from_ = asked.place.split("-")
        after = state.learned()
        assert after.before
        old = after.before[int(layer) - 1].weights[int(to), int(from_)]
        new = after.network[int(layer) - 1].weights[int(to), int(from_)]
        way = "up" if new > old else "down"
        ways.add(way)
        for choice, _ in asked.choices:
            said = verdict(state, "backprop", choice)
            assert said.right == (choice == way)
            assert f"It goes {way}." in said.text
    assert ways == {"up", "down"} or cost == "binary_cross_entropy"


@pytest.mark.parametrize("cost", COSTS)
def test_the_output_that_counts_as_right_is_the_one_that_rises_most(cost: str) -> None:
    states = [state for state in moments(cost) if state.cost_value is None]
    for before, state in zip([None, *states], states, strict=False):
        asked = question(state, "forward")
        assert asked
        after = state.computed().guess
        assert after is not None
        if state.before is None:
            best = int(after.argmax())
            assert "be the largest" in asked.text
        else:
            assert before
            old = before.computed().guess
            assert old is not None
            best = int((after - old).argmax())
            assert "rise most" in asked.text
        assert [v for v, _ in asked.choices if verdict(state, "forward", v).right] == [str(best)]


def test_the_same_network_asks_the_same_and_learning_asks_about_others() -> None:
    states = moments("squared_error")
    assert question(states[1], "backprop") == question(states[1], "backprop")
    places = {q.place for state in states if (q := question(state, "backprop"))}
    assert len(places) > 4


def test_nothing_is_asked_where_nothing_happens() -> None:
    session = Session()
    session.forward()
    assert question(session.state, "forward") is None
    single = session_with(
        {
            "layers": [{"weights": [[0.0]], "biases": [0.0], "activation": "sigmoid"}],
            "inputs": [0.0],
            "targets": [0.0],
            "cost": "softmax_cross_entropy",
        }
    )
    assert question(single.state, "forward") is None
    assert question(single.state, "backprop") is None


def test_questions_and_verdicts_are_plain_and_change_nothing() -> None:
    bridge = Bridge()
    before = bridge.handle({"op": "snapshot"})
    asked = to_plain(bridge.handle({"op": "question", "verb": "backprop"}))["answer"]
    assert [value for value, _ in asked["choices"]] == ["up", "down"]
    said = [
        bridge.handle({"op": "verdict", "verb": "backprop", "choice": way})["answer"]["right"]
        for way in ("up", "down")
    ]
    assert sorted(said) == [False, True]
    assert str(bridge.handle({"op": "snapshot"})) == str(before)


@pytest.mark.parametrize(
    ("verb", "choice"), [("forward", "3"), ("backprop", "left"), ("reset", "up"), ("backprop", 1)]
)
def test_a_choice_that_was_not_offered_is_refused(verb: str, choice: object) -> None:
    answer = Bridge().handle({"op": "verdict", "verb": verb, "choice": choice})
    assert "must be one of" in answer["error"]
