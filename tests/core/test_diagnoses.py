"""Check every diagnosis with and without its cause, and its way out."""

from typing import Any

import pytest

from learnscope.datasets.tasks import FIRST, TASKS
from learnscope.nn.calculus import OWN
from tests.core.visitor import Plain, Visitor
from tests.recorded import TYPED

DEAD: Plain = {
    "layers": [
        {"weights": [[0.5, 0.2], [0.3, 0.1]], "biases": [-5.0, -5.0], "activation": "relu"},
        {"weights": [[0.5, -0.5]], "biases": [0.1], "activation": "identity"},
    ],
    "cost": "squared_error",
    "inputs": [1.0, 2.0],
    "targets": [3.0],
    "learning_rate": 0.1,
}
"""Network whose hidden neurons are dead."""


def one(activation: str, weight: float, **more: Any) -> Visitor:
    """Return a visitor who loaded a network of one neuron."""
    visitor = Visitor()
    network = {
        "layers": [{"weights": [[weight]], "biases": [0.0], "activation": activation}],
        "cost": "squared_error",
        "inputs": [1.0],
        "targets": [0.0],
        **more,
    }
    visitor("load", network=network)
    return visitor


def learned(visitor: Visitor, steps: int) -> Plain:
    """Train for some steps, or make that many Backprops and Forwards of the one example."""
    now = visitor("snapshot")
    if now["training"] is None:
        for _ in range(steps):
            visitor("backprop")
            now = visitor("forward")
        return now
    end = now["training"]["step"] + steps
    while now["training"]["step"] < end:
        now = visitor("train", steps=end - now["training"]["step"], milliseconds=1000)
    return now


def kind(snapshot: Plain) -> str | None:
    """Return the kind of the diagnosis."""
    return snapshot["diagnosis"] and str(snapshot["diagnosis"]["kind"])


def helped(visitor: Visitor) -> Plain:
    """Send the request of the way out."""
    request = dict(visitor("snapshot")["diagnosis"]["remedy"]["request"])
    return visitor(request.pop("op"), **request)


def told(snapshot: Plain) -> str:
    """Return the sentence of the diagnosis."""
    return str(snapshot["diagnosis"]["text"])


