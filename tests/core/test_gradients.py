"""Check backprop's slopes against measured ones, for every registry entry.

A measured slope is good to about 1e-10 times the cost's second derivative (see ``gradient_check``).
The median disagreement here is 2e-11. The worst, where binary cross-entropy bends most, is 4e-8. A
wrong formula is off by far more.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

import learnscope.nn.backprop
from learnscope.common.arrays import Array
from learnscope.nn.activations import ACTIVATIONS, Activation
from learnscope.nn.backprop import LayerGradients
from learnscope.nn.costs import COSTS
from learnscope.nn.gradient_check import measured_gradients
from learnscope.nn.network import LayerPass, Network
from tests.core.examples import Example, drawn, is_smooth, smooth_example

TOLERANCE = 1e-7
SHAPES = [(1, 1), (3, 2, 3), (4, 5, 3, 2), (2, 3, 3, 3, 2)]

type Backprop = Callable[
    [Network, Array, tuple[LayerPass, ...], Array, str], tuple[LayerGradients, ...]
]


def disagreement(example: Example, backprop: Backprop = learnscope.nn.backprop.backprop) -> float:
    """Return the largest difference between a derived and a measured slope.

    The difference is relative where the slope is above 1.
    """
    data = (example.inputs, example.targets)
    measured = measured_gradients(example.network, data, example.cost)
    derived = backprop(
        example.network, example.inputs, example.passes(), example.targets, example.cost
    )
    return max(
        float((np.abs(ours - theirs) / np.maximum(1, np.abs(theirs))).max())
        for mine, layer in zip(derived, measured, strict=True)
        for ours, theirs in (
            (mine.d_weights, layer["weights"]),
            (mine.d_biases, layer["biases"]),
        )
    )


@pytest.mark.parametrize("batch", [1, 5])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("last", ACTIVATIONS)
@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_backprop_agrees_with_measured_slopes(
    hidden: str, last: str, cost: str, shape: tuple[int, ...], batch: int
) -> None:
    for parity in (0, 1):  # targets of any numbers, then one-hot
        example = smooth_example(shape, (hidden, last), cost, batch, parity)
        assert disagreement(example) < TOLERANCE


@pytest.mark.parametrize("name", [name for name in ACTIVATIONS if name != "identity"])
def test_the_check_catches_a_forgotten_slope_of_the_activation(name: str) -> None:
    example = smooth_example((3, 2, 3), (name, name), "squared_error", 5)
    forgot = replace(ACTIVATIONS[name], f_prime=np.ones_like)
    assert disagreement(activated(example, forgot)) > 10_000 * TOLERANCE


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_check_catches_an_activation_whose_slope_is_a_hundredth_off(name: str) -> None:
    example = smooth_example((3, 2, 3), (name, name), "squared_error", 5)
    slope = ACTIVATIONS[name].f_prime
    wrong = replace(ACTIVATIONS[name], f_prime=lambda z: 1.01 * slope(z))
    assert disagreement(activated(example, wrong)) > 1000 * TOLERANCE


@pytest.mark.parametrize("cost", COSTS)
def test_the_check_catches_a_cost_whose_gradient_has_the_wrong_sign(
    cost: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = smooth_example((3, 2, 3), ("sigmoid", "sigmoid"), cost, 5)
    gradient = COSTS[cost].gradient
    wrong = replace(COSTS[cost], gradient=lambda a, t: -gradient(a, t))
    monkeypatch.setitem(COSTS, cost, wrong)
    assert disagreement(example) > 10_000 * TOLERANCE


def test_the_check_catches_a_softmax_gradient_that_trusts_the_targets_to_sum_to_1(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    example = smooth_example((3, 2, 3), ("sigmoid", "sigmoid"), "softmax_cross_entropy", 1)
    entry = COSTS["softmax_cross_entropy"]
    wrong = replace(entry, gradient=lambda a, t: entry.guess(a) - t)
    monkeypatch.setitem(COSTS, "softmax_cross_entropy", wrong)
    assert disagreement(example) > 10_000 * TOLERANCE


def activated(example: Example, entry: Activation) -> Example:
    """Return the example with another activation function in all layers."""
    network = tuple(replace(layer, activation=entry) for layer in example.network)
    return replace(example, network=network)


def through(network: Network, example: Example) -> tuple[LayerGradients, ...]:
    """Run backprop through another network than the one that ran forward."""
    return learnscope.nn.backprop.backprop(
        network, example.inputs, example.passes(), example.targets, example.cost
    )


def test_the_check_catches_error_run_back_through_transposed_weights() -> None:
    example = smooth_example((3, 3, 3), ("tanh", "tanh"), "squared_error", 5)
    turned = tuple(replace(layer, weights=layer.weights.T) for layer in example.network)
    assert disagreement(example, lambda *_: through(turned, example)) > 10_000 * TOLERANCE


def test_the_check_catches_one_missing_path() -> None:
    example = smooth_example((3, 2, 3), ("tanh", "tanh"), "squared_error", 5)
    first, last = example.network
    cut = last.weights.copy()
    cut[2, 1] = 0.0
    missing = (first, replace(last, weights=cut))
    assert disagreement(example, lambda *_: through(missing, example)) > 10_000 * TOLERANCE


def test_the_check_catches_a_sum_over_the_batch_in_place_of_the_mean() -> None:
    example = smooth_example((3, 2, 3), ("tanh", "tanh"), "squared_error", 5)

    def summed(*_: object) -> tuple[LayerGradients, ...]:
        mean = through(example.network, example)
        return tuple(LayerGradients(*(5 * array for array in layer)) for layer in mean)

    assert disagreement(example, summed) > 10_000 * TOLERANCE


def test_examples_near_a_corner_are_not_measured() -> None:
    example = drawn((2, 2), ("relu", "relu"), "squared_error", batch=1, seed=0)
    (layer,) = example.network
    z = example.passes()[0].z[0]
    on_the_corner = replace(layer, biases=layer.biases - z + 1e-4)
    assert not is_smooth(replace(example, network=(on_the_corner,)))
    off_the_corner = replace(layer, biases=layer.biases - z + 1e-2)
    assert is_smooth(replace(example, network=(off_the_corner,)))
