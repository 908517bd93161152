"""Test each verb of a session: what it changes, leaves and refuses."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import learnscope.session.session
import learnscope.session.undo
from learnscope.common.errors import LARGEST_WHOLE, Problem
from learnscope.datasets.tasks import FIRST, TASKS
from learnscope.nn.network import random_network
from learnscope.session import session as sessions
from learnscope.session.snapshot import to_plain
from learnscope.session.undo import History
from tests.core.direct import Session, asked
from tests.recorded import PYTHON, Plain, Visitor

DEEP: Plain = {
    "layers": [
        {"weights": [[0.1, 0.2], [0.3, 0.4]], "biases": [0.5, -0.5], "activation": "tanh"},
        {"weights": [[0.6, -0.7], [0.8, 0.9]], "biases": [0.1, 0.2], "activation": "sigmoid"},
        {"weights": [[1.0, -1.1], [1.2, 0.3]], "biases": [0.3, 0.4], "activation": "identity"},
    ],
    "cost": "softmax_cross_entropy",
    "inputs": [0.3, 0.7],
    "targets": [0.0, 1.0],
    "learning_rate": 0.5,
}
SOARING: Plain = {
    "layers": [{"weights": [[1e200]], "biases": [0.0], "activation": "identity"}],
    "inputs": [1e200],
    "cost": "squared_error",
}

type Verb = Callable[[Session], None]


def session_with(network: Plain) -> Session:
    session = Session()
    session.load(network)
    return session


def seen(session: sessions.Session) -> Plain:
    """Return the snapshot as plain data."""
    plain: Plain = to_plain(session.snapshot())
    return plain


AROUND = ("line", "moments", "moment", "can_redo")
"""Snapshot fields about the timeline and redo."""


def frozen(session: sessions.Session) -> str:
    """Write the network and all that is computed from it, to the last bit."""
    plain = {key: value for key, value in seen(session).items() if key not in AROUND}
    return json.dumps(plain, allow_nan=False)


def refused(session: Session, verb: Verb) -> str:
    """Return the session's refusal, checking that nothing changed, history included."""
    before, steps = frozen(session), len(session.history.past)
    with pytest.raises(Problem) as caught:
        verb(session)
    assert (frozen(session), len(session.history.past)) == (before, steps)
    return str(caught.value)


def column(session: Session, name: str) -> list[Any]:
    """Return one field of every layer."""
    return [layer[name] for layer in seen(session)["layers"]]


# -- the start


@pytest.mark.parametrize("task", TASKS.values(), ids=lambda task: task.name)
def test_every_task_begins_with_drawn_weights_and_can_be_learned(
    task: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learnscope.session.session, "FIRST", task.name)
    session = Session()
    now = seen(session)
    assert (now["step"], now["seed"], now["cost_value"], now["guess"]) == (0, task.seed, None, None)
    session.backprop()
    session.forward()
    assert seen(session)["cost_change"] < 0


def test_the_first_task_is_the_2015_network() -> None:
    now = seen(Session())
    assert [len(layer["biases"]) for layer in now["layers"]] == [2, 3]
    assert [layer["activation"] for layer in now["layers"]] == ["sigmoid", "sigmoid"]
    assert (len(now["inputs"]), now["targets"]) == (3, [0.0, 1.0, 0.0])
    assert (now["cost"], now["learning_rate"]) == ("softmax_cross_entropy", 0.3)
    assert (now["live"], now["can_step_back"]) == (False, False)


# -- Forward


def test_forward_computes_every_value() -> None:
    session = session_with(DEEP)
    session.forward()
    now = seen(session)
    a = np.array(now["inputs"])
    for layer in now["layers"]:
        z = np.array(layer["weights"]) @ a + layer["biases"]
        assert layer["z"] == pytest.approx(z)
        a = np.array(layer["a"])
    assert a == pytest.approx(z)  # the last layer is the identity
    assert now["guess"] == pytest.approx(np.exp(a) / np.exp(a).sum())
    assert now["cost_value"] == pytest.approx(-np.log(now["guess"][1]))
    assert now["last_cost"] is None
    assert now["cost_change"] is None


