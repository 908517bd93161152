"""Test the visitor's own data, from table or points to a trained network."""

import math

import numpy as np
import pytest

from learnscope.datasets.tasks import FIRST
from tests.core.visitor import Plain, Visitor

CIRCLE = [
    [round(r * math.cos(k), 3), round(r * math.sin(k), 3), int(r > 0.5)]
    for k in np.linspace(0, 6, 15).tolist()
    for r in (0.3, 0.8)
]
"""Thirty points, alternately inside and outside a circle."""

FLOWERS = "long;wide;kind\n" + "".join(
    f"{2 + n % 7 + 9 * (n % 3)},5;{3 + n % 5},0;{'abc'[n % 3]}\n" for n in range(60)
)
"""Table of three classes that the first number tells apart."""

PRICES = "rooms,garden,price\n" + "".join(
    f"{1 + n % 6},{'yes' if n % 2 else 'no'},{100_000 * (1 + n % 6) + 30_000 * (n % 2)}\n"
    for n in range(48)
)
"""Table of prices, which are large numbers, that the other columns determine."""


# -- points on the plane


def test_points_are_learned_from() -> None:
    visitor = Visitor()
    now = visitor("load_points", points=CIRCLE)
    assert (now["task"]["name"], now["task"]["count"]) == ("points", 30)
    assert now["inputs"] == CIRCLE[0][:2]
    visitor("train", steps=600)
    figures = visitor("snapshot")["training"]["figures"]
    assert figures["train_accuracy"] == 1
    told = visitor("points")
    assert [list(p) for p in zip(told["x"], told["y"], told["of_class"], strict=True)] == CIRCLE
    assert told["extent"] == 1


def test_one_point_more_leaves_the_network_as_it_is_and_is_undone_alone() -> None:
    visitor = Visitor()
    visitor("load_points", points=CIRCLE)
    visitor("train", steps=20)
    before, edition = visitor.weights(), visitor("points")["edition"]
    now = visitor("load_points", points=[*CIRCLE, [0.5, 0.5, 1]])
    assert visitor.weights() == before
    assert (now["task"]["count"], now["step"], now["training"]["step"]) == (31, 20, 20)
    assert now["cost_value"] is not None  # the example in the figure is not affected
    assert visitor("points")["edition"] != edition
    now = visitor("step_back")
    assert (now["task"]["count"], visitor.weights()) == (30, before)
    assert visitor("points")["edition"] == edition
    assert visitor("redo")["task"]["count"] == 31
    assert visitor("train", steps=5)["step"] == 25


def test_a_run_of_points_with_one_gesture_is_undone_as_one() -> None:
    visitor = Visitor()
    visitor("load_points", points=CIRCLE)
    for n in range(1, 4):
        visitor("load_points", points=CIRCLE + [[0, n / 10, 0]] * n, gesture=7)
    assert visitor("snapshot")["task"]["count"] == 33
    assert visitor("step_back")["task"]["count"] == 30


def test_the_points_of_a_task_can_be_changed_and_its_network_goes_on() -> None:
    visitor = Visitor()
    visitor("load_task", name="moons")
    visitor("train", steps=5)
    before, told = visitor.weights(), visitor("points")
    points = list(zip(told["x"], told["y"], told["of_class"], strict=True))
    now = visitor("load_points", points=points[:50])
    assert (now["task"]["name"], now["task"]["count"]) == ("points", 50)
    assert visitor.weights() == before


def test_one_class_more_is_one_output_more_and_the_others_stay() -> None:
    visitor = Visitor()
    visitor("load_points", points=CIRCLE)
    visitor("train", steps=20)
    before = visitor.weights()
    now = visitor("load_points", points=[*CIRCLE, [0, 0, 2]], classes=3)
    assert len(now["targets"]) == len(now["task"]["classes"]) == 3
    assert visitor.weights()[0] == before[0]
    assert visitor.weights()[1][:2] == before[1]
    assert visitor("forward")["guess"] is not None
    assert visitor("train", steps=3)["step"] == 23
    now = visitor("reset")
    assert (now["step"], len(now["targets"]), len(now["layers"][-1]["biases"])) == (0, 3, 3)
    visitor("step_back")
    now = visitor("load_points", points=CIRCLE, classes=2)
    assert len(now["targets"]) == len(now["layers"][-1]["biases"]) == 2
    assert len(visitor("load_points", points=[], classes=4)["targets"]) == 4


