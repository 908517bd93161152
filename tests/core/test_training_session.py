"""Test training as a visitor does it: tasks, slices, stops, curves, undo."""

import json
import math
import time
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from learnscope.datasets.dataset import Dataset
from learnscope.datasets.tasks import FIRST, TASKS, Task
from learnscope.nn.backprop import cost_value
from learnscope.nn.costs import COSTS
from learnscope.nn.network import forward, random_network
from learnscope.nn.optimisers import OPTIMISERS
from learnscope.training import time_slice, trainer
from learnscope.training.curve import KEPT_NUMBERS, Kept, Point, Progress, size_of
from learnscope.training.run import Run
from tests.core.visitor import Plain, Visitor

RNG = np.random.default_rng(5)
SIDE = np.repeat([0, 1], 50)
BLOBS = Dataset(
    "near",
    "Two blobs, not at 0",
    np.column_stack([RNG.normal(size=100) + 6 * SIDE + 20, RNG.normal(size=100)]),
    np.eye(2)[SIDE],
    ("left to right", "up"),
    ("left", "right"),
    source="made here",
)


@pytest.fixture(autouse=True)
def near(monkeypatch: pytest.MonkeyPatch) -> None:
    """Register a task whose every example the tests know."""
    task = Task("near", "Near", "Easy.", lambda _: BLOBS, (2, 3, 2), 50, seed=3, standardised=True)
    monkeypatch.setitem(TASKS, "near", task)


def scaled(index: int) -> list[float]:
    """Scale an example of the blobs as the network gets it.

    All examples are learned from.
    """
    inputs = BLOBS.inputs
    row: list[float] = ((inputs[index] - inputs.mean(axis=0)) / inputs.std(axis=0)).tolist()
    return row


# -- tasks and examples


def test_one_example_has_names_and_nothing_to_train_on() -> None:
    visitor = Visitor()
    now = visitor("snapshot")
    assert (now["task"]["name"], now["training"]) == (FIRST, None)
    visitor("load_task", name="near")
    now = visitor("load_task", name=FIRST)
    assert (now["task"]["name"], now["training"]) == (FIRST, None)
    assert now["task"]["features"] == ["sweet", "red", "heavy"]
    assert now["task"]["classes"] == ["apple", "pear", "plum"]
    assert (now["task"]["meant"], now["task"]["edited"]) == (1, False)
    assert visitor("set_input", index=0, value=0.8)["task"]["changed"]
    for op in ("train", "examples", "progress", "confusion", "distributions"):
        assert "only one example" in visitor.refused(op)
    assert "only one example" in visitor.refused("set_example", index=0)
    assert "only one example" in visitor.refused("set_training", l2=0)


def test_a_loaded_network_has_no_task_until_one_is_chosen() -> None:
    visitor = Visitor()
    begun = visitor("snapshot")
    loaded = visitor("load", network=begun)
    assert (loaded["task"], loaded["training"]) == (None, None)
    for op in ("forward", "new_weights", "reset"):
        assert visitor(op)["task"] is None
    last = visitor("snapshot")
    assert Visitor()("restore", start=loaded, last=last)["task"] is None
    assert Visitor()("restore", start=begun, last=begun)["task"] == begun["task"]
    for _ in range(4):
        now = visitor("step_back")
    assert now["task"]["name"] == FIRST


@pytest.mark.parametrize(("index", "number"), [(-1, "0"), (4, "5"), (0.5, "1.5"), ("x", "“x”")])
def test_an_example_that_is_not_there_is_told_by_its_number_from_1_on(
    index: object, number: str
) -> None:
    told = Visitor("xor").refused("set_example", index=index)
    assert told.startswith("The example must be ")
    assert told.endswith(f", not {number}.")


@pytest.mark.parametrize("name", TASKS)
def test_every_task_can_be_begun_and_trained(name: str) -> None:
    visitor = Visitor(name)
    now = visitor("snapshot")
    if name == FIRST:
        return
    task, training = now["task"], now["training"]
    assert task["name"] == name
    assert len(task["features"]) == len(now["inputs"])
    assert len(task["classes"]) == len(now["targets"])
    assert training["train_count"] + training["test_count"] == task["count"]
    visitor("forward")
    first = visitor("progress")["train_cost"][0]
    while (after := visitor("train", steps=1))["step"] < 10:
        pass
    assert after["training"]["step"] == 10
    assert visitor("progress")["train_cost"][-1] < first


def test_unknown_tasks_and_options_are_refused() -> None:
    visitor = Visitor("near")
    assert "The task must be one of" in visitor.refused("load_task", name="spiral")
    assert "option" in visitor.refused("load_task", name="xor", options={"size": 3})
    assert "options must be" in visitor.refused("load_task", name="xor", options=3)


def test_a_task_is_made_anew_with_one_option_changed() -> None:
    visitor = Visitor()
    assert "only one example" in visitor.refused("load_task", options={"noise": 0.2})
    visitor("load_task", name="circle", options={"noise": 0.2})
    task = visitor("load_task", options={"count": 230})["task"]
    assert (task["name"], task["options"]) == ("circle", {"noise": 0.2, "count": 230, "seed": 1})


