"""Check each metric of a network once against values worked out by hand."""

import math

import numpy as np
import pytest

from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.calculus import ORIGINAL
from learnscope.nn.network import Layer, forward, random_network
from learnscope.training.metrics import (
    AT_ONCE,
    classes,
    confusion,
    costs,
    figures,
    grid,
    histogram,
    outputs,
)
from learnscope.usercode import overrides

STRAIGHT = (Layer(np.eye(2), np.zeros(2), ACTIVATIONS["identity"]),)
"""Network that outputs its two inputs unchanged."""

INPUTS = np.array([[1.0, 0.0], [0.0, 1.0], [3.0, 1.0], [0.2, 0.1]])
TARGETS = np.array([[1.0, 0.0], [1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])


def test_cost_and_accuracy_are_what_a_pencil_says() -> None:
    # half the squared differences: 0, 1, (4 + 1) / 2, (0.04 + 0.81) / 2
    # classes guessed 0 1 0 0 where 0 0 0 1 are right
    assert costs(STRAIGHT, "squared_error", INPUTS, TARGETS) == pytest.approx([0, 1, 2.5, 0.425])
    found = figures(STRAIGHT, "squared_error", INPUTS, TARGETS, has_classes=True)
    assert found.cost == pytest.approx(3.925 / 4)
    assert found.accuracy == 0.5
    assert figures(STRAIGHT, "squared_error", INPUTS, TARGETS, False).accuracy is None


def test_no_examples_have_no_figures() -> None:
    found = figures(STRAIGHT, "squared_error", INPUTS[:0], TARGETS[:0], True)
    assert (found.cost, found.accuracy) == (None, None)
    assert outputs(STRAIGHT, INPUTS[:0]).shape == (0, 2)


def test_many_examples_are_run_in_parts_and_all_come_out() -> None:
    network = random_network((3, 4, 2), 7)
    inputs = np.random.default_rng(2).normal(size=(2 * AT_ONCE + 5, 3))
    expected = forward(network, inputs)[-1].a
    assert outputs(network, inputs) == pytest.approx(expected, rel=1e-12)
    same = overrides.with_text(ORIGINAL, "network", overrides.source("network"))
    found = outputs(network, inputs[:9], same)
    assert np.array_equal(found, forward(network, inputs[:9])[-1].a)


def test_python_of_the_visitors_is_measured_while_it_runs() -> None:
    text = overrides.source("network").replace("+ layer.biases", "- layer.biases")
    network = (Layer(np.eye(2), np.array([1.0, 2.0]), ACTIVATIONS["identity"]),)
    typed = overrides.with_text(ORIGINAL, "network", text)
    assert outputs(network, INPUTS, typed) == pytest.approx(INPUTS - np.array([1, 2]))
    assert outputs(network, INPUTS) == pytest.approx(INPUTS + np.array([1, 2]))


def test_numbers_too_large_are_no_warning() -> None:
    huge = (Layer(1e200 * np.eye(2), np.zeros(2), ACTIVATIONS["identity"]),)
    found = figures(huge, "squared_error", 1e200 * INPUTS, TARGETS, True)
    assert found.cost == math.inf


def test_the_confusion_matrix_counts_rows_of_truth_and_columns_of_guess() -> None:
    actual, guessed = classes(TARGETS), classes(INPUTS)
    assert actual.tolist() == [0, 0, 0, 1]
    assert guessed.tolist() == [0, 1, 0, 0]
    assert confusion(actual, guessed, 2).tolist() == [[2, 1], [1, 0]]
    assert confusion(actual, guessed, 3).sum() == 4


def test_a_grid_goes_row_by_row_from_low_up() -> None:
    points = grid(np.array([0.0, 10.0]), np.array([2.0, 12.0]), 3)
    assert points.tolist() == [
        [0, 10], [1, 10], [2, 10], [0, 11], [1, 11], [2, 11], [0, 12], [1, 12], [2, 12],
    ]  # fmt: skip


def test_a_histogram_has_every_finite_value_once() -> None:
    found = histogram(np.array([0.0, 0.1, 0.5, 0.99, 1.0, math.inf, math.nan]), 4)
    assert (found.low, found.high) == (0.0, 1.0)
    assert found.counts == [2, 0, 1, 2]
    assert histogram(np.array([2.0, 2.0]), 3).counts == [2, 0, 0]
    assert histogram(np.array([]), 3).counts == [0, 0, 0]
    assert sum(histogram(np.array([-1.7e308, 0.0, 1.7e308]), 5).counts) == 3
