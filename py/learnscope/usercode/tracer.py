"""Record which lines of a file run, and when, under Python's tracing.

``sys.settrace`` reports each line just before it runs. Only lines of the one file are recorded.
"""

import ast
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import FrameType
from typing import Any, NamedTuple

import numpy as np

from learnscope.common.errors import Problem

type Look = Callable[[int, FrameType], None]


class Event(NamedTuple):
    """A line about to run, or a return.

    ``call`` numbers the calls in the order in which they began, from 0.
    """

    call: int
    function: str
    line: int
    is_return: bool


def events(run: Callable[[], object], file: str, look: Look | None = None) -> list[Event]:
    """Record the lines of a file that run during ``run``; a Problem ends it.

    ``look`` is called at each event with its number and its frame, whose local names it may read.
    """
    happened: list[Event] = []
    calls: dict[FrameType, int] = {}

    def trace(frame: FrameType, event: str, _: object) -> Any:
        if frame.f_code.co_filename != file:
            return None
        if event in ("line", "return"):
            call = calls.setdefault(frame, len(calls))
            name = frame.f_code.co_qualname
            happened.append(Event(call, name, frame.f_lineno, event == "return"))
            if look:
                look(len(happened) - 1, frame)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        with suppress(Problem):
            run()
    finally:
        sys.settrace(before)
    return happened


def line_returned(run: Callable[[], object], file: str, function: str) -> int | None:
    """Find the line at which a function returned last."""
    lines = [e.line for e in events(run, file) if e.is_return and e.function == function]
    return lines[-1] if lines else None


def first_not_finite(run: Callable[[], object], file: str) -> tuple[int, str] | None:
    """Find the line that first gave an array NaN or infinity, and the array's name."""
    last_lines: dict[FrameType, int] = {}
    found: list[tuple[int, str]] = []

    def look(_: int, frame: FrameType) -> None:
        line = last_lines.get(frame)
        if line is not None and not found:
            found.extend(
                (line, name)
                for name, value in frame.f_locals.items()
                if isinstance(value, np.ndarray | float) and not np.isfinite(value).all()
            )
        last_lines[frame] = frame.f_lineno

    events(run, file, look)
    return found[0] if found else None


class Statement(NamedTuple):
    """A statement of a function: its lines, the names it assigns, and its node."""

    first: int
    last: int
    names: tuple[str, ...]
    node: ast.stmt


def statements(source: str, function: str) -> list[Statement]:
    """List a function's simple statements; none if there is no such function."""
    return [
        Statement(node.lineno, node.end_lineno or node.lineno, assigned(node), node)
        for found in ast.parse(source).body
        if isinstance(found, ast.FunctionDef) and found.name == function
        for node in ast.walk(found)
        if isinstance(node, ast.stmt) and not hasattr(node, "body")
    ]


def assigned(node: ast.stmt) -> tuple[str, ...]:
    """List the names that a statement assigns."""
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        targets = [node.target]
    names = (part for target in targets for part in ast.walk(target))
    return tuple(
        part.id for part in names if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
    )


class Execution(NamedTuple):
    """One execution of a statement: the numbers of the events before and after it."""

    statement: Statement
    before: int
    after: int


def executions(happened: list[Event], found: list[Statement], function: str) -> Iterator[Execution]:
    """Yield each execution of one of the statements, in a function's first call."""
    calls = [event.call for event in happened if event.function == function]
    own = [n for n, event in enumerate(happened) if calls and event.call == calls[0]]
    current: tuple[Statement, int] | None = None
    for n in own:
        event = happened[n]
        at = next((s for s in found if s.first <= event.line <= s.last), None)
        if current and (event.is_return or at is not current[0]):
            yield Execution(*current, n)
            current = None
        if at and not current and not event.is_return:
            current = (at, n)


def values(node: ast.AST, names: dict[str, Any]) -> dict[str, Any]:
    """Collect the numbers that an expression reads, by their source: ``layer.weights``."""
    found: dict[str, Any] = {}
    for part in ast.iter_child_nodes(node):
        value = looked_up(part, names)
        if isinstance(value, np.ndarray | float | int) and not isinstance(value, bool):
            found[ast.unparse(part)] = np.array(value)
        else:
            found |= values(part, names)
    return found


def looked_up(node: ast.AST, names: dict[str, Any]) -> Any:
    """Look up a name, or a chain such as ``passes[depth].z``; None if undefined."""
    try:
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                return names[name]
            case ast.Attribute(value=of, attr=name):
                return getattr(looked_up(of, names), name)
            case ast.Subscript(value=of, slice=ast.Name() as index):
                return looked_up(of, names)[looked_up(index, names)]
            case ast.Subscript(value=of, slice=index):
                return looked_up(of, names)[ast.literal_eval(index)]
    except Exception:
        pass
    return None
