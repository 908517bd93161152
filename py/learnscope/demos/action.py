"""Actions of live figures."""

from collections.abc import Callable
from typing import NamedTuple


class Action(NamedTuple):
    """A method of a live figure, and the fields that it takes, in its order.

    needs are those that must be in a request; takes are those that may.
    """

    run: Callable[..., None]
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """All of its fields."""
        return (*self.needs, *self.takes)


LOOK = Action(lambda _demo: None)
"""The action that does nothing but show the figure."""
