"""Check the sentence of the moment: what happened, and what to press next."""

from typing import Any

import pytest

from tests.core.direct import Session
from tests.core.test_session import seen, session_with
from tests.core.visitor import Visitor

RELU: dict[str, Any] = {
    "layers": [
        {"weights": [[0.5, 0.2], [0.3, 0.1]], "biases": [0.1, 0.1], "activation": "relu"},
        {"weights": [[0.5, -0.5]], "biases": [0.1], "activation": "identity"},
    ],
    "cost": "squared_error",
    "inputs": [1.0, 2.0],
    "targets": [3.0],
    "learning_rate": 0.1,
}
"""Network whose hidden neurons can die."""


def said(session: Session) -> str:
    return str(session.snapshot()["sentence"])


def after_backprop(network: dict[str, Any]) -> str:
    session = session_with(network)
    session.backprop()
    return said(session)


def test_at_first_forward_is_to_be_pressed() -> None:
    assert said(Session()) == "Ready. Press Forward."


def test_forward_says_the_guess_beside_the_target_in_the_words_of_the_task() -> None:
    session = Session()
    session.forward()
    assert said(session) == (
        "The guess: 35 % apple, 34 % pear, 31 % plum. It should say pear. Cost 1.0863. "
        "Now press Backprop."
    )


def test_backprop_counts_what_moved() -> None:
    session = Session()
    session.backprop()
    assert said(session) == "All 17 weights and biases moved. Press Forward for the new guess."


def test_the_next_forward_says_by_how_much_the_cost_fell() -> None:
    session = Session()
    session.backprop()
    session.forward()
    assert "The cost fell by 0.0199 to 1.0664. Now press Backprop." in said(session)


def test_a_cost_that_rose_or_stayed_is_said_so() -> None:
    session = session_with({**RELU, "learning_rate": 5.0})
    session.backprop()
    session.forward()
    assert "The cost rose by" in said(session)
    session.set_learning_rate(0)
    session.backprop()
    session.forward()
    assert "The cost is still" in said(session)


def test_the_weights_from_an_input_of_0_did_not_move() -> None:
    session = Session()
    session.set_input(1, 0)
    session.backprop()
    assert said(session) == (
        "15 of 17 moved; the 2 weights from input 2 (red) did not, because that input is 0. "
        "Press Forward for the new guess."
    )
    assert "the 2 weights from input 2 did not" in after_backprop({**RELU, "inputs": [1.0, 0.0]})


def test_several_inputs_of_0_are_named_or_counted() -> None:
    session = Session()
    session.set_input(1, 0)
    session.set_input(2, 0)
    session.backprop()
    assert (
        "the 4 weights from input 2 (red) and input 3 (heavy) did not, because those inputs are 0"
        in said(session)
    )
    visitor = Visitor("digits")
    assert "the 928 weights from 29 inputs did not" in visitor("backprop")["sentence"]


def test_nothing_moves_at_a_learning_rate_of_0() -> None:
    session = Session()
    session.set_learning_rate(0)
    session.backprop()
    assert said(session) == "Nothing moved, because the learning rate is 0."


def test_nothing_moves_where_the_guess_equals_the_target() -> None:
    session = session_with(RELU)
    session.forward()
    session.set_target(0, seen(session)["guess"][0])
    session.backprop()
    assert said(session) == (
        "Nothing moved, because the guess equals the target: there is nothing to correct."
    )


def test_dead_hidden_neurons_are_named_with_their_z() -> None:
    first, last = RELU["layers"]
    text = after_backprop({**RELU, "layers": [{**first, "biases": [-5.0, 0.1]}, last]})
    assert "5 of 9 moved" in text
    assert (
        "the 3 weights and biases of hidden 1 did not, because ReLU is flat at its z, −4.1000"
        in text
    )
    assert "the 1 weight from hidden 1 did not, because its activation is 0" in text
    text = after_backprop({**RELU, "layers": [{**first, "biases": [-5.0, -5.0]}, last]})
    assert "of hidden 1 and hidden 2 did not, because ReLU is flat at their z" in text


def test_dead_or_saturated_outputs_let_nothing_move() -> None:
    first, last = RELU["layers"]
    dead = {**RELU, "layers": [first, {**last, "biases": [-9.0], "activation": "relu"}]}
    assert after_backprop(dead) == (
        "Nothing moved, because all outputs are dead: ReLU is flat where z is below 0."
    )
    full = {**RELU, "layers": [first, {**last, "biases": [2000.0], "activation": "sigmoid"}]}
    assert after_backprop(full) == (
        "Nothing moved, because all outputs are saturated: σ is flat so far from 0."
    )


def test_an_output_that_is_right_already_does_not_move_while_others_do() -> None:
    layer = {"weights": [[0.5], [0.25]], "biases": [0.0, 0.0], "activation": "identity"}
    text = after_backprop({**RELU, "layers": [layer], "inputs": [1.0], "targets": [0.5, 1.0]})
    assert text.startswith(
        "2 of 4 moved; the 2 weights and biases of output 1 did not, because its guess equals "
        "its target."
    )


def test_a_neuron_without_weights_onwards_gets_no_error() -> None:
    first, _ = RELU["layers"]
    last = {"weights": [[0.0, 0.5]], "biases": [0.1], "activation": "identity"}
    text = after_backprop({**RELU, "layers": [first, last]})
    assert "3 weights and biases of hidden 1 did not, because no error came back to it" in text


def test_steps_too_small_to_change_a_number_are_said_to_be_so() -> None:
    text = after_backprop({**RELU, "learning_rate": 1e-30})
    assert text == "Nothing moved, because the steps are too small to change a number."


