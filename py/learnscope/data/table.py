"""The visitor's own table, read out of the text of a CSV.

Fields are parted by commas, semicolons or tabs and may be in double quotes (RFC 4180); the layout
is found out by itself. Long tables are read in slices, so that whoever reads can do other things
in between.
"""

import re
from collections.abc import Collection, Generator
from dataclasses import dataclass
from typing import Any

import numpy as np

from learnscope.data.columns import Column, Gathering, is_missing
from learnscope.data.dataset import Indices
from learnscope.data.layout import DECIMALS, SEPARATORS, Layout, Row, layout_of, rows_of
from learnscope.problem import Problem, count, visible

MOST_CHARACTERS = 25_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 1_000
SLICE_CELLS = 10_000
SLICE_CHARACTERS = 1_000_000
NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")
SHOWN = 100  # of the bad rows, in a report

type Bad = tuple[int, str]
"""A row that can't be used: the line it begins in, and why."""


@dataclass(frozen=True, eq=False)
class Table:
    """A table as it was read: rows (with the line each began in), and those of another length."""

    layout: Layout
    columns: tuple[Column, ...]
    lines: Indices
    ragged: tuple[Bad, ...]

    def __len__(self) -> int:
        return len(self.lines)

    def faults(self, names: Collection[str] | None = None) -> tuple[Bad, ...]:
        """The bad rows in the order of their lines; a value counts only in columns with these
        names, if they are given."""
        bad = dict(self.ragged)
        for column in self.columns:
            if column.kind != "empty" and (names is None or column.name in names):
                for row in np.flatnonzero(np.isnan(column.values)).tolist():
                    bad.setdefault(int(self.lines[row]), column.fault(row))
        return tuple(sorted(bad.items()))

    def report(self) -> dict[str, Any]:
        """What was found, as plain data."""
        faults = self.faults()
        return {
            "rows": len(self) + len(self.ragged),
            "separator": SEPARATORS[self.layout.separator],
            "decimal": DECIMALS[self.layout.decimal],
            "header": self.layout.header,
            "columns": [
                {"name": column.name, "kind": column.kind, "distinct": column.distinct}
                for column in self.columns
            ],
            "bad": len(faults),
            "bad_rows": [{"line": line, "reason": reason} for line, reason in faults[:SHOWN]],
        }


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, or else what Windows writes in the West.

    Raises:
        Problem: it is no text.
    """
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Problem("This is no text, so it can’t be a table.")


def read_table(
    text: str,
    separator: str | None = None,
    decimal: str | None = None,
    header: bool | None = None,
) -> Table:
    """``reading``, from the beginning to the end."""
    slices = reading(text, separator, decimal, header)
    while True:
        try:
            next(slices)
        except StopIteration as end:
            return end.value


def reading(
    text: str,
    separator: str | None = None,
    decimal: str | None = None,
    header: bool | None = None,
) -> Generator[float, None, Table]:
    """Read a table slice by slice: yields the share that is done, and returns the table.

    separator (comma, semicolon or tab), decimal (point or comma) and header are found out where
    they are not given.

    Raises:
        Problem: it is no text, there is no row in it, or it is too large.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > MOST_CHARACTERS:
        raise Problem(f"This table is too long: {MOST_CHARACTERS:,} characters are the most.")
    for start in range(0, len(text), SLICE_CHARACTERS):
        if NO_TEXT.search(text, start, start + SLICE_CHARACTERS):
            raise Problem("This is no text, so it can’t be a table.")
        yield 0.0
    layout = layout_of(text, separator, decimal, header)
    if layout.width > MOST_COLUMNS:
        raise Problem(f"This table has {layout.width:,} columns; {MOST_COLUMNS:,} are the most.")
    names: list[str] = []
    gatherings = [Gathering(layout.decimal) for _ in range(layout.width)]
    lines: list[int] = []
    ragged: list[Bad] = []
    rows: list[Row] = []
    for line, row, position in rows_of(text, layout.separator):
        if len(row) == layout.width + 1 and not row[-1].strip():
            row.pop()
        if len(row) != layout.width:
            ragged.append((line, _wrong_width(row, layout.width)))
        elif layout.header and not names:
            names = _unique(row)
        else:
            rows.append(row)
            lines.append(line)
        if len(rows) * layout.width >= SLICE_CELLS:
            _gather(gatherings, rows)
            yield position / len(text)
        if len(lines) + len(ragged) > MOST_ROWS:
            raise Problem(f"This table has too many rows: {MOST_ROWS:,} are the most.")
    if not lines:
        raise Problem("There is no row of data in this table.")
    _gather(gatherings, rows)
    columns = []
    for gathering, name in zip(gatherings, names or _unique([""] * layout.width), strict=True):
        yield 1.0
        columns.append(gathering.column(name))
    return Table(layout, tuple(columns), np.array(lines), tuple(ragged))


def _gather(gatherings: list[Gathering], rows: list[Row]) -> None:
    """Hand the rows to their columns, and forget them."""
    if rows:
        for gathering, cells in zip(gatherings, zip(*rows, strict=True), strict=True):
            gathering.add(cells)
        rows.clear()


def _wrong_width(row: Row, width: int) -> str:
    """What is wrong with a row of another number of fields."""
    few = "few" if len(row) < width else "many"
    quote = "; a quoted field goes on over several lines" if "\n" in "".join(row) else ""
    return f"too {few} fields: {count(len(row), 'field')} instead of {width}{quote}"


def _unique(header: Row) -> list[str]:
    """Names for the columns, each once."""
    names: list[str] = []
    for number, cell in enumerate(header, start=1):
        name = wanted = f"column {number}" if is_missing(cell) else visible(cell.strip())
        again = 2
        while name in names:
            name, again = f"{wanted} ({again})", again + 1
        names.append(name)
    return names
