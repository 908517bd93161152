"""Check that each task is as declared, and that its own network learns it."""

from typing import Any

import numpy as np
import pytest

from learnscope.common.arrays import Array
from learnscope.common.errors import Problem
from learnscope.datasets.dataset import scaling_of
from learnscope.datasets.tasks import FIRST, TASKS, Task
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.backprop import backprop, descend
from learnscope.nn.costs import COSTS
from learnscope.nn.initialisation import INITIAL, initial_network
from learnscope.nn.network import Network, forward, random_network

ALL = pytest.mark.parametrize("task", TASKS.values(), ids=TASKS)


def begun(task: Task, seed: int | None = None) -> Network:
    """Return the task's network with its start weights."""
    chosen = task.seed if seed is None else seed
    return initial_network(task.sizes, chosen, task.initial, task.activation, task.output)


def learned(task: Task, network: Network, inputs: Array, targets: Array, steps: int) -> Network:
    """Train the network by plain descent on all examples at once."""
    for _ in range(steps):
        gradients = backprop(network, inputs, forward(network, inputs), targets, task.cost)
        network = descend(network, gradients, task.learning_rate)
    return network


def accuracy(network: Network, inputs: Array, targets: Array) -> float:
    """Return the share of examples whose largest output is at the target."""
    guessed = forward(network, inputs)[-1].a.argmax(axis=1)
    return float((guessed == targets.argmax(axis=1)).mean())


def examples(task: Task) -> tuple[Array, Array]:
    """Return all of a task's inputs, as the network gets them, and targets."""
    dataset = task.dataset()
    scaling = scaling_of(dataset.inputs)
    inputs = scaling.applied(dataset.inputs) if task.standardised else dataset.inputs
    return inputs, dataset.targets


@ALL
def test_a_task_says_what_it_is_in_a_sentence_and_its_names_are_in_the_registries(
    task: Task,
) -> None:
    assert task.why[0].isupper()
    assert task.why.endswith(".")
    assert task.why.count(". ") == 0
    assert {task.activation, task.output} <= set(ACTIVATIONS)
    assert task.cost in COSTS
    assert task.initial in INITIAL


@ALL
def test_the_network_fits_the_dataset_and_the_dataset_itself(task: Task) -> None:
    dataset = task.dataset()
    assert dataset.inputs.shape == (len(dataset), task.sizes[0])
    assert dataset.targets.shape == (len(dataset), task.sizes[-1])
    assert dataset.inputs.dtype == dataset.targets.dtype == np.float64
    assert len(dataset.features) == len(set(dataset.features)) == task.sizes[0]
    assert len(dataset.classes) == len(set(dataset.classes)) == task.sizes[-1]
    assert set(dataset.targets.ravel()) == {0.0, 1.0}
    assert (dataset.targets.sum(axis=1) == 1).all()
    assert dataset.source.endswith(".")
    if len(dataset) > 1:
        assert dataset.targets.any(axis=0).all(), "every class has examples"


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", TASKS)
def test_plain_descent_learns_a_task_within_the_steps_it_states(name: str) -> None:
    task = TASKS[name]
    inputs, targets = examples(task)
    begin = begun(task)
    end = learned(task, begin, inputs, targets, task.steps)
    assert accuracy(end, inputs, targets) >= 0.95
    assert accuracy(begin, inputs, targets) < 0.95


def test_without_a_hidden_layer_xor_is_not_learned() -> None:
    task = TASKS["xor"]
    inputs, targets = examples(task)
    network = initial_network((2, 2), 1, "xavier", "identity")
    assert accuracy(learned(task, network, inputs, targets, 2000), inputs, targets) <= 0.75


# -- options


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"noise": 0.6}, "Noise must be from 0 to 0.5, not 0.6."),
        ({"noise": "much"}, "Noise must be a number, not “much”."),
        ({"count": 9}, "Points must be from 10 to 1000, not 9."),
        ({"count": 10.5}, "Points must be a whole number, not 10.5."),
        ({"seed": -1}, "The seed of the points must be from 0 to 9007199254740991, not −1."),
        ({"turns": 3}, "Circle has no option “turns”."),
    ],
)
def test_a_wrong_option_is_refused_in_a_sentence(options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Problem) as caught:
        TASKS["circle"].dataset(options)
    assert str(caught.value) == sentence


@ALL
def test_every_default_is_within_its_bounds(task: Task) -> None:
    defaults = {option.name: option.default for option in task.options}
    assert task.dataset(defaults).inputs.tolist() == task.dataset().inputs.tolist()


# -- start weights


@pytest.mark.parametrize("name", INITIAL)
def test_start_weights_keep_to_their_bound_and_come_close_to_it(name: str) -> None:
    (layer,) = initial_network((60, 40), 3, name, "relu")
    largest = np.abs(layer.weights).max()
    assert largest <= INITIAL[name].bound(60, 40)
    assert largest > 0.99 * INITIAL[name].bound(60, 40)


def test_xavier_and_he_have_the_variance_they_are_named_for_and_no_biases() -> None:
    # A uniform draw from [−b, b] has variance b²/3: Xavier 2/(300 + 100), He 2/300.
    for name, variance in (("xavier", 2 / 400), ("he", 2 / 300)):
        (layer,) = initial_network((300, 100), 7, name, "tanh")
        assert layer.weights.var() == pytest.approx(variance, rel=0.02)
        assert not layer.biases.any()


def test_the_uniform_way_is_the_draw_of_2015() -> None:
    ours = initial_network((3, 2, 3), 2015, "uniform", "sigmoid")
    for layer, drawn in zip(ours, random_network((3, 2, 3), 2015), strict=True):
        assert layer.weights.tolist() == drawn.weights.tolist()
        assert layer.biases.tolist() == drawn.biases.tolist()


def test_the_last_layer_has_its_own_activation_where_one_is_given() -> None:
    network = initial_network((2, 3, 3, 2), 1, "he", "relu", "identity")
    assert [layer.activation.name for layer in network] == ["relu", "relu", "identity"]
    assert begun(TASKS[FIRST])[-1].activation.name == "sigmoid"
