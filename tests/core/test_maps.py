"""Test queries about the plane and about single examples."""

from typing import Any

import numpy as np
import pytest

from learnscope.api.bridge import Bridge
from learnscope.api.queries import maps
from learnscope.api.queries.maps import MOST_MAPS
from learnscope.datasets.tasks import TASKS
from learnscope.session.snapshot import to_plain


class Asker:
    """Session with a task, which is called with an op and its fields."""

    def __init__(self, name: str, options: dict[str, Any] | None = None) -> None:
        self.bridge = Bridge()
        self.task = self("load_task", name=name, options=options)["task"]
        self.data = TASKS[name].dataset(options)

    def __call__(self, op: str, **fields: Any) -> dict[str, Any]:
        answer: dict[str, Any] = to_plain(self.bridge.handle({"op": op, **fields}))
        assert "error" not in answer, answer
        found: dict[str, Any] = answer["snapshot" if "snapshot" in answer else "answer"]
        return found

    def refused(self, op: str, **fields: Any) -> str:
        error: str = self.bridge.handle({"op": op, **fields})["error"]
        return error


def test_the_points_are_the_examples_in_their_own_units() -> None:
    asker = Asker("moons")
    asker("set_training", standardise=True)
    found = asker("plane")
    assert found["indices"] == list(range(200))
    assert np.column_stack([found["x"], found["y"]]) == pytest.approx(asker.data.inputs)
    assert found["classes"] == asker.data.targets.argmax(axis=1).tolist()
    test = asker.bridge.session.now.learning().split.test
    assert np.flatnonzero(found["is_test"]).tolist() == test.tolist()
    shown = asker("decision_map", size=2)
    assert (found["low"], found["high"]) == (shown["low"], shown["high"])
    assert shown["here"] == pytest.approx(asker.data.inputs[0])
    assert all(found["low"] < asker.data.inputs.min(axis=0))


def test_of_very_many_points_some_are_named_from_all_over(monkeypatch: pytest.MonkeyPatch) -> None:
    asker = Asker("moons")
    for most, step in ((200, 1), (199, 2), (90, 3)):
        monkeypatch.setattr(maps, "MOST_POINTS", most)
        found = asker("plane")
        assert found["indices"] == list(range(0, 200, step))
        assert found["x"] == asker.data.inputs[::step, 0].tolist()


def test_other_examples_have_another_id_and_the_same_ones_keep_theirs() -> None:
    asker = Asker("moons")
    first = asker.task["edition"]
    for op, fields in (
        ("train", {"steps": 5}),
        ("set_training", {"seed": 4}),
        ("new_weights", {}),
        ("reset", {}),
    ):
        assert asker(op, **fields)["task"]["edition"] == first == asker("plane")["edition"], op
    other = asker("load_task", name="moons", options={"seed": 8})["task"]["edition"]
    assert other not in (first, asker("set_training", seed=1)["training"]["curve"])
    for _ in range(2):
        back = asker("step_back")
    assert back["task"]["edition"] == first


def test_every_hidden_neuron_has_a_small_map_of_its_activation() -> None:
    asker = Asker("spirals")
    asker("train", steps=3)
    found = asker("neuron_maps", size=5)["layers"]
    assert [(layer["neurons"], layer["maps"], layer["size"]) for layer in found] == [
        (16, 16, 5)
    ] * 2
    for depth, neuron in ((1, 0), (1, 7), (2, 15)):
        alone = asker("decision_map", size=5, neuron=f"neuron-{depth}-{neuron}")
        small = found[depth - 1]["values"][25 * neuron : 25 * (neuron + 1)]
        assert small == pytest.approx(alone["values"])
        assert found[depth - 1]["least"] <= alone["least"] <= min(small) + 1e-12
        assert found[depth - 1]["most"] >= alone["most"] >= max(small) - 1e-12
    assert asker("neuron_maps", size=5)["layers"][0]["most"] <= 1.0


def test_of_a_wide_layer_the_first_neurons_have_maps_and_without_layers_there_are_none() -> None:
    asker = Asker("blobs")
    assert asker("neuron_maps", size=5) == {"layers": []}
    asker("add_layer", layer=1, neurons=100)
    [layer] = asker("neuron_maps", size=3)["layers"]
    assert (layer["neurons"], layer["maps"], len(layer["values"])) == (
        100,
        MOST_MAPS,
        9 * MOST_MAPS,
    )
    assert "from 2 to 200" in asker.refused("neuron_maps", size=201)


def test_where_numbers_are_too_large_the_map_still_has_bounds() -> None:
    asker = Asker("blobs")
    asker("set_weight", layer=1, to=0, **{"from": 0}, value=1e308)
    asker("set_bias", layer=1, index=0, value=1e308)
    found = asker("decision_map", size=9, neuron="neuron-1-0")
    assert not np.isfinite(found["values"]).all()
    assert np.isfinite([found["least"], found["most"]]).all()


def test_maps_are_for_a_plane_only() -> None:
    asker = Asker("iris")
    for op, fields in (("plane", {}), ("neuron_maps", {"size": 9})):
        assert "two inputs" in asker.refused(op, **fields)


def test_before_there_are_points_there_is_no_map() -> None:
    asker = Asker("moons")
    asker("load_points", points=[])
    for op, fields in (("plane", {}), ("neuron_maps", {"size": 9}), ("decision_map", {"size": 9})):
        assert asker.refused(op, **fields).endswith(".")


def test_rows_are_the_examples_in_their_own_units() -> None:
    asker = Asker("iris")
    found = asker("rows", indices=[149, 0])
    assert (found["indices"], found["features"]) == ([149, 0], 4)
    assert found["values"] == asker.data.inputs[[149, 0]].ravel().tolist()
    assert asker("rows", indices=[])["values"] == []
    assert "at most 60" in asker.refused("rows", indices=[0] * 61)
    assert "at most 60" in asker.refused("rows", indices=3)
    assert "from 0 to 149" in asker.refused("rows", indices=[150])
