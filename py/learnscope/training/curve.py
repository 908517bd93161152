"""How training went: the figures at some steps, few enough to be drawn and kept, and ways back.

The curve of training is its time line too. Of as many points as there is room for the whole run is
kept, and training can go on from each of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import NamedTuple

from learnscope.training.run import Run

DENSE = 50
"""So many points are noted of the first steps, and then one whenever the steps grew by 1 / DENSE:
a million steps have five hundred and fifty points."""

KEPT_NUMBERS = 2_000_000
"""How many weights, biases and moments the kept runs may have together: 16 MB."""

OBJECTS = 200
"""How many numbers would take the room of a kept run's objects."""


class Point(NamedTuple):
    """After so many steps: mean cost and accuracy on the examples to learn from and to test.

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
    """A way back: the run, and how many steps the network had made in all, Backprops included."""

    run: Run
    steps: int


@dataclass(eq=False)
class Curve:
    """Points in order, shared by all the progress that begins with them, and the kept runs by
    their step. ``ids`` gives every new curve an id of its own, so that a page knows whether what it
    has drawn still holds."""

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
        """Keep one more run; of too many every second one goes, but the first and the newest."""
        self.kept[kept.run.step] = kept
        if len(self.kept) > max(16, KEPT_NUMBERS // size_of(kept.run)):
            for step in sorted(self.kept)[1:-1:2]:
                del self.kept[step]


@dataclass(frozen=True, eq=False)
class Progress:
    """The first ``count`` points of a curve, and where it has come to: a value, though what
    follows is written into the same curve."""

    curve: Curve = field(default_factory=Curve)
    count: int = 0
    end: Kept | None = None

    @property
    def last(self) -> Point | None:
        """The newest point."""
        return self.curve.points[self.count - 1] if self.count else None

    def due(self, step: int, unit: int) -> int:
        """How many steps to go until the next point; at first there are ``unit`` between two."""
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
