"""Test the matrices of a layer: what they hold, how they are pasted and copied."""

from typing import Any

import numpy as np
import pytest

from learnscope.api.bridge import Bridge
from learnscope.common.errors import Problem
from learnscope.matrices.block import block_of
from learnscope.matrices.copied import STYLES
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.network import forward
from learnscope.training.next_batch import next_batch
from learnscope.training.trainer import trained
from tests.core.direct import Session


def of(answer: dict[str, Any], name: str) -> Any:
    """Return a matrix of an answer by its name."""
    [found] = (each for each in answer["forward"] + answer["backward"] if each["name"] == name)
    return found


def values(answer: dict[str, Any], name: str) -> Any:
    return np.array(of(answer, name)["values"])


# -- reading text


@pytest.mark.parametrize(
    "text",
    [
        "1\t2\t3\n4\t5\t-0.5\n",
        "1\t2\t3\r\n4\t5\t−0,5\r\n",
        "1 2 3\n4 5 -0.5",
        "1, 2, 3\n4, 5, -.5",
        "1;2;3\n4;5;-0,5",
        "[[1, 2, 3], [4, 5, -0.5]]",
        "[[ 1.   2.   3. ]\n [ 4.   5.  -0.5]]",
        "W1 = np.array([[1., 2., 3.],\n               [4., 5., -0.5]], dtype=np.float64)",
        "tensor([[ 1.0000,  2.0000,  3.0000],\n        [ 4.0000,  5.0000, -0.5000]],\n"
        "       dtype=torch.float64, grad_fn=<AddBackward0>)",
        "W = [1 2 3; 4 5 -1/2];",
        "W = [1, 2, 3\n     4, 5, -0.5]".replace(",", ""),
        "W =\n\n    1.0000    2.0000    3.0000\n    4.0000    5.0000   -0.5000\n",
        "1.0e+01 *\n\n    0.1    0.2    0.3\n    0.4    0.5   -0.05\n",
        "1 2 3; 4 5 -1 / 2",
        r"W^{(1)} = \begin{pmatrix} 1 & 2 & 3 \\ 4 & 5 & -\frac{1}{2} \end{pmatrix}",
        r"\left[\begin{array}{ccc} 1 & 2 & 3 \\ 4 & 5 & -5 \cdot 10^{-1} \end{array}\right]",
        "2/2\t4/2\t9/3\n16/4\t5\t-1/2",
    ],
)
def test_a_block_is_read_however_it_is_written(text: str) -> None:
    assert block_of(text).values.tolist() == [[1, 2, 3], [4, 5, -0.5]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("0,5", [[0.5]]),
        ("1/3", [[1 / 3]]),
        ("1,2,3", [[1, 2, 3]]),
        ("[1,2,\n 3]", [[1, 2, 3]]),
        ("array([0.1, 0.2,\n       0.3])", [[0.1, 0.2, 0.3]]),
        ("[[0.1],[0.2]]", [[0.1], [0.2]]),
        ("1.5e-3\n2E5", [[0.0015], [200000]]),
    ],
)
def test_single_numbers_rows_and_columns_are_read(text: str, wanted: Any) -> None:
    assert block_of(text).values.tolist() == wanted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "A block of numbers must be a text, not nothing."),
        ("", "There is no number in this text."),
        ("[]", "There is no number in this text."),
        ("1 2\n3", "Row 2 has 1 number, and row 1 has 2."),
        ("1\t\n2\t3", "A block may hold numbers only, not an empty cell."),
        ("1 two", "A block may hold numbers only, not “two”."),
        ("1/0", "A block may hold numbers only, not “1/0”."),
        ("[[1, nan]]", "A block may hold numbers only, not “nan”."),
        ("[0.1 ... 0.3]", "Some numbers are left out, at “…”. Please paste all of them."),
        ("1e999", "One of these numbers is too large to hold."),
        ("1 " * 500_001, "This text is too long: at most 1,000,000 characters are read."),
    ],
)
def test_a_text_that_is_no_block_is_refused_in_one_sentence(text: object, said: str) -> None:
    with pytest.raises(Problem) as refused:
        block_of(text)
    assert str(refused.value) == said


@pytest.mark.parametrize("text", ["[" + "a" * 900_000, "1" + " " * 900_000, "a," * 400_000 + "["])
def test_even_a_senseless_text_is_answered_soon(text: str) -> None:
    try:
        block_of(text)
    except Problem:
        return


# -- setting a block


