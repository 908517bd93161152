"""Record the course of training: figures at some steps, and ways back to them.

The curve of training is its time line too. The whole run is kept in a limited number of points, and
training can go on from each of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import NamedTuple

from learnscope.training.run import Run

DENSE = 50
"""Record this many first steps, then one per growth by 1 / DENSE. A million steps have 550 points.
"""

KEPT_NUMBERS = 2_000_000
"""How many weights, biases and moments the kept runs may have together: 16 MB."""

OBJECTS = 200
"""How many numbers would take the room of a kept run's objects."""


class Point(NamedTuple):
    """Mean cost and accuracy after some steps, on the training and test examples.

    None where it is not a number: nothing to test with, no classes, a cost beyond all bounds. error
    is how far a guess is off on average where it is a number, in the data's own units.
    """

    step: int
    train_cost: float | None
    test_cost: float | None
    train_accuracy: float | None
    test_accuracy: float | None
    train_error: float | None = None
    test_error: float | None = None


class Kept(NamedTuple):
    """A way back: the run, and how many steps the network had made in all."""

    run: Run
    steps: int


@dataclass(eq=False)
class Curve:
    """Points in order, shared by every Progress that begins with them, and the kept runs. ``ids``
    gives every new curve an id of its own, so that a page knows whether what it has drawn still
    holds."""

    points: list[Point] = field(default_factory=list)
    kept: dict[int, Kept] = field(default_factory=dict)
    ids: Iterator[int] = field(default_factory=count)
    id: int = field(init=False)

    def __post_init__(self) -> None:
        self.id = next(self.ids)

    @property
    def numbers(self) -> int:
        """How many numbers it takes the room of, about."""
        return sum(size_of(kept.run) + OBJECTS for kept in self.kept.values())

    def keep(self, kept: Kept) -> None:
        """Keep one more run. If there are too many, drop every second but the first and newest."""
        self.kept[kept.run.step] = kept
        if len(self.kept) > max(16, KEPT_NUMBERS // size_of(kept.run)):
            for step in sorted(self.kept)[1:-1:2]:
                del self.kept[step]


@dataclass(frozen=True, eq=False)
class Progress:
    """The first ``count`` points of a curve, and its newest point. It is a value, though later
    points are written into the same curve."""

    curve: Curve = field(default_factory=Curve)
    count: int = 0
    end: Kept | None = None

    @property
    def last(self) -> Point | None:
        """The newest point."""
        return self.curve.points[self.count - 1] if self.count else None

    def due(self, step: int, unit: int) -> int:
        """Count the steps until the next point is due. At first they are ``unit`` apart."""
        if self.last is None:
            return 0
        return max(0, self.last.step + max(unit, self.last.step // DENSE) - step)

    def then(self, point: Point, kept: Kept) -> "Progress":
        """The same with one more point."""
        curve = self.curve
        if len(curve.points) != self.count:
            ways = {step: kept for step, kept in curve.kept.items() if step < point.step}
            curve = Curve(curve.points[: self.count], ways, curve.ids)
        curve.points.append(point)
        curve.keep(kept)
        return Progress(curve, len(curve.points), kept)

    def anew(self) -> "Progress":
        """Nothing yet, on a curve with an id of its own."""
        return Progress(Curve(ids=self.curve.ids))

    def reached(self, kept: Kept) -> "Progress":
        """The same, which has come to a run between two points."""
        return replace(self, end=kept)

    def upto(self, step: int) -> "Progress":
        """The same without what came after that step."""
        end = self.end if self.end and self.end.run.step <= step else None
        return Progress(self.curve, self.count - len(self.since(step)), end)

    def since(self, step: int) -> list[Point]:
        """The points after that step."""
        return [point for point in self.curve.points[: self.count] if point.step > step]

    def nearest(self, step: int) -> Kept | None:
        """The kept run that is nearest to a step; None where nothing has been trained."""
        last = self.last.step if self.last else -1
        ways = [kept for at, kept in self.curve.kept.items() if at <= last]
        if self.end:
            ways.append(self.end)
        return min(ways, key=lambda kept: abs(kept.run.step - step), default=None)


def size_of(run: Run) -> int:
    """How many numbers a run keeps."""
    values = sum(layer.weights.size + layer.biases.size for layer in run.network)
    return values * (1 + len(run.moments))