def test_a_second_forward_changes_nothing_and_is_no_step() -> None:
    session = session_with(DEEP)
    session.forward()
    before, steps = frozen(session), len(session.history.past)
    session.forward()
    assert (frozen(session), len(session.history.past)) == (before, steps)


# -- Backprop


def test_backprop_leaves_its_slopes_and_what_moved_and_nothing_computed() -> None:
    session = session_with(DEEP)
    session.forward()
    before = seen(session)
    session.backprop()
    now = seen(session)
    assert now["step"] == 1
    assert (now["guess"], now["cost_value"], now["cost_change"]) == (None, None, None)
    assert now["last_cost"] == before["cost_value"]
    for old, new in zip(before["layers"], now["layers"], strict=True):
        assert (new["z"], new["a"]) == (None, None)
        assert new["delta"] == pytest.approx(np.array(new["d_biases"]))
        for name in ("weights", "biases"):
            was, is_, slope = (np.array(x) for x in (old[name], new[name], new[f"d_{name}"]))
            assert np.abs(slope).max() > 0
            assert is_ == pytest.approx(was - 0.5 * slope)
            assert new[f"{name}_before"] == old[name]
            assert np.array_equal(new[f"{name}_change"], is_ - was)


def test_backprop_before_forward_does_the_forward_first() -> None:
    eager, patient = session_with(DEEP), session_with(DEEP)
    eager.backprop()
    patient.forward()
    patient.backprop()
    assert frozen(eager) == frozen(patient)


def test_forward_after_backprop_clears_the_slopes_and_shows_the_change_in_cost() -> None:
    session = session_with(DEEP)
    session.forward()
    first = seen(session)["cost_value"]
    session.backprop()
    session.forward()
    now = seen(session)
    assert now["last_cost"] == first
    assert now["cost_change"] == now["cost_value"] - first
    assert now["cost_change"] < 0
    for name in ("delta", "d_weights", "d_biases", "weights_before", "biases_before"):
        assert column(session, name) == [None] * 3
    assert column(session, "weights_change") == column(session, "biases_change") == [None] * 3


def test_a_learning_rate_of_0_moves_nothing() -> None:
    session = session_with(DEEP)
    session.set_learning_rate(0)
    weights = column(session, "weights")
    session.backprop()
    assert column(session, "weights") == weights
    assert seen(session)["step"] == 1


# -- edits, and what they make stale

EDITS: dict[str, tuple[Verb, int]] = {
    "input": (lambda s: s.set_input(1, 0.9), 0),
    "weight of layer 1": (lambda s: s.set_weight(1, 0, 1, 0.9), 0),
    "bias of layer 1": (lambda s: s.set_bias(1, 1, 0.9), 0),
    "weight of layer 2": (lambda s: s.set_weight(2, 1, 0, 0.9), 1),
    "bias of layer 2": (lambda s: s.set_bias(2, 0, 0.9), 1),
    "weight of layer 3": (lambda s: s.set_weight(3, 1, 1, 0.9), 2),
    "bias of layer 3": (lambda s: s.set_bias(3, 0, 0.9), 2),
    "target": (lambda s: s.set_target(0, 0.9), 3),
}
"""Each edit, and the number of layers before it that stay valid."""

every_edit = pytest.mark.parametrize("edit", [edit for edit, _ in EDITS.values()], ids=list(EDITS))


@pytest.mark.parametrize(("edit", "true"), EDITS.values(), ids=list(EDITS))
def test_an_edit_makes_what_follows_it_unknown_and_leaves_what_comes_before(
    edit: Verb, true: int
) -> None:
    session = session_with(DEEP)
    session.forward()
    before = seen(session)
    z, a = column(session, "z"), column(session, "a")
    edit(session)
    now = seen(session)
    assert column(session, "z") == z[:true] + [None] * (3 - true)
    assert column(session, "a") == a[:true] + [None] * (3 - true)
    assert now["guess"] == (before["guess"] if true == 3 else None)
    assert (now["cost_value"], now["cost_change"]) == (None, None)
    assert now["last_cost"] == before["cost_value"]


