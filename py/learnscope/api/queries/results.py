"""Answer queries about an experiment: its examples, its progress, its results.

Each function answers one query with plain data and changes nothing.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Literal, cast

import numpy as np

from learnscope.common.arrays import Array, Indices
from learnscope.common.errors import Problem, between
from learnscope.figure.state import State
from learnscope.nn.costs import COSTS
from learnscope.nn.network import Network
from learnscope.protocol import queries
from learnscope.session.commands.own_data import is_planar
from learnscope.session.entry import Entry
from learnscope.session.measuring import takes_long
from learnscope.session.session import Session
from learnscope.training.curve import Point
from learnscope.training.evaluator import point_of
from learnscope.training.experiment import Experiment
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

if TYPE_CHECKING:  # the browser never imports these, which declare types only
    from learnscope.protocol import data_answers

AT_A_GLANCE = 10_000_000
FEWEST = 300
"""Most multiplications of a repeated measurement, and the fewest examples it uses."""

BINS = 24


def examples(session: Session, _: queries.ExamplesQuery) -> data_answers.ExamplesAnswer:
    """Describe the example in the figure among all, and find the worst.

    Among very many examples, the worst is sought in a sample of ``looked_at``. If targets are
    numbers, ``targets``, ``guesses`` and ``worst_off`` are in their own units.
    """
    experiment, state = experiment_of(session)
    i, n, targets = experiment.index, len(experiment.data), experiment.data.targets
    step = stride(state.network, n, AT_A_GLANCE, FEWEST)
    each = costs(
        state.network, state.cost, experiment.inputs[::step], targets[::step], state.calculus
    )
    found = int(np.argmax(np.where(np.isnan(each), np.inf, each)))
    worst = found * step
    scaling = experiment.data.target_scaling
    guess, of_worst = (
        COSTS[state.cost].guess(
            outputs(state.network, experiment.inputs[n : n + 1], state.calculus)
        )[0]
        for n in (i, worst)
    )
    return {
        "edition": experiment.data.edition,
        "index": i,
        "count": n,
        "previous": (i - 1) % n,
        "next": (i + 1) % n,
        "class": int(classes(targets[i : i + 1])[0]) if experiment.data.classes else None,
        "is_test": bool(np.isin(i, experiment.split.test)),
        "worst": worst,
        "worst_cost": float(each[found]) if np.isfinite(each[found]) else None,
        "looked_at": len(each),
        "targets": scaling.undone(targets[i]) if scaling else None,
        "guesses": scaling.undone(guess) if scaling else None,
        "worst_off": np.abs(of_worst - targets[worst]) * scaling.scale if scaling else None,
    }


def points(session: Session, _: queries.PointsQuery) -> data_answers.Points:
    """List the examples as points on the plane, with the class of each.

    The plane shown is from −extent to extent. ``edition`` changes whenever the points change.

    Raises:
        Problem: the examples are not points on the plane.
    """
    experiment = session.now.learning()
    if not is_planar(experiment.data):
        raise Problem("These examples are no points on the plane.")
    inputs = experiment.data.inputs
    return {
        "edition": experiment.data.edition,
        "x": inputs[:, 0].copy(),
        "y": inputs[:, 1].copy(),
        "of_class": [int(k) for k in classes(experiment.data.targets)],
        "classes": list(experiment.data.classes),
        "extent": max(1.0, float(np.ceil(np.abs(inputs).max(initial=0.0) * 10)) / 10),
    }


def progress(session: Session, query: queries.ProgressQuery) -> data_answers.Progress:
    """List the points of the training curves after a step.

    The curve has a new id if training went on from an earlier step. The first ``noted`` points are
    final. One more may show the present; where measuring takes long, only if it is known.
    """
    experiment, state = experiment_of(session)
    points = experiment.progress.since(-1 if query.start is None else query.start)
    step, network = experiment.step, state.network
    end, last = experiment.progress.end, experiment.progress.last
    if end and end.run.step > step:  # the figure shows an earlier moment of this curve
        step, network = end.run.step, state.calculus.adapted(end.run.network)
    is_noted = (
        end is not None
        and end.run.network is network
        and end.run.calculus.computes_like(state.calculus)
    )
    noted = len(points)
    if last is None or last.step < step or (last.step == step and not is_noted):
        point = known_point_of(session.now, network)
        if point is None and (last is None or not takes_long(experiment, state)):
            point = point_of(experiment.evaluators(state), network, step)
        points = [*points, point._replace(step=step)] if point else points
    names = (
        *("train_cost", "test_cost", "train_accuracy", "test_accuracy"),
        *("train_error", "test_error"),
    )
    curves = {name: [getattr(point, name) for point in points] for name in names}
    found = {
        "curve": experiment.progress.curve.id,
        "noted": noted,
        "steps": [point.step for point in points],
        **curves,
    }
    return cast("data_answers.Progress", found)


def confused(session: Session, query: queries.ConfusionQuery) -> data_answers.Confusion:
    """Count how often a class (row) is taken for another (column), with examples of each.

    ``actual`` and ``guessed`` are the sums of the rows and columns; ``right`` is how many are
    right. ``of`` is "test" or "train"; the default is the test examples, if there are any.

    Raises:
        Problem: there are no classes.
    """
    experiment, state = experiment_of(session)
    if not experiment.data.classes:
        raise Problem("The targets here are numbers and no classes: there is nothing to confuse.")
    sets = {"test": experiment.split.test, "train": experiment.split.train}
    name = query.of or ("test" if len(experiment.split.test) else "train")
    which, n = sets[name], len(experiment.data.classes)
    guessed = decisions(
        state.cost, outputs(state.network, experiment.inputs[which], state.calculus)
    )
    actual = classes(experiment.data.targets[which])
    counts = confusion(actual, guessed, n)
    by_cell = which[np.argsort(actual * n + guessed, kind="stable")]
    ends = np.cumsum(counts, dtype=np.intp)
    return {
        "of": cast(Literal["test", "train"], name),
        "classes": list(experiment.data.classes),
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
    """List the first examples of a cell. ``by_cell`` has all examples, sorted by cell."""
    start = ends[cell - 1] if cell else 0
    first: list[int] = by_cell[start : min(ends[cell], start + queries.MOST_ROWS)].tolist()
    return first


def rows(session: Session, query: queries.RowsQuery) -> data_answers.Rows:
    """List the inputs of a few examples, in the data's own units."""
    experiment, _ = experiment_of(session)
    chosen, last = query.indices, len(experiment.data) - 1
    for index in chosen:
        between(index, "The example’s index", 0, last)
    return {
        "indices": chosen,
        "features": experiment.data.inputs.shape[1],
        "values": experiment.data.inputs[chosen].ravel(),
    }