def test_the_figure_shows_one_example_scaled_as_the_network_gets_it() -> None:
    visitor = Visitor("near")
    visitor("set_training", share=1)
    now = visitor("set_example", index=70)
    assert now["inputs"] == pytest.approx(scaled(70))
    assert now["targets"] == [0.0, 1.0]
    assert (now["task"]["index"], now["task"]["edited"]) == (70, False)
    mean, scale = np.array(now["task"]["mean"]), np.array(now["task"]["scale"])
    assert np.array(now["inputs"]) * scale + mean == pytest.approx(BLOBS.inputs[70])
    assert visitor("set_input", index=0, value=0.5)["task"]["edited"]
    assert not visitor("step_back")["task"]["edited"]
    assert visitor("step_back")["task"]["index"] == 0
    now = visitor("set_training", standardise=False)
    assert now["inputs"] == BLOBS.inputs[0].tolist()
    assert now["task"]["mean"] is None
    assert "must be from 1 to 100" in visitor.refused("set_example", index=100)


def test_examples_have_neighbours_and_a_worst_one() -> None:
    visitor = Visitor("near")
    visitor("train", steps=20)
    found = visitor("examples")
    assert (found["index"], found["count"], found["class"]) == (0, 100, 0)
    assert (found["previous"], found["next"]) == (99, 1)
    costs = []
    for index in range(100):
        visitor("set_example", index=index)
        costs.append(visitor("forward")["cost_value"])
    assert found["worst"] == int(np.argmax(costs))
    assert found["worst_cost"] == pytest.approx(max(costs))


def test_forward_and_backprop_are_about_the_example_on_the_screen() -> None:
    visitor = Visitor("near")
    visitor("set_example", index=60)
    costs = []
    for _ in range(3):
        costs.append(visitor("forward")["cost_value"])
        visitor("backprop")
    assert costs[0] > costs[1] > costs[2]
    assert visitor("snapshot")["training"]["step"] == 0


# -- choices


def test_choices_are_checked_kept_and_undone() -> None:
    visitor = Visitor("near")
    begun = visitor("snapshot")["training"]
    now = visitor("set_training", batch_size=10, optimiser="adam", l2=0.01)["training"]
    assert (now["batch_size"], now["optimiser"], now["l2"]) == (10, "adam", 0.01)
    assert now["momentum"] == begun["momentum"]
    assert visitor("set_training", seed=4)["training"]["batch_size"] == 10
    assert visitor("step_back")["training"] == now
    assert visitor("step_back")["training"] == begun
    for field, value in (
        ("batch_size", -1), ("batch_size", 0.5), ("optimiser", "sgd"), ("momentum", 1),
        ("l2", -0.1), ("share", 0), ("share", 1.01), ("seed", "a"), ("standardise", 1),
        ("stop_step", -1), ("stop_cost", math.inf),
    ):  # fmt: skip
        assert visitor.refused("set_training", **{field: value}).endswith(".")


def test_the_share_splits_the_examples_and_nothing_else_learns_from_the_test() -> None:
    visitor = Visitor("near")
    now = visitor("set_training", share=0.6)["training"]
    assert (now["train_count"], now["test_count"]) == (60, 40)
    train, test = visitor.course.split.train, visitor.course.split.test
    assert sorted([*train, *test]) == list(range(100))
    assert np.array_equal(visitor.course.examples.learned[0], visitor.course.inputs[train])
    mean = visitor("snapshot")["task"]["mean"]
    assert mean == pytest.approx(BLOBS.inputs[train].mean(axis=0))


# -- slices


def test_training_is_the_same_in_one_slice_and_in_many() -> None:
    one, many = Visitor("near"), Visitor("near")
    for visitor in (one, many):
        visitor("set_training", batch_size=16, optimiser="momentum")
    one("train", steps=60)
    for steps in (1, 9, 30, 20):
        many("train", steps=steps, gesture=1)
    assert one("snapshot")["layers"] == many("snapshot")["layers"]
    assert one("progress") == many("progress")
    assert one("snapshot")["training"] == many("snapshot")["training"]
    assert one("snapshot")["training"]["epoch"] == 12


def test_a_slice_ends_within_its_time() -> None:
    visitor = Visitor("spirals")
    visitor("train", milliseconds=5)
    took = []
    for _ in range(5):  # the machine may be busy
        begun = time.perf_counter()
        assert visitor("train", milliseconds=30)["training"]["step"] > 5
        took.append(time.perf_counter() - begun)
    assert min(took) < 0.045
    assert max(took) > 0.02
    assert "from 1 to 1000" in visitor.refused("train", milliseconds=0)
    assert "must be from 1" in visitor.refused("train", steps=0)


def test_a_whole_run_is_one_step_back() -> None:
    visitor = Visitor("near")
    before = visitor("forward")
    for _ in range(4):
        visitor("train", steps=5, gesture=7)
    after = visitor("train", steps=5, gesture=8)
    assert after["training"]["step"] == 25
    assert visitor("step_back")["training"]["step"] == 20
    back = visitor("step_back")
    assert {**back, "can_redo": False} == before
    assert visitor("redo")["training"]["step"] == 20
    again = visitor("redo")
    assert again["layers"] == after["layers"]
    assert len(visitor("progress")["steps"]) == 26


def test_training_after_going_back_has_a_future_of_its_own() -> None:
    visitor = Visitor("near")
    visitor("train", steps=10, gesture=1)
    visitor("train", steps=10, gesture=2)
    expected = visitor("progress")["train_cost"]
    visitor("step_back")
    visitor("set_learning_rate", value=0.01)
    visitor("train", steps=5)
    found = visitor("progress")
    assert found["steps"] == list(range(16))
    assert found["train_cost"][:11] == expected[:11]
    assert found["train_cost"][15] > expected[15]


