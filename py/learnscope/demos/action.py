"""Describe the actions of live figures."""

from collections.abc import Callable
from typing import NamedTuple


class Action(NamedTuple):
    """A method of a live figure, and the fields it takes, in the method's order.

    ``needs`` must be in a request, ``takes`` may be.
    """

    run: Callable[..., None]
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """List all of its fields."""
        return (*self.needs, *self.takes)


LOOK = Action(lambda _demo: None)
"""The action that only shows the figure."""
