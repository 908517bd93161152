"""Make a dataset of points that the visitor put on the plane."""

import numpy as np

from learnscope.common.errors import Problem, between, unpacked, whole
from learnscope.datasets.dataset import Dataset, one_hot

FEWEST_CLASSES, MOST_CLASSES = 2, 4
MOST_POINTS = 1_000

FARTHEST = 3
"""Largest |x| and |y| of a point.

The plane is shown from −1 to 1, but noise may have moved points further out.
"""

CLASSES = ("dots", "squares", "triangles", "diamonds")
"""The names of the classes, which are also the shapes they are drawn as."""

type Point = tuple[float, float, int]
"""x, y and the number of the class, from 0."""

BEGINNING: tuple[Point, ...] = (
    *((-0.6, 0.5, 0), (-0.4, 0.7, 0), (-0.5, 0.3, 0), (-0.7, 0.7, 0)),
    *((0.5, -0.4, 0), (0.6, -0.7, 0), (0.4, -0.6, 0), (0.7, -0.5, 0)),
    *((-0.6, -0.4, 1), (-0.4, -0.6, 1), (-0.7, -0.7, 1), (-0.5, -0.5, 1)),
    *((0.5, 0.6, 1), (0.7, 0.4, 1), (0.4, 0.4, 1), (0.6, 0.7, 1)),
)
"""The points before anything is drawn: a pattern like XOR."""


def drawn(points: tuple[Point, ...], classes: int) -> Dataset:
    """Make a dataset of these points. There may be none."""
    places = np.array([point[:2] for point in points], dtype=np.float64).reshape(-1, 2)
    of_class = np.array([point[2] for point in points], dtype=np.intp)
    return Dataset(
        name="points",
        label="Points of your own",
        inputs=places + 0.0,
        targets=one_hot(of_class, classes),
        features=("x", "y"),
        classes=CLASSES[:classes],
        source="Drawn by hand, here. The points stay on this machine.",
    )


def points_of(value: object, classes: int) -> tuple[Point, ...]:
    """Read points from outside, each as [x, y, class].

    Raises:
        Problem: there are too many, or one is no point on the plane in one of the classes.
    """
    items = unpacked(value)
    if not isinstance(items, list | tuple):
        raise Problem("Points must be a list of [x, y, class].")
    if len(items) > MOST_POINTS:
        raise Problem(f"There can be {MOST_POINTS:,} points at most, not {len(items):,}.")
    return tuple(point_of(item, n, classes) for n, item in enumerate(items, start=1))


def point_of(value: object, n: int, classes: int) -> Point:
    """Read the nth point from outside.

    Raises:
        Problem: it is no point on the plane in one of the classes.
    """
    item = unpacked(value)
    if not isinstance(item, list | tuple) or len(item) != 3:
        raise Problem(f"Point {n} must be x, y and a class.")
    x, y = (between(item[i], f"Point {n}: {'xy'[i]}", -FARTHEST, FARTHEST) for i in range(2))
    return round(x, 4), round(y, 4), whole(item[2], f"Point {n}: the class", 0, classes - 1)