@every_edit
def test_forward_after_an_edit_is_what_it_would_be_without_a_past(edit: Verb) -> None:
    session, fresh = session_with(DEEP), session_with(DEEP)
    session.forward()
    edit(session)
    session.forward()
    edit(fresh)
    fresh.forward()
    past = dict.fromkeys(("last_cost", "cost_change", "moments", "moment", "sentence"))
    assert seen(session) | past == seen(fresh) | past


@every_edit
def test_an_edit_after_backprop_forgets_its_slopes(edit: Verb) -> None:
    session = session_with(DEEP)
    session.backprop()
    edit(session)
    assert column(session, "delta") == column(session, "weights_before") == [None] * 3
    assert column(session, "z") == [None] * 3


def test_two_edits_leave_only_what_neither_touched() -> None:
    session = session_with(DEEP)
    session.forward()
    session.set_bias(3, 0, 0.9)
    session.set_bias(2, 0, 0.9)
    assert [z is None for z in column(session, "z")] == [False, True, True]
    session.set_bias(3, 0, 0.8)
    assert [z is None for z in column(session, "z")] == [False, True, True]


def test_an_edit_changes_the_one_number_it_names() -> None:
    session = session_with(DEEP)
    session.set_weight(2, 1, 0, -3.5)
    session.set_bias(3, 1, 2)
    session.set_input(0, -1)
    session.set_target(1, 0.25)
    session.set_learning_rate(0.01)
    now = seen(session)
    assert now["layers"][1]["weights"] == [[0.6, -0.7], [-3.5, 0.9]]
    assert now["layers"][2]["biases"] == [0.3, 2.0]
    assert now["inputs"] == [-1.0, 0.7]
    assert now["targets"] == [0.0, 0.25]
    assert now["learning_rate"] == 0.01
    assert now["layers"][0]["weights"] == DEEP["layers"][0]["weights"]


def test_the_learning_rate_makes_nothing_stale() -> None:
    for verb in (Session.forward, Session.backprop):
        session = session_with(DEEP)
        verb(session)
        before = seen(session)
        session.set_learning_rate(0.125)
        after = {"learning_rate": 0.125, "moments": before["moments"], "moment": before["moment"]}
        assert seen(session) | after == before | after


def test_a_negative_learning_rate_is_refused() -> None:
    said = refused(session_with(DEEP), lambda s: s.set_learning_rate(-0.1))
    assert said == "The learning rate must be 0 or more: below 0, the cost would grow."


# -- live


def test_switching_live_on_computes_at_once_and_off_leaves_everything() -> None:
    session = session_with(DEEP)
    session.set_live(True)
    computed = seen(session)
    assert computed["live"]
    assert computed["cost_value"] is not None
    session.set_live(False)
    assert seen(session) == computed | {"live": False}


@every_edit
def test_when_live_an_edit_is_followed_by_forward(edit: Verb) -> None:
    live, patient = session_with(DEEP), session_with(DEEP)
    live.set_live(True)
    edit(live)
    patient.forward()
    edit(patient)
    patient.forward()
    alike = {"live": None, "can_step_back": None}
    assert seen(live) | alike == seen(patient) | alike


def test_when_live_backprop_shows_its_slopes_and_the_new_values_together() -> None:
    live, patient = session_with(DEEP), session_with(DEEP)
    live.set_live(True)
    live.backprop()
    patient.backprop()
    slopes = column(patient, "d_weights"), column(patient, "weights_change")
    patient.forward()
    assert (column(live, "d_weights"), column(live, "weights_change")) == slopes
    assert column(live, "z") == column(patient, "z")
    assert seen(live)["cost_change"] == seen(patient)["cost_change"] < 0
    live.forward()
    assert column(live, "d_weights") == [None] * 3


@pytest.mark.parametrize(
    "verb",
    [
        Session.reset,
        Session.new_weights,
        Session.step_back,
        lambda session: session.load(DEEP),
        lambda session: session.set_learning_rate(0.1),
    ],
)
def test_when_live_nothing_is_ever_left_uncomputed(verb: Verb) -> None:
    session = session_with(DEEP)
    session.set_input(0, 0.1)
    session.set_live(True)
    verb(session)
    now = seen(session)
    assert now["live"]
    assert now["cost_value"] is not None
    assert None not in column(session, "z")


