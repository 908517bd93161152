"""Answer queries about the menus, and about the Python that runs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, cast

from learnscope.datasets.tasks import TASKS, Option, Task
from learnscope.nn.activations import ACTIVATIONS, Activation
from learnscope.nn.calculus import OWN
from learnscope.nn.costs import COSTS, Cost
from learnscope.nn.initialisation import INITIAL, Initial
from learnscope.nn.optimisers import OPTIMISERS, Optimiser
from learnscope.protocol import queries
from learnscope.session.session import Session
from learnscope.usercode import overrides
from learnscope.usercode.current_line import Running, running
from learnscope.usercode.verification import RANGE

if TYPE_CHECKING:  # the browser never imports these, which declare types only
    from learnscope.protocol import answers
    from learnscope.protocol.snapshots import ModuleName


def choices(session: Session, _: queries.ChoicesQuery) -> answers.Choices:
    """List the entries of all menus, with curves of every f and f′.

    The curves go from −6 to 6.
    """
    calculus = session.now.calculus
    entries = [*ACTIVATIONS.values(), *([calculus.own] if calculus.own else [])]
    return {
        "id": overrides.ids(calculus).get(OWN, 0),
        "z": RANGE,
        "activations": [activation_choice(entry) for entry in entries],
        "costs": [named(cost) for cost in COSTS.values()],
        "tasks": tasks(),
        "optimisers": [
            {**named(entry), "takes_momentum": entry.takes_momentum}
            for entry in OPTIMISERS.values()
        ],
        "initial": [named(way) for way in INITIAL.values()],
    }


def source(session: Session, query: queries.SourceQuery) -> answers.SourceText:
    """Return the text of the module that runs, and its id if typed."""
    calculus, kind = session.now.calculus, query.module
    return {
        "module": cast("ModuleName", kind),
        "text": overrides.source(kind, calculus),
        "id": overrides.ids(calculus).get(kind, 0),
    }


def trace(session: Session, _: queries.TraceQuery) -> answers.Trace:
    """Find the line that the last small step was about, and its numbers."""
    walk = session.now.walk
    found = running(walk) if walk else Running(text="")
    return cast("answers.Trace", asdict(found))


def named(entry: Cost | Task | Initial | Optimiser | Option) -> answers.Choice:
    """Write an entry of a registry as a menu entry."""
    return {"name": entry.name, "label": entry.label}


def tasks() -> list[answers.TaskChoice]:
    """List the tasks for their menu."""
    return [
        {**named(task), "why": task.why, "options": [task_option(of) for of in task.options]}
        for task in TASKS.values()
    ]


def task_option(option: Option) -> answers.TaskOption:
    """Describe a number that shapes the examples of a task."""
    return {
        **named(option),
        "default": option.default,
        "low": option.low,
        "high": option.high,
        "whole": isinstance(option.low, int),
    }


def activation_choice(entry: Activation) -> answers.ActivationChoice:
    """Describe an activation function by its name, label and values."""
    return {
        "name": entry.name,
        "label": entry.label,
        "f": entry.f(RANGE),
        "f_prime": entry.f_prime(RANGE),
    }
