"""Check networks worked out by hand, with a pencil and a calculator for exponentials."""

from math import e, log

import numpy as np
import pytest

from learnscope.common.arrays import Array
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.backprop import backprop, cost_value, descend
from learnscope.nn.costs import COSTS
from learnscope.nn.network import Layer, Network, forward


def near(*rows: object) -> object:
    """Match numbers worked out by hand, to 6 decimals."""
    return pytest.approx(np.array(rows), abs=1e-6)


def layer(weights: list[list[float]], biases: list[float], activation: str) -> Layer:
    return Layer(np.array(weights), np.array(biases), ACTIVATIONS[activation])


# long: a whole calculation by hand, with its working
def test_a_2_2_2_network_of_sigmoids_with_softmax_cross_entropy_does_what_a_pencil_does() -> None:
    network: Network = (
        layer([[0.8, -0.4], [-0.6, 0.2]], [-0.6, 0.9], "sigmoid"),
        layer([[1.0, 0.5], [-0.4, 0.6]], [0.2, -0.1], "sigmoid"),
    )
    inputs, targets = np.array([[1.0, 0.5]]), np.array([[0.0, 1.0]])
    hidden, outputs = passes = forward(network, inputs)

    # z = weights · inputs + bias, then a = 1 / (1 + e^−z)
    #   0.8·1 − 0.4·0.5 − 0.6 = 0         1 / (1 + 1)        = 0.5
    #  −0.6·1 + 0.2·0.5 + 0.9 = 0.4       1 / (1 + 0.670320) = 0.598688
    assert hidden.z[0] == near(0.0, 0.4)
    assert hidden.a[0] == near(0.5, 0.598688)

    #   1.0·0.5 + 0.5·0.598688 + 0.2 = 0.999344    1 / (1 + 0.368121) = 0.730930
    #  −0.4·0.5 + 0.6·0.598688 − 0.1 = 0.059213    1 / (1 + 0.942506) = 0.514799
    assert outputs.z[0] == near(0.999344, 0.059213)
    assert outputs.a[0] == near(0.730930, 0.514799)

    # guess = softmax(a):  e^0.730930 = 2.077010, e^0.514799 = 1.673302, sum 3.750312
    #   2.077010 / 3.750312 = 0.553823,  1.673302 / 3.750312 = 0.446177
    assert COSTS["softmax_cross_entropy"].guess(outputs.a)[0] == near(0.553823, 0.446177)

    # cost = −ln 0.446177
    assert cost_value("softmax_cross_entropy", passes, targets) == near(0.807040)

    first, last = gradients = backprop(network, inputs, passes, targets, "softmax_cross_entropy")

    # ∂C/∂a = guess − target = (0.553823, −0.553823);  σ′ = a·(1 − a) = (0.196672, 0.249781)
    # delta = ∂C/∂a · σ′:  0.553823·0.196672 and −0.553823·0.249781
    assert last.delta[0] == near(0.108921, -0.138335)
    # ∂C/∂weight = delta · the activation it carries, 0.5 or 0.598688;  ∂C/∂bias = delta
    assert last.d_weights == near([0.054461, 0.065210], [-0.069167, -0.082819])
    assert last.d_biases == near(0.108921, -0.138335)

    # blame through the weights, then σ′ = (0.5·0.5, 0.598688·0.401312) = (0.25, 0.240261)
    #   1.0·0.108921 − 0.4·(−0.138335) =  0.164255    · 0.25     =  0.041064
    #   0.5·0.108921 + 0.6·(−0.138335) = −0.028540    · 0.240261 = −0.006857
    assert first.delta[0] == near(0.041064, -0.006857)
    assert first.d_weights == near([0.041064, 0.020532], [-0.006857, -0.003429])
    assert first.d_biases == near(0.041064, -0.006857)

    # new = old − 0.5 · slope, for example 0.8 − 0.5·0.041064 = 0.779468
    moved = descend(network, gradients, learning_rate=0.5)
    assert moved[0].weights == near([0.779468, -0.410266], [-0.596571, 0.201714])
    assert moved[0].biases == near(-0.620532, 0.903429)
    assert moved[1].weights == near([0.972770, 0.467395], [-0.365416, 0.641410])
    assert moved[1].biases == near(0.145539, -0.030833)

    # The second output's guess has grown from 0.446177 to 0.458253: −ln 0.458253 = 0.780334.
    after = forward(moved, inputs)
    assert cost_value("softmax_cross_entropy", after, targets) == near(0.780334)