# -- starting again


def test_reset_returns_to_the_start_to_the_last_bit() -> None:
    session = session_with(DEEP)
    start = frozen(session)
    for verb, _ in EDITS.values():
        verb(session)
        session.backprop()
    session.forward()
    assert frozen(session) != start
    session.reset()
    assert frozen(session) == start


def test_reset_keeps_the_functions_the_cost_and_the_learning_rate() -> None:
    session = session_with(DEEP)
    start = seen(session)
    set_up_otherwise(session)
    session.backprop()
    session.reset()
    now = seen(session)
    assert column(session, "activation") == ["relu", "sigmoid", "identity"]
    assert (now["cost"], now["learning_rate"]) == ("squared_error", 0.01)
    for layer, of in zip(now["layers"], start["layers"], strict=True):
        assert (layer["weights"], layer["biases"]) == (of["weights"], of["biases"])
    assert (now["step"], now["cost_value"], now["origin"]) == (0, None, start["origin"])


def test_reset_keeps_the_layers_with_the_weights_they_began_with() -> None:
    session = session_with(DEEP)
    session.add_layer(2, 3, 7)
    session.add_neuron(1, 7)
    session.remove_neuron(1, 0)
    session.set_layer_size(3, 4, 7)
    wide = seen(session)
    session.backprop()
    session.set_weight(1, 0, 0, 9.0)
    session.reset()
    assert column(session, "weights") == [layer["weights"] for layer in wide["layers"]]
    session.remove_layer(2, 7)
    session.backprop()
    session.reset()
    assert len(seen(session)["layers"]) == 3


def test_reset_draws_weights_from_the_seed_where_the_layers_are_older() -> None:
    session = Session()
    session.forward()
    session.add_neuron(1)
    session.go_to(0)  # with two neurons again
    session.reset()
    drawn = random_network((3, 2, 3), TASKS[FIRST].seed)
    assert column(session, "weights") == [layer.weights.tolist() for layer in drawn]


def test_the_defaults_are_those_of_the_task_whatever_was_set_up() -> None:
    session = Session()
    start = begun(session)
    set_up_otherwise(session)
    session.add_layer(1)
    session.new_weights(42)
    session.backprop()
    session.restore_defaults()
    assert begun(session) == start
    session.step_back()
    assert seen(session)["seed"] == 42


def test_the_defaults_of_a_loaded_network_are_those_it_was_loaded_with() -> None:
    session = session_with(DEEP)
    start = begun(session)
    set_up_otherwise(session)
    session.new_weights(42)
    session.restore_defaults()
    assert begun(session) == start
    assert seen(session)["task"] is None


def begun(session: Session) -> dict[str, Any]:
    """Return the snapshot without its place in the history."""
    without = {"can_step_back", "origin", "line"}
    return {name: value for name, value in seen(session).items() if name not in without}


def set_up_otherwise(session: Session) -> None:
    session.set_activation(1, "relu")
    session.set_cost("squared_error")
    session.set_learning_rate(0.01)


def test_a_reset_can_be_taken_back() -> None:
    session = session_with(DEEP)
    session.backprop()
    before = frozen(session)
    session.reset()
    session.step_back()
    assert frozen(session) == before


def test_new_weights_come_from_the_seed_and_keep_all_else() -> None:
    session = session_with(DEEP)
    session.set_input(0, 0.1)
    session.backprop()
    session.new_weights(42)
    now = seen(session)
    for layer, drawn in zip(now["layers"], random_network((2, 2, 2, 2), 42), strict=True):
        assert np.array_equal(layer["weights"], drawn.weights)
        assert np.array_equal(layer["biases"], drawn.biases)
    assert column(session, "activation") == ["tanh", "sigmoid", "identity"]
    assert (now["seed"], now["step"], now["last_cost"]) == (42, 0, None)
    assert (now["inputs"], now["targets"], now["learning_rate"]) == ([0.1, 0.7], [0.0, 1.0], 0.5)
    assert now["cost"] == DEEP["cost"]


def test_reset_after_new_weights_returns_to_the_new_weights() -> None:
    session = Session()
    session.new_weights(42)
    start = frozen(session)
    session.backprop()
    session.reset()
    assert frozen(session) == start