@pytest.mark.parametrize("name", TASKS)
def test_nothing_is_wrong_with_a_task_as_it_begins_through_all_its_training(name: str) -> None:
    visitor = Visitor(name)
    found = set()
    steps = max(2 * TASKS[name].steps, 150)
    for _ in range(steps // 5):
        now = learned(visitor, 5)
        found.add(kind(now))
        if kind(now) == "out_of_reach":  # rightly so: σ keeps the cost above 0.5514
            assert name == FIRST
            assert now["cost_value"] < 1.1 * 0.5514
    assert found <= ({None, "out_of_reach"} if name == FIRST else {None})


def test_before_anything_is_computed_nothing_is_wrong() -> None:
    for name in TASKS:
        assert Visitor(name)("snapshot")["diagnosis"] is None


# -- layers that pass no error back


def test_dead_layers_are_found_with_their_z() -> None:
    visitor = Visitor()
    visitor("load", network=DEAD)
    now = visitor("forward")
    assert (kind(now), now["diagnosis"]["place"]) == ("dead", "neuron-1-0")
    assert now["diagnosis"]["halts"]
    assert "each z is below 0 (at most −4.1000), where ReLU is flat" in told(now)
    assert now["diagnosis"]["remedy"]["request"] == {"op": "new_weights"}
    first, last = DEAD["layers"]
    visitor("load", network={**DEAD, "layers": [{**first, "biases": [-5.0, 0.1]}, last]})
    assert visitor("forward")["diagnosis"] is None


def test_a_layer_is_dead_only_if_it_is_so_for_all_examples() -> None:
    visitor = Visitor("xor")
    visitor("set_activation", layer=1, name="relu")
    now = visitor("forward")  # of 0 and 0, where every z is 0
    assert {a for layer in now["layers"][:1] for a in layer["a"]} == {0}
    assert now["diagnosis"] is None
    for j in range(3):
        visitor("set_bias", layer=1, index=j, value=-9)
    assert kind(visitor("forward")) == "dead"


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_saturated_layers_are_found_and_the_way_back_helps(activation: str) -> None:
    visitor = one(activation, 0.5)
    assert visitor("forward")["diagnosis"] is None
    visitor("set_weight", layer=1, to=0, **{"from": 0}, value=50)
    now = visitor("forward")
    assert kind(now) == "saturated"
    assert "(at least 50.0000)" in told(now)
    assert now["diagnosis"]["remedy"]["label"] == "Back to the last good step"
    assert helped(visitor)["diagnosis"] is None


# -- the size of numbers and of steps


def test_weights_that_have_grown_beyond_all_use_are_found() -> None:
    visitor = one("identity", 0.5, learning_rate=1e7)
    now = learned(visitor, 1)
    assert (kind(now), now["diagnosis"]["place"]) == ("too_large", "weight-1-0-0")
    assert "A weight has grown to −5.0e6" in told(now)
    assert helped(visitor)["diagnosis"] is None
    assert learned(one("identity", 0.5, learning_rate=0.1), 1)["diagnosis"] is None
    assert one("identity", 5e6)("forward")["diagnosis"] is None  # it was typed, not learned


@pytest.mark.parametrize(("task", "rate"), [("moons", 30), ("circle", 30), ("iris", 20)])
def test_a_cost_that_leaps_means_too_large_a_learning_rate(task: str, rate: float) -> None:
    visitor = Visitor(task)
    visitor("set_learning_rate", value=rate)
    now = learned(visitor, 20)
    assert (kind(now), now["diagnosis"]["place"]) == ("rate_too_large", "learning-rate")
    assert told(now).startswith("The cost leaps: in the last ")
    after = helped(visitor)
    assert (after["diagnosis"], after["learning_rate"] < rate) == (None, True)


def test_a_cost_of_one_example_that_leaps_is_found_as_well() -> None:
    visitor = one("identity", 0.5, learning_rate=1.1)
    now = learned(visitor, 16)
    assert kind(now) == "rate_too_large"
    assert "once from" in told(now)
    assert helped(visitor)["learning_rate"] == 0.3
    assert learned(one("tanh", 0.5, targets=[0.5], learning_rate=0.5), 15)["diagnosis"] is None


@pytest.mark.parametrize(("task", "steps"), [(FIRST, 20), ("xor", 200), ("moons", 200)])
def test_no_progress_although_a_larger_step_would_help_means_too_small_a_rate(
    task: str, steps: int
) -> None:
    visitor = Visitor(task)
    assert learned(visitor, steps)["diagnosis"] is None
    visitor("reset")
    visitor("set_learning_rate", value=0.0001)
    now = learned(visitor, steps)
    assert (kind(now), now["diagnosis"]["place"]) == ("rate_too_small", "learning-rate")
    assert "times as large, a single step would lower it by 0.0" in told(now)
    after = helped(visitor)
    assert after["diagnosis"] is None
    assert after["learning_rate"] >= 0.1
    before = now["cost_value"] if task == FIRST else now["training"]["figures"]["train_cost"]
    after = learned(visitor, 30)
    now_it_is = after["cost_value"] if task == FIRST else after["training"]["figures"]["train_cost"]
    assert now_it_is < 0.95 * before


def test_a_learning_rate_of_0_is_found() -> None:
    visitor = Visitor()
    visitor("set_learning_rate", value=0)
    assert told(learned(visitor, 20)) == "The learning rate is 0, so 20 steps have moved nothing."
    assert helped(visitor)["learning_rate"] == TASKS[FIRST].learning_rate


# -- what no training reaches


def test_xor_without_a_hidden_layer_comes_to_a_plateau_and_a_layer_helps() -> None:
    visitor = Visitor("xor")
    assert learned(visitor, 200)["diagnosis"] is None
    visitor("remove_layer", layer=1)
    visitor("reset")
    now = learned(visitor, 200)
    assert kind(now) == "plateau"
    assert "guesses nearly the same for every example, about 50 % false" in told(now)
    assert "Without a hidden layer" in told(now)
    assert len(helped(visitor)["layers"]) == 2
    assert learned(visitor, 200)["diagnosis"] is None


def test_a_plateau_with_hidden_layers_is_one_too() -> None:
    visitor = Visitor("xor")
    for j in range(3):  # with weights of 0 all neurons stay alike
        for i in range(2):
            visitor("set_weight", layer=1, to=j, **{"from": i}, value=0)
    for k in range(2):
        for j in range(3):
            visitor("set_weight", layer=2, to=k, **{"from": j}, value=0)
    now = learned(visitor, 100)
    assert kind(now) == "plateau"
    assert now["diagnosis"]["remedy"]["request"] == {"op": "new_weights"}


def test_overfitting_is_found_and_the_best_step_offered() -> None:
    visitor = Visitor("moons")
    visitor("load_task", options={"noise": 0.5, "count": 150})
    visitor("set_layer_size", layer=1, neurons=30)
    visitor("set_training", optimiser="adam")
    visitor("set_learning_rate", value=0.02)
    assert learned(visitor, 100)["diagnosis"] is None
    now = learned(visitor, 500)
    assert kind(now) == "overfitting"
    assert told(now).startswith("Overfitting: since step ")
    after = helped(visitor)
    assert after["diagnosis"] is None
    assert after["training"]["step"] == now["diagnosis"]["remedy"]["request"]["step"]


def test_bounded_outputs_keep_the_cost_up_which_is_said_only_near_the_floor() -> None:
    visitor = Visitor()
    assert learned(visitor, 50)["diagnosis"] is None
    now = learned(visitor, 60)
    assert (kind(now), now["diagnosis"]["place"]) == ("out_of_reach", "cost")
    assert "The cost can’t fall below 0.5514 here" in told(now)
    assert "softmax gives at most 58 %" in told(now)
    assert not now["diagnosis"]["halts"]
    helped(visitor)
    assert learned(visitor, 60)["cost_value"] < 0.5


def test_a_target_beyond_the_bounds_of_the_last_layer_is_found() -> None:
    visitor = one("sigmoid", 0.5, targets=[3.0])
    now = visitor("forward")
    assert (kind(now), now["diagnosis"]["place"]) == ("out_of_reach", "target-0")
    assert told(now).startswith("Target 1 is 3, but σ gives only numbers between 0 and 1")
    helped(visitor)
    assert visitor("forward")["diagnosis"] is None
    assert one("identity", 0.5, targets=[3.0])("forward")["diagnosis"] is None


# -- Python of the visitor's


def test_own_python_that_is_wrong_is_pointed_out_and_can_be_left() -> None:
    right, wrong = TYPED["backprop"]
    visitor = Visitor()
    assert visitor("set_source", module="backprop", text=right + "\n# mine")["diagnosis"] is None
    now = visitor("set_source", module="backprop", text=wrong)
    assert kind(now) == "own_python_wrong"
    assert told(now).startswith("Your backprop.py is running. The gradient check disagrees")
    after = helped(visitor)
    assert (after["diagnosis"], after["python"]["typed"]) == (None, {})


def test_an_own_function_with_a_wrong_slope_is_pointed_out() -> None:
    right, wrong = TYPED[OWN]
    visitor = Visitor()
    assert visitor("set_own_activation", text=right)["diagnosis"] is None
    now = visitor("set_own_activation", text=wrong)
    assert (kind(now), now["diagnosis"]["remedy"]["label"]) == (
        "own_python_wrong",
        "Remove your function",
    )


def test_own_python_that_was_not_checked_is_said_to_run() -> None:
    visitor = Visitor()
    visitor("set_source", module="network", text=TYPED["network"][0] + "\n# mine")
    last = visitor("snapshot")
    last["python"] = {**last["python"], "verdict": None}
    text = {"network": TYPED["network"][0] + "\n# mine"}
    now = Visitor()("restore", start=last, last=last, typed=text)
    assert kind(now) == "own_python_unchecked"
    assert told(now) == "Your network.py is running, and nothing has checked it."
