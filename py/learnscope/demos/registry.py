"""Answer the requests of the live figures, which show everything after each action."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Protocol

from learnscope.common.errors import Problem, choice, is_nothing
from learnscope.demos.ablation_demo import AblationDemo
from learnscope.demos.action import LOOK, Action
from learnscope.demos.guess_demo import GuessDemo
from learnscope.demos.life_demo import LifeDemo
from learnscope.demos.pretrained import PretrainedNetworks
from learnscope.demos.seeds_demo import SeedsDemo


class Demo(Protocol):
    """A live figure, and its actions by name."""

    ACTIONS: ClassVar[Mapping[str, Action]]

    def look(self) -> dict[str, Any]:
        """Return all that the figure shows."""


DEMOS: dict[str, Callable[[PretrainedNetworks], Demo]] = {
    "life": lambda _: LifeDemo(),
    "cut": AblationDemo,
    "seeds": SeedsDemo,
    "guess": GuessDemo,
}
"""The constructor of each live figure; those of digits share their networks."""


class Demos:
    """The live figures that have been looked at."""

    def __init__(self) -> None:
        self._pretrained = PretrainedNetworks()
        self._made: dict[str, Demo] = {}

    def answer(self, name: str, fields: Mapping[str, object]) -> dict[str, Any]:
        """Run the action named in the field ``action``, if any, and show the figure.

        Raises:
            Problem: there is no such action, or it takes other fields.
        """
        demo = self.demo(name)
        actions = {"look": LOOK, **demo.ACTIONS}
        wanted = fields.get("action")
        chosen = "look" if is_nothing(wanted) else choice(wanted, "The action", actions)
        action = actions[chosen]
        given = {key: value for key, value in fields.items() if not is_nothing(value)}
        given.pop("action", None)
        unknown = [key for key in given if key not in action.fields]
        if unknown:
            raise Problem(f"{name}: {chosen} does not take {', '.join(unknown)}.")
        missing = [field for field in action.needs if field not in given]
        if missing:
            raise Problem(f"{name}: {chosen} needs {' and '.join(missing)}.")
        action.run(demo, *(given.get(field) for field in action.fields))
        return demo.look()

    def demo(self, name: str) -> Demo:
        """Return the live figure of that name, made at first use."""
        if name not in self._made:
            self._made[name] = DEMOS[name](self._pretrained)
        return self._made[name]
