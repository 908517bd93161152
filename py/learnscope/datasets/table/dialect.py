"""Find out from its beginning how a CSV is written: separator, decimal sign, header."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from learnscope.common.errors import Problem, choice
from learnscope.datasets.table.columns import NUMBERS_AT_LEAST, is_missing, is_number

SEPARATORS = {"\t": "tab", ";": "semicolon", ",": "comma"}
"""Separators by name. On a tie the first wins: beside it, commas are decimal signs."""

DECIMALS = {".": "point", ",": "comma"}

SAMPLE = 1 << 16  # characters
SAMPLE_ROWS = 100

type Row = list[str]


@dataclass(frozen=True)
class Layout:
    """How a table is written: separator, decimal sign, header, fields in a row.

    With a ``header``, the first row has the columns' names. ``width`` counts the fields.
    """

    separator: str
    decimal: str
    header: bool
    width: int


def rows_of(text: str, separator: str) -> Iterator[tuple[int, Row, int]]:
    """Yield each non-empty row, its line, and how far the text has been read.

    Raises:
        Problem: a quoted field never ends.
    """
    file = StringIO(text, newline="")
    reader = csv.reader(file, delimiter=separator, skipinitialspace=True)
    line, begin, end = 1, 0, 0
    endless = False
    try:
        for row in reader:
            begin, end = end, file.tell()
            if row:
                yield line, row, end
            if end < len(text):
                line = reader.line_num + 1
    except csv.Error:  # a field longer than csv allows
        endless = True
    last = text[begin:end]
    if endless or (last.count('"') % 2 and len(last.strip().splitlines()) > 1):
        raise Problem(f"Line {line}: a quotation mark that opens there is never closed.")


def layout_of(text: str, separator: str | None, decimal: str | None, header: bool | None) -> Layout:
    """Find out those parts of a table's layout that are not given.

    Raises:
        Problem: there is no row, or what is given is no separator or decimal sign.
    """
    if separator is None:
        separator = max(SEPARATORS, key=lambda sign: _evenness(_sample(text, sign)))
    rows = _sample(text, choice(separator, "The separator", SEPARATORS))
    if not rows:
        raise Problem("There is nothing in this table.")
    width = _width(rows)
    regular = [row[:width] for row in rows if _fits(row, width)]
    if decimal is None:
        decimal = _decimal(regular, separator)
    choice(decimal, "The decimal sign", DECIMALS)
    if header is None:
        header = _has_header(regular, decimal)
    return Layout(separator, decimal, header, width)


def _sample(text: str, separator: str) -> list[Row]:
    """List the first rows, without a last one that may be cut off."""
    rows: list[Row] = []
    try:
        for _, row, _ in rows_of(text[:SAMPLE], separator):
            rows.append(row)
            if len(rows) > SAMPLE_ROWS:
                break
    except Problem:
        pass  # reading the whole table raises it again
    return rows[:-1] if len(rows) > 1 and len(text) > SAMPLE else rows[:SAMPLE_ROWS]


def _evenness(rows: list[Row]) -> float:
    """Give the share of rows with the commonest field count; 0 if that is one."""
    if not rows:
        return 0.0
    (width, times), *_ = Counter(map(len, rows)).most_common(1)
    return times / len(rows) if width > 1 else 0.0


def _width(rows: list[Row]) -> int:
    """Count the fields of a row: the commonest number, without a separator at row ends."""
    width = Counter(map(len, rows)).most_common(1)[0][0]
    fewer = any(len(row) == width - 1 for row in rows)
    ended = all(not row[-1].strip() for row in rows if len(row) == width)
    return width - 1 if fewer and ended and width > 1 else width


def _fits(row: Row, width: int) -> bool:
    """Tell whether a row has that many fields, or only an empty one more."""
    return len(row) == width or (len(row) == width + 1 and not row[-1].strip())


def _decimal(rows: list[Row], separator: str) -> str:
    """Find the decimal sign that more of the cells have."""
    cells = [cell.strip() for row in rows for cell in row]
    points = sum(bool(re.fullmatch(r"[-+−]?\d*\.\d+", cell)) for cell in cells)
    commas = sum(bool(re.fullmatch(r"[-+−]?\d+,\d+", cell)) for cell in cells)
    if separator == ",":  # then "1,234" is more likely 1234
        commas -= sum(bool(re.fullmatch(r"[-+−]?\d{1,3},\d{3}", cell)) for cell in cells)
    return "," if commas > points else "."


def _has_header(rows: list[Row], decimal: str) -> bool:
    """Tell whether the first row names the columns.

    It has no number then; the others have some, or at least never its words again.
    """
    first, *others = rows
    if not others or any(is_number(cell, decimal) for cell in first):
        return False
    columns = [
        [cell for cell in column if not is_missing(cell)] for column in zip(*others, strict=True)
    ]
    for column in columns:
        numbers = sum(is_number(cell, decimal) for cell in column)
        if column and numbers >= NUMBERS_AT_LEAST * len(column):
            return True
    return len(others) > 1 and all(
        name not in column for name, column in zip(first, columns, strict=True)
    )
