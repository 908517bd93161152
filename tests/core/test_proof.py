"""Test the proof on the spot: slopes measured by nudging, beside backprop's."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from learnscope.api.bridge import Bridge
from learnscope.explain.proof import nudge_curve, proof, proof_map
from learnscope.figure.places import place_of
from learnscope.figure.values import Values, step_of
from tests.core.direct import Session


def computed_step() -> Values:
    session = Session()
    session.forward()
    step = step_of(session.state)
    assert step
    return step


def at(step: Values, place: str) -> Any:
    return place_of(place, step.state.network, len(step.state.inputs))


def with_wrong_slope(step: Values) -> Values:
    """Return the step with the sign of one weight's slope flipped."""
    assert step.gradients
    first, *others = step.gradients
    d_weights = first.d_weights.copy()
    d_weights[1, 2] *= -1
    return replace(step, gradients=(first._replace(d_weights=d_weights), *others))


def test_the_measured_slope_is_made_of_the_two_costs_beside_it() -> None:
    step = computed_step()
    found = proof(at(step, "weight-2-1-0"), step)
    assert found["measured"] == (found["cost_above"] - found["cost_below"]) / (2 * found["nudge"])
    assert found["derived"] == pytest.approx(found["measured"], abs=1e-9)
    assert found["agrees"]
    assert "they agree" in found["text"]


def test_a_wrong_slope_is_found_out_in_the_proof_and_in_the_map() -> None:
    step = with_wrong_slope(computed_step())
    found = proof(at(step, "weight-1-1-2"), step)
    assert not found["agrees"]
    assert "they do not agree" in found["text"]
    whole = proof_map(step)
    assert [row["place"] for row in whole["rows"] if not row["agrees"]] == ["weight-1-1-2"]
    assert whole["text"].startswith("1 of 17 slopes do not agree")


@pytest.mark.parametrize(
    ("activation", "weight"), [("identity", 1e12), ("identity", 1e10), ("sigmoid", 1e20)]
)
def test_where_a_nudge_is_lost_to_rounding_nothing_is_proved(
    activation: str, weight: float
) -> None:
    session = Session()
    session.set_cost("squared_error")
    for layer in (1, 2):
        session.set_activation(layer, activation)
    session.set_weight(layer=1, to=0, from_=0, value=weight)
    session.forward()
    step = step_of(session.state)
    assert step
    found = proof(at(step, "weight-1-0-0"), step)
    assert found["agrees"] is None
    assert found["text"].endswith("so nothing can be measured here.")
    whole = proof_map(step)
    assert whole["agrees"] is None
    assert "can't be measured" in whole["text"] or "no slope can be" in whole["text"]
    assert next(row for row in whole["rows"] if row["place"] == "weight-1-0-0")["agrees"] is None


def test_numbers_that_are_only_large_are_measured() -> None:
    session = Session()
    session.set_weight(layer=1, to=0, from_=0, value=1000.0)
    session.forward()
    step = step_of(session.state)
    assert step
    assert proof(at(step, "weight-1-0-0"), step)["agrees"]
    assert proof_map(step)["agrees"]


def test_the_map_has_every_weight_and_bias_once() -> None:
    whole = proof_map(computed_step())
    places = [row["place"] for row in whole["rows"]]
    assert len(set(places)) == len(places) == 3 * 2 + 2 + 2 * 3 + 3
    assert whole["agrees"]
    assert whole["text"] == "All 17 slopes agree with what a nudge measures."


def test_the_proof_after_a_backprop_is_of_the_network_before_it() -> None:
    session = Session()
    session.forward()
    ahead = proof(at(computed_step(), "bias-1-0"), computed_step())
    session.backprop()
    step = step_of(session.state)
    assert step
    assert proof(at(step, "bias-1-0"), step) == ahead


def test_the_nudge_curve_touches_its_tangent_at_the_parameter() -> None:
    step = computed_step()
    curve = nudge_curve(at(step, "weight-1-0-0"), step)
    own = curve["own"]
    assert curve["values"][own] == step.state.network[0].weights[0, 0]
    assert curve["costs"][own] == curve["tangent"][own] == step.state.cost_value
    spacing = curve["values"][own + 1] - curve["values"][own]
    assert (curve["costs"][own + 1] - curve["costs"][own - 1]) / (2 * spacing) == pytest.approx(
        (curve["tangent"][own + 1] - curve["tangent"][own - 1]) / (2 * spacing), abs=1e-5
    )
    assert len(curve["texts"]) == len(curve["values"])
    assert "the tangent promises" in curve["texts"][0]
    assert "the cost is" in curve["texts"][own]


@pytest.mark.parametrize("op", ["proof", "nudge_curve"])
def test_what_is_no_parameter_has_no_slope(op: str) -> None:
    bridge = Bridge()
    bridge.handle({"op": "forward"})
    answer = bridge.handle({"op": op, "place": "neuron-1-0"})
    assert answer["error"] == "Hidden 1 is no weight or bias, so Backprop does not move it."


def test_nothing_can_be_proved_before_a_forward() -> None:
    answer = Bridge().handle({"op": "proof_map"})
    assert answer["error"].startswith("Press Forward")


def test_a_network_too_large_to_measure_is_refused() -> None:
    bridge = Bridge()
    layer = {
        "weights": np.zeros((60, 60)),
        "biases": np.zeros(60),
        "activation": "tanh",
    }
    network = {"layers": [layer], "inputs": np.ones(60), "cost": "squared_error"}
    bridge.handle({"op": "load", "network": network})
    bridge.handle({"op": "forward"})
    assert "3,660 weights and biases" in bridge.handle({"op": "proof_map"})["error"]


def test_asking_changes_nothing() -> None:
    bridge = Bridge()
    bridge.handle({"op": "forward"})
    before = repr(bridge.handle({"op": "snapshot"}))
    for op in ("explain", "proof", "nudge_curve"):
        bridge.handle({"op": op, "place": "weight-1-0-0"})
    bridge.handle({"op": "proof_map"})
    assert repr(bridge.handle({"op": "snapshot"})) == before
