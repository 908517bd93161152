"""Check properties that every network has, whatever its numbers."""

from dataclasses import replace
from math import e, log

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from learnscope.common.arrays import Array
from learnscope.nn.activations import ACTIVATIONS, sigmoid, sigmoid_prime, tanh_prime
from learnscope.nn.backprop import backprop, descend
from learnscope.nn.costs import COSTS, softmax
from learnscope.nn.network import Network, forward, random_network
from tests.core.examples import MARGIN, Example, drawn, is_smooth

EXTREME = 1e6
activation = st.sampled_from(list(ACTIVATIONS))
cost = st.sampled_from(list(COSTS))
sizes = st.lists(st.integers(1, 5), min_size=2, max_size=5).map(tuple)


def examples(size: float = 1.0) -> st.SearchStrategy[Example]:
    """Draw examples of any shape, activations, cost and batch.

    Inputs range from −size to size.
    """
    return st.builds(
        drawn,
        sizes,
        st.tuples(activation, activation),
        cost,
        batch=st.integers(1, 4),
        seed=st.integers(0, 2**32),
        size=st.just(size),
    )


def rows(bound: float, batch: int = 3) -> st.SearchStrategy[Array]:
    """Draw (batch, n) numbers from −bound to bound, extremes and zeros among them."""
    numbers = st.floats(-bound, bound) | st.sampled_from([-bound, 0.0, bound])
    return st.integers(1, 4).flatmap(lambda n: arrays(np.float64, (batch, n), elements=numbers))


def parameters(network: Network) -> list[Array]:
    return [array for layer in network for array in (layer.weights, layer.biases)]


# -- shapes and ranges


@given(examples())
def test_every_array_has_the_shape_its_docstring_says(example: Example) -> None:
    batch, width = example.inputs.shape
    for layer, (z, a), slopes in zip(
        example.network, example.passes(), example.gradients(), strict=True
    ):
        assert layer.weights.shape == slopes.d_weights.shape == (layer.n_out, layer.n_in)
        assert layer.biases.shape == slopes.d_biases.shape == (layer.n_out,)
        assert z.shape == a.shape == slopes.delta.shape == (batch, layer.n_out)
        assert layer.n_in == width
        width = layer.n_out
    entry, a = COSTS[example.cost], example.passes()[-1].a
    assert entry.guess(a).shape == entry.gradient(a, example.targets).shape == (batch, width)
    assert entry.value(a, example.targets).shape == (batch,)


@given(rows(EXTREME))
def test_softmax_sums_to_1_is_never_negative_and_keeps_the_order(a: Array) -> None:
    p = softmax(a)
    assert p.sum(axis=1) == pytest.approx(1, abs=1e-12)
    assert (p >= 0).all()
    for row, probabilities in zip(a, p, strict=True):
        assert (np.diff(probabilities[np.argsort(row)]) >= 0).all()


@given(rows(300))
def test_softmax_is_positive_and_does_not_see_what_all_share(a: Array) -> None:
    assert (softmax(a) > 0).all()
    assert softmax(a + 1000.0) == pytest.approx(softmax(a), abs=1e-12)


@given(rows(EXTREME))
def test_sigmoid_is_from_0_to_1_rises_and_is_symmetric(z: Array) -> None:
    a = sigmoid(z)
    assert ((a >= 0) & (a <= 1)).all()
    assert a + sigmoid(-z) == pytest.approx(1, abs=1e-15)
    assert (np.diff(sigmoid(np.sort(z.ravel()))) >= 0).all()


@given(rows(30))
def test_sigmoid_is_its_formula_where_the_formula_can_be_computed(z: Array) -> None:
    assert sigmoid(z) == pytest.approx(1 / (1 + np.exp(-z)), rel=1e-12)


# -- slopes


@given(activation, rows(30))
def test_the_slope_of_every_activation_is_the_measured_one(name: str, z: Array) -> None:
    entry, nudge = ACTIVATIONS[name], 1e-5
    bend = entry.f_prime(z + MARGIN) - entry.f_prime(z - MARGIN)
    assume(np.abs(bend).max() < 0.1)
    measured = (entry.f(z + nudge) - entry.f(z - nudge)) / (2 * nudge)
    assert entry.f_prime(z) == pytest.approx(measured, abs=1e-8)