def test_a_block_sets_many_weights_and_is_undone_as_one() -> None:
    session = Session()
    before = session.forward()
    after = session.set_block("weight-1-0-1", "1/3\t2\n-1\t4")
    weights = after["layers"][0]["weights"]
    assert weights[:, 1:].tolist() == [[1 / 3, 2], [-1, 4]]
    assert weights[:, 0].tolist() == before["layers"][0]["weights"][:, 0].tolist()
    assert after["cost_value"] is None
    undone = session.step_back()
    assert undone["layers"][0]["weights"].tolist() == before["layers"][0]["weights"].tolist()
    assert undone["cost_value"] == before["cost_value"]


@pytest.mark.parametrize("text", ["0.5\t0.25", "0.5\n0.25", "[0.5, 0.25]"])
@pytest.mark.parametrize("place", ["bias-1-0", "input-1", "target-1"])
def test_a_vector_takes_a_row_or_a_column(place: str, text: str) -> None:
    snapshot = Session().set_block(place, text)
    found = {
        "bias-1-0": snapshot["layers"][0]["biases"],
        "input-1": snapshot["inputs"][1:],
        "target-1": snapshot["targets"][1:],
    }[place]
    assert found.tolist() == [0.5, 0.25]


@pytest.mark.parametrize(
    ("place", "text", "said"),
    [
        (
            "weight-1-0-0",
            "1 2\n3 4\n5 6",
            "This block has 3 rows and 2 columns. From here on there is room for 2 rows and 3 "
            "columns. With rows and columns swapped it would fit.",
        ),
        (
            "weight-1-1-2",
            "1 2",
            "This block has 1 row and 2 columns. From here on there is room for 1 row and 1 "
            "column.",
        ),
        ("bias-2-2", "1 2", "There is room for 1 number here, not for 2."),
        (
            "input-0",
            "1 2\n3 4",
            "Only one row or column fits here, and this block has 2 rows and 2 columns.",
        ),
        ("neuron-1-0", "1", "Hidden 1 is computed, so it can’t be set."),
        ("weight-1-0-0", "abc", "A block may hold numbers only, not “abc”."),
    ],
)  # fmt: skip
def test_a_block_that_does_not_fit_changes_nothing(place: str, text: str, said: str) -> None:
    bridge = Bridge()
    before = repr(bridge.handle({"op": "forward"}))
    answer = bridge.handle({"op": "set_block", "place": place, "text": text})
    assert (answer["error"], answer["place"]) == (said, place)
    assert repr(bridge.handle({"op": "snapshot"})) == before


def test_every_number_may_be_typed_as_a_fraction() -> None:
    session = Session()
    session.set_weight(layer=1, to=0, from_=0, value="1/3")
    session.set_bias(layer=1, index=0, value=" −2 / 4 ")
    session.set_target(index=0, value="3/4")
    snapshot = session.set_input(index=0, value="1/8")
    assert snapshot["layers"][0]["weights"][0, 0] == 1 / 3
    assert snapshot["layers"][0]["biases"][0] == -0.5
    assert (snapshot["targets"][0], snapshot["inputs"][0]) == (0.75, 0.125)
    with pytest.raises(Problem, match="Input 1 must be a number, not “1/0”"):
        session.set_input(index=0, value="1/0")


# -- what is shown


def test_a_layer_has_the_figures_numbers_with_names_for_rows_and_columns() -> None:
    session = Session()
    session.forward()
    snapshot = session.backprop()
    snapshot = session.forward()
    shown = session.matrices(layer=2)
    first, second = snapshot["layers"]
    assert values(shown, "weights").tolist() == second["weights"].tolist()
    assert values(shown, "a_prev").ravel().tolist() == first["a"].tolist()
    assert values(shown, "z").ravel().tolist() == second["z"].tolist()
    assert values(shown, "guess").ravel().tolist() == snapshot["guess"].tolist()
    assert of(shown, "weights")["rows"] == ["output 1", "output 2", "output 3"]
    assert of(shown, "weights")["columns"] == ["hidden 1", "hidden 2"]
    assert of(shown, "a_prev")["columns"] == []
    assert [each["code"] for each in shown["forward"]] == ["W2", "a1", "b2", "z2", "a2", "p", "t"]
    assert [each["code"] for each in shown["backward"]] == ["delta2", "dW2", "db2"]
    editable = [each["code"] for each in shown["forward"] if each["can_edit"]]
    assert editable == ["W2", "b2", "t"]
    inputs = of(session.matrices(layer=1), "a_prev")
    assert (inputs["can_edit"], inputs["place"], inputs["layer"]) == (True, "neuron", 0)


def test_the_note_says_what_to_press() -> None:
    session = Session()
    assert session.matrices(layer=1)["note"].endswith("Press Forward.")
    session.forward()
    assert session.matrices(layer=1)["note"] == "Press Backprop for δ and the slopes."
    session.backprop()
    shown = session.matrices(layer=1)
    assert shown["note"] == "The slopes are those of the step just made."
    assert of(shown, "z")["is_before"]
    assert not of(shown, "delta")["is_before"]
    assert not of(shown, "weights")["is_before"]


