"""How training went: the figures at some steps, few enough to be drawn and kept."""

from dataclasses import dataclass, field
from typing import NamedTuple

DENSE = 100
"""So many points are noted of the first steps, and then one whenever the steps grew by 1 / DENSE:
a million steps have a thousand points."""


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
    """The first ``count`` of some points: a value, though what follows is written into one list."""

    points: list[Point] = field(default_factory=list)
    count: int = 0

    @property
    def last(self) -> Point | None:
        """The newest point."""
        return self.points[self.count - 1] if self.count else None

    def due(self, step: int, unit: int) -> int:
        """How many steps to go until the next point; at first there are ``unit`` between two."""
        if self.last is None:
            return 0
        return max(0, self.last.step + max(unit, self.last.step // DENSE) - step)

    def then(self, point: Point) -> "Progress":
        """The same with one more point."""
        points = self.points if len(self.points) == self.count else self.points[: self.count]
        points.append(point)
        return Progress(points, len(points))

    def upto(self, step: int) -> "Progress":
        """The same without the points after that step."""
        return Progress(self.points, self.count - len(self.since(step)))

    def since(self, step: int) -> list[Point]:
        """The points after that step."""
        return [point for point in self.points[: self.count] if point.step > step]
