"""Record the course of training: figures at some steps, and runs to return to.

The curve of training is its time line too. Whole runs are kept at a limited number of steps, and
training can go on from each of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import NamedTuple

from learnscope.training.run import Run

DENSE = 50
"""Record this many points at equal distances, then one per growth by 1 / DENSE.

A million steps have 550 points.
"""

KEPT_NUMBERS = 2_000_000
"""Most weights, biases and moments in all kept runs together: 16 MB."""

OBJECTS = 200
"""Room that a kept run's objects take, in numbers of 8 bytes."""


class Point(NamedTuple):
    """Mean cost and accuracy at a step, on the training and test examples.

    A field is None without a value: no test examples, no classes, or a cost that is not finite. An
    error is the mean distance between guess and target in the data's own units, if the target is
    one number.
    """

    step: int
    train_cost: float | None
    test_cost: float | None
    train_accuracy: float | None
    test_accuracy: float | None
    train_error: float | None = None
    test_error: float | None = None


class Kept(NamedTuple):
    """A run to return to, and the network's total number of steps at that point."""

    run: Run
    steps: int


@dataclass(eq=False)
class Curve:
    """Points in order, and the kept runs.

    Every Progress that begins with these points shares them. ``ids`` gives each new curve an id of
    its own, which tells a page whether what it has drawn still holds.
    """

    points: list[Point] = field(default_factory=list)
    kept: dict[int, Kept] = field(default_factory=dict)
    ids: Iterator[int] = field(default_factory=count)
    id: int = field(init=False)

    def __post_init__(self) -> None:
        self.id = next(self.ids)

    @property
    def numbers(self) -> int:
        """Estimate the room that the kept runs take, in numbers of 8 bytes."""
        return sum(size_of(kept.run) + OBJECTS for kept in self.kept.values())

    def keep(self, kept: Kept) -> None:
        """Keep one more run, and thin them out if there are too many.

        Thinning drops every second run, but neither the first nor the newest.
        """
        self.kept[kept.run.step] = kept
        if len(self.kept) > max(16, KEPT_NUMBERS // size_of(kept.run)):
            for step in sorted(self.kept)[1:-1:2]:
                del self.kept[step]


@dataclass(frozen=True, eq=False)
class Progress:
    """The first ``count`` points of a curve, and the run that training has come to.

    It is a value, although later points are added to the same curve.
    """

    curve: Curve = field(default_factory=Curve)
    count: int = 0
    end: Kept | None = None

    @property
    def last(self) -> Point | None:
        """Return the newest point, or None."""
        return self.curve.points[self.count - 1] if self.count else None

    def due(self, step: int, unit: int) -> int:
        """Count the steps until the next point is due.

        Points are ``unit`` steps apart at first, and later one for each growth by 1 / DENSE.
        """
        if self.last is None:
            return 0
        return max(0, self.last.step + max(unit, self.last.step // DENSE) - step)

    def then(self, point: Point, kept: Kept) -> "Progress":
        """Return the progress with one more point.

        If the curve already has other points there, the new one goes on a copy.
        """
        curve = self.curve
        if len(curve.points) != self.count:
            ways = {step: kept for step, kept in curve.kept.items() if step < point.step}
            curve = Curve(curve.points[: self.count], ways, curve.ids)
        curve.points.append(point)
        curve.keep(kept)
        return Progress(curve, len(curve.points), kept)

    def anew(self) -> "Progress":
        """Return an empty progress, on a curve with an id of its own."""
        return Progress(Curve(ids=self.curve.ids))

    def reached(self, kept: Kept) -> "Progress":
        """Return the progress at a run that may lie between two points."""
        return replace(self, end=kept)

    def upto(self, step: int) -> "Progress":
        """Return the progress without anything after a step."""
        end = self.end if self.end and self.end.run.step <= step else None
        return Progress(self.curve, self.count - len(self.since(step)), end)

    def since(self, step: int) -> list[Point]:
        """List the points after a step."""
        return [point for point in self.curve.points[: self.count] if point.step > step]

    def nearest(self, step: int) -> Kept | None:
        """Find the kept run nearest to a step; None if nothing has been trained."""
        last = self.last.step if self.last else -1
        ways = [kept for at, kept in self.curve.kept.items() if at <= last]
        if self.end:
            ways.append(self.end)
        return min(ways, key=lambda kept: abs(kept.run.step - step), default=None)


def size_of(run: Run) -> int:
    """Count the numbers that a run keeps: weights, biases and moments."""
    values = sum(layer.weights.size + layer.biases.size for layer in run.network)
    return values * (1 + len(run.moments))
