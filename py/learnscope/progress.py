"""How training went: the figures at some steps, few enough to be drawn and kept."""

from dataclasses import dataclass, field
from typing import NamedTuple

MOST_POINTS = 600
"""With more, every second one is left out."""


class Point(NamedTuple):
    """After so many steps: mean cost and accuracy on the examples to learn from and to test.

    None where it is not a number: nothing to test with, no classes, a cost beyond all bounds.
    """

    step: int
    train_cost: float | None
    test_cost: float | None
    train_accuracy: float | None
    test_accuracy: float | None


@dataclass(frozen=True, eq=False)
class Progress:
    """The first ``count`` of some points: a value, though what follows is written into one list.

    every doubles with each thinning: a point is due after so many times what a curve begins with.
    """

    points: list[Point] = field(default_factory=list)
    count: int = 0
    every: int = 1

    @property
    def last(self) -> Point | None:
        """The newest point."""
        return self.points[self.count - 1] if self.count else None

    def is_due(self, step: int, unit: int) -> bool:
        """Whether a point is to be noted, where the steps between two are ``unit`` at first."""
        return self.last is None or step - self.last.step >= self.every * unit

    def then(self, point: Point) -> "Progress":
        """The same with one more point."""
        points = self.points if len(self.points) == self.count else self.points[: self.count]
        points.append(point)
        if len(points) <= MOST_POINTS:
            return Progress(points, len(points), self.every)
        kept = points[::2]
        return Progress(kept, len(kept), self.every * 2)

    def since(self, step: int) -> list[Point]:
        """The points after that step."""
        return [point for point in self.points[: self.count] if point.step > step]
