"""Check that adding and removing layers and neurons leaves the others alone."""

from collections.abc import Callable

import numpy as np
import pytest

from learnscope.common.errors import Problem
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.network import Layer, Network, forward, random_network
from learnscope.nn.resizing import (
    MOST_HIDDEN,
    MOST_NEURONS,
    sizes_of,
    with_layer,
    with_neuron,
    without_layer,
    without_neuron,
)


def network_of(*sizes: int) -> Network:
    return random_network(sizes, 3, ACTIVATIONS["tanh"])


def same(a: Layer, b: Layer) -> bool:
    return np.array_equal(a.weights, b.weights) and np.array_equal(a.biases, b.biases)


def runs(network: Network) -> bool:
    passes = forward(network, np.ones((1, network[0].n_in)))
    return len(passes) == len(network)


def refused(change: Callable[[], Network]) -> str:
    with pytest.raises(Problem) as caught:
        change()
    return str(caught.value)


@pytest.mark.parametrize("layer", [1, 2, 3])
def test_a_new_layer_leaves_the_others_as_they_are(layer: int) -> None:
    old = network_of(3, 4, 5, 2)
    new = with_layer(old, layer, 6, seed=1)
    sizes = [3, 4, 5, 2]
    assert sizes_of(new) == (*sizes[:layer], 6, *sizes[layer:])
    assert runs(new)
    assert new[layer - 1].activation.name == "tanh"
    assert np.array_equal(new[layer].biases, old[layer - 1].biases)
    for before in range(layer - 1):
        assert same(new[before], old[before])
    for after in range(layer, 3):
        assert same(new[after + 1], old[after])


def test_a_layer_as_wide_as_the_one_before_it_leaves_all_weights() -> None:
    old = network_of(3, 4, 2)
    new = with_layer(old, 2, 4, seed=1)
    assert same(new[0], old[0])
    assert same(new[2], old[1])


def test_the_first_hidden_layer_is_a_sigmoid() -> None:
    new = with_layer(random_network((3, 2), 1, ACTIVATIONS["identity"]), 1, 5, seed=0)
    assert [layer.activation.name for layer in new] == ["sigmoid", "identity"]


def test_a_layer_goes_and_the_next_is_fed_by_the_one_before() -> None:
    old = network_of(3, 4, 5, 2)
    new = without_layer(old, 2, seed=1)
    assert sizes_of(new) == (3, 4, 2)
    assert same(new[0], old[0])
    assert np.array_equal(new[1].biases, old[2].biases)
    assert runs(new)
    assert sizes_of(without_layer(network_of(3, 4, 2), 1, seed=1)) == (3, 2)


def test_adding_a_layer_that_fits_and_taking_it_out_gives_the_network_back() -> None:
    old = network_of(3, 4, 2)
    new = without_layer(with_layer(old, 2, 4, seed=5), 2, seed=6)
    assert all(same(*pair) for pair in zip(new, old, strict=True))


def test_a_new_neuron_is_the_last_of_its_layer() -> None:
    old = network_of(3, 4, 2)
    new = with_neuron(old, 1, seed=1)
    assert sizes_of(new) == (3, 5, 2)
    assert np.array_equal(new[0].weights[:4], old[0].weights)
    assert np.array_equal(new[0].biases[:4], old[0].biases)
    assert np.array_equal(new[1].weights[:, :4], old[1].weights)
    assert np.array_equal(new[1].biases, old[1].biases)
    assert runs(new)
    assert np.abs(new[0].weights[4]).max() <= 1


def test_two_new_neurons_are_no_twins() -> None:
    new = with_neuron(with_neuron(network_of(3, 4, 2), 1, seed=1), 1, seed=1)
    assert not np.array_equal(new[0].weights[4], new[0].weights[5])


def test_a_neuron_goes_with_its_connections() -> None:
    old = network_of(3, 4, 2)
    new = without_neuron(old, 1, 1)
    assert np.array_equal(new[0].weights, old[0].weights[[0, 2, 3]])
    assert np.array_equal(new[0].biases, old[0].biases[[0, 2, 3]])
    assert np.array_equal(new[1].weights, old[1].weights[:, [0, 2, 3]])
    again = without_neuron(with_neuron(old, 1, seed=9), 1, 4)
    assert all(same(*pair) for pair in zip(again, old, strict=True))


def test_the_same_seed_draws_the_same_and_the_old_network_is_left_alone() -> None:
    old = network_of(3, 4, 2)
    before = [layer.weights.copy() for layer in old]
    changes: list[Callable[[int], Network]] = [
        lambda seed: with_layer(old, 1, 3, seed),
        lambda seed: with_neuron(old, 1, seed),
        lambda seed: without_layer(old, 1, seed),
    ]
    for change in changes:
        assert all(same(*pair) for pair in zip(change(1), change(1), strict=True))
        assert not all(same(*pair) for pair in zip(change(1), change(2), strict=True))
    assert all(np.array_equal(*p) for p in zip(before, [x.weights for x in old], strict=True))


def test_there_are_bounds() -> None:
    deep = network_of(2, *[3] * MOST_HIDDEN, 2)
    wide = network_of(2, MOST_NEURONS, 2)
    assert "at most 6 hidden layers" in refused(lambda: with_layer(deep, 1, 3, seed=0))
    assert "at most 128 neurons" in refused(lambda: with_neuron(wide, 1, seed=0))
    assert "at most 128 neurons" in refused(lambda: with_layer(wide, 1, 129, seed=0))
    assert "has the outputs" in refused(lambda: with_neuron(wide, 2, seed=0))
    assert "has the outputs" in refused(lambda: without_layer(wide, 2, seed=0))
    assert "has the outputs" in refused(lambda: without_neuron(wide, 2, 0))
    assert "only this neuron" in refused(lambda: without_neuron(network_of(2, 1, 2), 1, 0))
    assert len(with_layer(network_of(2, *[3] * 5, 2), 1, 128, seed=0)) == 7