def test_live_training_shows_the_example_computed() -> None:
    visitor = Visitor("near")
    visitor("set_live", value=True)
    now = visitor("train", steps=5, gesture=1)
    assert now["cost_value"] is not None
    assert now["moments"] == 2
    assert visitor("train", steps=5, gesture=1)["moments"] == 2
    visitor("backprop")
    line = visitor("timeline")
    assert line["steps"] == [0, 10, 11]
    assert visitor("go_to", moment=1)["step"] == 10


def test_reset_and_other_weights_begin_training_anew() -> None:
    visitor = Visitor("near")
    visitor("set_example", index=3)
    begun = visitor("snapshot")
    for op in ("reset", "new_weights"):
        visitor("set_training", optimiser="adam")
        visitor("train", steps=12)
        now = visitor(op)
        assert (now["step"], now["training"]["step"], now["training"]["figures"]) == (0, 0, None)
        assert now["task"]["index"] == 3
        assert now["inputs"] == begun["inputs"]
    assert visitor("load", network={**begun, "seed": 1})["task"] is None


def test_the_defaults_of_a_task_keep_its_examples_and_set_all_else() -> None:
    visitor = Visitor("circle")
    visitor("load_task", options={"noise": 0.3})
    begun = visitor("snapshot")
    visitor("set_example", index=3)
    visitor("set_training", optimiser="adam", share=0.5, l2=0.1, batch_size=3)
    visitor("set_learning_rate", value=0.125)
    visitor("add_layer", layer=1)
    visitor("train", steps=3)
    assert visitor("reset")["training"]["optimiser"] == "adam"
    now = visitor("restore_defaults")
    assert now["layers"] == begun["layers"]
    assert now["learning_rate"] == begun["learning_rate"]
    assert (now["task"]["options"]["noise"], now["task"]["index"]) == (0.3, 3)
    assert now["task"]["edition"] == begun["task"]["edition"]
    for name in ("optimiser", "share", "l2", "batch_size", "step"):
        assert now["training"][name] == begun["training"][name]


def test_an_edit_between_slices_is_trained_on_from() -> None:
    visitor = Visitor("near")
    visitor("set_training", optimiser="adam")
    visitor("train", steps=3)
    visitor("set_weight", layer=1, to=0, **{"from": 0}, value=9)
    weights = visitor("train", steps=1)["layers"][0]["weights"]
    assert 8 < weights[0][0] < 10
    visitor("add_neuron", layer=1)
    assert visitor("train", steps=1)["training"]["step"] == 5


# -- the end


def test_training_stops_at_a_step() -> None:
    visitor = Visitor("near")
    visitor("set_training", stop_step=15)
    now = visitor("train", steps=100)["training"]
    assert now["step"] == 15
    assert now["stopped"] == "Training stopped at step 15, as you asked."
    assert visitor.refused("train") == now["stopped"]
    assert visitor("set_training", stop_step=0)["training"]["stopped"] == ""
    assert visitor("train", steps=5)["training"]["step"] == 20


def test_training_stops_at_a_cost() -> None:
    visitor = Visitor("near")
    visitor("set_training", stop_cost=0.1)
    now = visitor("train", steps=10_000)["training"]
    costs = visitor("progress")["train_cost"]
    assert costs[-1] <= 0.1 < costs[-2]
    assert "has come down to" in now["stopped"]
    assert visitor.refused("train") == now["stopped"]


def test_training_stops_before_numbers_grow_too_large() -> None:
    visitor = Visitor("near")
    visitor("set_cost", name="squared_error")
    visitor("set_activation", layer=1, name="identity")
    visitor("set_learning_rate", value=50)
    now = visitor("train", steps=10_000)
    assert "too large to hold" in now["training"]["stopped"]
    assert 0 < now["training"]["step"] < 10_000
    assert visitor("progress")["steps"][-1] == now["training"]["step"]
    assert None not in visitor("progress")["train_cost"]
    assert visitor("forward")["cost_value"] > 1e100
    assert visitor.refused("train") == now["training"]["stopped"]
    last = now["training"]["step"]
    assert visitor("go_to_step", step=last)["training"]["stopped"] == ""
    again = visitor("train")["training"]  # as after a slice that ran out of time right there
    assert (again["step"], again["stopped"]) == (last, now["training"]["stopped"])
    assert visitor.refused("train") == now["training"]["stopped"]
    assert visitor("reset")["training"]["step"] == 0
    visitor("set_activation", layer=1, name="identity")
    visitor("set_learning_rate", value=0.01)
    assert visitor("train", steps=10)["training"]["step"] == 10


# -- figures


