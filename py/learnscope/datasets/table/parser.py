"""Parse the text of a CSV into a table.

Fields are separated by commas, semicolons or tabs, and may be in double quotes (RFC 4180). A long
text is read in slices, and the caller can do other work in between.
"""

import re
from collections.abc import Generator

import numpy as np

from learnscope.common.errors import Problem, count, visible
from learnscope.datasets.table.columns import Column, Gathering, is_missing
from learnscope.datasets.table.dialect import Layout, Row, layout_of, rows_of
from learnscope.datasets.table.encoding import no_text
from learnscope.datasets.table.table import Bad, Table

MOST_CHARACTERS = 25_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 1_000
SLICE_CELLS = 5_000
SLICE_CHARACTERS = 250_000
NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")


def read_table(
    text: str,
    separator: str | None = None,
    decimal: str | None = None,
    header: bool | None = None,
) -> Table:
    """Read a table to its end, at once; see ``reading``.

    Raises:
        Problem: it is no text, there is no row in it, or it is too large.
    """
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
    """Read a table slice by slice: yield the share done, return the table.

    ``separator`` (comma, semicolon or tab), ``decimal`` (point or comma) and ``header`` are found
    out if they are not given.

    Raises:
        Problem: it is no text, there is no row in it, a quotation never ends, or it is too large.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > MOST_CHARACTERS:
        raise Problem(f"This table is too long: {MOST_CHARACTERS:,} characters are the most.")
    for start in range(0, len(text), SLICE_CHARACTERS):
        if NO_TEXT.search(text, start, start + SLICE_CHARACTERS):
            raise no_text()
        yield 0.0
    layout = layout_of(text, separator, decimal, header)
    if layout.width > MOST_COLUMNS:
        raise Problem(f"This table has {layout.width:,} columns; {MOST_COLUMNS:,} are the most.")
    pile = _Pile(layout)
    for line, row, position in rows_of(text, layout.separator):
        pile.put(line, row)
        if pile.is_full():
            pile.hand_over()
            yield position / len(text)
    pile.hand_over()
    return (yield from pile.table())


class _Pile:
    """The rows read so far: the newest slice as rows, the others as columns."""

    def __init__(self, layout: Layout) -> None:
        self.layout, self.width = layout, layout.width
        self.names = [] if layout.header else _unique([""] * layout.width)
        self.gatherings = [Gathering(layout.decimal) for _ in range(layout.width)]
        self.rows: list[Row] = []
        self.lines: list[int] = []
        self.ragged: list[Bad] = []

    def put(self, line: int, row: Row) -> None:
        """Take one more row, the header included."""
        if len(row) == self.width + 1 and not row[-1].strip():
            row.pop()  # a separator at the end
        if len(row) != self.width:
            self.ragged.append((line, _wrong_width(row, self.width)))
        elif not self.names:
            self.names = _unique(row)
        else:
            self.rows.append(row)
            self.lines.append(line)
        if len(self.lines) + len(self.ragged) > MOST_ROWS:
            raise Problem(f"This table has too many rows: {MOST_ROWS:,} are the most.")

    def is_full(self) -> bool:
        """Tell whether a slice is complete."""
        return len(self.rows) * self.width >= SLICE_CELLS

    def hand_over(self) -> None:
        """Give the slice to the columns."""
        if self.rows:
            for gathering, cells in zip(self.gatherings, zip(*self.rows, strict=True), strict=True):
                gathering.add(cells)
            self.rows.clear()

    def table(self) -> Generator[float, None, Table]:
        """Build the table from all slices; yield 1 now and then."""
        if not self.lines:
            raise Problem("There is no row of data in this table.")
        columns: list[Column] = []
        for gathering, name in zip(self.gatherings, self.names, strict=True):
            columns.append((yield from gathering.column(name)))
            yield 1.0
            _ = columns[-1].distinct  # counted here once, and cached
        return Table(self.layout, tuple(columns), np.array(self.lines), tuple(self.ragged))


def _wrong_width(row: Row, width: int) -> str:
    """Say what is wrong with a row that has another number of fields."""
    few = "few" if len(row) < width else "many"
    quote = "; a quoted field goes on over several lines" if "\n" in "".join(row) else ""
    return f"too {few} fields: {count(len(row), 'field')} instead of {width}{quote}"


def _unique(header: Row) -> list[str]:
    """Give each column a name of its own."""
    names: list[str] = []
    for number, cell in enumerate(header, start=1):
        name = wanted = f"column {number}" if is_missing(cell) else visible(cell.strip())
        again = 2
        while name in names:
            name, again = f"{wanted} ({again})", again + 1
        names.append(name)
    return names
