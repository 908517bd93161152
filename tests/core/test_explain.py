"""Check that every displayed explanation works out to what the core computed."""

import re
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest

from learnscope.api.bridge import Bridge
from learnscope.common.expression import Number, Product, Rest, Sum, Symbol
from learnscope.common.formatting import shown
from learnscope.common.formula import folded, put_in
from learnscope.explain.explained import explained
from learnscope.figure.state import State
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.costs import COSTS
from learnscope.nn.network import random_network
from tests.core.latex import worked_out

SIZES = [(3, 2), (3, 2, 3), (2, 3, 2, 2), (2, 2, 3, 2, 3)]


def drawn(sizes: tuple[int, ...], activation: str, cost: str, seed: int = 7) -> State:
    random = np.random.default_rng(seed)
    return State(
        network=random_network(sizes, seed, ACTIVATIONS[activation]),
        inputs=random.uniform(-1, 1, sizes[0]),
        targets=np.eye(sizes[-1])[seed % sizes[-1]],
        cost=cost,
        learning_rate=0.3,
    )


def places(state: State) -> list[str]:
    sizes = [len(state.inputs), *(layer.n_out for layer in state.network)]
    found = ["cost", *(f"input-{i}" for i in range(sizes[0]))]
    found += [f"{kind}-{k}" for kind in ("guess", "target") for k in range(sizes[-1])]
    for layer in range(1, len(sizes)):
        for j in range(sizes[layer]):
            found += [f"neuron-{layer}-{j}", f"bias-{layer}-{j}"]
            found += [f"weight-{layer}-{j}-{i}" for i in range(sizes[layer - 1])]
    return found


