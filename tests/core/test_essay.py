"""Check those numbers in the explanation's prose that the core can work out."""

import re
from math import comb, e, factorial, log
from statistics import median

import numpy as np
import pytest

from buildtools.common.paths import SITE
from learnscope.datasets.tasks import FIRST, TASKS
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.costs import COSTS
from learnscope.nn.network import Network
from learnscope.usercode import overrides
from tests.core.direct import Session
from tests.core.visitor import Visitor

PROSE = " ".join(re.sub(r"<[^>]*>", "", (SITE / "texts" / "en" / "essay.html").read_text()).split())


def parameters(network: Network) -> int:
    return sum(layer.weights.size + layer.biases.size for layer in network)


def test_the_counts_are_those_of_the_networks() -> None:
    network = Session().state.network
    weights = sum(layer.weights.size for layer in network)
    assert f"Each of the {weights} connections has one adjustable number" in PROSE
    assert parameters(network) - weights == 5
    counts = set(re.findall(r"(\d+) (?:numbers|gradients)", PROSE))
    assert counts == {str(parameters(network)), "133"}
    assert TASKS[FIRST].sizes == (3, 2, 3)
    assert 12 * (9 + 1) + 1 * (12 + 1) == 133
    assert f"{64 * 16 + 16 * 10:,} connections between them" in PROSE
    assert f"{factorial(16):,} different orders" in PROSE
    assert f"only 2^9 = {sum(comb(9, k) for k in range(10))} such neighbourhoods" in PROSE


def test_the_training_digits_are_as_many_as_are_trained_with() -> None:
    visitor = Visitor("digits")
    now = visitor("set_training", batch_size=0)["training"]
    assert f"Once through the {now['train_count']:,} training digits is a single step" in PROSE
    assert visitor("train", epochs=1, milliseconds=1000)["training"]["step"] == 1
    visitor("reset")
    visitor("set_training", batch_size=32)
    steps = visitor("train", epochs=1, milliseconds=1000)["training"]["step"]
    assert f"and {steps} steps with 32 at a time" in PROSE


def test_the_weight_worked_by_hand_is_worked_rightly() -> None:
    sigmoid, cost = ACTIVATIONS["sigmoid"], COSTS["softmax_cross_entropy"]
    target = np.array([[0.0, 1.0, 0.0]])

    def told(weight: float) -> tuple[float, float, float, float]:
        z = weight * 0.8 - 0.4 * 0.5 - 0.2
        a = np.array([[0.6, float(sigmoid.f(np.array(z))), 0.3]])
        value = float(np.ravel(cost.value(a, target))[0])
        return z, a[0, 1], cost.guess(a)[0, 1], value

    z, a, p, c = told(0.5)
    assert (z, a) == (0, 0.5)
    assert f"= {p:.4f}" in PROSE
    assert f"the cost is -\\ln {p:.4f} = {c:.4f}" in PROSE
    delta = (p - 1) * float(sigmoid.f_prime(np.array(z)))
    slope = 0.8 * delta
    weight = 0.5 - 0.3 * slope
    assert f"\\cdot 0.25 = {delta:.4f}" in PROSE
    assert f"0.8 \\cdot ({delta:.4f}) = {slope:.4f}" in PROSE
    assert f"w \\leftarrow 0.5 - 0.3 \\cdot ({slope:.4f}) = {weight:.4f}" in PROSE
    z, a, p, after = told(weight)
    assert f"z_2 = {z:.4f}, a_2 = {a:.4f}, p_2 = {p:.4f}, and the cost is {after:.4f}" in PROSE
    assert f"It has fallen by {c - after:.4f}" in PROSE
    assert f"= {0.3 * slope * slope:.4f}" in PROSE


def test_the_floor_is_where_the_core_has_it() -> None:
    assert f"\\approx {-log(e / (e + 2)):.4f}" in PROSE
    assert f"\\ln 3 \\approx {log(3):.4f}" in PROSE
    session = Session()
    for seed in range(3):
        session.new_weights(seed)
        for _ in range(100):
            session.backprop()
        session.forward()
        assert session.state.cost_value == pytest.approx(0.61, abs=0.03)