def test_all_points_can_be_taken_away_and_others_put_in_their_place() -> None:
    visitor = Visitor()
    visitor("load_points", points=CIRCLE)
    now = visitor("load_points", points=[])
    assert (now["task"]["count"], now["training"]["train_count"]) == (0, 0)
    assert visitor("points")["x"] == []
    for op in ("train", "examples", "progress", "distributions", "confusion"):
        assert "put some points on the plane" in visitor.refused(op)
    assert "put some points on the plane" in visitor.refused("set_example", index=0)
    for op in ("forward", "backprop", "new_weights", "reset"):
        visitor(op)
    visitor("set_training", standardise=True, share=0.5)
    assert visitor("load_points", points=CIRCLE[:1])["inputs"] != []
    visitor("train", steps=2)
    assert visitor("load_points", points=CIRCLE)["task"]["count"] == 30


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"points": 3}, "Points must be a list of [x, y, class]."),
        ({"points": [[0, 0, 0], [0, 1]]}, "Point 2 must be x, y and a class."),
        ({"points": [[0, "up", 0]]}, "Point 1: y must be a number, not “up”."),
        ({"points": [[0, 4, 0]]}, "Point 1: y must be from −3 to 3, not 4."),
        ({"points": [[0, 0, 2]]}, "Point 1: the class must be from 0 to 1, not 2."),
        ({"points": [], "classes": 5}, "The number of classes must be from 2 to 4, not 5."),
        ({"points": [[0, 0, 0]] * 1001}, "There can be 1,000 points at most, not 1,001."),
    ],
)
def test_points_that_are_none_are_refused(fields: Plain, said: str) -> None:
    assert Visitor().refused("load_points", **fields) == said


def test_only_points_in_classes_are_on_the_plane() -> None:
    visitor = Visitor()
    visitor("load_task", name="iris")
    assert "no points on the plane" in visitor.refused("points")


# -- a table


def test_a_table_is_handed_over_in_parts_and_read_on_until_there_is_a_report() -> None:
    visitor = Visitor(table=FLOWERS[:100])
    assert visitor("table_part", part=FLOWERS[100:].encode())["bytes"] == len(FLOWERS)
    report = visitor.read()
    assert (report["separator"], report["decimal"], report["header"]) == ("semicolon", "comma", 1)
    assert (report["rows"], report["bad"], report["encoding"]) == (60, 0, "utf-8")
    assert report["head"][:2] == [["long", "wide", "kind"], ["2,5", "3,0", "a"]]
    assert visitor.read(header=False)["rows"] == 61
    assert len(visitor.read(separator="comma")["columns"]) == 3  # 2 | 5;3 | 0;a


def test_a_table_of_classes_is_learned() -> None:
    visitor = Visitor(table=FLOWERS)
    visitor.read()
    plan = visitor("table_plan", predict="kind")
    assert (plan["classes"], plan["inputs"], plan["rows"]) == (True, 2, 60)
    assert plan["text"] == (
        "From 60 rows the network learns to tell which of 3 classes each belongs to (a, b, c), "
        "by 2 inputs (long, wide)."
    )
    now = visitor("load_table", predict="kind")
    assert now["task"]["classes"] == ["a", "b", "c"]
    assert now["task"]["scale"] is not None
    assert [len(layer["biases"]) for layer in now["layers"]] == [8, 3]
    visitor("train", steps=100)
    assert visitor("snapshot")["training"]["figures"]["test_accuracy"] == 1


