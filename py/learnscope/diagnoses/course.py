"""Diagnose steps that are too long or too short, and learning by heart."""

from itertools import pairwise

import numpy as np

from learnscope.common.errors import Problem
from learnscope.common.formatting import shown
from learnscope.datasets.tasks import FIRST, TASKS
from learnscope.diagnoses.diagnosis import Diagnosis, Remedy, rounded, to_rate
from learnscope.diagnoses.evidence import Evidence
from learnscope.figure.places import COST, LEARNING_RATE

NEWEST = 30
LEAPS = 7
"""With that many rises among the newest points, the cost leaps."""

LEAP = 1.2
"""A rise of the cost by a fifth is a leap."""

MANY_STEPS = 100
MANY_ROUNDS = 20
"""Steps of training, and of one example in the figure, after which progress is expected."""

LITTLE = 0.01
"""A fall by that share of the cost is no progress."""

FACTORS = (10_000.0, 3_000.0, 1_000.0, 300.0)
"""Larger learning rates that are tried out, as multiples of the present one."""

FEWEST_TESTED = 20
"""Fewer test examples say little about overfitting."""

LASTING = 150
"""Overfitting goes on for so many steps. A test cost may rise for a while and come down again."""

RISE = 1.2
FALL = 0.8
"""While overfitting, the test cost rises at least so much, and the train cost falls."""


def rate_too_large(evidence: Evidence) -> Diagnosis | None:
    """Find a cost that leaps up and down."""
    costs, rate = evidence.costs[-NEWEST:], evidence.state.learning_rate
    if len(costs) < 2 * LEAPS or not rate:
        return None
    leaps = [(old, new) for old, new in pairwise(costs) if new > LEAP * old]
    if len(leaps) < LEAPS or costs[-1] < 0.5 * min(costs[:LEAPS]):
        return None
    old, new = max(leaps, key=lambda leap: leap[1] / leap[0] if leap[0] else np.inf)
    steps = evidence.points[-1].step - evidence.points[-len(costs)].step
    return Diagnosis(
        LEARNING_RATE,
        f"The cost leaps: in the last {steps:,} steps it rose {len(leaps)} times by more than a "
        f"fifth, once from {shown(old)} to {shown(new)}. A learning rate of {rate:.4g} is too "
        "large here.",
        to_rate(rounded(rate / 4)),
    )


def rate_too_small(evidence: Evidence) -> Diagnosis | None:
    """Find a cost that hardly falls although a much larger step would lower it."""
    costs, state, experiment = evidence.costs, evidence.state, evidence.experiment
    if experiment and experiment.choices.optimiser != "descent":
        return None
    since = next(
        (
            n
            for n in reversed(range(len(costs)))
            if evidence.points[-1].step - evidence.points[n].step
            >= (MANY_STEPS if experiment else MANY_ROUNDS)
        ),
        None,
    )
    if since is None or not evidence.is_whole:
        return None
    cost, fall = costs[-1], costs[since] - costs[-1]
    if not 0 <= fall < LITTLE * costs[since]:
        return None
    steps = evidence.points[-1].step - evidence.points[since].step
    rate = state.learning_rate
    if rate == 0:
        task = experiment.task if experiment else TASKS[FIRST]
        text = f"The learning rate is 0, so {steps:,} steps have moved nothing."
        return Diagnosis(LEARNING_RATE, text, to_rate(task.learning_rate))
    falls = [(fall_at(evidence, factor * rate), factor) for factor in FACTORS]
    most, factor = max(falls)
    if most < max(3 * fall, 2 * LITTLE * cost):
        return None
    return Diagnosis(
        LEARNING_RATE,
        f"Learning is slow: in {steps:,} steps the cost fell by only {shown(fall)}. With a "
        f"learning rate {factor:,.0f} times as large, a single step would lower it by "
        f"{shown(most)}.",
        to_rate(rounded(rate * factor / 3)),
    )


def fall_at(evidence: Evidence, rate: float) -> float:
    """Measure how far one step of that learning rate would lower the cost."""
    state, calculus, (inputs, targets) = evidence.state, evidence.state.calculus, evidence.examples
    try:
        with np.errstate(all="ignore"):
            slopes = calculus.backprop(state.network, inputs, evidence.passes, targets, state.cost)
            moved = calculus.descend(state.network, slopes, rate)
            before = calculus.cost_value(state.cost, evidence.passes, targets)
            after = calculus.cost_value(state.cost, calculus.forward(moved, inputs), targets)
    except Problem:
        return 0.0
    fall = before - after
    return float(fall) if np.isfinite(fall) else 0.0


def overfitting(evidence: Evidence) -> Diagnosis | None:
    """Find a test cost that rises while the train cost falls."""
    experiment, points = evidence.experiment, evidence.points
    if experiment is None or len(experiment.split.test) < FEWEST_TESTED or len(points) < 10:
        return None
    progress = experiment.progress
    tested = [p for p in progress.curve.points[: progress.count] if p.test_cost is not None]
    if not tested:
        return None
    now, best = tested[-1], min(tested, key=lambda point: point.test_cost or 0.0)
    if None in (now.test_cost, best.test_cost, now.train_cost, best.train_cost):
        return None
    assert now.test_cost and best.test_cost and now.train_cost and best.train_cost
    if now.step < best.step + LASTING:
        return None
    rises = now.test_cost > max(RISE * best.test_cost, best.test_cost + 0.01)
    lasts = all((p.test_cost or 0.0) > best.test_cost * 1.05 for p in tested[-5:])
    if not (rises and lasts and now.train_cost < FALL * best.train_cost):
        return None
    return Diagnosis(
        COST,
        f"Overfitting: since step {best.step:,} the cost on the test examples rose from "
        f"{shown(best.test_cost)} to {shown(now.test_cost)}, while on the training examples it "
        f"fell from {shown(best.train_cost)} to {shown(now.train_cost)}. The network learns them "
        "by heart.",
        Remedy(f"Back to step {best.step:,}", {"op": "go_to_step", "step": best.step}),
    )
