"""Check that training makes the steps of backprop, on batches, and nothing else."""

import math
import time
from dataclasses import replace
from itertools import chain

import numpy as np
import pytest

from learnscope.common.arrays import Array
from learnscope.nn import activations
from learnscope.nn import network as networks
from learnscope.nn.activations import ACTIVATIONS, Activation
from learnscope.nn.backprop import backprop, cost_value, descend
from learnscope.nn.calculus import ORIGINAL, OWN
from learnscope.nn.costs import COSTS
from learnscope.nn.network import Network, forward, random_network
from learnscope.nn.optimisers import OPTIMISERS
from learnscope.training import compiled_step
from learnscope.training.metrics import figures
from learnscope.training.run import Run, Settings, batch_of, mean_slopes
from learnscope.training.trainer import Trainer, order_of, trained
from learnscope.usercode import overrides
from tests.core.examples import drawn
from tests.core.test_workshop import edited

SHAPES = [(3, 2, 3), (2, 5, 4, 2), (9, 3), (2, 3, 3, 3, 2)]


def run_of(
    sizes: tuple[int, ...] = (3, 4, 2),
    activations: tuple[str, str] = ("sigmoid", "sigmoid"),
    cost: str = "squared_error",
    examples: int = 7,
    seed: int = 1,
    rate: float = 0.2,
    **settings: float | str,
) -> Run:
    example = drawn(sizes, activations, cost, examples, seed)
    chosen = replace(Settings(), **settings)  # type: ignore[arg-type]
    return Run(example.network, example.inputs, example.targets, cost, rate, chosen)


def numbers(network: Network) -> Array:
    return compiled_step.flat(network)


def by_hand(run: Run, steps: int) -> Network:
    """Run plain descent on all examples at once."""
    network = run.network
    for _ in range(steps):
        passes = forward(network, run.inputs)
        gradients = backprop(network, run.inputs, passes, run.targets, run.cost)
        network = descend(network, gradients, run.learning_rate)
    return network


# -- the same numbers as backprop


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_plain_descent_is_that_of_backprop_to_1e_12(activation: str, cost: str) -> None:
    """Check every registry entry, since its compiled kernel could differ from its function."""
    moved = 0
    for n, sizes in enumerate(SHAPES):
        for examples in (1, 12):
            run = run_of(sizes, (activation, activation), cost, examples, seed=n, rate=0.05)
            # Near p = 0, 1 / p magnifies a difference in the last digit, so take one step only.
            steps = 1 if cost == "binary_cross_entropy" else 10
            after, expected = trained(run, steps), numbers(by_hand(run, steps))
            assert after.step == after.epoch == steps
            assert numbers(after.network) == pytest.approx(expected, rel=1e-12, abs=1e-12)
            moved += not np.array_equal(expected, numbers(run.network))
    assert moved >= 4


def test_a_new_activation_and_a_new_cost_need_no_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    bent = Activation(
        "bent", "Bent", "b", None, None, lambda z: z + z * z / 9, lambda z: 1 + 2 * z / 9
    )
    half = replace(
        COSTS["squared_error"],
        value=lambda a, t: 0.25 * ((a - t) ** 2).sum(axis=1),
        gradient=lambda a, t: 0.5 * (a - t),
        fast=None,
    )
    monkeypatch.setitem(ACTIVATIONS, "bent", bent)
    monkeypatch.setitem(COSTS, "half", half)
    run = run_of(activations=("bent", "bent"), cost="half")
    after = trained(run, 20)
    assert numbers(after.network) == pytest.approx(numbers(by_hand(run, 20)), rel=1e-12)


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_python_of_the_visitors_is_what_trains_while_it_runs(optimiser: str) -> None:
    """Check that the same text gives the same numbers, and a wrong sign other ones."""
    run = run_of(examples=10, batch_size=4, optimiser=optimiser, l2=0.01)
    ours = trained(run, 7)
    same = overrides.with_text(ORIGINAL, "backprop", overrides.source("backprop"))
    theirs = trained(replace(run, calculus=same), 7)
    assert numbers(theirs.network) == pytest.approx(numbers(ours.network), rel=1e-10, abs=1e-12)
    assert (theirs.step, theirs.epoch, theirs.position) == (ours.step, ours.epoch, ours.position)
    text = edited("backprop", ("delta = d_a *", "delta = -d_a *"))
    wrong = overrides.with_text(ORIGINAL, "backprop", text)
    other = trained(replace(run, calculus=wrong), 7)
    assert not np.allclose(numbers(other.network), numbers(ours.network))


def test_an_activation_of_the_visitors_own_is_trained_with() -> None:
    typed = overrides.with_text(ORIGINAL, OWN, overrides.TEMPLATE)
    assert typed.own
    first, last = (run := run_of()).network
    run = replace(run, network=(replace(first, activation=typed.own), last), calculus=typed)
    assert numbers(trained(run, 5).network) == pytest.approx(numbers(by_hand(run, 5)))


