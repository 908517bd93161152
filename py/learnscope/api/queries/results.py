"""What can be asked about a course: its examples, its progress, and what the network makes of them.

Each function answers one query with plain data and changes nothing.
"""

from dataclasses import asdict, replace
from typing import Any

import numpy as np

from learnscope.common.arrays import Indices
from learnscope.common.errors import LARGEST_WHOLE, Problem, choice, is_nothing, whole
from learnscope.figure.state import State
from learnscope.nn.costs import COSTS
from learnscope.session.commands.own_data import is_planar
from learnscope.session.commands.training import takes_long
from learnscope.session.session import Session
from learnscope.training.evaluator import point_of
from learnscope.training.experiment import Course
from learnscope.training.metrics import (
    classes,
    confusion,
    costs,
    decisions,
    histogram,
    outputs,
    stride,
)
from learnscope.training.run import mean_slopes

AT_A_GLANCE = 10_000_000
FEWEST = 300
"""What is asked again and again while training goes on may take so many multiplications, of so many
examples at least."""

MOST_IN_CELL = 60
"""How many examples of a cell of the confusion matrix are named."""

BINS = 24


def of_examples(session: Session) -> dict[str, Any]:
    """The example in the figure among all: its neighbours, its class, and the worst of all.

    Of very many examples the worst is looked for among ``looked_at`` of them. targets, guesses and
    how far the worst is off are in their own units, where they are numbers.
    """
    course, state = course_of(session)
    i, n, targets = course.index, len(course.data), course.data.targets
    step = stride(state.network, n, AT_A_GLANCE, FEWEST)
    each = costs(state.network, state.cost, course.inputs[::step], targets[::step])
    found = int(np.argmax(np.where(np.isnan(each), np.inf, each)))
    worst = found * step
    scaling = course.data.target_scaling
    guess, of_worst = (
        COSTS[state.cost].guess(outputs(state.network, course.inputs[n : n + 1]))[0]
        for n in (i, worst)
    )
    return {
        "edition": course.data.edition,
        "index": i,
        "count": n,
        "previous": (i - 1) % n,
        "next": (i + 1) % n,
        "class": int(classes(targets[i : i + 1])[0]) if course.data.classes else None,
        "is_test": bool(np.isin(i, course.split.test)),
        "worst": worst,
        "worst_cost": float(each[found]) if np.isfinite(each[found]) else None,
        "looked_at": len(each),
        "targets": scaling.undone(targets[i]) if scaling else None,
        "guesses": scaling.undone(guess) if scaling else None,
        "worst_off": np.abs(of_worst - targets[worst]) * scaling.scale if scaling else None,
    }


def of_points(session: Session) -> dict[str, Any]:
    """The examples as points on the plane, with the class of each; the plane shown is from
    −extent to extent. edition is another number where the points are others."""
    course = session.course()
    if not is_planar(course.data):
        raise Problem("These examples are no points on the plane.")
    inputs = course.data.inputs
    return {
        "edition": course.data.edition,
        "x": inputs[:, 0].copy(),
        "y": inputs[:, 1].copy(),
        "of_class": [int(k) for k in classes(course.data.targets)],
        "classes": list(course.data.classes),
        "extent": max(1.0, float(np.ceil(np.abs(inputs).max(initial=0.0) * 10)) / 10),
    }


def of_progress(session: Session, start: object = None) -> dict[str, Any]:
    """The curves of training after the step ``start``, to where it has come; and the id of the
    curve, which is another one where training went on from an earlier step. noted: so many of the
    points are there to stay, and one more may say how it goes at present: where that takes long to
    measure, only if it is known."""
    course, state = course_of(session)
    after = -1 if is_nothing(start) else whole(start, "The step", -1, LARGEST_WHOLE)
    points = course.progress.since(after)
    step, network = course.step, state.network
    end, last = course.progress.end, course.progress.last
    if end and end.run.step > step:  # the figure shows an earlier moment of this curve
        step, network = end.run.step, end.run.network
    learned, noted = end.run.network if end else None, len(points)
    if last is None or last.step < step or (last.step == step and network is not learned):
        point = session.measured(network, course)
        if point is None and (last is None or not takes_long(course, state)):
            point = point_of(course.gauges(state), network, step)
        points = [*points, point._replace(step=step)] if point else points
    names = (
        *("train_cost", "test_cost", "train_accuracy", "test_accuracy"),
        *("train_error", "test_error"),
    )
    return {
        "curve": course.progress.curve.id,
        "noted": noted,
        "steps": [point.step for point in points],
        **{name: [getattr(point, name) for point in points] for name in names},
    }


