"""Draw maps of the plane: the examples, and the network's view of it.

Each function answers one query with plain data and changes nothing. Everything is in the data's own
units, and all maps of a dataset show the same part of the plane.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

from learnscope.common.arrays import Array
from learnscope.common.errors import Problem, between, is_nothing
from learnscope.figure.places import place_of
from learnscope.figure.state import State
from learnscope.nn.costs import COSTS
from learnscope.protocol import queries
from learnscope.session.session import Session
from learnscope.training.experiment import Experiment
from learnscope.training.metrics import classes, grid, outputs

if TYPE_CHECKING:  # the browser never imports these, which declare types only
    from learnscope.protocol import data_answers

LARGEST = 200
"""Most points along one side of a map."""

MOST_MAPS = 48
"""Neurons of a layer that get a small map. In wider layers, only the first ones do."""

MOST_POINTS = 2_000
"""Examples that a map lists. If there are more, it lists every second or third one."""


def plane(session: Session, _: queries.PlaneQuery) -> data_answers.Plane:
    """List the examples on the plane, and the corners of all maps.

    Each has an index, x, y, a class (−1 if there are none), and whether it is a test example.
    """
    experiment = planar(session)
    n = len(experiment.data)
    some = np.arange(0, n, max(1, -(-n // MOST_POINTS)))
    low, high = corners(experiment)
    of_class = (
        classes(experiment.data.targets[some])
        if experiment.data.classes
        else np.full(len(some), -1)
    )
    return {
        "edition": experiment.data.edition,
        "low": low,
        "high": high,
        "indices": some.astype(np.float64),
        "x": experiment.data.inputs[some, 0].copy(),
        "y": experiment.data.inputs[some, 1].copy(),
        "classes": of_class.astype(np.float64),
        "is_test": np.isin(some, experiment.split.test).astype(np.float64),
    }


def decision_map(session: Session, query: queries.DecisionMapQuery) -> data_answers.DecisionMap:
    """Map the network's guess at size × size points, row by row.

    ``values`` has the guess for output 1 at all points, then for output 2, and so on; for a neuron,
    such as "neuron-1-0", it has the activation. ``least`` and ``most`` are the bounds of all finite
    values. ``own`` is the same in the guess's own units, if the guess is one number. ``here`` is
    the position of the inputs in the figure.

    Raises:
        Problem: there is no plane, or no such neuron.
    """
    state, neuron = session.state, query.neuron
    experiment, network = planar(session), state.network
    points, side = plane_points(experiment, query.size)
    if is_nothing(neuron):
        values = COSTS[state.cost].guess(outputs(network, points, state.calculus)).T
    else:
        place = place_of(neuron, network, 2)
        if place.kind != "neuron":
            raise Problem(f"A map shows a neuron or the guess, not the {place.name}.")
        reached = outputs(network[: place.layer], points, state.calculus)
        values = reached[:, [place.index]].T
    low, high = corners(experiment)
    here = state.inputs
    here = experiment.scaling.undone(here) if experiment.scaling else here
    found = told(side, values)
    return {
        "low": low,
        "high": high,
        "here": here,
        "neuron": cast(str, neuron) if neuron else None,
        **found,
        "own": None if neuron else in_its_units(experiment, found["least"], found["most"]),
    }


def in_its_units(experiment: Experiment, least: float, most: float) -> tuple[float, float] | None:
    """Convert two guesses to the units of the targets, if these are one number."""
    scaling = experiment.data.target_scaling
    if scaling is None or len(scaling.scale) != 1:
        return None
    low, high = (float(scaling.undone(np.array([value]))[0]) for value in (least, most))
    return low, high


def neuron_maps(session: Session, query: queries.NeuronMapsQuery) -> data_answers.NeuronMaps:
    """Make a small map of each hidden neuron's activation, layer by layer.

    Each layer has the maps of at most ``MOST_MAPS`` neurons, in the form of ``decision_map``, and
    its number of neurons.
    """
    points, side = plane_points(planar(session), query.size)
    return {"layers": [told_layer(side, a) for a in activations(session.state, points)]}


def activations(state: State, points: Array) -> list[Array]:
    """Compute the activations of each hidden layer, (N, n_out)."""
    found: list[Array] = []
    for depth in range(len(state.network) - 1):
        inputs = found[-1] if found else points
        found.append(outputs(state.network[depth : depth + 1], inputs, state.calculus))
    return found


def told_layer(side: int, a: Array) -> data_answers.LayerMaps:
    """Write the maps of a layer from its activations (N, n_out)."""
    return {"neurons": a.shape[1], **told(side, a[:, :MOST_MAPS].T)}


def told(side: int, values: Array) -> data_answers.Maps:
    """Write maps (n, side²) in the form of an answer."""
    finite = values[np.isfinite(values)]
    return {
        "size": side,
        "maps": len(values),
        "values": np.ascontiguousarray(values).ravel(),
        "least": float(finite.min()) if finite.size else 0.0,
        "most": float(finite.max()) if finite.size else 0.0,
    }


def plane_points(experiment: Experiment, size: int) -> tuple[Array, int]:
    """List the points of a map as the network gets them, with its size.

    The points are (size², 2).
    """
    between(size, "The size of the map", 2, LARGEST)
    points = grid(*corners(experiment), size)
    return (experiment.scaling.applied(points) if experiment.scaling else points), size


def corners(experiment: Experiment) -> tuple[Array, Array]:
    """Find the lowest and highest x and y of all maps.

    They are those of the examples, with a margin.
    """
    low, high = experiment.data.inputs.min(axis=0), experiment.data.inputs.max(axis=0)
    margin = np.where(high > low, 0.1 * (high - low), 1.0)
    return low - margin, high + margin


def planar(session: Session) -> Experiment:
    """Return the session's experiment, whose examples lie on a plane.

    Raises:
        Problem: they do not lie on a plane, or there are none.
    """
    experiment = session.now.learning()
    experiment.check()
    if experiment.data.inputs.shape[1] != 2:
        raise Problem("Only where there are two inputs is there a plane to draw a map of.")
    return experiment