@pytest.mark.parametrize("n", [1, 30, 700])
def test_products_without_blas_are_the_same(n: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Multiply by einsum, as Pyodide does from a certain size on."""
    run = run_of((20, 6, 3), examples=n, rate=0.01)
    natively = trained(run, 5)
    guesses = compiled_step.outputs(run.network, run.inputs)
    monkeypatch.setattr(compiled_step, "NO_SIMD", True)
    monkeypatch.setattr(activations, "NO_SIMD", True)
    assert numbers(trained(run, 5).network) == pytest.approx(numbers(natively.network), rel=1e-12)
    assert compiled_step.outputs(run.network, run.inputs) == pytest.approx(guesses, rel=1e-12)


def test_outputs_are_those_of_forward() -> None:
    for activation in ACTIVATIONS:
        example = drawn((3, 5, 2), (activation, activation), "squared_error", 9, 4)
        a = forward(example.network, example.inputs)[-1].a
        assert compiled_step.outputs(example.network, example.inputs) == pytest.approx(a, rel=1e-12)


# -- batches and order


@pytest.mark.parametrize(("examples", "size"), [(7, 3), (6, 2), (5, 1), (5, 4), (4, 9), (8, 0)])
def test_an_epoch_has_every_example_once(examples: int, size: int) -> None:
    run = replace(run_of((1, 1), examples=examples, batch_size=size), learning_rate=0.0)
    run = replace(run, inputs=np.arange(1.0, examples + 1)[:, np.newaxis])
    seen: list[list[float]] = []

    def watched(network: Network, inputs: Array) -> tuple[networks.LayerPass, ...]:
        seen.append(inputs[:, 0].tolist())
        return forward(network, inputs)

    run = replace(run, calculus=replace(ORIGINAL, forward=watched, typed={"network": "watched"}))
    batches = math.ceil(examples / batch_of(run))
    for epoch in range(3):
        found = []
        for _ in range(batches):
            seen.clear()
            run = trained(run, 1)
            found.append(seen[0])
        assert sorted(chain(*found)) == list(range(1, examples + 1))
        assert {len(batch) for batch in found[:-1]} <= {batch_of(run)}
        assert (run.epoch, run.position) == (epoch + 1, 0)


def test_each_epoch_has_an_order_of_its_own_and_each_seed() -> None:
    orders = {tuple(order_of(seed, epoch, 20)) for seed in range(5) for epoch in range(5)}
    assert len(orders) == 25
    assert order_of(2015, 0, 8).tolist() == [7, 6, 4, 3, 0, 1, 5, 2]  # on every machine


def test_the_same_seed_is_the_same_run_in_slices_too() -> None:
    for optimiser in OPTIMISERS:
        run = run_of(examples=10, batch_size=3, optimiser=optimiser, l2=0.1, seed=3)
        whole = trained(run, 23)
        sliced = run
        for steps in (1, 4, 0, 11, 7):
            sliced = trained(sliced, steps)
        assert np.array_equal(numbers(sliced.network), numbers(whole.network))
        assert (sliced.step, sliced.epoch, sliced.position) == (23, 5, 9)
        other = trained(replace(run, settings=replace(run.settings, seed=4)), 23)
        assert not np.array_equal(numbers(other.network), numbers(whole.network))


def test_training_leaves_the_run_before_it_alone() -> None:
    run = trained(run_of(optimiser="adam"), 3)
    before, moments = numbers(run.network), [moment.copy() for moment in run.moments]
    trained(run, 3)
    assert np.array_equal(numbers(run.network), before)
    assert all(np.array_equal(*pair) for pair in zip(run.moments, moments, strict=True))


# -- optimisers, derived again in plain Python


def slopes_at(w: float) -> float:
    """Return the slope of C = ½ (2 w − 1)².

    It has one weight and one input, 2; the target is 1 and the bias stays 0.
    """
    return 2 * (2 * w - 1)


def weights_of(optimiser: str, steps: int, **settings: float) -> list[float]:
    """Train a single weight, and return its value after each step.

    With inputs 2 and −2 and targets 1 and −1, the slope of the bias is 0 by symmetry, so the bias
    stays 0.
    """
    layer = networks.Layer(np.array([[0.9]]), np.array([0.0]), ACTIVATIONS["identity"])
    inputs, targets = np.array([[2.0], [-2.0]]), np.array([[1.0], [-1.0]])
    chosen = replace(Settings(optimiser=optimiser), **settings)  # type: ignore[arg-type]
    run = Run((layer,), inputs, targets, "squared_error", 0.05, chosen)
    found = []
    for _ in range(steps):
        run = trained(run, 1)
        found.append(float(run.network[0].weights[0, 0]))
    return found


def test_momentum_is_what_a_pencil_says() -> None:
    w, v, expected = 0.9, 0.0, []
    for _ in range(8):
        v = 0.7 * v + slopes_at(w)
        w -= 0.05 * v
        expected.append(w)
    # by hand: slope 1.6, v 1.6, w 0.9 − 0.08 = 0.82; slope 1.28, v 2.4, w 0.82 − 0.12 = 0.70
    assert expected[:2] == pytest.approx([0.82, 0.70])
    assert weights_of("momentum", 8, momentum=0.7) == pytest.approx(expected, rel=1e-13)


def test_adam_is_what_a_pencil_says() -> None:
    w, m, v, expected = 0.9, 0.0, 0.0, []
    for t in range(1, 9):
        g = slopes_at(w)
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g * g
        w -= 0.05 * (m / (1 - 0.9**t)) / (math.sqrt(v / (1 - 0.999**t)) + 1e-8)
        expected.append(w)
    # by hand: after one step m̂ = g and v̂ = g², so the weight moves by η whatever the slope
    assert expected[0] == pytest.approx(0.85)
    assert weights_of("adam", 8) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_every_optimiser_makes_the_cost_smaller(optimiser: str) -> None:
    run = run_of(optimiser=optimiser, rate=0.02)
    after = trained(run, 200)
    before, now = (
        cost_value(run.cost, forward(network, run.inputs), run.targets)
        for network in (run.network, after.network)
    )
    assert now < before


def test_l2_is_the_slope_of_the_penalised_cost() -> None:
    """Compare one training step with measured slopes of C + ½λ Σw².

    Slopes are measured by nudging every weight and bias.
    """
    run = run_of((2, 3, 2), examples=5, l2=0.3, rate=1.0)

    def penalised(values: Array) -> float:
        network = compiled_step.unflat(values, run.network)
        squares = sum(float((layer.weights**2).sum()) for layer in network)
        return cost_value(run.cost, forward(network, run.inputs), run.targets) + 0.15 * squares

    values = numbers(run.network)
    nudges = 1e-6 * np.eye(values.size)
    measured = [(penalised(values + nudge) - penalised(values - nudge)) / 2e-6 for nudge in nudges]
    moved = values - numbers(trained(run, 1).network)
    assert moved == pytest.approx(measured, abs=1e-8)


def test_mean_slopes_are_those_of_all_examples() -> None:
    run = run_of(examples=9, batch_size=2)
    gradients = backprop(
        run.network, run.inputs, forward(run.network, run.inputs), run.targets, run.cost
    )
    for block, of in zip(mean_slopes(run), gradients, strict=True):
        assert block[:, :-1] == pytest.approx(of.d_weights, abs=1e-14)
        assert block[:, -1] == pytest.approx(of.d_biases, abs=1e-14)


# -- time limits and overflow


def test_a_slice_ends_within_its_time() -> None:
    run = run_of((20, 30, 5), examples=2_000, batch_size=10)
    trained(run, 5)
    took = []
    for _ in range(4):  # the machine may be busy
        begun = time.perf_counter()
        trainer = Trainer(run)
        trainer.advance(10**9, seconds=0.05)
        took.append(time.perf_counter() - begun)
        assert trainer.checked().step > 10
    assert min(took) < 0.06
    assert max(took) > 0.03
    trainer = Trainer(run)
    trainer.advance(10**9, seconds=0.0)
    assert trainer.run.step == 1


def test_it_stops_at_the_last_step_that_leaves_numbers_finite() -> None:
    run = run_of(activations=("identity", "identity"), rate=100.0)
    after = trained(run, 10_000)
    assert after.spoilt
    assert 0 < after.step < 10_000
    assert np.isfinite(numbers(after.network)).all()
    assert math.isfinite(figures(after.network, run.cost, run.inputs, run.targets, False).cost or 0)
    again = trained(replace(after, spoilt=False), 1)
    assert again.spoilt
    assert again.step == after.step
    assert np.array_equal(numbers(again.network), numbers(after.network))
    assert np.array_equal(numbers(trained(run, after.step).network), numbers(after.network))


# -- learning


def test_two_blobs_and_xor_are_learned_completely() -> None:
    rows = np.random.default_rng(1).normal(size=(60, 2)) * 0.4
    side = np.repeat([0, 1], 30)
    blobs = (rows + np.where(side, 1.0, -1.0)[:, np.newaxis], np.eye(2)[side])
    xor = (np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.eye(2)[[0, 1, 1, 0]])
    for (inputs, targets), steps in ((blobs, 200), (xor, 1_500)):
        for seed in range(5):
            *hidden, last = random_network((2, 4, 2), seed, ACTIVATIONS["tanh"])
            network = (*hidden, replace(last, activation=ACTIVATIONS["identity"]))
            run = Run(network, inputs, targets, "softmax_cross_entropy", 0.3)
            after = trained(run, steps)
            found = figures(after.network, run.cost, inputs, targets, True)
            assert found.accuracy == 1.0, seed


def test_registries_name_their_entries() -> None:
    assert all(name == entry.name for name, entry in OPTIMISERS.items())
    assert all(name == entry.name for name, entry in ACTIVATIONS.items())
    fast = {name for name, entry in ACTIVATIONS.items() if entry.fast}
    assert fast >= {"sigmoid", "tanh", "relu", "identity"}