def test_new_weights_without_a_seed_take_the_next_one() -> None:
    session = Session()
    session.new_weights()
    assert seen(session)["seed"] == TASKS[FIRST].seed + 1
    session.new_weights(7)
    session.new_weights()
    assert seen(session)["seed"] == 8
    session.new_weights(LARGEST_WHOLE)
    session.new_weights()
    assert seen(session)["seed"] == 0
    session.load(DEEP)  # its weights come from no seed
    assert seen(session)["seed"] is None
    session.new_weights()
    assert seen(session)["seed"] == 0


def test_after_stepping_back_past_new_weights_reset_returns_to_the_old_ones() -> None:
    session = Session()
    start = frozen(session)
    session.new_weights(42)
    session.load(DEEP)
    session.step_back()
    session.step_back()
    assert frozen(session) == start
    session.backprop()
    session.reset()
    session._position = session._position._replace(history=History())
    assert frozen(session) == start


# -- stepping back


@pytest.mark.parametrize("seed", range(8))
def test_stepping_back_retraces_any_walk_to_the_very_start_to_the_last_bit(seed: int) -> None:
    visitor = Visitor(seed)
    session = visitor.bridge.session
    trail = []
    for _ in range(50):
        before, steps = frozen(session), len(session.history.past)
        visitor.ask_something("restore", "step", "step_back", "redo", "set_live", *PYTHON)
        if len(session.history.past) > steps:
            trail.append(before)
    assert len(trail) > 20
    for before in reversed(trail):
        asked(session, "step_back")
        assert frozen(session) == before
    assert frozen(session) == frozen(Session())


@pytest.mark.parametrize("seed", range(4))
def test_stepping_back_while_live_ends_at_the_start_with_its_values_computed(seed: int) -> None:
    visitor = Visitor(seed)
    session = visitor.bridge.session
    for _ in range(40):
        visitor.ask_something("restore", *PYTHON)
    asked(session, "set_live", True)
    while session.history.past:
        asked(session, "step_back")
    start = Session()
    start.set_live(True)
    assert frozen(session) == frozen(start).replace(
        '"can_step_back": true', '"can_step_back": false'
    )


def test_at_the_beginning_there_is_no_step_to_take_back() -> None:
    said = refused(Session(), Session.step_back)
    assert said == "This is the beginning: there is no step to take back."


def test_edits_of_the_same_number_in_one_gesture_are_one_step() -> None:
    session = session_with(DEEP)
    session.forward()
    before = frozen(session)
    for value in (0.1, 0.2, 0.3):
        session.set_weight(2, 1, 0, value, gesture=7)
    session.step_back()
    assert frozen(session) == before


@pytest.mark.parametrize(
    "other",
    [
        lambda s: s.set_weight(2, 1, 1, 0.5),
        lambda s: s.set_weight(2, 0, 0, 0.5),
        lambda s: s.set_weight(1, 1, 0, 0.5),
        lambda s: s.set_bias(2, 1, 0.5),
        lambda s: s.set_input(1, 0.5),
        lambda s: s.set_target(1, 0.5),
        lambda s: s.set_learning_rate(0.7),
        Session.forward,
        Session.backprop,
        Session.reset,
    ],
)
def test_another_verb_ends_the_gesture(other: Verb) -> None:
    session = session_with(DEEP)
    session.set_weight(2, 1, 0, 0.1, gesture=7)
    other(session)
    between = frozen(session)
    session.set_weight(2, 1, 0, 0.2, gesture=7)
    session.step_back()
    assert frozen(session) == between


@pytest.mark.parametrize("gesture", [None, 8])
def test_edits_of_the_same_number_outside_one_gesture_are_steps(gesture: int | None) -> None:
    session = session_with(DEEP)
    session.set_bias(1, 0, 0.1, gesture=gesture and 7)
    between = frozen(session)
    session.set_bias(1, 0, 0.2, gesture=gesture)
    session.step_back()
    assert frozen(session) == between


def test_after_a_step_back_an_edit_of_the_same_number_is_a_new_step() -> None:
    session = session_with(DEEP)
    session.set_bias(1, 0, 0.1, gesture=7)
    session.forward()
    session.step_back()
    before = frozen(session)
    session.set_bias(1, 0, 0.2, gesture=7)
    session.step_back()
    assert frozen(session) == before