def test_numbers_are_learned_and_told_in_their_own_units() -> None:
    visitor = Visitor(table=PRICES)
    now = visitor("load_table", predict="price", classes=False)
    assert (now["cost"], now["task"]["answers"], now["task"]["classes"]) == (
        "squared_error",
        ["price"],
        [],
    )
    assert abs(now["targets"][0]) < 2
    visitor("train", steps=400)
    now = visitor("set_example", index=7)
    assert now["guess"] is not None
    told = visitor("examples")
    assert told["targets"] == pytest.approx([230_000])
    assert told["guesses"] == pytest.approx([230_000], rel=0.03)
    assert now["task"]["raw_inputs"] == [2, 0, 1]
    back = told["guesses"][0] - now["task"]["target_mean"][0]
    assert back / now["task"]["target_scale"][0] == pytest.approx(now["guess"][0])
    assert "nothing to confuse" in visitor.refused("confusion")


def test_numbers_are_told_in_the_units_of_the_table() -> None:
    """Check that prices up to 630,000 are scaled for the network and shown unscaled."""
    visitor = Visitor(table=PRICES)
    visitor("load_table", predict="price", classes=False)
    visitor("set_example", index=5)
    task = visitor("snapshot")["task"]
    assert task["own_targets"] == pytest.approx([630_000])
    assert task["own_guess"] is None  # nothing is computed yet
    now = visitor("train", steps=200, milliseconds=1000)
    task, guess = now["task"], now["guess"][0]
    expected = guess * task["target_scale"][0] + task["target_mean"][0]
    assert task["own_guess"] == pytest.approx([expected])
    data, split = visitor.course.data, visitor.course.split
    prices = data.target_scaling.undone(data.targets)[split.train]
    guesses = [visitor("set_example", index=int(n))["task"]["own_guess"][0] for n in split.train]
    off = np.abs(np.array(guesses) - prices[:, 0])
    told = visitor("snapshot")["training"]["figures"]
    assert told["train_error"] == pytest.approx(off.mean())
    assert visitor("progress")["train_error"][-1] == pytest.approx(off.mean())
    answer = visitor("examples")
    worst = visitor("set_example", index=answer["worst"])["task"]
    missed = worst["own_guess"][0] - worst["own_targets"][0]
    assert answer["worst_off"] == pytest.approx([abs(missed)])


def test_a_map_of_a_number_is_told_in_its_units() -> None:
    rows = "".join(f"{a},{b},{1000 + 10 * a * b}\n" for a in range(5) for b in range(5))
    visitor = Visitor(table="a,b,area\n" + rows)
    visitor("load_table", predict="area", classes=False)
    told, task = visitor("decision_map", size=9), visitor("snapshot")["task"]
    for value, own in zip((told["least"], told["most"]), told["own"], strict=True):
        assert own == pytest.approx(value * task["target_scale"][0] + task["target_mean"][0])
    assert visitor("decision_map", size=9, neuron="neuron-1-0")["own"] is None


def test_a_learned_table_stays_whatever_is_done_and_undone() -> None:
    visitor = Visitor(table=FLOWERS)
    visitor("load_table", predict="kind")
    for op in ("train", "new_weights", "reset", "forward", "backprop"):
        assert visitor(op)["task"]["name"] == "own"
    visitor("load_task", name="xor")
    assert visitor("step_back")["task"]["name"] == "own"
    for _ in range(6):
        now = visitor("step_back")
    assert now["task"]["name"] == FIRST
    assert visitor("redo")["task"]["count"] == 60
    assert visitor("train", steps=2)["step"] == 2


def test_faults_are_told_by_line_and_rows_left_out_only_if_the_visitor_says_so() -> None:
    visitor = Visitor(table=FLOWERS + "1,5;;a\nlong;2;b\n1;2;3;4\n")
    assert visitor.read()["bad"] == 3
    plan = visitor("table_plan", predict="kind")
    assert [row["line"] for row in plan["bad_rows"]] == [62, 63, 64]
    assert plan["bad_rows"][0]["reason"] == "“wide” is missing"
    assert visitor("table_plan", predict="kind", without=["wide"])["bad"] == 2
    assert "3 rows can’t be used (line 62" in visitor.refused("load_table", predict="kind")
    assert visitor("load_table", predict="kind", leave_out=True)["task"]["count"] == 60


