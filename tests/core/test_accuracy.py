"""Check that each task's own network generalises, from any of five seeds.

Each test does what a visitor does. It loads the task, draws start weights and the train/test split
from the seed, and presses Play.
"""

import pytest

from learnscope.api.bridge import Bridge
from learnscope.datasets.tasks import TASKS

SEEDS = range(1, 6)


def after(
    name: str,
    seed: int,
    steps: int,
    split: int | None = None,
    options: dict[str, float] | None = None,
    changes: tuple[dict[str, object], ...] = (),
) -> dict[str, float | None]:
    """Train, and return cost and accuracy at the end."""
    bridge = Bridge()
    for request in (
        {"op": "load_task", "name": name, "options": options},
        *changes,
        {"op": "set_training", "seed": seed if split is None else split, "stop_step": steps},
        {"op": "new_weights", "seed": seed},
    ):
        assert "snapshot" in bridge.handle(request)
    while True:
        training = bridge.handle({"op": "train", "milliseconds": 1000})["snapshot"]["training"]
        if training["stopped"]:
            assert training["step"] == steps
            figures: dict[str, float | None] = training["figures"]
            return figures


@pytest.mark.timeout(60)
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("name", "steps", "least"),
    [
        ("blobs", 50, 0.95),
        ("circle", 150, 0.95),
        ("moons", 300, 0.95),
        ("spirals", 1000, 0.95),
        ("digits", 1000, 0.96),
    ],
)
def test_a_task_is_learned_from_any_seed(name: str, steps: int, least: float, seed: int) -> None:
    assert (after(name, seed, steps)["test_accuracy"] or 0) >= least


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", ["and", "or", "xor"])
def test_a_gate_is_learned_wholly_from_any_seed(name: str, seed: int) -> None:
    """Expect no test accuracy, since all four rows are learned from."""
    assert TASKS[name].steps <= 400
    figures = after(name, seed, 400)
    assert figures["train_accuracy"] == 1
    assert figures["test_accuracy"] is None


@pytest.mark.parametrize("seed", SEEDS)
def test_of_iris_nineteen_in_twenty_flowers_never_seen_are_told_rightly(seed: int) -> None:
    """Average the accuracy of each seed over five splits.

    One split is not enough: it tests with 30 flowers, and about five of the 150 look more like the
    other species than their own. One in five splits has two of these, which limits accuracy to 93
    %, whatever the network and rate.
    """
    found = [after("iris", seed, 300, split)["test_accuracy"] or 0 for split in SEEDS]
    assert sum(found) / len(found) >= 0.95
    assert min(found) >= 0.9


@pytest.mark.parametrize("seed", SEEDS)
def test_with_the_split_that_a_visitor_meets_it_is_so_for_every_seed(seed: int) -> None:
    assert (after("iris", seed, 300, split=0)["test_accuracy"] or 0) >= 0.95


@pytest.mark.parametrize("seed", range(1, 4))
def test_the_explanation_tells_the_truth_about_45_steps_with_32_digits_at_a_time(seed: int) -> None:
    assert 0.915 <= (after("digits", seed, 45, split=0)["test_accuracy"] or 0) < 0.945


@pytest.mark.parametrize("seed", range(1, 4))
def test_the_explanation_tells_the_truth_about_moons_learned_by_rote(seed: int) -> None:
    noisy = {"noise": 0.4, "count": 40}
    changes: tuple[dict[str, object], ...] = (
        {"op": "set_layer_size", "layer": 1, "neurons": 24},
        {"op": "set_learning_rate", "value": 0.01},
        {"op": "set_training", "optimiser": "adam"},
    )
    figures = after("moons", seed, 1600, 0, noisy, changes)
    assert figures["train_accuracy"] == 1
    assert (figures["test_accuracy"] or 0) <= 3 / 8
