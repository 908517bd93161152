"""Test a pass in small steps: what each step computes, and the way back."""

from itertools import pairwise
from typing import Any

import pytest

from learnscope.common.errors import Problem
from learnscope.figure.stepping import GRAINS, backprop_marks, forward_marks
from learnscope.nn.backprop import backprop
from learnscope.nn.costs import COSTS
from learnscope.session.snapshot import to_plain
from tests.core.direct import Session
from tests.core.test_session import DEEP, frozen, seen, session_with

SMALL = ("layer", "neuron", "term")


def everything(session: Session) -> dict[str, Any]:
    """Return the snapshot without its undo and redo flags."""
    return {k: v for k, v in seen(session).items() if k not in ("can_redo", "can_step_back")}


@pytest.mark.parametrize("grain", GRAINS)
def test_steps_of_any_size_lead_to_where_forward_and_backprop_lead(grain: str) -> None:
    walked, ran = session_with(DEEP), session_with(DEEP)
    for verb in (Session.forward, Session.backprop, Session.forward, Session.backprop):
        before = len(walked.history.past)
        for _ in range(10_000):
            walked.step(grain)
            if len(walked.history.past) > before:
                break
            assert seen(walked)["walk"] is not None
        verb(ran)
        assert frozen(walked) == frozen(ran)


@pytest.mark.parametrize("grain", GRAINS)
@pytest.mark.parametrize("live", [False, True])
def test_steps_back_retrace_every_step_to_the_last_bit(grain: str, live: bool) -> None:
    session = session_with(DEEP)
    session.set_live(live)
    trail = []
    for _ in range(150 if grain == "term" else 40):
        trail.append(frozen(session))
        session.step(grain)
    for before in reversed(trail):
        session.step_back(grain)
        assert frozen(session) == before


@pytest.mark.parametrize("grain", SMALL)
def test_steps_forward_again_retrace_the_steps_back(grain: str) -> None:
    session = session_with(DEEP)
    for _ in range(30):
        session.step(grain)
    trail = []
    for _ in range(25):
        trail.append(frozen(session))
        session.step_back(grain)
    for after in reversed(trail):
        session.step(grain)
        assert frozen(session) == after


def test_coarser_steps_end_where_finer_ones_do() -> None:
    for marks in (forward_marks, backprop_marks):
        state = session_with(DEEP).state
        ends = [mark.ends for mark in marks(state)]
        assert ends[-1] == GRAINS["pass"]
        assert ends.count(GRAINS["pass"]) == 1
        assert len(ends) > sum(end <= 2 for end in ends) > sum(end <= 1 for end in ends) >= 3


def shown(session: Session, name: str) -> list[Any]:
    """List one quantity of a snapshot, layer by layer, with None where not computed."""
    return [value for layer in seen(session)["layers"] for value in flat(layer[name])]


def flat(value: Any) -> list[Any]:
    if not isinstance(value, list):
        return [value]
    return [item for part in value for item in flat(part)]


@pytest.mark.parametrize("grain", SMALL)
def test_forward_shows_each_number_from_its_step_on_and_never_another(grain: str) -> None:
    session, ran = session_with(DEEP), session_with(DEEP)
    ran.forward()
    reached = dict.fromkeys(("z", "a"), 0)
    session.step(grain)
    while seen(session)["walk"]:
        for name in reached:
            now, all_of_it = shown(session, name), shown(ran, name)
            known = sum(value is not None for value in now)
            assert now == all_of_it[:known] + [None] * (len(now) - known)
            assert known >= reached[name]
            reached[name] = known
        assert seen(session)["cost_value"] is None
        session.step(grain)
    assert reached["z"] == len(shown(ran, "z"))


def test_backprop_shows_each_slope_from_its_step_on_and_moves_nothing_before_all_are_there() -> (
    None
):
    session, ran = session_with(DEEP), session_with(DEEP)
    session.forward()
    before = {name: shown(session, name) for name in ("weights", "biases")}
    guess = seen(session)["guess"]
    ran.backprop()
    moved = 0
    session.step("term")
    while seen(session)["walk"]:
        for name in ("delta", "d_weights", "d_biases"):
            for now, final in zip(shown(session, name), shown(ran, name), strict=True):
                assert now in (None, final)
        known = [value for value in shown(session, "weights_change") if value is not None]
        assert len(known) >= moved
        moved = len(known)
        if moved:
            assert None not in shown(session, "d_weights")
            assert seen(session)["guess"] is None
        else:
            assert {name: shown(session, name) for name in before} == before
            assert seen(session)["guess"] == guess
        session.step("term")
    assert moved > 0


