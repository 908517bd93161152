"""Test the comparison of a visitor's own slopes with the core's, pattern by pattern."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from learnscope.common.errors import Problem
from tests.core.direct import Session

type Array = Any


def computed(task: str = "", cost: str = "", batch_size: int | None = None) -> Session:
    """Make a session whose slopes are all different from each other."""
    session = Session()
    if task:
        session.load_task(task)
        session.set_training(batch_size=batch_size or 0)
    if cost:
        session.set_cost(cost)
    session.forward()
    return session


def slopes(session: Session, layer: int, name: str, many: bool = False) -> Array:
    """Return what the core computes."""
    if many:
        shown = session.matrices(layer=layer, many=True)
    else:
        session.backprop()
        shown = session.matrices(layer=layer)
        session.step_back()
    [found] = (each for each in shown["backward"] if each["name"] == name)
    return np.array(found["values"])


def compare(session: Session, layer: int, name: str, mine: Array, many: bool = False) -> Any:
    """Compare numbers, written with all their digits."""
    text = "\n".join("\t".join(repr(float(n)) for n in row) for row in np.atleast_2d(mine))
    return session.compare(layer=layer, name=name, text=text, many=many)


NAMES = ("delta", "d_weights", "d_biases")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("layer", [1, 2])
def test_equal_numbers_agree(layer: int, name: str) -> None:
    session = computed()
    ours = slopes(session, layer, name)
    found = compare(session, layer, name, ours)
    assert (found["agrees"], found["pattern"]) == (True, None)
    assert found["text"] == f"All {ours.size} numbers agree."
    assert np.shape(found["mine"]) == np.shape(found["ours"]) == ours.shape
    assert not np.any(found["differs"])


def test_numbers_are_compared_as_exactly_as_they_were_written() -> None:
    session = computed()
    ours = slopes(session, 2, "d_weights")
    rounded = "\n".join(" ".join(f"{n:.3f}" for n in row) for row in ours)
    assert session.compare(layer=2, name="d_weights", text=rounded)["agrees"]
    single = repr(np.array(ours, dtype=np.float32))
    assert session.compare(layer=2, name="d_weights", text=single)["agrees"]
    off = ours.copy()
    off[0, 0] += 0.002
    wrong = "\n".join(" ".join(f"{n:.3f}" for n in row) for row in off)
    found = session.compare(layer=2, name="d_weights", text=wrong)
    assert found["text"].startswith("1 of 6 numbers differs, all of them in the row of output 1.")


def test_a_vector_may_be_a_row_or_a_column() -> None:
    session = computed()
    ours = slopes(session, 2, "d_biases")
    for mine in (ours, ours.T):
        found = compare(session, 2, "d_biases", mine)
        assert found["agrees"]
        assert found["rows"] == ["output 1", "output 2", "output 3"]


def without_slope(session: Session, layer: int) -> Array:
    """Work out the slopes of a layer's weights, but without its own f′."""
    state = session.state.computed()
    z = state.passes[layer - 1].z[0]
    f_prime = state.network[layer - 1].activation.f_prime(z)
    return slopes(session, layer, "d_weights") / f_prime[:, np.newaxis]


