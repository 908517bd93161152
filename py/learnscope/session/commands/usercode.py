"""The verbs of a session that are about its Python: reading it, replacing it, watching it run."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext, suppress
from dataclasses import asdict, replace
from functools import partial
from typing import Any

from learnscope.common.errors import Problem, choice, mapping
from learnscope.datasets.tasks import TASKS, Option, Task
from learnscope.figure.state import State
from learnscope.figure.timeline import in_line
from learnscope.nn.activations import ACTIVATIONS, Activation
from learnscope.nn.costs import COSTS, Cost
from learnscope.nn.initialisation import INITIAL, Initial
from learnscope.nn.optimisers import OPTIMISERS, Optimiser
from learnscope.session.undo import Keeping
from learnscope.usercode import overrides
from learnscope.usercode.current_line import Running, running
from learnscope.usercode.overrides import OWN, SOURCES, Versions
from learnscope.usercode.sandbox import at_line
from learnscope.usercode.tracer import first_not_finite
from learnscope.usercode.verification import (
    RANGE,
    Verdict,
    of_activation,
    of_calculus,
    verdict_from_plain,
)


class Workbench(Keeping):
    """What a session with another Python shares with every other one."""

    verdict_on_python: Verdict | None = None
    verdict_on_own: Verdict | None = None

    # -- verbs

    def set_source(self, module: object, text: object) -> None:
        """Let the visitor's text run as a module of ``SOURCES``, wrong calculus or not.

        Raises:
            Problem: it is no Python, lacks a function, fails on the network, or returns what
            does not fit; with the line. What ran before runs on.
        """
        kind = choice(module, "The module", SOURCES)
        version = overrides.version(kind, text)
        self._run_with({**overrides.installed(), kind: version}, tried=kind)

    def restore_source(self, module: object) -> None:
        """Let the original run again; of an own activation function, take it away."""
        kind = choice(module, "The module", overrides.FUNCTIONS)
        versions = overrides.installed()
        if versions.pop(kind, None):
            if kind == OWN:
                self.verdict_on_own = None
            self._run_with(versions)

    def set_own_activation(self, text: object) -> None:
        """Let the visitor's f and f_prime be the activation function "own".

        Raises:
            Problem: they fail, or give no finite numbers; with the line.
        """
        version = overrides.version(OWN, text)
        entry = overrides.own_activation(version)
        try:
            verdict = of_activation(entry)
        except Problem as problem:
            if problem.line is not None:
                raise
            raise culprit(OWN, partial(of_activation, entry), problem) from None
        versions = {**overrides.installed(), OWN: version}
        if OWN in overrides.installed():
            self._run_with(versions)
        else:
            overrides.install(versions)  # nothing yet was computed with it
        self.verdict_on_own = verdict

    # -- queries

    def source(self, module: object) -> dict[str, Any]:
        """The text of what runs as a module, and the visitor's id of it (see ``ids``)."""
        kind = choice(module, "The module", overrides.FUNCTIONS)
        return {"module": kind, "text": overrides.source(kind), "id": overrides.ids().get(kind, 0)}

    def choices(self) -> dict[str, Any]:
        """What there is to choose from, with the curves of every f and f′ from −6 to 6."""
        return {
            "id": overrides.ids().get(OWN, 0),
            "z": RANGE,
            "activations": [
                curve(entry) for entry in ACTIVATIONS.values() if entry is not overrides.MISSING
            ],
            "costs": [named(cost) for cost in COSTS.values()],
            "tasks": tasks(),
            "optimisers": [named(optimiser) for optimiser in OPTIMISERS.values()],
            "initial": [named(way) for way in INITIAL.values()],
        }

    def trace(self) -> dict[str, Any]:
        """The line that the last small step was about, and the numbers of the names in it."""
        found = running(self.walk) if self.walk else Running(text="")
        return asdict(found)

    def python(self) -> dict[str, Any]:
        """What a snapshot says of the visitor's Python."""
        calculus, own = self.verdict_on_python, self.verdict_on_own
        return {
            "typed": overrides.ids(),
            "verdict": asdict(calculus) if calculus else None,
            "own": asdict(own) if own else None,
        }

    # -- the one place where other Python begins to run

    def _run_with(self, versions: Versions, tried: str = "") -> None:
        """Let these versions run, and forget what others computed; all of it or nothing.

        tried is the kind that must run on the network, where the original does.
        """
        bare = self.now.state.bare()
        with overrides.using({kind: of for kind, of in versions.items() if kind == OWN}):
            is_sound = runs(bare)
        with overrides.using(versions):
            if tried and is_sound:
                try_out(bare, tried)
            typed_calculus = set(versions) & set(SOURCES)
            verdict = of_calculus(bare if is_sound else None) if typed_calculus else None
            state = bare
            with nullcontext() if tried else suppress(Problem):
                state = self._followed(bare)
        overrides.install(versions)
        self.verdict_on_python = verdict
        line = in_line(self.now.line.anew(), state)
        self.now = replace(
            self.now, state=state, line=line, at=line.end - 1, calculus=overrides.calculus()
        )
        self.history.future.clear()
        self.walk = self._gesture = None


def runs(state: State) -> bool:
    """Whether what runs now can make a step of it."""
    try:
        state.learned()
    except Problem:
        return False
    return True


def verdicts_in(snapshot: Mapping[str, Any]) -> list[Verdict | None]:
    """The verdicts in a snapshot on the calculus and on the activation, if that is what runs."""
    told = mapping(snapshot.get("python", {}), "The snapshot’s python")
    if not overrides.installed() or told.get("typed") != overrides.ids():
        return [None, None]
    return [verdict_from_plain(told.get(name)) for name in ("verdict", "own")]


def try_out(state: State, kind: str) -> None:
    """Make a step with what was typed.

    Raises:
        Problem: it fails, or makes a number that is not finite; with the line.
    """
    try:
        state.learned()
    except Problem as problem:
        if problem.line is not None:
            raise
        raise culprit(kind, state.learned, problem) from None


def culprit(kind: str, run: Callable[[], object], problem: Problem) -> Problem:
    """The problem, with the line after which there is a number that is not finite."""
    file = overrides.file_of(kind)
    found = first_not_finite(run, file)
    return at_line(file, found[0], f"{found[1]} is not finite here") if found else problem


def named(entry: Cost | Task | Initial | Optimiser | Option) -> dict[str, Any]:
    """What a menu shows of an entry of a registry."""
    return {"name": entry.name, "label": entry.label}


def tasks() -> list[dict[str, Any]]:
    """What the menu of tasks offers."""
    return [told(task) for task in TASKS.values()]


def told(task: Task) -> dict[str, Any]:
    """A task, and the numbers that its examples are made with."""
    options = [
        named(option)
        | {"default": option.default, "low": option.low, "high": option.high}
        | {"whole": isinstance(option.low, int)}
        for option in task.options
    ]
    return named(task) | {"why": task.why, "options": options}


def curve(entry: Activation) -> dict[str, Any]:
    """An activation function's name, label and values."""
    return {
        "name": entry.name,
        "label": entry.label,
        "f": entry.f(RANGE),
        "f_prime": entry.f_prime(RANGE),
    }
