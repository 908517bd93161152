"""List the tasks: something to learn, and a network that can learn it.

To add one, write one entry in ``TASKS``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from learnscope.common.errors import LARGEST_WHOLE, Problem, between, described, whole
from learnscope.datasets import plane
from learnscope.datasets.dataset import Dataset
from learnscope.datasets.digits import digits
from learnscope.datasets.drawn_points import BEGINNING, drawn
from learnscope.datasets.gates import and_gate, or_gate, xor_gate
from learnscope.datasets.iris import iris


@dataclass(frozen=True)
class Option:
    """A number that a dataset is made with, from ``low`` to ``high``.

    It is whole if its bounds are.
    """

    name: str
    label: str
    default: float
    low: float
    high: float

    def checked(self, value: object) -> float:
        """Return a value that may be chosen.

        Raises:
            Problem: it is not a number, or out of bounds.
        """
        if isinstance(self.low, int):
            return whole(value, self.label, self.low, int(self.high))
        return between(value, self.label, self.low, self.high)


@dataclass(frozen=True)
class Task:
    """A dataset to learn, and a network, cost and learning rate with which it works.

    ``why`` says in a sentence what it is and why it is hard. ``make(options)`` gives the dataset,
    with a value for each of ``options``. ``sizes`` counts the inputs, each hidden layer's neurons
    and the outputs. ``activation`` is for the hidden layers, ``output`` for the last one. ``seed``
    draws the start weights, in the way ``initial``. ``standardised`` says that the inputs had
    better be brought to one scale first. ``batch_size`` counts the examples of a step; 0 is all,
    which is best unless it takes long. Plain descent on all examples at once learns the task within
    ``steps`` steps. ``is_drawn`` says that the visitor puts the examples on the plane.
    """

    name: str
    label: str
    why: str
    make: Callable[[dict[str, float]], Dataset]
    sizes: tuple[int, ...]
    steps: int
    options: tuple[Option, ...] = ()
    activation: str = "tanh"
    output: str = "identity"
    initial: str = "xavier"
    cost: str = "softmax_cross_entropy"
    learning_rate: float = 0.5
    seed: int = 1
    standardised: bool = False
    batch_size: int = 0
    is_drawn: bool = False

    def dataset(self, options: Mapping[str, object] | None = None) -> Dataset:
        """Make the dataset with these options, and the defaults of the others.

        Raises:
            Problem: there is no such option, or its value is out of bounds.
        """
        return self.make(self.checked(options or {}))

    def checked(self, options: Mapping[str, object]) -> dict[str, float]:
        """Complete these options with the defaults of the others.

        Raises:
            Problem: there is no such option, or its value is out of bounds.
        """
        chosen = dict(options)
        made = {
            each.name: each.checked(chosen.pop(each.name, each.default)) for each in self.options
        }
        if chosen:
            raise Problem(f"{self.label} has no option {described(next(iter(chosen)))}.")
        return made


def one_fruit(_options: dict[str, float]) -> Dataset:
    """Make one pear, with the numbers of the 2015 sketch."""
    return Dataset(
        name=FIRST,
        label="One fruit",
        inputs=np.array([[0.9, 0.1, 0.5]]),
        targets=np.array([[0.0, 1.0, 0.0]]),
        features=("sweet", "red", "heavy"),
        classes=("apple", "pear", "plum"),
        source="Made up, with the numbers of the 2015 sketch.",
    )


def on_the_plane(
    name: str,
    label: str,
    why: str,
    classes: tuple[str, str],
    *,
    shape: plane.Shape,
    noise: float,
    hidden: tuple[int, ...],
    steps: int,
    learning_rate: float,
    count: int = 200,
) -> Task:
    """Make a task of points on the plane; ``noise`` and ``count`` are defaults.

    Weights start as He draws them, although Xavier is usual for tanh. Larger weights bend the plane
    from the start, so there is less to wait for.
    """
    return Task(
        name=name,
        label=label,
        why=why,
        make=partial(plane.points, name, label, shape, classes),
        sizes=(2, *hidden, 2),
        steps=steps,
        initial="he",
        learning_rate=learning_rate,
        options=(
            Option("noise", "Noise", noise, 0.0, 0.5),
            Option("count", "Points", count, 10, 1000),
            Option("seed", "The seed of the points", 1, 0, LARGEST_WHOLE),
        ),
    )


FIRST = "fruit"
POINTS = "points"

TASKS: dict[str, Task] = {
    entry.name: entry
    for entry in (
        Task(
            name=FIRST,
            label="Fruit: apple, pear or plum?",
            why="One fruit, told in three numbers: how sweet, how red and how heavy it is, from 0 "
            "to 1; the network should say “pear”, and as this is the only example, you can follow "
            "every step by hand.",
            make=one_fruit,
            sizes=(3, 2, 3),
            steps=50,
            activation="sigmoid",
            output="sigmoid",
            initial="uniform",
            learning_rate=0.3,
            seed=2015,
        ),
        Task(
            name="and",
            label="AND",
            why="True only if both inputs are: one straight line parts the true from the false, "
            "so it takes no hidden layer.",
            make=lambda _: and_gate(),
            sizes=(2, 2),
            steps=50,
        ),
        Task(
            name="or",
            label="OR",
            why="True if any input is: as easy as AND, with the line in another place.",
            make=lambda _: or_gate(),
            sizes=(2, 2),
            steps=50,
        ),
        Task(
            name="xor",
            label="XOR",
            why="True if the inputs differ: no straight line parts the true from the false, so "
            "no network without a hidden layer can learn it.",
            make=lambda _: xor_gate(),
            sizes=(2, 3, 2),
            steps=200,
        ),
        on_the_plane(
            "blobs",
            "Two blobs",
            "Two clouds of points: one straight line does it, as long as the noise keeps them "
            "apart.",
            ("lower left", "upper right"),
            shape=plane.blobs,
            noise=0.2,
            hidden=(),
            steps=50,
            learning_rate=0.5,
        ),
        on_the_plane(
            "circle",
            "Circle",
            "A disc inside a ring: the border has to close, which takes at least three lines, "
            "one from each of three hidden neurons.",
            ("inside", "outside"),
            shape=plane.circle,
            noise=0.05,
            hidden=(4,),
            steps=150,
            learning_rate=1.5,
        ),
        on_the_plane(
            "moons",
            "Two moons",
            "Two half circles that reach into each other: a straight line gets most of the "
            "points, and the last ones need a border that bends twice.",
            ("upper", "lower"),
            shape=plane.moons,
            noise=0.05,
            hidden=(6,),
            steps=200,
            learning_rate=2.0,
        ),
        on_the_plane(
            "spirals",
            "Two spirals",
            "Two arms wound round each other: next to every point lies one of the other arm, so "
            "the border is long and winding, and for a long time learning seems to stand still.",
            ("first arm", "second arm"),
            shape=plane.spirals,
            noise=0.02,
            hidden=(16, 16),
            steps=1000,
            learning_rate=1.0,
            count=300,
        ),
        Task(
            name=POINTS,
            label="Points of your own",
            why="You put points on the plane, and see at once what it takes to part them: the "
            "closer and the more mixed the classes, the more neurons.",
            make=lambda _: drawn(BEGINNING, 2),
            sizes=(2, 6, 2),
            steps=200,
            initial="he",
            is_drawn=True,
        ),
        Task(
            name="iris",
            label="Iris",
            why="Four lengths of a flower tell which of three species it is: one species stands "
            "apart, the other two overlap, and a few flowers can’t be told for certain.",
            make=lambda _: iris(),
            sizes=(4, 6, 3),
            steps=100,
            standardised=True,
        ),
        Task(
            name="digits",
            label="Handwritten digits",
            why="Pictures of 8 by 8 pixels, written by thirteen people: no single pixel tells a "
            "digit, and no two people write one alike; a step on all of them takes long, so each "
            "is made on 32, which show nearly the same way down.",
            make=lambda _: digits(),
            sizes=(64, 32, 10),
            steps=100,
            learning_rate=0.5,
            batch_size=32,
        ),
    )
}