def test_in_the_middle_of_a_pass_nothing_is_shown_that_was_not_reached() -> None:
    session = Session()
    session.step("neuron")
    shown = session.matrices(layer=1)
    z = of(shown, "z")["values"]
    assert z[0][0] is not None
    assert z[1][0] is None
    with pytest.raises(Problem, match="not computed yet"):
        session.copy_matrices(style="numpy", layer=1, name="z")


def test_formulas_name_their_layers() -> None:
    session = Session()
    session.load_task("iris")
    one, many = (session.matrices(layer=1, many=many) for many in (False, True))

    def words(shown: Any) -> list[str]:
        return [each["words"] for each in shown["forward_formulas"] + shown["backward_formulas"]]

    assert words(one) == [
        "z^(1) = W^(1) a^(0) + b^(1)",
        "a^(1) = tanh(z^(1))",
        "δ^(1) = (W^(2)ᵀ δ^(2)) ⊙ tanh′(z^(1))",
        "∂C/∂W^(1) = δ^(1) a^(0)ᵀ",
        "∂C/∂b^(1) = δ^(1)",
    ]
    assert words(many) == [
        "Z^(1) = X W^(1)ᵀ + b^(1)",
        "A^(1) = tanh(Z^(1))",
        "Δ^(1) = (Δ^(2) W^(2)) ⊙ tanh′(Z^(1))",
        "∂C/∂W^(1) = Δ^(1)ᵀ X",
        "∂C/∂b^(1) = Σ_n δ^(1)_n",
    ]


@pytest.mark.parametrize("many", [False, True])
def test_the_matrices_obey_the_formulas(many: bool) -> None:
    session = Session()
    session.load_task("iris")
    session.set_training(batch_size=16)
    session.train(steps=5)
    session.forward()
    session.backprop()
    session.step_back()
    if not many:
        session.backprop()
    layers = [session.matrices(layer=n, many=many) for n in (1, 2)]

    def rows(layer: int, name: str) -> Any:
        found = values(layers[layer - 1], name)
        return found if many else found.T

    network = session.state.before or session.state.network
    for n, layer in enumerate(network, start=1):
        z = rows(n, "a_prev") @ layer.weights.T + layer.biases
        assert rows(n, "z") == pytest.approx(z)
        assert rows(n, "a") == pytest.approx(layer.activation.f(z))
        assert values(layers[n - 1], "d_weights") == pytest.approx(
            rows(n, "delta").T @ rows(n, "a_prev")
        )
        assert values(layers[n - 1], "d_biases").ravel() == pytest.approx(
            rows(n, "delta").sum(axis=0)
        )
    back = (rows(2, "delta") @ network[1].weights) * network[0].activation.f_prime(rows(1, "z"))
    assert rows(1, "delta") == pytest.approx(back)


# -- the batch


@pytest.mark.parametrize("batch_size", [0, 1, 16, 999])
def test_the_batch_is_that_of_the_next_training_step(batch_size: int) -> None:
    session = Session()
    session.load_task("iris")
    session.set_training(batch_size=batch_size)
    for steps in (1, 6, 3):
        state, run = session.state, session.now.learning().run_of(session.state)
        rows = next_batch(run)
        passes = forward(state.network, run.inputs[rows])
        gradients = state.calculus.backprop(
            state.network, run.inputs[rows], passes, run.targets[rows], state.cost
        )
        stepped = trained(run, 1).network
        for old, new, of_layer in zip(state.network, stepped, gradients, strict=True):
            moved = old.weights - state.learning_rate * of_layer.d_weights
            assert new.weights == pytest.approx(moved, abs=1e-12)
        shown = session.matrices(layer=1, many=True)
        assert values(shown, "a_prev").tolist() == run.inputs[rows][:40].tolist()
        assert values(shown, "d_weights") == pytest.approx(gradients[0].d_weights)
        session.train(steps=steps)


def test_rows_of_a_batch_are_named_by_their_example() -> None:
    session = Session()
    session.load_task("xor")
    session.set_training(batch_size=0)
    shown = session.matrices(layer=1, many=True)
    assert of(shown, "a_prev")["code"] == "X"
    assert of(shown, "a_prev")["rows"] == [f"example {n}" for n in (1, 2, 3, 4)]
    assert of(shown, "a_prev")["columns"] == ["input 1", "input 2"]
    assert of(shown, "a_prev")["place"] == ""
    assert "4 examples" in shown["about"]


