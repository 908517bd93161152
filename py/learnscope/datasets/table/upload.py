"""Take in the visitor's table: uploaded in parts, read in slices, not yet learned.

Nothing here changes the network. A large table is read a little at a time, so other requests are
answered in between.
"""

from collections.abc import Generator
from itertools import islice
from time import perf_counter

from learnscope.common.errors import Problem, count, described, unpacked
from learnscope.datasets.dataset import Dataset
from learnscope.datasets.table.dialect import DECIMALS, SAMPLE, SEPARATORS, rows_of
from learnscope.datasets.table.encoding import Text, decoded
from learnscope.datasets.table.parser import MOST_CHARACTERS, reading
from learnscope.datasets.table.table import Table
from learnscope.datasets.table.to_dataset import dataset_of

AT_ONCE = 0.015
"""Seconds of reading in one request."""

MOST_BYTES = 4 * MOST_CHARACTERS

HEAD_ROWS, HEAD_COLUMNS, HEAD_LETTERS = 6, 30, 40
"""Most rows, columns and characters of a cell that are shown."""

type Layout = tuple[str | None, str | None, bool | None]
"""Separator, decimal sign and whether there is a header; None means to be found out."""


class Upload:
    """A table: the parts that have come in, and how much of it is read."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.text: Text | None = None
        self.layout: Layout | None = None
        self.table: Table | None = None
        self.share = 0.0
        self._slices: Generator[float, None, Table] | None = None

    def put(self, data: bytes) -> None:
        """Take the next part of the table.

        Raises:
            Problem: the table is too long.
        """
        if sum(map(len, self.parts)) + len(data) > MOST_BYTES:
            raise Problem(f"This table is too long: {MOST_BYTES // 10**6} MB are the most.")
        self.parts.append(data)
        self.text = self.layout = None

    def read(self, layout: Layout, seconds: float) -> None:
        """Go on reading for some seconds; another layout begins again.

        Raises:
            Problem: there is no table yet, or it can't be read.
        """
        end = perf_counter() + seconds
        if self.text is None:
            if not self.parts:
                raise Problem("There is no table yet: paste one, or choose a file.")
            self.text = decoded(b"".join(self.parts))
        if layout != self.layout or not (self._slices or self.table):
            self.layout, self.table, self.share = layout, None, 0.0
            self._slices = reading(self.text.text, *layout)
        while self._slices:
            try:
                self.share = next(self._slices)
            except StopIteration as done:
                self.table, self._slices, self.share = done.value, None, 1.0
            except Problem:
                self._slices = None
                raise
            if perf_counter() >= end:
                break

    def dataset(
        self,
        layout: Layout,
        predict: str | list[str],
        classes: bool | None,
        without: list[str] | None,
        leave_out: bool,
    ) -> Dataset:
        """Read the table to its end and make a dataset of it.

        Raises:
            Problem: there is no table, or nothing can be learned from it like this.
        """
        self.read(layout, float("inf"))
        assert self.table is not None
        return dataset_of(self.table, predict, leave_out, without or (), classes)

    def head(self) -> list[list[str]]:
        """List the first cells of the first rows, as they are written."""
        assert self.text is not None and self.table is not None
        rows = rows_of(self.text.text[:SAMPLE].removeprefix("\ufeff"), self.table.layout.separator)
        some: list[list[str]] = []
        try:
            for _, row, _ in islice(rows, HEAD_ROWS):
                some.append([cell.strip()[:HEAD_LETTERS] for cell in row[:HEAD_COLUMNS]])
        except Problem:
            pass  # a quoted field that goes on beyond the sample
        return some


def sentence(data: Dataset) -> str:
    """Say what there is to learn from a table."""
    kind = (
        f"which of {len(data.classes)} classes each belongs to ({listed(data.classes)})"
        if data.classes
        else f"a number ({data.answers[0]})"
        if len(data.answers) == 1
        else f"{len(data.answers)} numbers ({listed(data.answers)})"
    )
    inputs, rows = count(data.inputs.shape[1], "input"), count(len(data), "row")
    return f"From {rows} the network learns to tell {kind}, by {inputs} ({listed(data.features)})."


def listed(words: tuple[str, ...]) -> str:
    """List the first few names, and count the others."""
    some, more = words[:5], len(words) - 5
    return ", ".join(some) + (f" and {more} more" if more > 0 else "")


# -- checks


def part_of(value: object) -> bytes:
    """Turn a part of a table into bytes.

    Raises:
        Problem: it is neither text nor bytes.
    """
    if isinstance(value, str):
        return value.encode("utf-8", "replace")
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value)
    values = unpacked(value)
    if isinstance(values, list) and all(isinstance(b, int) and 0 <= b < 256 for b in values):
        return bytes(values)
    raise Problem(f"A part of a table must be text or bytes, not {described(value)}.")


def layout_of(separator: str | None, decimal: str | None, header: bool | None) -> Layout:
    """Make a layout from the names that a report uses."""
    return sign_of(separator, SEPARATORS), sign_of(decimal, DECIMALS), header


def sign_of(name: str | None, among: dict[str, str]) -> str | None:
    """Find the sign that has a name, or None."""
    return next((sign for sign, each in among.items() if each == name), None)


def names(value: object, what: str) -> list[str]:
    """Turn a value into a list of names.

    Raises:
        Problem: it is no list of texts.
    """
    items = unpacked(value)
    if not isinstance(items, list | tuple) or not all(isinstance(item, str) for item in items):
        raise Problem(f"{what} must be named, not {described(value)}.")
    return list(items)
