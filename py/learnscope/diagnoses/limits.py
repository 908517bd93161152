"""Diagnose what no training reaches: plateaus, and targets out of bounds."""

import numpy as np

from learnscope.common.formatting import shown, trimmed
from learnscope.diagnoses.course import LITTLE
from learnscope.diagnoses.diagnosis import Diagnosis, Remedy
from learnscope.diagnoses.evidence import Evidence
from learnscope.figure.places import COST, neuron_key, target_key

ALIKE = 0.02
"""Guesses that differ no more from example to example are all alike."""

PLATEAU_STEPS = 50
"""Steps of training after which guesses should differ."""

NEAR_FLOOR = 1.1
"""Up to that multiple of the least cost there is, training has come near it."""


def plateau(evidence: Evidence) -> Diagnosis | None:
    """Find guesses that are all alike after many steps, while the targets differ."""
    state, experiment = evidence.state, evidence.experiment
    if experiment is None or experiment.step < PLATEAU_STEPS or not evidence.is_whole:
        return None
    guess, targets = evidence.cost.guess(evidence.passes[-1].a), evidence.examples[1]
    if len(guess) < 4 or np.ptp(targets, axis=0).max() < 0.5 or np.ptp(guess, axis=0).max() > ALIKE:
        return None
    costs = evidence.costs
    if len(costs) < 10 or costs[0] - costs[-1] > LITTLE * costs[0]:
        return None
    names = experiment.data.classes
    first = f"{100 * guess[0, 0]:.0f} % {names[0]}" if names else shown(float(guess[0, 0]))
    text = (
        f"A plateau: after {experiment.step:,} steps the network guesses nearly the same for every "
        f"example, about {first}."
    )
    place = neuron_key(evidence.outputs, 0)
    if len(state.network) == 1:
        return Diagnosis(
            place,
            f"{text} Without a hidden layer it can only draw a straight border, and none parts "
            "these examples.",
            Remedy("Add a hidden layer", {"op": "add_layer", "layer": 1, "neurons": 4}),
        )
    return Diagnosis(place, text, Remedy("Try other start weights", {"op": "new_weights"}))


def out_of_reach(evidence: Evidence) -> Diagnosis | None:
    """Find targets that the last layer's activation can never give."""
    bounds = evidence.state.network[-1].activation.bounds
    if bounds is None or not evidence.is_whole:
        return None
    if evidence.cost.floor is not None:
        return _at_floor(evidence, bounds)
    (low, high), targets = bounds, evidence.state.targets
    outside = np.flatnonzero((targets < low) | (targets > high))
    if not len(outside):
        return None
    k, symbol = int(outside[0]), evidence.state.network[-1].activation.symbol
    return Diagnosis(
        target_key(k),
        f"Target {k + 1} is {trimmed(float(targets[k]))}, but {symbol} gives only numbers between "
        f"{trimmed(low)} and {trimmed(high)}: the guess can never get there.",
        _linear_outputs(evidence),
    )


def _at_floor(evidence: Evidence, bounds: tuple[float, float]) -> Diagnosis | None:
    """Find a cost that has come near the least it can be with bounded outputs."""
    cost, costs, state = evidence.cost, evidence.costs, evidence.state
    assert cost.floor is not None
    n = len(state.targets)
    is_one_hot = bool(np.all(np.sort(evidence.examples[1], axis=1) == np.eye(n)[n - 1]))
    floor = cost.floor(*bounds, n)
    if not is_one_hot or not costs or costs[-1] > NEAR_FLOOR * floor:
        return None
    best = np.full((1, n), bounds[0])
    best[0, 0] = bounds[1]
    most = float(cost.guess(best)[0, 0])
    symbol = state.network[-1].activation.symbol
    return Diagnosis(
        COST,
        f"The cost can’t fall below {shown(floor)} here, and it is {shown(costs[-1])} now: "
        f"{symbol} keeps each output between {trimmed(bounds[0])} and {trimmed(bounds[1])}, so "
        f"softmax gives at most {100 * most:.0f} %. Outputs without bounds can do better.",
        _linear_outputs(evidence),
    )


def _linear_outputs(evidence: Evidence) -> Remedy:
    return Remedy(
        "Identity for the outputs",
        {"op": "set_activation", "layer": evidence.outputs, "name": "identity"},
    )
