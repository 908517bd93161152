"""Maps of the plane, where there are two inputs: its examples, and what the network makes of it.

Each function answers one query with plain data and changes nothing. Everything is in the data's own
units, and all maps of a dataset show the same part of the plane.
"""

from typing import Any

import numpy as np

from learnscope.common.arrays import Array
from learnscope.common.errors import Problem, is_nothing, whole
from learnscope.figure.places import place_of
from learnscope.nn.costs import COSTS
from learnscope.nn.network import Network
from learnscope.session.session import Session
from learnscope.training.experiment import Course
from learnscope.training.metrics import classes, grid, outputs

LARGEST = 200
"""Points along one side of a map."""

MOST_MAPS = 48
"""Of wider layers no more neurons have a small map."""

MOST_POINTS = 2_000
"""Of more examples every second one is named, or every third, and so on."""


def of_plane(session: Session) -> dict[str, Any]:
    """Examples of the plane: the index, x, y, the class (−1 where there are none) and whether it is
    one to test with; and the corners of all maps."""
    course = planar(session)
    n = len(course.data)
    some = np.arange(0, n, max(1, -(-n // MOST_POINTS)))
    low, high = corners(course)
    of_class = classes(course.data.targets[some]) if course.data.classes else np.full(len(some), -1)
    return {
        "edition": course.data.edition,
        "low": low,
        "high": high,
        "indices": some.astype(np.float64),
        "x": course.data.inputs[some, 0].copy(),
        "y": course.data.inputs[some, 1].copy(),
        "classes": of_class.astype(np.float64),
        "is_test": np.isin(some, course.split.test).astype(np.float64),
    }


def of_decision_map(session: Session, size: object, neuron: object = None) -> dict[str, Any]:
    """What the network makes of size × size points of the plane, row by row from low up.

    values has the guess for output 1 at all points, then for output 2, and so on; or for a
    neuron, such as "neuron-1-0", its activation. least and most are the bounds of all finite
    values, and own is the same in the units of what is guessed, where that is one number; here is
    where the inputs in the figure lie.
    """
    course, network = planar(session), session.state.network
    points, side = plane(course, size)
    if is_nothing(neuron):
        values = COSTS[session.state.cost].guess(outputs(network, points)).T
    else:
        place = place_of(neuron, network, 2)
        if place.kind != "neuron":
            raise Problem(f"A map shows a neuron or the guess, not the {place.name}.")
        values = outputs(network[: place.layer], points)[:, [place.index]].T
    low, high = corners(course)
    here = session.state.inputs
    here = course.scaling.undone(here) if course.scaling else here
    found = told(side, values)
    return {
        "low": low,
        "high": high,
        "here": here,
        "neuron": neuron or None,
        **found,
        "own": None if neuron else in_its_units(course, found["least"], found["most"]),
    }


def in_its_units(course: Course, *values: float) -> list[float] | None:
    """What a guess or target of these values means, where it is one number."""
    scaling = course.data.target_scaling
    if scaling is None or len(scaling.scale) != 1:
        return None
    return [float(scaling.undone(np.array([value]))[0]) for value in values]


def of_neuron_maps(session: Session, size: object) -> dict[str, Any]:
    """A small map of each hidden neuron's activation, layer by layer, so that one question is
    enough. Each layer has its maps as ``of_decision_map`` tells them, of at most ``MOST_MAPS``
    neurons, and says how many neurons it has."""
    points, side = plane(planar(session), size)
    return {"layers": [told_layer(side, a) for a in activations(session.state.network, points)]}


def activations(network: Network, points: Array) -> list[Array]:
    """Those of each hidden layer, (N, n_out)."""
    found: list[Array] = []
    for depth in range(len(network) - 1):
        found.append(outputs(network[depth : depth + 1], found[-1] if found else points))
    return found


def told_layer(side: int, a: Array) -> dict[str, Any]:
    """The maps of a layer whose neurons have these activations (N, n_out)."""
    return {"neurons": a.shape[1], **told(side, a[:, :MOST_MAPS].T)}


def told(side: int, values: Array) -> dict[str, Any]:
    """Maps (n, side²) as an answer has them."""
    finite = values[np.isfinite(values)]
    return {
        "size": side,
        "maps": len(values),
        "values": np.ascontiguousarray(values).ravel(),
        "least": float(finite.min()) if finite.size else 0.0,
        "most": float(finite.max()) if finite.size else 0.0,
    }


def plane(course: Course, size: object) -> tuple[Array, int]:
    """The points of a map as the network gets them, (size², 2), and its size."""
    side = whole(size, "The size of the map", 2, LARGEST)
    points = grid(*corners(course), side)
    return (course.scaling.applied(points) if course.scaling else points), side


def corners(course: Course) -> tuple[Array, Array]:
    """The lowest and the highest x and y of all maps: those of the examples, and some margin."""
    low, high = course.data.inputs.min(axis=0), course.data.inputs.max(axis=0)
    margin = np.where(high > low, 0.1 * (high - low), 1.0)
    return low - margin, high + margin


def planar(session: Session) -> Course:
    """The session's course; Problem where its examples are not on a plane, or there are none."""
    course = session.course()
    course.check()
    if course.data.inputs.shape[1] != 2:
        raise Problem("Only where there are two inputs is there a plane to draw a map of.")
    return course