def sections(answer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {part["title"]: part for part in (*answer["forward"], *answer["backward"])}


def result(section: dict[str, Any]) -> float:
    value: float = section["lines"][-1]["value"]
    return value


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("when", ["ahead", "just made"])
def test_every_displayed_line_comes_to_its_value(
    sizes: tuple[int, ...], activation: str, cost: str, when: str
) -> None:
    state = drawn(sizes, activation, cost).computed()
    if when == "just made":
        state = state.learned()
    lines = 0
    for place, unfold in product(places(state), (False, True)):
        answer = explained(place, state, state, unfold)
        for section in (*answer["forward"], *answer["backward"]):
            for line in section["lines"]:
                if line["value"] is None:
                    continue
                lines += 1
                for side in worked_out(line["latex"], list(line["numbers"])):
                    assert side == pytest.approx(line["value"], rel=1e-9, abs=1e-9), line
    assert lines > 50


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", SIZES)
def test_the_results_are_the_cores_own(sizes: tuple[int, ...], activation: str, cost: str) -> None:
    state = drawn(sizes, activation, cost).computed()
    gradients, after = state.slopes(), state.learned().network
    for layer, passed in enumerate(state.passes, start=1):
        slopes = gradients[layer - 1]
        for j in range(passed.z.shape[1]):
            of = sections(explained(f"neuron-{layer}-{j}", state, state))
            assert result(of["Weighted input z"]) == passed.z[0, j]
            assert result(of["Activation a"]) == passed.a[0, j]
            assert result(of["Share of the blame δ"]) == slopes.delta[0, j]
            of = sections(explained(f"bias-{layer}-{j}", state, state))
            assert result(of["The whole chain rule"]) == pytest.approx(
                slopes.d_biases[j], rel=1e-12, abs=1e-12
            )
            assert result(of["How it moves"]) == after[layer - 1].biases[j]
            for i in range(state.network[layer - 1].n_in):
                of = sections(explained(f"weight-{layer}-{j}-{i}", state, state))
                slope = slopes.d_weights[j, i]
                assert result(of["Its slope"]) == slope
                assert result(of["The whole chain rule"]) == pytest.approx(
                    slope, rel=1e-12, abs=1e-12
                )
                assert result(of["How it moves"]) == after[layer - 1].weights[j, i]
    assert result(sections(explained("cost", state, state))["Cost C"]) == state.cost_value
    guess = sections(explained("guess-1", state, state))["Guess p"]
    assert state.guess is not None
    assert result(guess) == state.guess[1]


def test_a_line_with_a_wrong_number_is_found_out() -> None:
    """Check that the tests' LaTeX reader can fail."""
    state = drawn((3, 2, 3), "sigmoid", "softmax_cross_entropy").computed()
    line = sections(explained("neuron-1-0", state, state))["Weighted input z"]["lines"][1]
    numbers = [line["numbers"][0] + 1e-6, *line["numbers"][1:]]
    assert worked_out(line["latex"], numbers)[0] != pytest.approx(line["value"], abs=1e-9)
    with pytest.raises(AssertionError):
        worked_out(line["latex"], [*line["numbers"], 1.0])


def test_the_digits_are_those_of_the_figure() -> None:
    state = drawn((3, 2, 3), "tanh", "squared_error").computed()
    for place in places(state):
        answer = explained(place, state, state)
        for section in (*answer["forward"], *answer["backward"]):
            for line in section["lines"]:
                texts = re.findall(r"-?\d+\.\d{2,}|\\text\{[\d.−]+e[^}]*\}", line["latex"])
                written = [t.removeprefix(r"\text{").removesuffix("}").lstrip("-") for t in texts]
                known = [shown(abs(value)) for value in line["numbers"]]
                known += [shown(value) for value in line["numbers"]]
                assert {w.replace("-", "−") for w in written} <= set(known) | {
                    k.rstrip("0") for k in known
                }


def test_every_number_of_the_figure_is_linked_to_its_place() -> None:
    state = drawn((2, 3, 2, 2), "sigmoid", "softmax_cross_entropy").computed()
    known = {*places(state), "learning-rate"}
    for place in places(state):
        answer = explained(place, state, state)
        text = "".join(
            line["latex"] for part in (*answer["forward"], *answer["backward"])
            for line in part["lines"]
        )  # fmt: skip
        linked = set(re.findall(r"place=([\w-]+)", text))
        assert linked <= known
        if place.startswith(("neuron", "weight", "guess")):
            assert len(linked) >= 2


def test_the_paths_of_a_hidden_weight_are_all_there() -> None:
    state = drawn((2, 3, 2, 2), "sigmoid", "softmax_cross_entropy").computed()
    chain = sections(explained("weight-1-2-0", state, state))["The whole chain rule"]
    labels = [line["label"] for line in chain["lines"] if line["label"]]
    assert sorted(labels) == [
        f"hidden 1.3 → hidden 2.{k} → output {o}" for k in (1, 2) for o in (1, 2)
    ]
    assert chain["text"].startswith("4 paths lead from here to the cost.")


def test_a_wide_sum_shows_its_largest_terms_and_unfolds() -> None:
    state = drawn((64, 3, 10), "sigmoid", "softmax_cross_entropy").computed()
    short = sections(explained("neuron-1-1", state, state))["Weighted input z"]
    whole = sections(explained("neuron-1-1", state, state, unfold=True))["Weighted input z"]
    assert len(short["lines"][1]["numbers"]) == 6 * 2 + 1 + 1
    assert r"\text{58 more}" in short["lines"][1]["latex"]
    assert r"\dots" in short["lines"][0]["latex"]
    assert len(whole["lines"][1]["numbers"]) == 64 * 2 + 1
    assert result(short) == result(whole) == state.passes[0].z[0, 1]
    for line in (short["lines"][1], whole["lines"][1]):
        (side,) = worked_out(line["latex"], list(line["numbers"]))
        assert side == pytest.approx(line["value"], abs=1e-9)
    terms = state.network[0].weights[1] * state.inputs
    largest = sorted(np.argsort(-np.abs(terms))[:6])
    named = re.findall(r"place=weight-1-1-(\d+)", short["lines"][1]["latex"])
    assert [int(i) for i in named] == [int(i) for i in largest]


def test_many_paths_are_counted_and_not_listed() -> None:
    state = drawn((2, 2, 70, 70, 2), "tanh", "squared_error").computed()
    chain = sections(explained("weight-1-0-0", state, state))["The whole chain rule"]
    assert chain["text"].startswith("9,800 paths lead")
    assert chain["lines"] == ()


def test_what_is_not_computed_is_said_and_not_shown() -> None:
    state = drawn((3, 2, 3), "sigmoid", "softmax_cross_entropy")
    for place in places(state):
        answer = explained(place, state, state)
        assert answer["backward"] == []
        if place.startswith(("neuron", "guess", "cost")):
            assert all("press Forward" in part["text"] for part in answer["forward"])
            assert all(line["value"] is None for p in answer["forward"] for line in p["lines"])
    assert "Press Forward" in explained("neuron-1-0", state, state)["when"]


def test_a_backprop_is_explained_with_the_numbers_from_before_it() -> None:
    before = drawn((3, 2, 3), "sigmoid", "softmax_cross_entropy").computed()
    after = before.learned()
    answer = explained("weight-1-0-2", after, after)
    assert answer["when"].startswith("The step just made")
    moves = sections(answer)["How it moves"]["lines"]
    assert moves[1]["numbers"][0] == before.network[0].weights[0, 2]
    assert moves[2]["value"] == after.network[0].weights[0, 2]
    ahead = explained("weight-1-0-2", before, before)
    assert ahead["when"] == "What Backprop would do now."
    assert sections(ahead)["How it moves"] == sections(answer)["How it moves"]


def test_a_pass_that_is_being_read_shows_what_it_has_reached() -> None:
    bridge = Bridge()

    def z_of(place: str) -> Any:
        answer = bridge.handle({"op": "explain", "place": place})["answer"]
        return answer["forward"][0]["lines"][-1]["value"]

    bridge.handle({"op": "step", "grain": "neuron"})
    assert z_of("neuron-1-0") is not None
    assert z_of("neuron-1-1") is None
    bridge.handle({"op": "forward"})
    bridge.handle({"op": "step", "grain": "neuron"})
    reached = bridge.handle({"op": "explain", "place": "neuron-2-0"})["answer"]
    assert reached["when"].startswith("The step just made")
    ahead = bridge.handle({"op": "explain", "place": "neuron-2-2"})["answer"]
    assert ahead["when"] == "What Backprop would do now."
    assert z_of("neuron-2-2") is not None


def test_the_curve_has_the_point_and_its_tangent() -> None:
    state = drawn((3, 2, 3), "sigmoid", "softmax_cross_entropy").computed()
    state = replace(state, inputs=state.inputs * 40).forgetting(1).computed()
    curve = sections(explained("neuron-1-0", state, state))["Activation a"]["curve"]
    z, a = state.passes[0].z[0, 0], state.passes[0].a[0, 0]
    assert curve["point"] == [z, a]
    assert curve["z"][0] <= z <= curve["z"][-1]
    assert curve["f"].shape == curve["z"].shape
    assert curve["slope"] == pytest.approx(a * (1 - a), rel=1e-9)


@pytest.mark.parametrize(
    "place",
    ["", "neuron-0-0", "neuron-1-9", "weight-1-0", "weight-1-0-3", "input-3", "cost-1", "bias--1",
     "guess-3", "neuron-1-0 ", "neuron-1-99999999999", None, 7, ["cost"]],
)  # fmt: skip
def test_an_unknown_place_is_named(place: object) -> None:
    answer = Bridge().handle({"op": "explain", "place": place})
    assert answer["error"].startswith("There is no place ")


def test_an_own_function_without_a_formula_is_explained_by_its_values() -> None:
    entry = replace(ACTIVATIONS["tanh"], name="own", symbol="f", formula=None, slope_formula=None)
    ACTIVATIONS["own"] = entry
    try:
        state = drawn((3, 2, 3), "own", "squared_error").computed()
        of = sections(explained("neuron-1-0", state, state))
    finally:
        del ACTIVATIONS["own"]
    assert result(of["Activation a"]) == state.passes[0].a[0, 0]
    assert r"\operatorname{f}'(z) = \operatorname{f}'(" in of["Slope of f"]["lines"][0]["latex"]


def test_folding_keeps_the_order_and_the_sum() -> None:
    terms = tuple(Product((Number(x), Number(2.0))) for x in (1.0, -9.0, 0.1, 5.0, 0.2))
    short = folded(terms, 2)
    assert [part.value() for part in short] == [-18.0, 10.0, pytest.approx(2.6)]
    assert isinstance(short[-1], Rest)
    assert folded(terms, 4) == terms
    assert Sum(short).value() == pytest.approx(Sum(terms).value())


def test_a_formula_with_a_letter_that_nobody_knows_is_refused() -> None:
    with pytest.raises(KeyError):
        put_in(1 - Symbol("b"), lambda letter, _output: {"a": Number(1.0)}[letter])
    with pytest.raises(NotImplementedError, match="Symbol stands for no number"):
        (1 - Symbol("b")).value()


def test_a_step_that_cannot_be_made_says_why() -> None:
    state = replace(drawn((3, 2, 3), "identity", "squared_error"), learning_rate=1e308)
    state = replace(state, targets=np.full(3, 1e100)).computed()
    answer = explained("weight-1-0-0", state, state)
    assert "learning rate smaller" in answer["when"]
    assert answer["backward"] == []