@given(st.floats(20, 300))
def test_slopes_keep_their_digits_where_an_activation_is_almost_flat(z: float) -> None:
    # There e^−z is so small beside 1 that σ′ = e^−z / (1 + e^−z)² is e^−z,
    # and tanh′ = 4 / (e^z + e^−z)² is 4·e^−2z.
    for far in np.array([z, -z]):
        assert sigmoid_prime(far) == pytest.approx(np.exp(-z), rel=1e-8, abs=0)
        assert tanh_prime(far) == pytest.approx(4 * np.exp(-2 * z), rel=1e-8, abs=0)


# -- extremes


@given(activation, rows(EXTREME))
def test_every_activation_and_slope_is_finite_at_a_million(name: str, z: Array) -> None:
    with np.errstate(all="raise", under="ignore"):
        assert np.isfinite(ACTIVATIONS[name].f(z)).all()
        assert np.isfinite(ACTIVATIONS[name].f_prime(z)).all()


@given(activation, st.sampled_from([-1.0, 1.0]))
def test_every_activation_and_slope_is_finite_at_the_largest_numbers(
    name: str, sign: float
) -> None:
    z = np.array([sign * np.finfo(np.float64).max])
    with np.errstate(all="raise", under="ignore"):
        assert np.isfinite(ACTIVATIONS[name].f(z)).all()
        assert np.isfinite(ACTIVATIONS[name].f_prime(z)).all()


@given(cost, rows(EXTREME))
def test_every_cost_is_finite_at_a_million(name: str, a: Array) -> None:
    entry = COSTS[name]
    for target in (np.zeros_like(a), np.eye(*a.shape), a, -a):
        with np.errstate(all="raise", under="ignore"):
            assert np.isfinite(entry.guess(a)).all()
            assert np.isfinite(entry.value(a, target)).all()
            assert np.isfinite(entry.gradient(a, target)).all()


@pytest.mark.parametrize("name", COSTS)
@pytest.mark.parametrize("last", ACTIVATIONS)
@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_forward_and_backprop_stay_finite_on_inputs_of_a_million(
    hidden: str, last: str, name: str
) -> None:
    for seed in range(6):
        example = drawn((3, 4, 2), (hidden, last), name, batch=4, seed=seed)
        signs = np.where(example.inputs < 0, -1.0, 1.0)
        signs[0, 0] = 0.0
        example = replace(example, inputs=EXTREME * signs)
        with np.errstate(all="raise", under="ignore"):
            assert all(np.isfinite(array).all() for layer in example.passes() for array in layer)
            assert np.isfinite(example.value())
            for slopes in example.gradients():
                assert all(np.isfinite(array).all() for array in slopes)


# -- learning


@given(examples())
def test_a_tiny_step_lowers_the_cost_by_as_much_as_the_slopes_say(example: Example) -> None:
    assume(is_smooth(example))
    gradients = example.gradients()
    steepness = sum(float((g**2).sum()) for s in gradients for g in (s.d_weights, s.d_biases))
    rate = 1e-6 / (1 + steepness)
    after = replace(example, network=descend(example.network, gradients, rate))
    # To first order C falls by rate·Σ slope²; the rest is curvature and rounding.
    fall = rate * steepness
    assert example.value() - after.value() == pytest.approx(fall, rel=1e-2, abs=1e-12)


@given(examples())
def test_a_batch_costs_and_teaches_the_mean_of_its_examples(example: Example) -> None:
    singles = [
        replace(example, inputs=x[np.newaxis], targets=t[np.newaxis])
        for x, t in zip(example.inputs, example.targets, strict=True)
    ]
    assert example.value() == pytest.approx(np.mean([one.value() for one in singles]))
    for depth, whole in enumerate(example.gradients()):
        parts = [one.gradients()[depth] for one in singles]
        assert whole.d_weights == pytest.approx(np.mean([p.d_weights for p in parts], axis=0))
        assert whole.d_biases == pytest.approx(np.mean([p.d_biases for p in parts], axis=0))
        deltas = np.concatenate([p.delta for p in parts])
        assert whole.delta == pytest.approx(deltas / len(singles))


@given(examples(), st.integers(0, 2**32))
def test_swapping_hidden_neurons_leaves_the_guess_unchanged(example: Example, seed: int) -> None:
    random, network = np.random.default_rng(seed), list(example.network)
    for depth in range(len(network) - 1):
        here, after = network[depth], network[depth + 1]
        order = random.permutation(here.n_out)
        network[depth] = replace(here, weights=here.weights[order], biases=here.biases[order])
        network[depth + 1] = replace(after, weights=after.weights[:, order])
    guess = COSTS[example.cost].guess
    swapped = forward(tuple(network), example.inputs)
    assert guess(swapped[-1].a) == pytest.approx(guess(example.passes()[-1].a), abs=1e-12)


