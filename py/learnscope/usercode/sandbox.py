"""Run Python that the visitor typed, and report its errors with their line.

Every exception, ``SystemExit`` included, becomes a ``Problem``. Functions get copies of their
arguments, so they can't change the core's numbers. NumPy's warnings are not shown.
"""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from types import ModuleType, TracebackType
from typing import Any

import numpy as np

from learnscope.common.errors import Problem, count, described

LONGEST = 100_000
"""Most characters that a text may have."""


def ran(text: object, file: str, module: str) -> dict[str, Any]:
    """Run a text as a module, and return its names. Errors name their line in ``file``.

    Raises:
        Problem: it is not a string, is too long, is not valid Python, or fails.
    """
    if not isinstance(text, str):
        raise Problem(f"{file} must be a text, not {described(text)}.")
    if len(text) > LONGEST:
        raise Problem(f"{file} must have at most {count(LONGEST, 'character')}.")
    namespace = ModuleType(module).__dict__
    with telling(file):
        exec(compile(text, file, "exec", dont_inherit=True), namespace)
    return namespace


def defined(namespace: dict[str, Any], name: str, file: str) -> Callable[..., Any]:
    """Find the function that a text must define.

    Raises:
        Problem: the text does not define it.
    """
    function = namespace.get(name)
    if not callable(function):
        raise Problem(f"{file} must define a function {name}.")
    found: Callable[..., Any] = function
    return found


def careful(function: Callable[..., Any], file: str) -> Callable[..., Any]:
    """Wrap a function so that it gets copies, and raises only Problem."""
    begins = getattr(getattr(function, "__code__", None), "co_firstlineno", None)

    def called(*given: Any, **named: Any) -> Any:
        copies = deepcopy((given, named))
        with telling(file, begins):
            return function(*copies[0], **copies[1])

    return called


@contextmanager
def telling(file: str, otherwise: int | None = None) -> Iterator[None]:
    """Name the line of the file in errors from inside, or else the line ``otherwise``.

    Raises:
        Problem: anything inside raises an error.
    """
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            yield
    except Problem:
        raise
    except BaseException as error:
        raise told(error, file, otherwise) from None


def told(error: BaseException, file: str, otherwise: int | None) -> Problem:
    """Put an error into a sentence with its line."""
    line = line_of(error, file) or otherwise
    try:
        words = error.msg if isinstance(error, SyntaxError) else str(error)
    except Exception:
        words = ""
    what = ": ".join(filter(None, [type(error).__name__, " ".join(words.split())[:300]]))
    return at_line(file, line, what.rstrip("."))


def at_line(file: str, line: int | None, what: str) -> Problem:
    """Make the Problem of an error at a line of what the visitor typed."""
    where = file if line is None else f"Line {line} of {file}"
    return Problem(f"{where}: {what}.", line=line)


def line_of(error: BaseException, file: str) -> int | None:
    """Find the last line of the file that was running, or that can't be parsed."""
    if isinstance(error, SyntaxError) and error.filename == file:
        return error.lineno
    line = None
    step: TracebackType | None = error.__traceback__
    while step:
        if step.tb_frame.f_code.co_filename == file:
            line = step.tb_lineno
        step = step.tb_next
    return line
