"""Points on a plane in two classes, drawn with a seed.

Each shape is a function (class, random) -> the place of one point without noise; x and y are
about −1 to 1. Noise moves every point by a normal random distance.
"""

from collections.abc import Callable
from math import cos, pi, sin, sqrt
from random import Random

import numpy as np

from learnscope.datasets.dataset import Dataset, one_hot

type Point = tuple[float, float]
type Shape = Callable[[int, Random], Point]

TURNS = 1.5
"""How often a spiral goes round."""


def blobs(of_class: int, _random: Random) -> Point:
    """Two middles; all that spreads the points is noise."""
    return (0.5, 0.5) if of_class else (-0.5, -0.5)


def circle(of_class: int, random: Random) -> Point:
    """A disc, and a ring around it; evenly by area."""
    inner, outer = (0.65, 1.0) if of_class else (0.0, 0.45)
    radius = sqrt(random.uniform(inner**2, outer**2))
    angle = random.uniform(0, 2 * pi)
    return radius * cos(angle), radius * sin(angle)


def moons(of_class: int, random: Random) -> Point:
    """Two half circles, each with an end inside the other."""
    angle = random.uniform(0, pi)
    x, y = 0.6 * cos(angle), 0.6 * sin(angle)
    return (x + 0.3, 0.15 - y) if of_class else (x - 0.3, y - 0.15)


def spirals(of_class: int, random: Random) -> Point:
    """Two arms that wind round each other."""
    along = sqrt(random.uniform(0.01, 1))  # as the arm grows with its square, about even on it
    angle = 2 * pi * TURNS * along + pi * of_class
    return along * cos(angle), along * sin(angle)


def points(
    name: str, label: str, shape: Shape, classes: tuple[str, str], options: dict[str, float]
) -> Dataset:
    """As many points as options["count"], by turns of the one class and the other.

    options["noise"] is the standard deviation of x and of y, options["seed"] draws everything.
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
        # Rounded, for sine and logarithm may differ in the last bit from machine to machine.
        inputs=np.array([[round(x, 4), round(y, 4)] for x, y in drawn]) + 0.0,
        targets=one_hot(of_class, 2),
        features=("x", "y"),
        classes=classes,
        source="Drawn at random, here.",
    )
