"""Check which answers to exercises count as right, and which mistakes are recognised.

Right and wrong values come from ``pencil``, which computes them independently of the core.
"""

import re
from collections import Counter
from functools import cache
from itertools import product
from statistics import median
from typing import Any

import numpy as np
import pytest

from learnscope.api.bridge import Bridge
from learnscope.common.errors import Problem
from learnscope.common.formatting import shown
from learnscope.exercises.check_answer import check
from learnscope.exercises.exercise import Exercise
from learnscope.exercises.mistakes import MISTAKES
from learnscope.exercises.tolerance import tolerance
from learnscope.figure.state import State
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.costs import COSTS
from learnscope.session.snapshot import to_plain
from tests.core.direct import asked
from tests.core.pencil import Pencil, Plain, Task, places
from tests.core.test_session import DEEP, session_with
from tests.recorded import Visitor

pytestmark = pytest.mark.xdist_group("working")  # they share the networks and all their tasks

SHAPES = ((3, 2, 3), (2, 3, 2, 2), (2, 2, 3, 2, 6))
ORDER = list(MISTAKES)
KNOW_IT = ("a_for_z", "wrong_sign", "target_minus_guess", "rounded")
"""Mistakes of somebody who has the answer, or nearly."""


@cache
def networks() -> list[tuple[Plain, State]]:
    """Draw networks of one to three hidden layers, with every activation and cost."""
    drawn = []
    for seed, (shape, activation, cost) in enumerate(product(SHAPES, ACTIVATIONS, COSTS)):
        network = Visitor(seed).network(shape, activation, cost)
        drawn.append((network, session_with(network).state))
    return drawn


@cache
def tasks() -> list[tuple[State, str, Task]]:
    """List every quantity that can be worked out in these networks."""
    return [
        (state, place, Task(Pencil(network), place, quantity))
        for network, state in networks()
        for place, quantity in places(network)
    ]


def test_the_value_worked_out_with_a_pencil_is_right() -> None:
    for state, place, task in tasks():
        checked = check(state, place, task.quantity, task.right())
        assert checked.right and checked.mistake is None
        assert checked.text.startswith("Right, to 1")
        assert checked.solution["value"] == pytest.approx(task.right(), abs=1e-12)
        assert checked.solution["shown"] == shown(float(checked.solution["value"]))


def test_four_decimals_are_enough() -> None:
    for state, place, task in tasks():
        checked = check(state, place, task.quantity, round(task.right(), 4))
        assert checked.right, (place, task.quantity, task.right())


def test_rounding_every_product_to_the_four_decimals_of_the_figure_is_right() -> None:
    def r(x: float) -> float:
        return round(x, 4)

    for state, place, task in tasks():
        p, n, j = task.p, task.n, task.j
        z, a = p.z[n][j], p.a[n][j]
        if task.quantity == "z":
            value = sum(r(r(p.w(n, j, i)) * r(p.a[n - 1][i])) for i in range(p.width(n - 1))) + r(
                p.b(n, j)
            )
        elif task.quantity == "a":
            value = p.f(n, r(z))
        else:
            if not task.last:
                above = range(p.width(n + 1))
                d_a = sum(r(r(p.delta[n + 1][k]) * r(p.w(n + 1, k, j))) for k in above)
            elif p.cost == "binary_cross_entropy":
                d_a = p.d_a[n][j] and (r(a) - r(p.t[j])) / (r(a) * (1 - r(a)))
            elif p.cost == "softmax_cross_entropy":
                d_a = r(p.p[j]) * r(sum(p.t)) - r(p.t[j])
            elif p.cost == "squared_error":
                d_a = r(a) - r(p.t[j])
            else:
                rounded = [[r(x) for x in row] for row in (p.a[n], p.t)]
                d_a = float(COSTS[p.cost].gradient(*np.array(rounded)[:, None])[0, j])
            value = r(d_a) * r(p.slope(n, r(z)))
            if task.quantity != "delta":
                value = r(value) * r(task.carried)
            if task.quantity == "new":
                value = r(task.old) - r(p.rate) * r(value)
        assert check(state, place, task.quantity, r(value)).right, (place, task.quantity, value)


def test_what_counts_as_right_is_sharp() -> None:
    sharp = [
        tolerance(Exercise(state, place, task.quantity)) / max(1, abs(task.right()))
        for state, place, task in tasks()
        if state.cost != "binary_cross_entropy"  # near a = 0 its 1/a has no bound
    ]
    assert max(sharp) < 0.003
    assert median(sharp) < 0.0003


