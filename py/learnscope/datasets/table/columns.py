"""Read the columns of a table: numbers, texts and missing values.

A column is read a slice of cells at a time. A ``Gathering`` takes them and makes a ``Column``.
"""

import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import isnan, nan

import numpy as np

from learnscope.common.arrays import Array
from learnscope.common.errors import described

MISSING = frozenset(("", "?", "-", "na", "n/a", "#n/a", "nan", "null"))
"""Words for a missing value, in lower case."""

LARGEST = 1e100
"""Largest absolute value of a number; a network could not work with larger ones."""

NUMBERS_AT_LEAST = 0.8
"""Least share of numbers in a column of numbers. Its other values are faults."""

NUMBER = re.compile(r"\s*[-+−]?[\d.,]+([eE][-+]?\d+)?\s*\Z")
"""The pattern of a number. ``float`` decides, but would also take “1_000” and “inf”."""

SORTED = 1_000
"""Most different texts that are sorted; sorting more takes time and helps nobody."""

BETWEEN = "\0"  # joins the cells of a slice into one text, which takes less room; no cell has it


@dataclass(frozen=True, eq=False)
class Column:
    """One column of a table.

    ``kind`` is "number", "text", or "empty" if there is no value at all. ``values`` (rows,) has the
    numbers; in a column of text, the places in ``texts``, which are sorted if there are few. A
    missing value is NaN. ``no_number`` has the cells, by their row, that should be numbers and are
    not.
    """

    name: str
    kind: str
    values: Array
    texts: tuple[str, ...] = ()
    no_number: dict[int, str] = field(default_factory=dict)

    @cached_property
    def distinct(self) -> int:
        """Count the different values."""
        return len(self.texts) or len(different(self.values[~np.isnan(self.values)]))

    def fault(self, row: int) -> str:
        """Say why the column has no value in a row that lacks one."""
        if row in self.no_number:
            return f"“{self.name}” should be a number, not {described(self.no_number[row])}"
        return f"“{self.name}” is missing"


class Gathering:
    """The cells of a column so far. ``decimal`` is the decimal sign."""

    def __init__(self, decimal: str) -> None:
        self._decimal = decimal
        self._slices: list[str] = []
        self._values: list[Array] = []

    def add(self, cells: Sequence[str]) -> None:
        """Take the next cells."""
        joined = BETWEEN.join(cells)
        self._slices.append(joined)
        self._values.append(_numbers(cells, joined, self._decimal))

    def column(self, name: str) -> Generator[float, None, Column]:
        """Build the column from its cells.

        Yields 1 now and then, because many cells take time.
        """
        yield 1.0
        values = np.concatenate(self._values)
        numbers = int((~np.isnan(values)).sum())
        if numbers:
            wrong = yield from self._no_numbers()
            if numbers >= NUMBERS_AT_LEAST * (numbers + len(wrong)):
                return Column(name, "number", values, no_number=wrong)
        values, texts = yield from self._texts()
        return Column(name, "text" if texts else "empty", values, texts)

    def _no_numbers(self) -> Generator[float, None, dict[int, str]]:
        """Collect the cells that should be numbers and are not, by their rows."""
        found, start = {}, 0
        for joined, values in zip(self._slices, self._values, strict=True):
            yield 1.0
            rows = np.flatnonzero(np.isnan(values)).tolist()
            if rows:
                cells = joined.split(BETWEEN)
                found.update({start + n: cells[n] for n in rows if not is_missing(cells[n])})
            start += len(values)
        return found

    def _texts(self) -> Generator[float, None, tuple[Array, tuple[str, ...]]]:
        """Write all cells as places in the list of different ones."""
        different: dict[str, None] = {}
        for joined in self._slices:
            yield 1.0
            new = [cell.strip() for cell in dict.fromkeys(joined.split(BETWEEN))]
            different.update(dict.fromkeys(cell for cell in new if not is_missing(cell)))
        texts = sorted(different) if len(different) <= SORTED else list(different)
        yield 1.0
        place = dict(zip(texts, range(len(texts)), strict=True))
        values = []
        for joined in self._slices:
            yield 1.0
            values.append([place.get(cell.strip(), nan) for cell in joined.split(BETWEEN)])
        return np.concatenate(values), tuple(texts)


def is_missing(cell: str) -> bool:
    """Tell whether a cell says that its value is not known."""
    return cell.strip().lower() in MISSING


def number_in(cell: str, decimal: str) -> float:
    """Read the number in a cell, or NaN if there is none."""
    if not NUMBER.match(cell) or (decimal == "," and "." in cell):
        return nan
    try:
        value = float(cell.replace(decimal, ".").replace("−", "-"))
    except ValueError:
        return nan
    return value if abs(value) <= LARGEST else nan


def is_number(cell: str, decimal: str) -> bool:
    """Tell whether a cell has a number in it."""
    return not isnan(number_in(cell, decimal))


def _numbers(cells: Sequence[str], joined: str, decimal: str) -> Array:
    """Apply ``number_in`` to all cells, quickly if they are plain numbers or empty."""
    if "_" not in joined and (decimal == "." or "." not in joined):
        plain = joined.replace(decimal, ".").split(BETWEEN)
        try:
            values = np.array(list(map(float, [cell or "nan" for cell in plain])))
        except ValueError:
            pass
        else:
            if not (np.abs(values) > LARGEST).any():
                return values
    known = {cell: number_in(cell, decimal) for cell in set(cells)}
    return np.array([known[cell] for cell in cells])


def different(values: Array) -> Array:
    """Return the different values of finite numbers, sorted.

    np.unique does the same, but would import NumPy's masked arrays.
    """
    ordered = np.sort(values)
    return ordered[np.diff(ordered, prepend=nan) != 0]