# -- the 2015 network's floor


def floor(n_out: int) -> float:
    """Return the least softmax cross-entropy of n_out sigmoids.

    Their outputs are then 1, 0, 0, …
    """
    return -log(e / (e + n_out - 1))


@given(sizes, st.integers(0, 2**32), st.floats(0, 1000))
def test_sigmoids_under_softmax_never_cost_less_than_their_floor(
    shape: tuple[int, ...], seed: int, size: float
) -> None:
    odd = 2 * seed + 1  # one-hot targets
    example = drawn(
        shape, ("sigmoid", "sigmoid"), "softmax_cross_entropy", batch=3, seed=odd, size=size
    )
    assert example.value() >= floor(shape[-1]) - 1e-12


@given(st.integers(1, 8))
def test_the_floor_is_reached_where_the_sigmoids_saturate(n_out: int) -> None:
    (layer,) = random_network((1, n_out), seed=1)
    target = np.eye(n_out)[:1]
    sure = replace(layer, biases=np.where(target[0] == 1, 1e3, -1e3))
    example = Example((sure,), np.zeros((1, 1)), target, "softmax_cross_entropy")
    assert example.value() == pytest.approx(floor(n_out), abs=1e-12)


def test_the_floor_of_three_outputs_is_0_5514() -> None:
    (layer,) = random_network((1, 3), seed=1)
    sure = replace(layer, biases=np.array([-1e3, 1e3, -1e3]))
    target = np.array([[0.0, 1.0, 0.0]])
    example = Example((sure,), np.zeros((1, 1)), target, "softmax_cross_entropy")
    assert round(example.value(), 4) == 0.5514


# -- networks are values


@given(examples())
def test_forward_backprop_and_descend_change_none_of_their_arguments(example: Example) -> None:
    passes = example.passes()
    gradients = example.gradients()
    kept = [*parameters(example.network), example.inputs, example.targets]
    kept += [array for layer in (*passes, *gradients) for array in layer]
    copies = [array.copy() for array in kept]
    forward(example.network, example.inputs)
    backprop(example.network, example.inputs, passes, example.targets, example.cost)
    descend(example.network, gradients, learning_rate=0.5)
    assert all(np.array_equal(array, copy) for array, copy in zip(kept, copies, strict=True))


@given(examples())
def test_a_step_shares_no_memory_with_the_network_before_it(example: Example) -> None:
    after = descend(example.network, example.gradients(), learning_rate=0.0)
    for old, new in zip(parameters(example.network), parameters(after), strict=True):
        assert np.array_equal(old, new)
        assert not np.shares_memory(old, new)


# -- drawing weights


@given(sizes, st.integers(0, 2**53 - 1), activation)
def test_the_same_seed_draws_the_same_network_with_weights_from_minus_1_to_1(
    shape: tuple[int, ...], seed: int, name: str
) -> None:
    network, again = (random_network(shape, seed, ACTIVATIONS[name]) for _ in range(2))
    assert [layer.n_in for layer in network] == list(shape[:-1])
    assert [layer.n_out for layer in network] == list(shape[1:])
    assert {layer.activation.name for layer in network} == {name}
    for array, same in zip(parameters(network), parameters(again), strict=True):
        assert np.array_equal(array, same)
        assert (np.abs(array) <= 1).all()


@given(st.integers(0, 2**53 - 2))
def test_another_seed_draws_another_network(seed: int) -> None:
    (one,), (other,) = random_network((3, 3), seed), random_network((3, 3), seed + 1)
    assert not np.array_equal(one.weights, other.weights)


def test_seed_2015_draws_these_numbers_on_every_machine() -> None:
    (first, _) = random_network((3, 2, 3), 2015)
    assert first.weights[0].tolist() == [0.4536052208691883, 0.2804442889936758, 0.9588298803645205]


def test_drawn_weights_fill_the_range_evenly() -> None:
    (layer,) = random_network((100, 100), seed=3)
    counts, _ = np.histogram(layer.weights, bins=10, range=(-1, 1))
    assert counts.sum() == 10_000
    assert np.abs(counts - 1000).max() < 150  # five standard deviations