def test_each_mistake_is_known_for_what_it_is() -> None:
    """Allow a more common mistake that gives the same value to 4 decimals."""
    named: Counter[str] = Counter()
    for state, place, task in tasks()[::4]:
        mistakes = task.mistakes()
        sharp = tolerance(Exercise(state, place, task.quantity))
        for name, values in mistakes.items():
            for value in values:
                checked = check(state, place, task.quantity, value)
                if checked.right:
                    assert abs(value - task.right()) <= sharp or value == 0.0
                    continue
                assert checked.mistake is not None, (name, place, task.quantity)
                named[name] += checked.mistake == name
                if checked.mistake not in (name, "rounded"):
                    assert ORDER.index(checked.mistake) < ORDER.index(name)
                    alike = [abs(value - other) for other in mistakes[checked.mistake]]
                    assert min(alike) <= max(sharp * 1.001, abs(value) / 900), name
    assert {*named, "rounded", "old_weights"} == set(MISTAKES)
    assert min(named.values()) > 10, named


def test_a_sentence_does_not_give_the_answer_away() -> None:
    network, state = next(
        (network, state)
        for network, state in networks()
        if len(network["layers"]) == 3 and network["layers"][0]["activation"] == "sigmoid"
    )
    said = 0
    for place, quantity in places(network):
        task = Task(Pencil(network), place, quantity)
        if quantity == "new" and shown(task.old) == shown(task.right()):
            continue
        for value in (9.87, *(v for values in task.mistakes().values() for v in values)):
            checked = check(state, place, quantity, value)
            assert checked.text.endswith(".")
            if not checked.right and checked.mistake not in KNOW_IT:
                assert shown(task.right()) not in re.findall(r"−?[0-9.]+[0-9]", checked.text)
                said += 1
    assert said > 200


@pytest.mark.parametrize(
    ("value", "begins"),
    [
        (1.2229, "Right, to 4 decimals: it is 1.2229."),
        (1.2228864620090243, "Right, to 12 decimals: it is 1.2229."),
        (1.2231, "Right, to 3 decimals: it is 1.2229."),
        (1.22, "Right as far as it goes, to 2 decimals"),
        (0.9157, "It looks as if the bias was forgotten: 0.3072 belongs to the sum too."),
        (0.7726, "That is a, after the activation"),
        (-1.2229, "−1.2229 has the right size but the wrong sign"),
        (0.8147, "It looks as if input 1 was left out: 0.9000 × 0.4536 belongs to the sum"),
        (12.229, "The digits are right, but the decimal point is 1 place too far to the right."),
        (
            77,
            "Not it, and not one of the usual slips. Look first at what input 1 brings to "
            "hidden 1: 0.9000 × 0.4536.",
        ),
    ],
)
def test_what_is_said_of_the_first_neuron(value: float, begins: str) -> None:
    answer = Bridge().handle(
        {"op": "check", "place": "neuron-1-0", "quantity": "z", "value": value}
    )
    assert answer["answer"]["text"].startswith(begins)
    assert answer["answer"]["right"] == begins.startswith("Right, ")


def test_a_missed_path_is_named() -> None:
    state = Bridge().session.state
    pencil = Pencil(to_plain(Bridge().session.snapshot()))
    parts = [pencil.delta[2][k] * pencil.w(2, k, 0) for k in range(3)]
    slope = pencil.slope(1, pencil.z[1][0])
    one = check(state, "neuron-1-0", "delta", (parts[0] + parts[1]) * slope)
    two = check(state, "neuron-1-0", "delta", parts[1] * slope)
    assert one.text.startswith("It looks as if output 3 was left out: hidden 1 feeds 3 neurons")
    assert two.text.startswith("It looks as if output 1 and output 3 was left out")


# -- after a Backprop


def test_after_backprop_the_slopes_are_those_of_the_step_and_z_is_that_of_now() -> None:
    session = session_with(DEEP)
    before = Pencil(DEEP)
    session.backprop()
    after = Pencil({**DEEP, **before.moved()})
    for place, quantity in places(DEEP):
        task = Task(after if quantity in ("z", "a") else before, place, quantity)
        assert check(session.state, place, quantity, task.right()).right
    session.forward()
    assert check(session.state, "neuron-2-1", "delta", after.delta[2][1]).right


def test_what_was_true_before_the_backprop_is_known_for_that() -> None:
    session = session_with(DEEP)
    before = Pencil(DEEP)
    session.backprop()
    for name, quantity in (("z", before.z), ("a", before.a)):
        checked = check(session.state, "neuron-3-0", name, quantity[3][0])
        assert checked.mistake == "old_weights"


def test_a_hidden_delta_with_weights_that_had_moved_is_known_for_that() -> None:
    session = session_with({**DEEP, "learning_rate": 2.0})
    pencil = Pencil({**DEEP, "learning_rate": 2.0})
    session.backprop()
    wrong = Task(pencil, "neuron-2-0", "delta").mistakes()["updated_weights"][0]
    checked = check(session.state, "neuron-2-0", "delta", wrong)
    assert checked.mistake == "updated_weights"
    old, new = 1.0, pencil.moved()["layers"][2]["weights"][0][0]
    assert f"to output 1 {shown(old)} belongs here, not {shown(new)}" in checked.text