def test_a_plan_that_can_not_be_says_why() -> None:
    visitor = Visitor(table=FLOWERS)
    plan = visitor("table_plan", predict="kind", without=["long", "wide"])
    assert (
        plan["problem"]
        == "There must be a column to learn from whose values differ, beside the one to predict."
    )
    assert "one of long, wide, kind" in visitor("table_plan", predict="size")["problem"]


def test_a_large_table_is_learned_in_batches() -> None:
    rows = "".join(f"{n % 97},{n % 89},{'odd' if n % 97 > 48 else 'even'}\n" for n in range(3000))
    visitor = Visitor(table=rows)
    now = visitor("load_table", predict="column 3")
    assert now["training"]["batch_size"] == 100
    visitor("train", epochs=3)
    assert visitor("snapshot")["training"]["figures"]["test_accuracy"] > 0.95


@pytest.mark.parametrize(
    ("op", "fields", "said"),
    [
        ("table", {}, "There is no table yet: paste one, or choose a file."),
        ("table_plan", {"predict": "a"}, "There is no table yet"),
        ("load_table", {"predict": "a"}, "There is no table yet"),
        ("table_part", {"part": 3}, "must be text or bytes, not 3."),
        ("table_part", {"part": "a", "first": 1}, "First must be true or false"),
    ],
)
def test_without_a_table_it_is_said_so(op: str, fields: Plain, said: str) -> None:
    assert said in Visitor().refused(op, **fields)


@pytest.mark.parametrize(
    ("op", "fields", "said"),
    [
        ("table", {"separator": "|"}, "The separator must be one of tab, semicolon, comma"),
        ("table", {"decimal": "."}, "The decimal sign must be one of point, comma"),
        ("table", {"header": "yes"}, "Header must be true or false"),
        ("load_table", {"predict": 3}, "The column to predict must be named, not 3."),
        ("load_table", {"predict": []}, "There must be a column to predict."),
        ("load_table", {"predict": "kind", "classes": 1}, "Classes must be true or false"),
        ("load_table", {"predict": "kind", "leave_out": "no"}, "Leave out must be true or"),
        ("load_table", {"predict": "kind", "without": 1}, "The columns to leave out must be"),
    ],
)
def test_a_wrong_choice_is_refused(op: str, fields: Plain, said: str) -> None:
    assert said in Visitor(table=FLOWERS).refused(op, **fields)


def test_rubbish_is_refused_and_another_table_may_follow() -> None:
    visitor = Visitor(table="\x00\x01\x02")
    assert "no text" in visitor.refused("table")
    assert "no text" in visitor.refused("table")
    visitor("table_part", part=[80, 75, 3, 4, 20, 0], first=True)
    assert "save the table as CSV" in visitor.refused("table")
    visitor("table_part", part=FLOWERS, first=True)
    assert visitor.read()["rows"] == 60


# -- examples in the figure


def test_the_guess_follows_to_another_example_where_there_was_one_or_training_behind_it() -> None:
    visitor = Visitor()
    visitor("load_task", name="circle")
    assert visitor("set_example", index=1)["guess"] is None
    visitor("forward")
    assert visitor("set_example", index=2)["guess"] is not None
    assert visitor("step_back")["task"]["index"] == 1  # both undone in one step
    visitor("load_task", name="circle")
    visitor("train", steps=2)
    visitor("set_input", index=0, value=0.5)
    assert visitor("set_example", index=3)["guess"] is not None


def test_options_are_told_whole() -> None:
    visitor = Visitor()
    now = visitor("load_task", name="circle", options={"noise": 0.1})
    assert now["task"]["options"] == {"noise": 0.1, "count": 200, "seed": 1}
