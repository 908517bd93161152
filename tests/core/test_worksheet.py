"""Check that a worksheet can be solved as printed and that its key is right."""

import json
import re
from copy import deepcopy
from functools import cache
from itertools import product

import pytest

from learnscope.api.bridge import Bridge
from learnscope.common.formatting import shown
from learnscope.exercises.solution import WIDE
from learnscope.exercises.worksheet import MOST_EXERCISES
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.costs import COSTS
from learnscope.session.snapshot import to_plain
from tests.core.direct import Session, asked
from tests.core.latex import symbols, value
from tests.core.pencil import Pencil, Plain, Task
from tests.core.test_session import DEEP, session_with
from tests.recorded import Visitor

SHAPES = ((3, 2, 3), (1, 1), (2, 3, 2, 2), (4, 7, 5, 3, 8), (2, 2, 2, 2, 2, 2, 2), (64, 9, 10))


@cache
def sheets() -> list[tuple[Plain, Plain]]:
    """Make worksheets of networks of all sizes, with every activation and cost."""
    drawn = []
    for seed, (shape, activation, cost) in enumerate(product(SHAPES, ACTIVATIONS, COSTS)):
        network = Visitor(seed).network(shape, activation, cost)
        drawn.append((network, to_plain(asked(session_with(network), "worksheet"))))
    return drawn


def exercises(sheet: Plain) -> list[Plain]:
    return [each for part in sheet["parts"] for each in part["exercises"]]


def printed(sheet: Plain) -> set[str]:
    """List the symbols whose values are printed."""
    known = {each["label"] for each in sheet["values"] + sheet["given"]}
    for table in sheet["tables"]:
        layer = int(table["caption"].split(",")[0].split()[1])
        for j, row in enumerate(table["rows"], start=1):
            known |= {f"w^{{({layer})}}_{{{j},{i}}}" for i in range(1, len(row["values"]))}
            known.add(f"b^{{({layer})}}_{{{j}}}")
            assert len(row["values"]) == len(table["columns"])
    return known


def test_everything_asked_can_be_worked_out_from_what_is_printed_or_asked_before() -> None:
    for network, sheet in sheets():
        known = printed(sheet)
        for each in exercises(sheet):
            label, formula = re.split(r" = | \\leftarrow ", each["question"], maxsplit=1)
            for symbol in symbols(formula):
                assert symbol in known, (symbol, each["question"], network["cost"])
            assert each["solution"].startswith(label)
            known.add(label)


def test_the_key_comes_to_what_it_says() -> None:
    """Evaluate each solution in the key: it must give the answer to the shown precision."""
    evaluated = 0
    for network, sheet in sheets():
        for each in exercises(sheet):
            _, *chain = re.split(r" = | \\leftarrow ", each["solution"])
            answer = value(chain[-1])
            assert answer == pytest.approx(float(each["answer"].replace("−", "-")), abs=1e-12)
            if len(chain) == 2 and "1 - 1.0000" not in chain[0]:
                off = abs(value(chain[0]) - answer)
                uncertain = network["cost"] == "binary_cross_entropy" and "frac" in chain[0]
                size = max(1.0, abs(answer))
                assert off < (0.05 if uncertain else 0.002) * size, each["solution"]
                evaluated += 1
    assert evaluated > 1000


def test_the_answers_are_those_of_a_pencil() -> None:
    for network, sheet in sheets():
        pencil = Pencil(network)
        answers = {
            re.split(r" = | \\leftarrow ", each["question"])[0]: each["answer"]
            for part in sheet["parts"]
            for each in part["exercises"]
            if part["title"] != "New values"
        }
        assert answers["z^{(1)}_{1}"] == shown(pencil.z[1][0])
        assert answers["a^{(1)}_{1}"] == shown(pencil.a[1][0])
        last = pencil.last
        delta = Task(pencil, f"neuron-{last}-0", "delta").right()
        assert answers[f"\\delta^{{({last})}}_{{1}}"] == shown(delta)
        slope = Task(pencil, f"bias-{last}-0", "gradient").right()
        assert answers[f"\\frac{{\\partial C}}{{\\partial b^{{({last})}}_{{1}}}}"] == shown(slope)
        if len(network["targets"]) <= WIDE:
            assert answers["C"] == shown(pencil.cost_value())
        new = exercises({"parts": sheet["parts"][-1:]})[0]["answer"]
        assert new == shown(Task(pencil, f"weight-{last}-0-0", "new").right())