@pytest.mark.parametrize(
    ("op", "fields"),
    [
        ("set_input", {"index": 0, "value": 0.2}),
        ("set_weight", {"layer": 1, "to": 0, "from": 0, "value": 0.2}),
        ("set_bias", {"layer": 2, "index": 0, "value": 0.2}),
        ("set_activation", {"layer": 1, "name": "tanh"}),
    ],
)
def test_after_an_edit_the_old_guess_no_longer_holds(op: str, fields: dict[str, Any]) -> None:
    visitor = Visitor()
    assert visitor(op, **fields)["sentence"] == "Ready. Press Forward."
    visitor("forward")
    text = visitor(op, **{**fields, **({"value": 0.3} if "value" in fields else {})})["sentence"]
    assert text == "The old guess no longer holds. Press Forward for the new one."


def test_another_target_leaves_the_guess_as_it_is() -> None:
    visitor = Visitor()
    visitor("forward")
    text = visitor("set_target", index=0, value=1)["sentence"]
    assert text == "The guess still holds, but its cost does not. Press Forward."


def test_in_the_middle_of_a_walk_the_sentence_is_that_of_the_walk() -> None:
    visitor = Visitor()
    for _ in range(9):
        now = visitor("step", grain="neuron")
        assert now["walk"] is None or now["sentence"] == now["walk"]["sentence"]
    assert now["sentence"]


def test_while_live_a_backprop_says_what_moved_and_what_came_of_it() -> None:
    visitor = Visitor()
    visitor("set_live", value=True)
    text = visitor("backprop")["sentence"]
    assert text.startswith("All 17 weights and biases moved. The guess: ")
    assert "The cost fell by 0.0199" in text


def test_a_loaded_network_has_numbers_for_words() -> None:
    session = session_with(RELU)
    session.forward()
    assert said(session) == ("The guess: 0.3000. The target: 3. Cost 3.6450. Now press Backprop.")


def test_many_outputs_are_told_by_the_largest() -> None:
    text = Visitor("digits")("forward")["sentence"]
    assert text.startswith("The guess: 15 % “6”, 14 % “8”, 13 % “3”. It should say “0”.")


def test_targets_that_mean_no_class_are_told_as_numbers() -> None:
    visitor = Visitor()
    visitor("set_target", index=0, value=0.5)
    assert "The target: 0.5, 1, 0." in visitor("forward")["sentence"]


def test_a_guess_that_is_right_is_said_to_be_so() -> None:
    visitor = Visitor("blobs")
    visitor("train", steps=30)
    text = visitor("forward")["sentence"]
    assert "It should say lower left, and it does. " in text
    assert "of this example" in text
    assert "press" not in text


def test_numbers_are_told_in_their_own_units() -> None:
    rows = "\n".join(f"{n},{2000 * n}" for n in range(1, 31))
    visitor = Visitor(table=f"rooms,price\n{rows}")
    visitor("load_table", predict="price")
    text = visitor("forward")["sentence"]
    assert text.startswith("The guess: price ")
    assert "It should be " in text


def test_a_task_with_several_examples_can_be_trained_on() -> None:
    visitor = Visitor("xor")
    assert visitor("snapshot")["sentence"] == (
        "Ready. Press Forward, or Play to train on all 4 examples."
    )
    assert visitor("forward")["sentence"].endswith(
        "Now press Backprop, or Play to train on all 4 examples."
    )
    empty = visitor("load_points", points=[], classes=2)["sentence"]
    assert empty == "Put some points on the plane first."


# -- what was computed before


def test_after_a_backprop_or_an_edit_the_last_values_are_told_as_previous() -> None:
    visitor = Visitor()
    computed = visitor("forward")
    assert computed["previous"] is None
    for op, fields in (("backprop", {}), ("set_input", {"index": 0, "value": 0.3})):
        before = visitor("forward")
        now = visitor(op, **fields)
        assert now["cost_value"] is None
        previous = now["previous"]
        assert (previous["guess"], previous["cost_value"]) == (
            before["guess"],
            before["cost_value"],
        )
        for layer, was in zip(previous["layers"], before["layers"], strict=True):
            assert (layer["z"], layer["a"]) == (was["z"], was["a"])
    assert visitor("set_bias", layer=1, index=0, value=0)["previous"] == previous
    assert visitor("forward")["previous"] is None


def test_another_start_shape_cost_or_example_has_no_previous_values() -> None:
    for task, op, fields in (
        (None, "reset", {}),
        (None, "new_weights", {}),
        (None, "add_neuron", {"layer": 1}),
        (None, "set_cost", {"name": "squared_error"}),
        ("xor", "load_task", {"name": "and"}),
    ):
        visitor = Visitor(task)
        visitor("forward")
        now = visitor(op, **fields)
        assert (now["cost_value"], now["previous"]) == (None, None)


def test_a_restored_session_still_has_its_previous_values() -> None:
    for op, fields in (("backprop", {}), ("set_input", {"index": 0, "value": 0.3})):
        visitor = Visitor()
        begun = visitor("forward")
        last = visitor(op, **fields)
        again = Visitor()("restore", start=begun, last=last)
        assert again["previous"] == last["previous"]
        assert again["sentence"] == last["sentence"]
    bad = {**last, "previous": {**last["previous"], "guess": [1.0]}}
    assert "must be 3 numbers" in visitor.refused("restore", start=begun, last=bad)
    bad = {**last, "previous": {**last["previous"], "layers": []}}
    assert "must be of 2 layers" in visitor.refused("restore", start=begun, last=bad)


def test_in_the_middle_of_a_backprop_the_old_values_stay_in_sight() -> None:
    visitor = Visitor()
    computed = visitor("forward")
    while visitor("step", grain="layer")["layers"][0]["z"] is not None:
        pass
    previous = visitor("snapshot")["previous"]
    assert previous["guess"] == computed["guess"]
