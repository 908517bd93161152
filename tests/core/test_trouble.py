"""Check that numerical trouble names its origin and the way back."""

import pytest

from learnscope.api.bridge import Bridge
from learnscope.common.errors import Problem
from learnscope.nn.activations import ACTIVATIONS
from tests.core.direct import Session
from tests.core.test_session import DEEP, frozen, seen, session_with


def one_neuron(activation: str, weight: float, **more: object) -> Session:
    return session_with(
        {
            "layers": [{"weights": [[weight]], "biases": [0.0], "activation": activation}],
            "cost": "squared_error",
            "inputs": [1.0],
            "targets": [0.0],
            **more,
        }
    )


def refusal(session: Session, verb: str) -> tuple[str, str | None]:
    before = frozen(session)
    with pytest.raises(Problem) as caught:
        getattr(session, verb)()
    assert frozen(session) == before
    return str(caught.value), caught.value.place


def test_the_first_neuron_that_forward_could_not_hold_is_named() -> None:
    session = session_with(DEEP)
    session.set_weight(1, 1, 0, 1e308)
    session.set_input(0, 1e10)
    text, place = refusal(session, "forward")
    assert place == "neuron-1-1"
    assert "first at hidden 1.2" in text


def test_two_large_finite_numbers_are_no_trouble() -> None:
    session = one_neuron("identity", 1e150)
    session.forward()
    assert seen(session)["layers"][0]["a"] == [1e150]


def test_a_cost_that_cannot_be_held_is_named() -> None:
    text, place = refusal(one_neuron("identity", 1e200), "forward")
    assert place == "cost"
    assert "first at the cost" in text


def test_after_a_step_that_was_too_long_the_way_back_is_named() -> None:
    session = one_neuron("identity", 1.0, learning_rate=1e200)
    session.backprop()
    text, place = refusal(session, "forward")
    assert place == "cost"
    assert "undo it, and make the learning rate smaller" in text
    session.set_input(0, 0.5)
    assert "Make the inputs" in refusal(session, "forward")[0]


def test_the_first_neuron_whose_slopes_could_not_be_held_is_named() -> None:
    text, place = refusal(one_neuron("identity", 1.0, inputs=[1e150], targets=[-1e160]), "backprop")
    assert place == "cost" or place == "neuron-1-0"
    assert "too large to hold" in text


def test_the_first_weight_that_could_not_be_held_is_named() -> None:
    session = one_neuron("identity", 1e100, learning_rate=1e300)
    text, place = refusal(session, "backprop")
    assert place == "weight-1-0-0"
    assert "learning rate smaller" in text


def test_a_refusal_crosses_the_bridge_with_its_place() -> None:
    bridge = Bridge()
    bridge.session = one_neuron("identity", 1e200)
    answer = bridge.handle({"op": "forward"})
    assert answer["place"] == "cost"
    assert bridge.handle({"op": "nonsense"})["place"] is None


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_saturation_is_pointed_out_with_the_way_back(activation: str) -> None:
    session = one_neuron(activation, 0.5)
    session.forward()
    well = seen(session)["moment"]
    assert seen(session)["diagnosis"] is None
    session.set_weight(1, 0, 0, 50.0)
    session.forward()
    trouble = seen(session)["diagnosis"]
    assert trouble["place"] == "neuron-1-0"
    assert "saturated" in trouble["text"]
    assert trouble["last_well"] == well
    session.go_to(trouble["last_well"])
    assert seen(session)["diagnosis"] is None
    assert seen(session)["layers"][0]["weights"] == [[0.5]]


def test_dead_neurons_are_pointed_out() -> None:
    session = one_neuron("relu", -0.5)
    session.forward()
    trouble = seen(session)["diagnosis"]
    assert "died" in trouble["text"]
    assert trouble["last_well"] is None


def test_one_living_neuron_in_a_layer_is_enough() -> None:
    session = session_with(DEEP)
    layer = session.state.network[0]
    name = layer.activation.name
    assert name in ACTIVATIONS
    for i in range(layer.n_in):
        session.set_weight(1, 0, i, 0.0)
    session.set_bias(1, 0, 500.0 if name != "relu" else -5.0)
    session.forward()
    assert seen(session)["diagnosis"] is None