def of_confusion(session: Session, of: object = None) -> dict[str, Any]:
    """How often which class (row) is taken for which (column), and the first examples of each;
    with the sums of the rows and columns, and how many are right.

    of is "test" or "train"; by default the examples to test with, where there are any.
    """
    course, state = course_of(session)
    if not course.data.classes:
        raise Problem("The targets here are numbers and no classes: there is nothing to confuse.")
    sets = {"test": course.split.test, "train": course.split.train}
    name = choice(of, "The set", sets) if not is_nothing(of) else ""
    name = name or ("test" if len(course.split.test) else "train")
    which, n = sets[name], len(course.data.classes)
    guessed = decisions(state.cost, outputs(state.network, course.inputs[which]))
    actual = classes(course.data.targets[which])
    counts = confusion(actual, guessed, n)
    by_cell = which[np.argsort(actual * n + guessed, kind="stable")]
    ends = np.cumsum(counts, dtype=np.intp)
    return {
        "of": name,
        "classes": list(course.data.classes),
        "counts": counts,
        "actual": counts.sum(axis=1),
        "guessed": counts.sum(axis=0),
        "right": int(counts.trace()),
        "total": len(which),
        "examples": [
            [first_of(by_cell, ends, row * n + column) for column in range(n)] for row in range(n)
        ],
    }


def first_of(by_cell: Indices, ends: Indices, cell: int) -> list[int]:
    """The first examples of a cell; by_cell has all examples, cell after cell up to their ends."""
    start = ends[cell - 1] if cell else 0
    first: list[int] = by_cell[start : min(ends[cell], start + MOST_IN_CELL)].tolist()
    return first


def of_rows(session: Session, indices: object) -> dict[str, Any]:
    """What a few examples are made of, one row after the other, in the data's own units."""
    course, _ = course_of(session)
    if not isinstance(indices, list | tuple) or len(indices) > MOST_IN_CELL:
        raise Problem(f"The examples must be a list of at most {MOST_IN_CELL} indices.")
    last = len(course.data) - 1
    chosen = [whole(index, "The example’s index", 0, last) for index in indices]
    return {
        "indices": chosen,
        "features": course.data.inputs.shape[1],
        "values": course.data.inputs[chosen].ravel(),
    }


def of_distributions(session: Session) -> dict[str, Any]:
    """How the weights and biases of each layer are spread, and their slopes on the examples to
    learn from; of very many, on ``looked_at`` of them."""
    course, state = course_of(session)
    run = course.run_of(state)
    # The way back takes twice as long as the way there.
    step = stride(state.network, len(run.inputs), AT_A_GLANCE // 3, FEWEST)
    some = slice(None, None, step)
    run = replace(run, inputs=run.inputs[some], targets=run.targets[some])
    blocks = mean_slopes(run)
    return {
        "looked_at": len(run.inputs),
        "layers": [
            {
                "weights": asdict(histogram(layer.weights.ravel(), BINS)),
                "biases": asdict(histogram(layer.biases, BINS)),
                "d_weights": asdict(histogram(block[:, :-1].ravel(), BINS)),
                "d_biases": asdict(histogram(block[:, -1], BINS)),
            }
            for layer, block in zip(state.network, blocks, strict=True)
        ],
    }


def course_of(session: Session) -> tuple[Course, State]:
    """The session's course and state; Problem where it has one example only, or none yet."""
    course = session.course()
    course.check()
    return course, session.state