def test_the_sum_so_far_grows_to_z() -> None:
    session = session_with(DEEP)
    sums = []
    while True:
        session.step("term")
        walk = seen(session)["walk"]
        if walk["phase"] == "bias":
            break
        sums.append(walk["partial"]["value"])
    layer = session.state.network[0]
    products = layer.weights[0] * session.state.inputs
    assert sums == pytest.approx(products.cumsum().tolist(), rel=1e-12)
    z = seen(session)["layers"][0]["z"][0]
    assert z == pytest.approx(sums[-1] + layer.biases[0], rel=1e-12)


def test_the_blame_so_far_grows_to_what_delta_is_made_of() -> None:
    session = session_with(DEEP)
    session.forward()
    while True:
        session.step("term")
        walk = seen(session)["walk"]
        if walk["phase"] == "back":
            last = walk["partial"]
        elif walk["phase"] == "delta" and walk["layer"] < len(session.state.network):
            break
    base = session.walk and session.walk.base
    assert base
    gradients = backprop(
        base.network, base.inputs[None], base.passes, base.targets[None], base.cost
    )
    above, layer = last["layer"], last["layer"] - 1
    blame = (gradients[above].delta @ base.network[above].weights)[0, last["index"]]
    assert last["value"] == pytest.approx(blame, rel=1e-12)
    slope = base.network[layer].activation.f_prime(base.passes[layer].z)
    delta = seen(session)["layers"][layer]["delta"][last["index"]]
    assert delta == pytest.approx(last["value"] * slope[0, last["index"]], rel=1e-12)


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("grain", SMALL)
def test_every_step_has_a_sentence_of_its_own(grain: str, cost: str) -> None:
    session = session_with({**DEEP, "cost": cost})
    sentences = []
    for _ in range(2):
        for _ in range(1000):
            session.step(grain)
            walk = seen(session)["walk"]
            if walk is None:
                break
            sentences.append(walk["sentence"])
    assert len(sentences) > 5
    assert all(a != b for a, b in pairwise(sentences))
    assert all(text[0].isupper() and text.endswith(".") and "nan" not in text for text in sentences)


def test_a_sentence_has_the_numbers_of_its_step() -> None:
    session = Session()
    session.step("term")
    first = seen(session)
    a, w = first["inputs"][0], first["layers"][0]["weights"][0][0]
    minus = "−" if w < 0 else ""
    assert first["walk"]["sentence"] == (
        f"Input 1 brings {a} × {minus}{abs(w):.4f} = {minus}{abs(a * w):.4f} to hidden 1."
    )


def test_any_other_verb_ends_the_reading() -> None:
    for verb in (
        Session.forward,
        Session.backprop,
        Session.reset,
        Session.new_weights,
        lambda s: s.set_input(0, 0.3),
        lambda s: s.set_learning_rate(0.7),
    ):
        walked, ran = session_with(DEEP), session_with(DEEP)
        walked.step("neuron")
        for session in (walked, ran):
            verb(session)
        assert frozen(walked) == frozen(ran)


def test_a_step_back_by_a_whole_pass_ends_the_reading_first() -> None:
    session = session_with(DEEP)
    session.forward()
    before = frozen(session)
    for _ in range(5):
        session.step("term")
    session.step_back()
    assert frozen(session) == before


def test_a_step_that_forward_cannot_make_changes_nothing() -> None:
    session = session_with(DEEP)
    session.set_weight(1, 0, 0, 1e308)
    session.set_input(0, 1e10)
    before = frozen(session)
    with pytest.raises(Problem, match="too large to hold"):
        session.step("term")
    assert frozen(session) == before


@pytest.mark.parametrize("grain", [None, "", "Layer", 1, "epoch"])
def test_a_step_of_no_known_size_is_refused(grain: object) -> None:
    session = session_with(DEEP)
    with pytest.raises(Problem, match="size of a step"):
        session.step(grain)


def test_a_snapshot_in_mid_reading_cannot_be_restored() -> None:
    session = session_with(DEEP)
    start = to_plain(session.snapshot())
    session.step("term")
    with pytest.raises(Problem, match="middle of a step"):
        session.restore(start, to_plain(session.snapshot()))