def test_the_history_is_bounded_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learnscope.session.undo, "MOST_STEPS_BACK", 10)
    session = Session()
    for _ in range(20):
        session.backprop()
    assert len(session.history.past) == 10
    while session.history.past:
        session.step_back()
    assert seen(session)["step"] == 10


def test_the_history_is_bounded_by_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learnscope.session.undo, "HISTORY_BUDGET", 5 * 17)  # 3·2 + 2 + 2·3 + 3 = 17
    session = Session()
    for _ in range(20):
        session.backprop()
    assert len(session.history.past) == 5


# -- numbers too large


def test_forward_refuses_to_run_into_infinity() -> None:
    session = session_with(DEEP)
    session.set_input(0, 10)
    session.set_weight(1, 0, 0, 1e308)
    said = refused(session, Session.forward)
    assert said.startswith("Forward would run into numbers too large to hold")
    assert said == refused(session, Session.backprop)
    assert said == refused(session, lambda s: s.set_live(True))


@pytest.mark.parametrize(
    "edit",
    [
        lambda s: s.set_weight(1, 0, 0, 1e308),
        lambda s: s.set_input(0, -1e308),
        lambda s: s.load(SOARING),
    ],
)
def test_when_live_an_edit_that_forward_cannot_follow_is_refused(edit: Verb) -> None:
    session = session_with(DEEP)
    session.set_input(0, 10)
    session.set_weight(1, 0, 0, 1e300)
    session.set_live(True)
    assert "Forward would run into numbers too large" in refused(session, edit)


def test_a_cost_too_large_to_hold_is_refused() -> None:
    session = session_with({**DEEP, "cost": "squared_error"})
    session.set_target(0, 1e200)
    assert "targets smaller" in refused(session, Session.forward)


def test_a_change_in_cost_too_large_to_hold_is_refused() -> None:
    # For p = 1/4 binary cross-entropy is t·ln 3 + ln 4/3: about ±1.1e308, and their difference
    # is more than the largest number, 1.8e308.
    session = session_with(
        {
            "layers": [{"weights": [[0.25]], "biases": [0.0], "activation": "identity"}],
            "inputs": [1.0],
            "targets": [1e308],
            "cost": "binary_cross_entropy",
        }
    )
    session.forward()
    session.set_target(0, -1e308)
    assert refused(session, Session.forward).startswith("Forward would run into numbers too large")


def test_slopes_too_large_to_hold_are_refused_whatever_the_learning_rate() -> None:
    network: Plain = {
        "layers": [
            {"weights": [[0.0]], "biases": [1.0], "activation": "identity"},
            {"weights": [[1e150]], "biases": [0.0], "activation": "identity"},
        ],
        "inputs": [1e20],
        "cost": "squared_error",
    }
    for rate in (0.0, 1e-300, 1.0):
        session = session_with({**network, "learning_rate": rate})
        session.forward()
        said = refused(session, Session.backprop)
        assert said.startswith("Backprop would run into numbers too large")


@pytest.mark.parametrize("live", [False, True])
def test_a_step_too_large_to_hold_is_refused(live: bool) -> None:
    session = session_with({**DEEP, "cost": "squared_error"})
    session.set_target(0, 1e10)
    session.set_learning_rate(1e300)
    session.set_live(live)
    said = refused(session, Session.backprop)
    assert said.startswith("This step would make a weight too large to hold")


def test_when_live_a_step_that_forward_cannot_follow_is_refused() -> None:
    session = session_with({**DEEP, "cost": "squared_error"})
    session.set_target(0, 1e10)
    session.set_learning_rate(1e250)
    session.set_live(True)
    assert "Forward would run into numbers too large" in refused(session, Session.backprop)


def test_a_reset_that_forward_cannot_follow_is_refused_when_live() -> None:
    session = session_with(SOARING)
    session.set_input(0, 1.0)
    session.set_weight(1, 0, 0, 1.0)
    session.set_live(True)
    assert "Forward would run" in refused(session, Session.reset)
