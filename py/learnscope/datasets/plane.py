"""Draw points on a plane in two classes, by a seed.

Each shape is a function (class, random) -> the place of one point without noise; x and y are about
−1 to 1. Noise moves every point by a normal random distance.
"""

from collections.abc import Callable
from math import cos, pi, sin, sqrt
from random import Random

import numpy as np

from learnscope.datasets.dataset import Dataset, one_hot

type Point = tuple[float, float]
type Shape = Callable[[int, Random], Point]

TURNS = 1.5
"""Turns that a spiral makes."""


def blobs(of_class: int, _random: Random) -> Point:
    """Return the middle of a class's blob; only noise spreads the points."""
    return (0.5, 0.5) if of_class else (-0.5, -0.5)


def circle(of_class: int, random: Random) -> Point:
    """Draw a point in a disc, or in a ring around it, evenly by area."""
    inner, outer = (0.65, 1.0) if of_class else (0.0, 0.45)
    radius = sqrt(random.uniform(inner**2, outer**2))
    angle = random.uniform(0, 2 * pi)
    return radius * cos(angle), radius * sin(angle)


def moons(of_class: int, random: Random) -> Point:
    """Draw a point on one of two half circles that reach into each other."""
    angle = random.uniform(0, pi)
    x, y = 0.6 * cos(angle), 0.6 * sin(angle)
    return (x + 0.3, 0.15 - y) if of_class else (x - 0.3, y - 0.15)


def spirals(of_class: int, random: Random) -> Point:
    """Draw a point on one of two arms that wind round each other."""
    along = sqrt(random.uniform(0.01, 1))  # about even: the arm's length grows with along²
    angle = 2 * pi * TURNS * along + pi * of_class
    return along * cos(angle), along * sin(angle)


def points(
    name: str, label: str, shape: Shape, classes: tuple[str, str], options: dict[str, float]
) -> Dataset:
    """Draw ``options["count"]`` points, in turns of one class and the other.

    ``options["noise"]`` is the standard deviation of x and of y. ``options["seed"]`` draws
    everything.
    """
    random = Random(int(options["seed"]))
    noise = options["noise"]
    of_class = np.arange(int(options["count"])) % 2
    drawn = []
    for k in of_class.tolist():
        x, y = shape(k, random)
        drawn.append((x + noise * random.gauss(), y + noise * random.gauss()))
    return Dataset(
        name=name,
        label=label,
        # Rounded, because sine and logarithm may differ in the last bit between machines.
        inputs=np.array([[round(x, 4), round(y, 4)] for x, y in drawn]) + 0.0,
        targets=one_hot(of_class, 2),
        features=("x", "y"),
        classes=classes,
        source="Drawn at random, here.",
    )
