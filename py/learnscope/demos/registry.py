"""The door to the figures: each answers every request with all that it shows."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, ClassVar, Protocol

from learnscope.common.errors import Problem, choice, is_nothing
from learnscope.demos.pretrained import Nursery


class Figure(Protocol):
    """A live figure. Each action is one of its methods, with the fields that it takes in order;
    "?" marks an optional one."""

    ACTIONS: ClassVar[dict[str, tuple[str, ...]]]

    def look(self) -> dict[str, Any]:
        """All that the figure shows."""


FIGURES: dict[str, tuple[str, str]] = {
    "life": ("life_demo", "Worlds"),
    "cut": ("ablation_demo", "Cutting"),
    "seeds": ("seeds_demo", "Seeds"),
    "guess": ("guess_demo", "Guessing"),
}
"""The module and the class of each figure, loaded when it is first looked at."""


class Figures:
    """The figures that somebody has looked at; those of digits share their networks."""

    def __init__(self) -> None:
        self._nursery = Nursery()
        self._made: dict[str, Figure] = {}

    def answer(self, name: str, fields: Mapping[str, object]) -> dict[str, Any]:
        """Do what the field ``action`` says, by default nothing, and show the figure.

        Raises:
            Problem: there is no such action, or it does not take these fields.
        """
        figure = self.figure(name)
        wanted = fields.get("action")
        action = "look" if is_nothing(wanted) else choice(wanted, "The action", figure.ACTIONS)
        takes = figure.ACTIONS[action]
        given = {key: value for key, value in fields.items() if not is_nothing(value)}
        known = [field.rstrip("?") for field in takes]
        unknown = [key for key in given if key not in ("action", *known)]
        if unknown:
            raise Problem(f"{name}: {action} does not take {', '.join(unknown)}.")
        missing = [field for field in takes if not field.endswith("?") and field not in given]
        if missing:
            raise Problem(f"{name}: {action} needs {' and '.join(missing)}.")
        getattr(figure, action)(*(given.get(field) for field in known))
        return figure.look()

    def figure(self, name: str) -> Figure:
        """The figure of that name, made at first use."""
        if name not in self._made:
            module, figure = FIGURES[name]
            made = getattr(import_module(f"learnscope.demos.{module}"), figure)
            self._made[name] = made(self._nursery)
        return self._made[name]