def after_learning(session: Session, starts: int, steps: int) -> float:
    """Return the median cost over several starts, each after `steps` steps."""
    costs = []
    for seed in range(starts):
        session.new_weights(seed)
        for _ in range(steps):
            session.backprop()
        session.forward()
        costs.append(session.state.cost_value or 0.0)
    return median(costs)


def test_a_broken_calculus_does_what_the_experiment_says() -> None:
    session = Session()
    right = after_learning(session, 20, 100)
    text = overrides.source("backprop")
    [line] = re.findall(r"^ *delta = d_a .*$", text, flags=re.MULTILINE)
    session.set_source("backprop", text.replace(line, line[: line.index("d_a") + 3]))
    verdict = session.python()["verdict"]
    assert not verdict["agrees"]
    assert f"of {parameters(session.state.network)} slopes are wrong" in verdict["text"]
    wrong = after_learning(session, 20, 100)
    found = re.search(r"right calculus: ([\d.]+) against ([\d.]+) at the median", PROSE)
    assert found
    assert wrong == pytest.approx(float(found[1]), abs=2e-4)
    assert right == pytest.approx(float(found[2]), abs=0.01)


SLICE = 1000
"""Longest training that one request may ask for, in milliseconds."""


def trained(visitor: Visitor, steps: int) -> dict[str, float]:
    """Train `steps` more steps, in as many slices as it takes, and return the figures."""
    end = visitor("snapshot")["training"]["step"] + steps
    while (now := visitor("snapshot")["training"])["step"] < end:
        visitor("train", steps=end - now["step"], milliseconds=SLICE)
    figures: dict[str, float] = now["figures"]
    return figures


def test_the_trials_with_batches_of_digits_came_out_as_told() -> None:
    shares = []
    for seed in (1, 2, 3):
        visitor = Visitor("digits")
        visitor("set_training", batch_size=32)
        visitor("new_weights", seed=seed)
        shares.append(trained(visitor, 45)["test_accuracy"])
    found = re.search(
        r"in three trials those 45 were enough to read (\d+) to (\d+) per cent", PROSE
    )
    assert found
    assert [round(100 * share) for share in (min(shares), max(shares))] == [
        *map(int, found.groups())
    ]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_two_moons_learn_the_noise_as_told(seed: int) -> None:
    assert "turn the noise up to 0.4 and the number of points down to 40" in PROSE
    assert "24 neurons, and train with Adam at a learning rate of 0.01 for 1,600 steps" in PROSE
    assert (
        "all of the 32 training points right, and of the eight test points at most three" in PROSE
    )
    visitor = Visitor()
    visitor("load_task", name="moons", options={"noise": 0.4, "count": 40})
    visitor("set_layer_size", layer=1, neurons=24)
    visitor("set_training", optimiser="adam")
    visitor("set_learning_rate", value=0.01)
    visitor("new_weights", seed=seed)
    halfway, end = trained(visitor, 800), trained(visitor, 800)
    training = visitor("snapshot")["training"]
    assert (training["train_count"], training["test_count"]) == (32, 8)
    assert end["train_accuracy"] == 1
    assert end["test_accuracy"] <= 3 / 8
    assert end["test_cost"] > halfway["test_cost"]


def test_xor_needs_a_hidden_layer_and_then_few_steps() -> None:
    visitor = Visitor("xor")
    visitor("remove_layer", layer=1)
    cost = trained(visitor, 5000)["train_cost"]
    assert f"after 5,000 steps the cost stands at {cost:.4f}" in PROSE
    assert cost == pytest.approx(log(2))
    needed = []
    for seed in range(1, 6):
        visitor = Visitor("xor")
        visitor("new_weights", seed=seed)
        needed.append(1)
        while trained(visitor, 1)["train_accuracy"] < 1:
            needed[-1] += 1
    assert f"all four right after {min(needed)} to {max(needed)} steps in five trials" in PROSE