PATTERNS: list[tuple[str, str, Callable[[Session], Array]]] = [
    ("sign", "wrong sign", lambda s: -slopes(s, 1, "d_weights")),
    ("transpose", "the transpose", lambda s: slopes(s, 1, "d_weights").T),
    ("transpose", "and the wrong sign", lambda s: -slopes(s, 1, "d_weights").T),
    ("factor", "2.5 times", lambda s: 2.5 * slopes(s, 1, "d_weights")),
    ("factor", "−4 times", lambda s: -4 * slopes(s, 1, "d_weights")),
    ("rate", "learning rate, 0.3", lambda s: 0.3 * slopes(s, 1, "d_weights")),
    ("rate", "how far each number moves", lambda s: -0.3 * slopes(s, 1, "d_weights")),
    ("mean_of_outputs", "3 outputs", lambda s: slopes(s, 1, "d_weights") / 3),
    ("missed_slope", "σ′(z) of layer 1", lambda s: without_slope(s, 1)),
    ("missed_slope", "every sign is wrong", lambda s: -without_slope(s, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "said", "mistake"), PATTERNS)
def test_a_pattern_is_found(pattern: str, said: str, mistake: Callable[[Session], Array]) -> None:
    session = computed()
    found = compare(session, 1, "d_weights", mistake(session))
    assert found["pattern"] == pattern, found["text"]
    assert said in found["text"]
    assert not found["agrees"]


def by_hand(session: Session, **wrong: Any) -> tuple[Array, Array]:
    """Run backprop over two layers in plain NumPy, with some parts replaced by wrong ones.

    Returns the slopes of the weights of both layers.
    """
    state = session.state.computed()
    first, second = state.network
    z1, z2 = (passed.z for passed in state.passes)
    parts = {
        "blame": state.slopes()[1].delta / second.activation.f_prime(z2),
        "slope2": second.activation.f_prime(z2),
        "slope1": first.activation.f_prime(z1),
        "weights": second.weights,
        "hidden": state.passes[0].a,
        **wrong,
    }
    delta2 = parts["blame"] * parts["slope2"]
    delta1 = (delta2 @ parts["weights"]) * parts["slope1"]
    return delta1.T @ state.inputs[np.newaxis], delta2.T @ parts["hidden"]


def test_by_hand_without_a_mistake_agrees() -> None:
    session = computed()
    for layer, mine in enumerate(by_hand(session), start=1):
        assert compare(session, layer, "d_weights", mine)["agrees"]


def test_a_slope_left_out_in_the_last_layer_is_found_in_the_first() -> None:
    session = computed()
    mine, _ = by_hand(session, slope2=1.0)
    found = compare(session, 1, "d_weights", mine)
    assert found["pattern"] == "missed_slope"
    assert "of layer 2 was left out" in found["text"]


def test_slopes_left_out_everywhere_are_found() -> None:
    session = computed()
    mine, _ = by_hand(session, slope2=1.0, slope1=1.0)
    found = compare(session, 1, "d_weights", mine)
    assert found["pattern"] == "missed_slope"
    assert "in every layer" in found["text"]


def test_a_slope_taken_at_a_is_found() -> None:
    session = computed()
    state = session.state.computed()
    primes = [
        layer.activation.f_prime(passed.a)
        for layer, passed in zip(state.network, state.passes, strict=True)
    ]
    mine, _ = by_hand(session, slope1=primes[0], slope2=primes[1])
    assert compare(session, 1, "d_weights", mine)["pattern"] == "slope_at_a"


def test_z_in_place_of_a_is_found() -> None:
    session = computed()
    _, mine = by_hand(session, hidden=session.state.computed().passes[0].z)
    assert compare(session, 2, "d_weights", mine)["pattern"] == "z_for_input"


def test_weights_that_had_already_moved_are_found() -> None:
    session = computed()
    session.set_learning_rate(3)
    session.forward()
    after = session.state.computed().learned().network[1].weights
    mine, _ = by_hand(session, weights=after)
    assert compare(session, 1, "d_weights", mine)["pattern"] == "updated_weights"


def test_guess_minus_target_taken_for_the_outputs_is_found() -> None:
    session = computed(cost="binary_cross_entropy")
    session.set_activation(layer=2, name="tanh")
    session.set_weight(layer=2, to=0, from_=0, value=2.0)
    session.forward()
    state = session.state
    assert state.guess is not None
    blame = (state.guess - state.targets)[np.newaxis]
    _, mine = by_hand(session, blame=blame, slope2=1.0)
    assert compare(session, 2, "d_weights", mine)["pattern"] == "guess_minus_target"


def test_the_half_of_the_squared_error_is_missed() -> None:
    session = computed(cost="squared_error")
    ours = slopes(session, 1, "d_weights")
    assert "factor ½" in compare(session, 1, "d_weights", 2 * ours)["text"]
    found = compare(session, 1, "d_weights", 2 / 3 * ours)
    assert found["pattern"] == "mean_of_outputs"
    assert "without the ½" in found["text"]


@pytest.mark.parametrize("name", NAMES)
def test_over_a_batch_a_sum_and_a_second_mean_are_found(name: str) -> None:
    session = computed("iris", batch_size=7)
    ours = slopes(session, 1, name, many=True)
    assert compare(session, 1, name, ours, many=True)["agrees"]
    found = compare(session, 1, name, 7 * ours, many=True)
    assert (found["pattern"], "divide by 7" in found["text"]) == ("sum", True)
    found = compare(session, 1, name, ours / 7, many=True)
    assert (found["pattern"], "not the mean" in found["text"]) == ("mean", True)


def test_a_mistake_without_a_pattern_says_where_it_is() -> None:
    session = computed()
    ours = slopes(session, 1, "d_weights")
    off = ours.copy()
    off[:, 1] = 9
    found = compare(session, 1, "d_weights", off)
    assert found["pattern"] is None
    assert found["text"] == "2 of 6 numbers differ, all of them in the column of input 2."
    assert found["differs"] == [[False, True, False]] * 2
    assert compare(session, 1, "d_weights", ours * 0 + 9)["text"] == "All 6 numbers differ."
    off = ours.copy()
    off[0, 1] = off[1, 2] = 9
    assert compare(session, 1, "d_weights", off)["text"] == "2 of 6 numbers differ."


def test_another_shape_is_named() -> None:
    session = computed()
    found = session.compare(layer=1, name="d_weights", text="1 2 3 4")
    assert not found["agrees"]
    assert found["ours"] is None
    assert found["rows"] == []
    assert found["text"] == (
        "Yours has 1 row and 4 columns, and this matrix has 2 rows and 3 columns."
    )
    found = session.compare(layer=1, name="d_weights", text="1 2\n3 4\n5 6")
    assert found["text"].endswith("Besides: All 6 numbers differ.")
    assert np.shape(found["mine"]) == np.shape(found["ours"]) == (3, 2)


@pytest.mark.parametrize("activation", ["relu", "identity"])
def test_where_a_slope_is_one_its_absence_is_no_mistake(activation: str) -> None:
    session = computed()
    for layer in (1, 2):
        session.set_activation(layer=layer, name=activation)
    session.forward()
    ours = slopes(session, 1, "d_weights")
    assert compare(session, 1, "d_weights", ours)["agrees"]
    assert compare(session, 1, "d_weights", -ours)["pattern"] == "sign"


def test_nothing_can_be_compared_before_a_forward() -> None:
    with pytest.raises(Problem, match="Press Forward"):
        Session().compare(layer=1, name="delta", text="1")