def distributions(session: Session, _: queries.DistributionsQuery) -> data_answers.Distributions:
    """Show how each layer's weights, biases and their slopes are distributed.

    The slopes are those on the training examples, or on a sample of ``looked_at`` of very many.
    """
    experiment, state = experiment_of(session)
    run = experiment.run_of(state)
    # Backprop takes twice as long as Forward.
    step = stride(state.network, len(run.inputs), AT_A_GLANCE // 3, FEWEST)
    some = slice(None, None, step)
    run = replace(run, inputs=run.inputs[some], targets=run.targets[some])
    blocks = mean_slopes(run)
    return {
        "looked_at": len(run.inputs),
        "layers": [
            {
                "weights": spread(layer.weights.ravel()),
                "biases": spread(layer.biases),
                "d_weights": spread(block[:, :-1].ravel()),
                "d_biases": spread(block[:, -1]),
            }
            for layer, block in zip(state.network, blocks, strict=True)
        ],
    }


def experiment_of(session: Session) -> tuple[Experiment, State]:
    """Return the session's experiment and state.

    Raises:
        Problem: the session has one example only, or none yet.
    """
    experiment = session.now.learning()
    experiment.check()
    return experiment, session.state


def spread(values: Array) -> data_answers.Histogram:
    """Describe the distribution of numbers."""
    return cast("data_answers.Histogram", asdict(histogram(values, BINS)))


def known_point_of(now: Entry, network: Network) -> Point | None:
    """Return a network's figures if it was the last to be measured."""
    figures = now.figures
    if figures is None or now.is_stale or now.experiment is None:
        return None
    state = replace(now.state, network=network)
    return figures.point if figures.is_of(state, now.experiment.examples) else None