@pytest.mark.parametrize("rate", [0.0, 7.0])
def test_a_learning_rate_set_after_the_step_does_not_change_what_the_step_was(rate: float) -> None:
    session = session_with(DEEP)
    session.backprop()
    session.set_learning_rate(rate)
    new = float(session.state.network[0].weights[1, 0])
    checked = check(session.state, "weight-1-1-0", "new", new)
    assert checked.right
    assert "0.3000 - 0.5000" in str(checked.solution["latex"])


# -- numbers of any size, and what is refused


def one_neuron(weight: float) -> State:
    """Return the state of an identity neuron with inputs 0.3 and 0.7."""
    layer = {"weights": [[weight, 0.0]], "biases": [0.0], "activation": "identity"}
    return session_with({**DEEP, "layers": [layer], "targets": [0.0]}).state


def test_a_value_too_small_to_show_may_be_called_0() -> None:
    state = one_neuron(1e-6)
    assert check(state, "neuron-1-0", "z", 0).right
    assert check(state, "neuron-1-0", "z", 3e-7).right
    assert not check(state, "neuron-1-0", "z", 3e-6).right


def test_large_values_are_as_sharp_as_they_are_shown() -> None:
    state = one_neuron(1e6)
    assert shown(300000.0) == "3.0e5"
    assert check(state, "neuron-1-0", "z", 3.0e5).right
    assert check(state, "neuron-1-0", "z", 2.4e5).right is False
    assert check(state, "neuron-1-0", "z", -3e5).mistake == "wrong_sign"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"value": "abc"}, "Your value of z must be a number, not “abc”."),
        ({"value": ""}, "Your value of z must be a number, not “”."),
        ({"value": float("nan")}, "Your value of z must be a finite number, not NaN"),
        ({"value": float("inf")}, "Your value of z must be a finite number, not ∞."),
        ({"value": None}, "Your value of z must be a number, not nothing."),
        ({"value": True}, "Your value of z must be a number, not true."),
        ({"place": "neuron-9-0"}, "There is no neuron, weight or bias “neuron-9-0”"),
        ({"place": "neuron-0-0"}, "There is no neuron, weight or bias “neuron-0-0”"),
        ({"place": "neuron-1-2"}, "There is no neuron, weight or bias “neuron-1-2”"),
        ({"place": "weight-1-0-3"}, "There is no neuron, weight or bias “weight-1-0-3”"),
        ({"place": "input-0"}, "There is no neuron, weight or bias “input-0”"),
        ({"place": "neuron-1-0-0"}, "There is no neuron, weight or bias"),
        ({"place": "neuron-１-0"}, "There is no neuron, weight or bias"),
        ({"place": None}, "There is no neuron, weight or bias nothing"),
        ({"place": ["neuron-1-0"]}, "There is no neuron, weight or bias a list"),
        ({"quantity": "gradient"}, "What to work out for a neuron must be one of z, a, delta"),
        ({"quantity": 3}, "What to work out for a neuron must be one of z, a, delta, not 3."),
        ({"place": "bias-1-0"}, "What to work out for a bias must be one of gradient, new, not"),
    ],
)
def test_bad_input_gets_one_clear_sentence(fields: Plain, says: str) -> None:
    bridge = Bridge()
    before = str(bridge.handle({"op": "snapshot"}))
    asked: Any = {"op": "check", "place": "neuron-1-0", "quantity": "z", "value": 1.0}
    assert says in bridge.handle({**asked, **fields})["error"]
    assert str(bridge.handle({"op": "snapshot"})) == before


def test_checking_changes_nothing() -> None:
    session = session_with(DEEP)
    session.backprop()
    before, state = str(session.snapshot()), session.state
    for place, quantity in places(DEEP):
        asked(session, "check", place, quantity, 0.1)
    assert session.state is state
    assert str(session.snapshot()) == before


def test_numbers_too_large_to_compute_are_refused_in_words() -> None:
    huge = {"weights": [[1e200, 1e200]], "biases": [0.0], "activation": "identity"}
    network = {**DEEP, "layers": [huge], "inputs": [1e200, 1.0], "targets": [0.0]}
    with pytest.raises(Problem, match="numbers too large to hold"):
        check(session_with(network).state, "neuron-1-0", "z", 1.0)


def test_a_mistake_is_an_entry_with_a_sentence_for_each_of_its_quantities() -> None:
    for mistake in MISTAKES.values():
        assert mistake.quantities
        assert {*mistake.quantities} <= {"z", "a", "delta", "gradient", "new"}