def test_a_long_batch_is_cut_and_says_so() -> None:
    session = Session()
    session.load_task("iris")
    session.set_training(batch_size=0)
    shown = session.matrices(layer=1, many=True)
    assert len(of(shown, "delta")["values"]) == len(of(shown, "delta")["rows"]) == 40
    assert shown["about"].endswith("The first 40 are shown.")
    text = session.copy_matrices(style="plain", layer=1, name="a_prev", many=True)["text"]
    assert len(text.splitlines()) == 120


@pytest.mark.parametrize("op", ["matrices", "copy_matrices"])
def test_with_one_example_there_is_no_batch(op: str) -> None:
    answer = Bridge().handle({"op": op, "layer": 1, "many": True, **STYLE[op]})
    assert answer["error"].startswith("There is only one example here.")


STYLE: dict[str, dict[str, str]] = {"matrices": {}, "copy_matrices": {"style": "numpy"}}


@pytest.mark.parametrize("layer", [0, 3])
def test_a_layer_that_is_not_there_is_refused(layer: int) -> None:
    answer = Bridge().handle({"op": "matrices", "layer": layer})
    assert answer["error"] == f"The layer must be from 1 to 2, not {layer}."


# -- copying


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", ["weights", "biases", "a", "d_weights"])
def test_what_is_copied_is_read_back_to_the_last_digit(style: str, name: str) -> None:
    session = Session()
    session.set_weight(layer=1, to=0, from_=0, value=1.23456789e-17)
    session.forward()
    session.backprop()
    if name == "a":
        session.forward()
    text = session.copy_matrices(style=style, layer=1, name=name)["text"]
    read = block_of(text.split("\n\n")[-1]).values
    wanted = values(session.matrices(layer=1), name)
    assert (read if read.shape == wanted.shape else read.T).tolist() == wanted.tolist()


def test_a_copy_for_numpy_runs_and_has_each_matrix_once() -> None:
    session = Session()
    snapshot = session.forward()
    names: dict[str, Any] = {}
    exec(session.copy_matrices(style="numpy")["text"], names)
    found = {name for name in names if name not in ("np", "__builtins__")}
    assert found == {"W1", "a0", "b1", "z1", "a1", "W2", "b2", "z2", "a2", "p", "t"}
    for n, layer in enumerate(snapshot["layers"], start=1):
        computed = names[f"W{n}"] @ names[f"a{n - 1}"] + names[f"b{n}"]
        assert computed == pytest.approx(names[f"z{n}"])
        assert names[f"z{n}"].tolist() == layer["z"].tolist()


def test_numbers_of_before_the_step_are_not_copied_beside_the_new_weights() -> None:
    session = Session()
    session.forward()
    session.backprop()
    text = session.copy_matrices(style="numpy", layer=1)["text"]
    assert "dW1 = " in text
    assert "z1 = " not in text


def test_a_copy_for_pytorch_keeps_all_digits() -> None:
    text = Session().copy_matrices(style="pytorch", layer=1, name="biases")["text"]
    assert text.startswith("import torch\n\nb1 = torch.tensor([0.")
    assert text.endswith("], dtype=torch.float64)\n")


def test_several_plain_matrices_have_their_names() -> None:
    text = Session().copy_matrices(style="plain", layer=1)["text"]
    assert [part.split("\n")[0] for part in text.split("\n\n")] == ["W1", "a0", "b1"]


def test_the_check_of_every_slope_can_be_copied() -> None:
    session = Session()
    session.forward()
    found = session.proof_map()
    head, *lines = found["table"].rstrip("\n").split("\n")
    assert head.split("\t") == ["number", "derived", "measured", "agrees"]
    assert len(lines) == len(found["rows"]) == 17
    name, derived, measured, agrees = lines[1].split("\t")
    assert name == "weight from input 2 to hidden 1"
    assert (float(derived), float(measured)) == (
        found["rows"][1]["derived"],
        found["rows"][1]["measured"],
    )
    assert agrees == "yes"


def test_asking_changes_nothing() -> None:
    bridge = Bridge()
    bridge.handle({"op": "load_task", "name": "xor"})
    before = repr(bridge.handle({"op": "forward"}))
    for many in (False, True):
        bridge.handle({"op": "matrices", "layer": 1, "many": many})
        bridge.handle({"op": "copy_matrices", "style": "latex", "many": many})
        bridge.handle({"op": "compare", "layer": 1, "name": "delta", "text": "1 2", "many": many})
    assert repr(bridge.handle({"op": "snapshot"})) == before


def test_every_activation_has_formulas() -> None:
    for name, entry in ACTIVATIONS.items():
        session = Session()
        session.set_activation(layer=1, name=name)
        formulas = session.matrices(layer=1)["forward_formulas"]
        assert formulas[1]["words"] == f"a^(1) = {entry.symbol}(z^(1))"