def test_it_fits_on_a_page() -> None:
    for network, sheet in sheets():
        assert 7 <= len(exercises(sheet)) <= MOST_EXERCISES
        assert all(len(table["rows"]) <= WIDE for table in sheet["tables"])
        assert all(len(table["columns"]) <= WIDE + 1 for table in sheet["tables"])
        sizes = [len(layer["biases"]) for layer in network["layers"]]
        everything = len(sizes) <= 4 and not any("large" in note for note in sheet["notes"])
        asked = sum(each["question"].startswith("z") for each in exercises(sheet))
        assert everything == (asked == sum(sizes))


def test_what_is_left_out_is_said() -> None:
    assert asked(Session(), "worksheet")["notes"] == []
    network = Visitor(1).network((64, 9, 10), "sigmoid", "softmax_cross_entropy")
    said = asked(session_with(network), "worksheet")["notes"][0]
    assert said.startswith("This network is too large for one page")
    assert "the first 2 neurons of each layer" in said
    deep = Visitor(1).network((2, 2, 2, 2, 2, 2, 2), "sigmoid", "softmax_cross_entropy")
    assert "of the first and last two layers" in asked(session_with(deep), "worksheet")["notes"][0]


def test_an_activation_that_the_cost_cannot_take_is_explained() -> None:
    network = {**deepcopy(DEEP), "cost": "binary_cross_entropy"}
    network["layers"][2]["biases"][0] = 3.0
    sheet = asked(session_with(network), "worksheet")
    assert "between 0 and 1 only" in sheet["notes"][0]
    answers = {each["question"].split(" = ")[0]: each["solution"] for each in exercises(sheet)}
    assert answers[r"\delta^{(3)}_{1}"].endswith(r"(0.0000) \cdot 1.0000 = 0.0000")
    assert answers["C"].count("=") == 1


def test_it_says_which_network_it_is() -> None:
    session = Session()
    session.new_weights(77)
    session.backprop()
    sheet = asked(session, "worksheet")
    assert sheet["title"] == "A 3-2-3 network by hand"
    assert sheet["origin"] == "Seed 77, after 1 step"
    assert asked(session_with(DEEP), "worksheet")["origin"] == "Weights of its own, after 0 steps"


def test_after_a_backprop_it_is_about_the_network_as_it_is_now() -> None:
    session = session_with(DEEP)
    session.backprop()
    moved = Pencil({**DEEP, **Pencil(DEEP).moved()})
    sheet = to_plain(asked(session, "worksheet"))
    by_label = {each["question"].split(" = ")[0]: each["answer"] for each in exercises(sheet)}
    assert by_label["z^{(3)}_{1}"] == shown(moved.z[3][0])
    assert by_label[r"\delta^{(1)}_{2}"] == shown(moved.delta[1][1])
    assert sheet["tables"][2]["rows"][0]["values"][0] == shown(moved.w(3, 0, 0))


def test_it_is_plain_data_and_changes_nothing() -> None:
    bridge = Bridge()
    before = str(bridge.handle({"op": "snapshot"}))
    json.dumps(to_plain(bridge.handle({"op": "worksheet"})["answer"]), allow_nan=False)
    assert str(bridge.handle({"op": "snapshot"})) == before


def test_numbers_too_large_to_compute_are_refused_in_words() -> None:
    bridge = Bridge()
    for i in range(2):
        fields = {"layer": i + 1, "to": 0, "from": 0, "value": 1e308}
        bridge.handle({"op": "set_weight", **fields})
    bridge.handle({"op": "set_input", "index": 0, "value": 1e10})
    assert "numbers too large to hold" in bridge.handle({"op": "worksheet"})["error"]