def test_a_2_2_1_network_with_squared_error_does_what_a_pencil_does() -> None:
    network: Network = (
        layer([[1.0, 0.5], [-1.0, 0.25]], [0.5, 0.0], "relu"),
        layer([[0.4, 0.3]], [0.5], "identity"),
    )
    inputs, targets = np.array([[1.0, 2.0]]), np.array([[1.0]])
    hidden, output = passes = forward(network, inputs)

    #  1·1 + 0.5·2  + 0.5 =  2.5, which ReLU passes on
    # −1·1 + 0.25·2 + 0   = −0.5, which ReLU holds back: 0
    assert hidden.z[0] == near(2.5, -0.5)
    assert hidden.a[0] == near(2.5, 0.0)
    # 0.4·2.5 + 0.3·0 + 0.5 = 1.5, and cost = ½·(1.5 − 1)² = 0.125
    assert output.a[0] == near(1.5)
    assert COSTS["squared_error"].guess(output.a)[0] == near(1.5)
    assert cost_value("squared_error", passes, targets) == near(0.125)

    first, last = gradients = backprop(network, inputs, passes, targets, "squared_error")

    # delta = 1.5 − 1 = 0.5; the slopes of its weights 0.5·2.5 and 0.5·0
    assert last.delta[0] == near(0.5)
    assert last.d_weights == near([1.25, 0.0])
    assert last.d_biases == near(0.5)
    # Blame 0.4·0.5 = 0.2 and 0.3·0.5 = 0.15; the second ReLU held its signal back, so no blame.
    assert first.delta[0] == near(0.2, 0.0)
    assert first.d_weights == near([0.2, 0.4], [0.0, 0.0])
    assert first.d_biases == near(0.2, 0.0)

    # new = old − 0.1 · slope
    moved = descend(network, gradients, learning_rate=0.1)
    assert moved[0].weights == near([0.98, 0.46], [-1.0, 0.25])
    assert moved[0].biases == near(0.48, 0.0)
    assert moved[1].weights == near([0.275, 0.3])
    assert moved[1].biases == near(0.45)

    # Again: 0.98 + 0.92 + 0.48 = 2.38;  0.275·2.38 + 0.45 = 1.1045;  ½·0.1045² = 0.005460
    after = forward(moved, inputs)
    assert after[-1].a[0] == near(1.1045)
    assert cost_value("squared_error", after, targets) == near(0.005460)


@pytest.mark.parametrize(
    ("name", "z", "a", "slope"),
    [
        ("sigmoid", 0.0, 1 / 2, 1 / 4),
        ("sigmoid", log(3), 3 / 4, 3 / 16),  # 1 / (1 + ⅓), and ¾·¼
        ("sigmoid", -log(3), 1 / 4, 3 / 16),
        ("tanh", 0.0, 0.0, 1.0),
        ("tanh", log(2), 3 / 5, 16 / 25),  # (2 − ½) / (2 + ½), and 1 − 9/25
        ("tanh", -log(2), -3 / 5, 16 / 25),
        ("relu", 2.0, 2.0, 1.0),
        ("relu", -2.0, 0.0, 0.0),
        ("relu", 0.0, 0.0, 0.0),
        ("identity", -2.0, -2.0, 1.0),
    ],
)
def test_an_activation_has_the_value_and_slope_of_its_formula(
    name: str, z: float, a: float, slope: float
) -> None:
    entry = ACTIVATIONS[name]
    assert entry.f(np.array([z])) == pytest.approx(np.array([a]), abs=1e-15)
    assert entry.f_prime(np.array([z])) == pytest.approx(np.array([slope]), abs=1e-15)


@pytest.mark.parametrize(
    ("name", "a", "target", "guess", "value"),
    [
        # Three equal activations: each is a third, and −ln ⅓ = ln 3.
        ("softmax_cross_entropy", [0.7, 0.7, 0.7], [0, 1, 0], [1 / 3, 1 / 3, 1 / 3], log(3)),
        # e^ln 3 = 3 against e^0 = 1: three quarters and one quarter.
        ("softmax_cross_entropy", [log(3), 0.0], [0, 1], [3 / 4, 1 / 4], log(4)),
        # The 2015 network at its best: e / (e + 1 + 1), which costs 0.5514.
        ("softmax_cross_entropy", [0, 1, 0], [0, 1, 0], None, -log(e / (e + 2))),
        # ½·(0.5² + 2²)
        ("squared_error", [0.5, 3.0], [1, 1], [0.5, 3.0], 2.125),
        # A coin toss about each of two questions costs ln 2 each.
        ("binary_cross_entropy", [0.5, 0.5], [0, 1], [0.5, 0.5], 2 * log(2)),
        # −ln 0.25 for the yes, −ln (1 − 0.2) for the no
        ("binary_cross_entropy", [0.25, 0.2], [1, 0], [0.25, 0.2], log(4) + log(1.25)),
        # Sure and wrong: held 1e-12 inside the edge, so −ln 1e-12 and not infinity
        ("binary_cross_entropy", [-3.0], [1], [1e-12], 12 * log(10)),
    ],
)
def test_a_cost_has_the_guess_and_value_of_its_formula(
    name: str, a: list[float], target: list[float], guess: list[float] | None, value: float
) -> None:
    cost, rows = COSTS[name], (np.array([a], dtype=float), np.array([target], dtype=float))
    if guess is not None:
        assert cost.guess(rows[0])[0] == pytest.approx(np.array(guess))
    assert cost.value(*rows) == pytest.approx(np.array([value]))


def test_the_cost_of_a_batch_is_the_mean_of_its_examples() -> None:
    # ½·1² = 0.5 and ½·3² = 4.5; their mean is 2.5
    network: Network = (layer([[1.0]], [0.0], "identity"),)
    passes = forward(network, np.array([[1.0], [3.0]]))
    targets: Array = np.zeros((2, 1))
    assert cost_value("squared_error", passes, targets) == 2.5