def test_progress_has_a_point_whenever_steps_grew_by_a_fiftieth() -> None:
    visitor = Visitor("near")
    for _ in range(10):
        visitor("train", steps=151)
    steps = visitor("progress")["steps"]
    assert steps[:101] == list(range(101))
    assert steps[101:104] == [102, 104, 106]
    assert steps[-1] == 1510
    assert all(b - a <= max(1, a // 50) for a, b in pairwise(steps))
    assert len(steps) < 260
    assert visitor("progress", start=100)["steps"] == [step for step in steps if step > 100]


def run_at(step: int, width: int = 3) -> Run:
    """Build a run that has reached this step."""
    network = random_network((2, width, 2), 1)
    return Run(network, BLOBS.inputs, BLOBS.targets, "squared_error", 0.1, step=step)


def test_of_many_runs_as_many_are_kept_as_there_is_room_for() -> None:
    width = 10_000
    begun = run_at(0, width)
    most = KEPT_NUMBERS // size_of(begun)
    progress = Progress()
    for step in range(200):
        run = replace(begun, step=step)
        progress = progress.then(Point(step, 1.0, None, None, None), Kept(run, step))
        assert len(progress.curve.kept) <= most
        assert {0, step} <= set(progress.curve.kept)
    assert len(progress.curve.kept) > most / 3
    near = progress.nearest(100)
    assert near is not None
    assert abs(near.run.step - 100) < 10


def test_a_million_steps_have_few_points() -> None:
    progress, step = Progress(), 0
    while step <= 1_000_000:
        progress = progress.then(Point(step, 1.0, None, None, None), Kept(run_at(step), step))
        assert progress.due(step, unit=1) > 0
        step += progress.due(step, unit=1)
    assert 500 < progress.count < 600


def test_mini_batches_note_a_point_for_each_epoch() -> None:
    visitor = Visitor("near")
    visitor("set_training", batch_size=9)
    visitor("train", steps=36)
    assert visitor("progress")["steps"] == [0, 9, 18, 27, 36]  # 80 examples make nine batches


def test_the_curve_leads_back_to_the_network_of_then_to_the_last_bit() -> None:
    visitor, other = Visitor("near"), Visitor("near")
    for each in (visitor, other):
        each("set_training", optimiser="adam", batch_size=16)
    then = visitor("train", steps=20)
    end = visitor("train", steps=33)
    curve = visitor("progress")
    back = visitor("go_to_step", step=20)
    for name in ("layers", "step", "guess", "cost_value"):
        assert back[name] == then[name]
    assert back["training"]["figures"] == then["training"]["figures"]
    assert visitor("progress") == curve, "what came after can be returned to"
    assert visitor("go_to_step", step=53)["layers"] == end["layers"]
    visitor("go_to_step", step=20)
    again = visitor("train", steps=33)
    assert again["layers"] == end["layers"], "it goes on as it did"
    assert again["training"]["curve"] != end["training"]["curve"]
    other("train", steps=53)
    assert other("snapshot")["layers"] == end["layers"]


def test_from_an_earlier_point_another_future_begins_and_undo_has_the_old_one() -> None:
    visitor = Visitor("near")
    old = visitor("train", steps=30)
    old_curve = visitor("progress")
    visitor("go_to_step", step=10)
    visitor("set_learning_rate", value=0.01)
    visitor("train", steps=5)
    found = visitor("progress")
    assert found["steps"] == list(range(16))
    assert found["curve"] != old_curve["curve"]
    for _ in range(3):
        back = visitor("step_back")
    assert back["layers"] == old["layers"]
    assert visitor("progress") == old_curve
    visitor("go_to_step", step=2, gesture=1)
    visitor("go_to_step", step=7, gesture=1)
    assert visitor("step_back")["layers"] == old["layers"], "one drag is one step back"


def test_the_end_of_training_can_be_returned_to_where_it_is_no_point_of_the_curve() -> None:
    visitor = Visitor("near")
    visitor("train", steps=300)
    end = visitor("train", steps=1)
    assert visitor("go_to_step", step=40)["training"]["step"] == 40
    assert visitor("go_to_step", step=301)["layers"] == end["layers"]


def test_before_all_training_there_is_nothing_to_go_back_along() -> None:
    assert "train first" in Visitor("near").refused("go_to_step", step=1)
    assert "only one example" in Visitor().refused("go_to_step", step=1)


def test_progress_is_of_the_network_as_it_is() -> None:
    visitor = Visitor("near")
    visitor("train", steps=5)
    trained = visitor("progress")
    visitor("set_weight", layer=1, to=0, **{"from": 0}, value=-5)
    edited = visitor("progress")
    assert edited["steps"] == [*trained["steps"], 5]
    assert edited["train_cost"][-1] != trained["train_cost"][-1]


def test_progress_says_which_points_are_there_to_stay() -> None:
    visitor = Visitor("near")
    assert visitor("snapshot")["training"]["points"] == visitor("progress")["noted"] == 0
    visitor("train", steps=301)
    now = visitor("progress")
    assert (now["steps"][-2:], now["noted"]) == ([298, 301], len(now["steps"]) - 1)
    assert visitor("snapshot")["training"]["points"] == now["noted"]
    assert visitor("progress", start=298)["noted"] == 0
    assert visitor("progress", start=297)["noted"] == 1


def test_two_blobs_and_xor_come_to_be_all_right() -> None:
    for task, steps in (("near", 300), ("xor", 1_500)):
        visitor = Visitor(task)
        while visitor("snapshot")["training"]["step"] < steps:
            visitor("train", steps=300)
        figures = visitor("progress")
        assert figures["train_accuracy"][-1] == 1.0, task
        assert figures["test_accuracy"][-1] in (1.0, None)
    assert figures["test_cost"][-1] is None  # all four rows of XOR are learned from


def test_the_confusion_matrix_names_its_examples() -> None:
    visitor = Visitor("near")
    visitor("train", steps=5)
    found = visitor("confusion", of="train")
    assert sum(map(sum, found["counts"])) == 80
    for row in range(2):
        for column in range(2):
            examples = found["examples"][row][column]
            assert len(examples) == min(60, found["counts"][row][column])
            assert all(SIDE[index] == row for index in examples)
    assert found["actual"] == [sum(row) for row in found["counts"]] == [40, 40]
    assert found["guessed"] == [sum(column) for column in zip(*found["counts"], strict=True)]
    assert found["right"] == found["counts"][0][0] + found["counts"][1][1]
    assert found["total"] == 80
    assert visitor("confusion")["of"] == "test"
    assert "must be one of" in visitor.refused("confusion", of="all")


def test_the_decision_map_has_the_guess_of_forward() -> None:
    visitor = Visitor("near")
    visitor("train", steps=30)
    size = 21
    found = visitor("decision_map", size=size)
    hidden = visitor("decision_map", size=size, neuron="neuron-1-2")
    assert (found["maps"], hidden["maps"]) == (2, 1)
    assert len(found["values"]) == 2 * size**2
    task = visitor("snapshot")["task"]
    low, high = np.array(found["low"]), np.array(found["high"])
    for row, column in ((0, 0), (3, 17), (20, 20)):
        point = low + (high - low) * np.array([column, row]) / (size - 1)
        for i, value in enumerate((point - task["mean"]) / task["scale"]):
            visitor("set_input", index=i, value=float(value))
        now = visitor("forward")
        at = row * size + column
        assert [found["values"][at], found["values"][size**2 + at]] == pytest.approx(now["guess"])
        assert hidden["values"][at] == pytest.approx(now["layers"][0]["a"][2])
    assert "neuron or the guess" in visitor.refused("decision_map", size=9, neuron="bias-1-0")
    assert "from 2 to 200" in visitor.refused("decision_map", size=1)
    visitor("load_task", name="iris")
    assert "two inputs" in visitor.refused("decision_map", size=9)


def test_distributions_count_every_weight_bias_and_slope() -> None:
    visitor = Visitor("near")
    layers = visitor("snapshot")["layers"]
    for layer, found in zip(layers, visitor("distributions")["layers"], strict=True):
        assert sum(found["weights"]["counts"]) == sum(found["d_weights"]["counts"])
        assert sum(found["biases"]["counts"]) == len(layer["biases"])
        assert found["weights"]["high"] == max(map(max, layer["weights"]))


# -- the network's shape


def test_layers_and_neurons_come_and_go_and_are_undone() -> None:
    visitor = Visitor()
    begun = visitor("snapshot")

    def shape() -> list[int]:
        return [len(layer["biases"]) for layer in visitor("snapshot")["layers"]]

    visitor("add_layer", layer=2)
    assert shape() == [2, 2, 3]
    visitor("add_layer", layer=1, neurons=5)
    visitor("add_neuron", layer=1)
    visitor("remove_neuron", layer=2, index=0)
    assert shape() == [6, 1, 2, 3]
    visitor("forward")
    visitor("remove_layer", layer=2)
    assert shape() == [6, 2, 3]
    assert visitor("snapshot")["cost_value"] is None
    for _ in range(6):
        visitor("step_back")
    assert visitor("snapshot")["layers"] == begun["layers"]
    assert "from 1 to 2" in visitor.refused("add_layer", layer=3)
    assert "from 1 to 128" in visitor.refused("add_layer", layer=1, neurons=129)
    assert "has the outputs" in visitor.refused("add_neuron", layer=2)
    assert "from 0 to 1" in visitor.refused("remove_neuron", layer=1, index=2)


def test_start_weights_are_drawn_in_the_way_that_is_chosen_and_the_next_ones_too() -> None:
    visitor = Visitor("near")
    assert visitor("snapshot")["initial"] == "xavier"
    uniform = visitor("new_weights", seed=4, initial="uniform")
    weights = np.array(uniform["layers"][0]["weights"])
    he = visitor("new_weights", seed=4, initial="he")
    assert he["layers"][0]["weights"] == pytest.approx(weights * math.sqrt(6 / 2))
    assert he["layers"][0]["biases"] == [0.0, 0.0, 0.0]
    assert (visitor("new_weights")["initial"], visitor("reset")["initial"]) == ("he", "he")
    assert "way to draw" in visitor.refused("new_weights", initial="zeros")
    assert visitor("step_back")["initial"] == "he"


def test_training_by_epochs_ends_where_an_epoch_does() -> None:
    visitor = Visitor("near")
    visitor("set_training", share=1, batch_size=30)
    assert visitor("train", steps=1)["training"]["epoch"] == 0
    assert visitor("train", epochs=1)["training"]["step"] == 4
    after = visitor("train", epochs=3)["training"]
    assert (after["step"], after["epoch"]) == (16, 4)
    assert "epochs must be from 1" in visitor.refused("train", epochs=0)


def test_after_a_slice_the_figure_shows_its_example_run_through() -> None:
    visitor = Visitor("near")
    after = visitor("train", steps=3)
    assert after["cost_value"] == visitor("forward")["cost_value"] is not None
    assert after["guess"] is not None


@pytest.mark.parametrize("is_loaded", [True, False])
def test_a_session_can_be_taken_up_again_with_its_task(is_loaded: bool) -> None:
    visitor = Visitor("circle")
    start = visitor("load_task", name="circle", options={"noise": 0.1, "count": 50})
    visitor("set_training", share=0.6, seed=5, optimiser="adam", batch_size=10)
    visitor("set_example", index=7)
    last = visitor("train", steps=20)
    points = visitor("progress")
    other = Visitor()
    if is_loaded:
        other("load_task", name="circle", options={"noise": 0.1, "count": 50})
    found = other("restore", start=start, last=last)
    for name in ("layers", "inputs", "targets", "step", "guess"):
        assert found[name] == last[name]
    assert found["task"] == last["task"]
    changed = {"curve", "points", "figures"}
    for name in set(found["training"]) - changed:
        assert found["training"][name] == last["training"][name], name
    now = other("progress")
    assert (now["steps"], now["test_cost"][-1]) == ([20], points["test_cost"][-1])
    assert other("train", steps=1)["training"]["step"] == 21
    assert other("reset")["layers"] == start["layers"]


@pytest.mark.parametrize("optimiser", OPTIMISERS)
@pytest.mark.parametrize("batch_size", [0, 7])
def test_training_taken_up_again_goes_on_to_the_bit(optimiser: str, batch_size: int) -> None:
    visitor = Visitor("iris")
    start = visitor("set_training", optimiser=optimiser, batch_size=batch_size, l2=0.001)
    last = visitor("train", steps=40)  # in the middle of an epoch
    other = Visitor()
    other("restore", start=start, last=json.loads(json.dumps(last)))
    for steps in (1, 100):
        mine, found = visitor("train", steps=steps), other("train", steps=steps)
        for name in ("layers", "step", "guess", "cost_value"):
            assert found[name] == mine[name], name
        for name in ("step", "epoch", "position", "moments", "age"):
            assert found["training"][name] == mine["training"][name], name


def test_what_an_optimiser_remembers_of_a_large_network_is_not_told() -> None:
    visitor = Visitor("digits")
    visitor("set_layer_size", layer=1, neurons=128)
    visitor("add_layer", layer=2, neurons=128)
    start = visitor("set_training", optimiser="adam")
    last = visitor("train", steps=2)
    assert (last["training"]["moments"], last["training"]["age"]) == (None, 2)
    other = Visitor()
    assert other("restore", start=start, last=last)["training"]["age"] == 0
    assert other("train", steps=1)["training"]["age"] == 1


def test_a_snapshot_whose_task_does_not_fit_is_refused() -> None:
    start = Visitor("circle")("snapshot")
    visitor = Visitor()
    for changes in (
        {"task": {**start["task"], "name": "square"}},
        {"task": {**start["task"], "index": 10**6}},
        {"task": {**start["task"], "name": "iris", "options": {}}},
        {"task": 3},
        {"training": {**start["training"], "batch_size": -1}},
        {"training": {**start["training"], "step": None}},
        {"training": {**start["training"], "position": 10**6}},
        {"training": {**start["training"], "moments": 3}},
        {"training": {**start["training"], "moments": [[0.5]]}},
        {"training": {**start["training"], "optimiser": "momentum", "moments": [[0.5]]}},
    ):
        assert visitor.refused("restore", start=start, last={**start, **changes}).endswith(".")


# -- all inputs at once, and a layer's size


def test_all_inputs_can_be_set_at_once_in_the_data_s_own_units() -> None:
    visitor = Visitor("near")
    visitor("set_training", share=1)
    start = visitor("snapshot")
    assert start["task"]["raw_inputs"] == BLOBS.inputs[0].tolist()
    now = visitor("set_inputs", values=BLOBS.inputs[7].tolist(), raw=True)
    assert now["inputs"] == pytest.approx(scaled(7))
    assert now["task"]["raw_inputs"] == pytest.approx(BLOBS.inputs[7].tolist())
    assert now["task"]["edited"]
    assert visitor("set_inputs", values=[0.5, -1])["inputs"] == [0.5, -1.0]
    assert visitor("set_training", standardise=False)["task"]["raw_inputs"] == [0.5, -1.0]
    now = visitor("set_inputs", values=[3, 4], raw=True)
    assert now["inputs"] == now["task"]["raw_inputs"] == [3.0, 4.0]
    for _ in range(4):
        now = visitor("step_back")
    assert now == start | {"can_redo": True}


def test_a_changed_example_has_its_old_target_until_its_class_is_said() -> None:
    visitor = Visitor("near")
    task = visitor("snapshot")["task"]
    assert (task["changed"], task["meant"]) == (False, 0)
    task = visitor("set_inputs", values=[26, 0], raw=True)["task"]
    assert (task["changed"], task["meant"]) == (True, 0)
    visitor("forward")
    now = visitor("set_class", index=1)
    assert (now["targets"], now["task"]["meant"]) == ([0, 1], 1)
    assert now["guess"] is not None and now["cost_value"] is None  # the guess stays valid
    assert visitor("set_target", index=0, value=0.5)["task"]["meant"] is None
    visitor("step_back")
    assert visitor("step_back")["targets"] == [1, 0]
    assert "from 0 to 1" in visitor.refused("set_class", index=2)
    assert "only one example" in Visitor().refused("set_class", index=0)


def test_what_is_tried_out_on_a_trained_network_is_guessed_at_once() -> None:
    visitor = Visitor("near")
    assert visitor("set_inputs", values=[26, 0], raw=True)["guess"] is None
    visitor("train", steps=30)
    assert visitor("set_inputs", values=[26, 0], raw=True)["guess"][1] > 0.9
    assert visitor("set_inputs", values=[20, 0], raw=True)["guess"][0] > 0.9


def test_a_stroke_is_undone_as_one() -> None:
    visitor = Visitor("near")
    start = visitor("snapshot")
    for n in range(5):
        visitor("set_inputs", values=[n, n], raw=True, gesture=7)
    visitor("set_inputs", values=[9, 9], raw=True, gesture=8)
    assert visitor("step_back")["task"]["raw_inputs"] == pytest.approx([4, 4])
    assert visitor("step_back")["inputs"] == start["inputs"]


def test_inputs_that_are_none_are_refused() -> None:
    visitor = Visitor("near")
    assert "must be 2 numbers, not 3" in visitor.refused("set_inputs", values=[1, 2, 3])
    assert "number 2, must be a finite number" in visitor.refused(
        "set_inputs", values=[1, math.nan]
    )
    assert "must be a list" in visitor.refused("set_inputs", values=5)
    assert "true or false" in visitor.refused("set_inputs", values=[1, 2], raw=1)


def test_with_live_on_the_guess_follows_all_inputs() -> None:
    visitor = Visitor("near")
    first = visitor("set_live", value=True)
    now = visitor("set_inputs", values=[20.0, 1.0], raw=True)
    assert now["guess"] != first["guess"]
    assert now["cost_value"] is not None


def test_a_layer_gets_any_size_as_if_by_one_neuron_after_another() -> None:
    visitor = Visitor("near")
    start = visitor("snapshot")["layers"]
    for _ in range(4):
        wanted = visitor("add_neuron", layer=1)["layers"]
    for _ in range(4):
        visitor("step_back")
    now = visitor("set_layer_size", layer=1, neurons=7)["layers"]
    assert now == wanted
    assert now[0]["weights"][:3] == start[0]["weights"]
    assert visitor("set_layer_size", layer=1, neurons=3)["layers"] == start
    assert len(visitor("set_layer_size", layer=1, neurons=128)["layers"][0]["biases"]) == 128
    visitor("train", steps=2)


def test_one_gesture_on_a_layer_s_size_is_undone_as_one() -> None:
    visitor = Visitor("near")
    for neurons in (4, 5, 6):
        visitor("set_layer_size", layer=1, neurons=neurons, gesture=3)
    assert len(visitor("step_back")["layers"][0]["biases"]) == 3


def test_sizes_that_are_none_are_refused() -> None:
    visitor = Visitor("near")
    assert "from 1 to 128, not 129" in visitor.refused("set_layer_size", layer=1, neurons=129)
    assert "from 1 to 128, not 0" in visitor.refused("set_layer_size", layer=1, neurons=0)
    assert "whole number" in visitor.refused("set_layer_size", layer=1, neurons=2.5)
    assert "has the outputs" in visitor.refused("set_layer_size", layer=2, neurons=3)


@pytest.mark.parametrize("optimiser", OPTIMISERS)
@pytest.mark.parametrize("batch_size", [0, 50])
def test_a_step_too_long_for_a_slice_is_made_in_parts(
    monkeypatch: pytest.MonkeyPatch, optimiser: str, batch_size: int
) -> None:
    visitor, other = Visitor("near"), Visitor("near")
    for each in (visitor, other):
        each("set_training", optimiser=optimiser, l2=0.01, batch_size=batch_size)
        each("set_activation", layer=1, name="relu")
    whole = other("train", steps=6)
    monkeypatch.setattr(trainer, "MOST_AT_ONCE", 17 * 7)  # a network of 17 numbers: 7 examples
    now = iter(range(10**6))
    monkeypatch.setattr(trainer, "perf_counter", lambda: next(now))
    monkeypatch.setattr(time_slice, "perf_counter", lambda: next(now))
    seen = []
    while (snapshot := visitor("train", milliseconds=1, gesture=1))["step"] < 6:
        seen.append(snapshot["step"])
    assert len(seen) > 30, "most slices ended before a step was done"
    assert sorted(set(seen)) == list(range(6))
    for mine, theirs in zip(snapshot["layers"], whole["layers"], strict=True):
        assert np.array(mine["weights"]) == pytest.approx(np.array(theirs["weights"]), abs=1e-12)
    assert snapshot["training"]["epoch"] == whole["training"]["epoch"]
    assert visitor("step_back")["step"] == 0, "all slices are one gesture"


def test_what_changes_between_the_parts_of_a_step_counts_for_the_whole_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(trainer, "MOST_AT_ONCE", 17 * 7)
    visitor, other = Visitor("near"), Visitor("near")
    now = iter(range(10**6))
    with monkeypatch.context() as patch:
        for module in (trainer, time_slice):
            patch.setattr(module, "perf_counter", lambda: next(now))
        assert visitor("train", milliseconds=1)["step"] == 0
        for each in (visitor, other):
            each("set_learning_rate", value=0.05)
            each("set_weight", layer=1, to=0, **{"from": 0}, value=2)
        assert visitor("train", milliseconds=1)["step"] == 0
    after = visitor("train", steps=1)
    assert after["layers"] == other("train", steps=1)["layers"]


# -- the optimiser's state


def moves(before: Plain, after: Plain) -> float:
    """Return the largest change of a weight in the first layer."""
    weights = (np.array(each["layers"][0]["weights"]) for each in (after, before))
    return float(np.abs(np.subtract(*weights)).max())


@pytest.mark.parametrize("change", ["optimiser", "shape"])
def test_adam_begins_with_moves_of_one_learning_rate_whenever_it_begins(change: str) -> None:
    visitor = Visitor("iris")
    visitor("set_learning_rate", value=0.001)
    if change != "optimiser":
        visitor("set_training", optimiser="adam")
    visitor("train", steps=300)
    if change == "optimiser":
        visitor("set_training", optimiser="adam")
    else:
        visitor("add_neuron", layer=1)
    before = visitor("snapshot")
    assert moves(before, visitor("train", steps=1)) == pytest.approx(0.001, rel=1e-3)


@pytest.mark.parametrize("first", OPTIMISERS)
@pytest.mark.parametrize("then", OPTIMISERS)
def test_the_way_back_leads_past_a_change_of_optimiser(first: str, then: str) -> None:
    visitor = Visitor("near")
    visitor("set_training", optimiser=first)
    visitor("train", steps=20)
    visitor("set_training", optimiser=then)
    visitor("go_to_step", step=5)
    assert visitor("train", steps=3)["training"]["step"] == 8


def test_what_has_been_done_does_not_depend_on_what_is_kept_at_hand() -> None:
    visitor, other = Visitor("near"), Visitor("near")
    for each in (visitor, other):
        each("set_training", optimiser="momentum")
        each("train", steps=10)
        for name in ("descent", "momentum"):
            each("set_training", optimiser=name)
    at = other.bridge.session._position
    other.bridge.session._position = at._replace(entry=at.entry._replace(trainer=None))
    assert visitor("train", steps=5)["layers"] == other("train", steps=5)["layers"]


# -- figures belong to the current network and cost


def figures(visitor: Visitor) -> tuple[float, float]:
    """Return cost and accuracy on the training examples, as the page shows them."""
    told = visitor("snapshot")["training"]["figures"]
    return told["train_cost"], told["train_accuracy"]


def recomputed(visitor: Visitor) -> tuple[float, float]:
    """Compute the same figures anew."""
    state, (inputs, targets) = visitor.bridge.session.state, visitor.course.examples.learned
    passes = forward(state.network, inputs)
    guess = COSTS[state.cost].guess(passes[-1].a)
    right = float((guess.argmax(axis=1) == targets.argmax(axis=1)).mean())
    return cost_value(state.cost, passes, targets), right


def test_figures_are_those_of_what_is_there_after_whatever_happens() -> None:
    visitor = Visitor("near")
    for op, fields in (
        ("train", {"steps": 500}),
        ("train", {"steps": 1}),
        ("set_weight", {"layer": 1, "to": 0, "from": 0, "value": 4}),
        ("add_layer", {"layer": 1}),
        ("train", {"steps": 1}),
        ("set_cost", {"name": "squared_error"}),
        ("train", {"steps": 7}),
        ("step_back", {}),
        ("step_back", {}),
        ("set_training", {"share": 0.5}),
        ("backprop", {}),
    ):
        now = visitor(op, **fields)["training"]
        assert now["figures"]["step"] == now["step"]
        assert figures(visitor) == pytest.approx(recomputed(visitor)), op


def test_another_cost_begins_another_curve() -> None:
    visitor = Visitor("near")
    before = visitor("train", steps=10)["training"]["curve"]
    assert visitor("set_cost", name="squared_error")["training"]["curve"] != before
    assert len(visitor("progress")["steps"]) == 1
    assert visitor("step_back")["training"]["curve"] == before


def test_a_cost_to_stop_at_is_that_of_the_network_as_it_is() -> None:
    visitor = Visitor("xor")
    visitor("set_training", optimiser="adam", stop_cost=0.3)
    visitor("set_learning_rate", value=0.1)
    assert "come down to" in visitor("train", steps=1000)["training"]["stopped"]
    now = visitor("add_layer", layer=1)
    assert now["training"]["figures"]["train_cost"] > 0.3
    assert now["training"]["stopped"] == ""
    assert visitor("train", steps=1)["training"]["stopped"] == ""


# -- what the history keeps


def test_what_can_be_worked_out_again_is_not_kept_for_every_step_back() -> None:
    visitor = Visitor("digits")
    for seed in range(4):
        visitor("set_training", seed=seed)
        visitor("train", steps=1)
    past = visitor.bridge.session.history.past
    for entry in past:
        if entry.experiment and entry.experiment.examples is not visitor.course.examples:
            assert "learned" not in entry.experiment.examples.__dict__
        if entry.experiment and entry.experiment.run:
            assert entry.experiment.run.inputs.size == 0
    for kept in visitor.course.progress.curve.kept.values():
        assert kept.run.inputs.size == 0
    visitor("step_back")
    assert figures(visitor) == pytest.approx(recomputed(visitor))


def test_a_slice_in_which_no_step_is_done_is_nothing_to_step_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(trainer, "MOST_AT_ONCE", 17 * 7)
    visitor = Visitor("near")
    now = iter(range(10**6))
    for module in (trainer, time_slice):
        monkeypatch.setattr(module, "perf_counter", lambda: next(now))
    past = len(visitor.bridge.session.history.past)
    assert visitor("train", milliseconds=1)["step"] == 0
    assert len(visitor.bridge.session.history.past) == past
