"""Check values from outside, and define the one error that visitors read."""

import math
from collections.abc import Mapping
from typing import Any, cast

import numpy as np

from learnscope.common.arrays import Array

LARGEST_WHOLE = 2**53 - 1
"""The largest whole number that JavaScript holds exactly."""


class Problem(ValueError):  # noqa: N818 - it is not an error of the program
    """Report in one clear sentence that a request can't be carried out.

    ``place`` is where the problem shows in the figure, such as "weight-1-0-2". ``line`` is the line
    of the visitor's Python that caused it. Either may be None.
    """

    def __init__(self, message: str, place: str | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.place, self.line = place, line


def described(value: object) -> str:
    """Describe any value in a few words, for a message."""
    if is_nothing(value):
        return "nothing"
    if isinstance(value, str):
        return f"“{visible(value[:40])}{'…' if len(value) > 40 else ''}”"
    if isinstance(value, float) and not math.isfinite(value):
        return {math.inf: "∞", -math.inf: "−∞"}.get(value, "NaN (not a number)")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return written(value) if abs(value) < 1e40 else "a huge number"
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list | tuple | np.ndarray | memoryview):
        return "a list"
    return "something that is no plain data"


def written(value: float) -> str:
    """Write a number as a person would type it: whole numbers without decimals."""
    text = str(int(value)) if value == int(value) and abs(value) < 1e16 else f"{value:.15g}"
    return text.replace("-", "−").replace("e+", "e")


def visible(text: str) -> str:
    """Put a text on one line, replacing characters that no font can show."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "�" for c in text)


def number(value: object, name: str) -> float:
    """Read a value as a finite float.

    ``name`` begins the error message, as in "Input 2 must be a number".

    Raises:
        Problem: it is not a finite number.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Problem(f"{name} must be a number, not {described(value)}.")
    try:
        result = float(value)
    except OverflowError:
        result = math.inf
    if not math.isfinite(result):
        raise Problem(f"{name} must be a finite number, not {described(result)}.")
    return result


def whole_number(value: object, name: str) -> int:
    """Read a value as a whole number of any size.

    Raises:
        Problem: it is not a whole number.
    """
    result = number(value, name)
    if result != int(result):
        raise Problem(f"{name} must be a whole number, not {described(value)}.")
    return int(result)


def whole(value: object, name: str, low: int, high: int) -> int:
    """Read a value as a whole number from low to high, both included.

    Raises:
        Problem: it is not a whole number, or lies outside.
    """
    whole_number(value, name)
    return int(between(value, name, low, high))


def between(value: object, name: str, low: float, high: float) -> float:
    """Read a value as a number from low to high, both included.

    Raises:
        Problem: it is not a number, or lies outside.
    """
    result = number(value, name)
    if not low <= result <= high:
        allowed = f"from {written(low)} to {written(high)}" if low < high else written(low)
        raise Problem(f"{name} must be {allowed}, not {described(value)}.")
    return result


def numbers(values: object, name: str, length: int | None = None) -> Array:
    """Turn a list of finite numbers into an array, of the given length if any.

    Raises:
        Problem: it is not a list of finite numbers, or has another length.
    """
    items = unpacked(values)
    if not isinstance(items, list | tuple):
        raise Problem(f"{name} must be a list of numbers, not {described(items)}.")
    if length is not None and len(items) != length:
        raise Problem(f"{name} must be {count(length, 'number')}, not {len(items)}.")
    return np.array([number(item, f"{name}, number {n + 1},") for n, item in enumerate(items)])


def rate(value: object) -> float:
    """Read a value as a learning rate.

    Raises:
        Problem: it is not a number, or is negative.
    """
    result = number(value, "The learning rate")
    if result < 0:
        raise Problem("The learning rate must be 0 or more: below 0, the cost would grow.")
    return result


def choice(value: object, name: str, among: Mapping[str, object]) -> str:
    """Read a value as one of the names in a registry.

    Raises:
        Problem: it is not in the registry.
    """
    if not isinstance(value, str) or value not in among:
        raise Problem(f"{name} must be one of {', '.join(among)}, not {described(value)}.")
    return value


def count(n: int, thing: str) -> str:
    """Write a count with its noun: "1 number", "3 numbers"."""
    return f"{n} {thing}" if n == 1 else f"{n} {thing}s"


def mapping(value: object, name: str) -> Mapping[str, Any]:
    """Read a value as a mapping with names for keys.

    Raises:
        Problem: it is not a mapping.
    """
    if not isinstance(value, Mapping):
        raise Problem(f"{name} must be an object with named parts, not {described(value)}.")
    return cast(Mapping[str, Any], value)


def unpacked(value: object) -> object:
    """Turn an array into nested lists. A typed array from JavaScript arrives as a memoryview."""
    return value.tolist() if isinstance(value, np.ndarray | memoryview) else value


def is_nothing(value: object) -> bool:
    """Tell whether a value is None, or what Pyodide makes of JavaScript's null."""
    return value is None or type(value).__name__ == "JsNull"
