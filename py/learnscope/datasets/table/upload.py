"""The visitor's table on the desk: handed over part by part, read slice by slice, not yet learned.

Nothing here changes the network. A large table is read a little at a time, so that everything else
that is asked for meanwhile is answered in between.
"""

from collections.abc import Generator
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING, Any

from learnscope.common.errors import Problem, choice, count, described, is_nothing, unpacked
from learnscope.datasets.dataset import Dataset
from learnscope.datasets.table.dialect import DECIMALS, SAMPLE, SEPARATORS, rows_of
from learnscope.datasets.table.encoding import Text, decoded
from learnscope.datasets.table.parser import MOST_CHARACTERS, reading
from learnscope.datasets.table.table import Table
from learnscope.datasets.table.to_dataset import dataset_of, is_usable

if TYPE_CHECKING:
    from learnscope.session.commands.own_data import OwnData

AT_ONCE = 0.015
"""Seconds that are read for in one request."""

MOST_BYTES = 4 * MOST_CHARACTERS

HEAD_ROWS, HEAD_COLUMNS, HEAD_LETTERS = 6, 30, 40
"""How much of a table's beginning is shown."""

type Layout = tuple[str | None, str | None, bool | None]
"""Separator, decimal sign and whether there is a header; None where it is to be found out."""


class Desk:
    """One table: the parts that have come in, and how far it is read."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.text: Text | None = None
        self.layout: Layout | None = None
        self.table: Table | None = None
        self.share = 0.0
        self._slices: Generator[float, None, Table] | None = None

    def put(self, part: object) -> None:
        """Take the next part of the table: text, or bytes of a file."""
        data = part_of(part)
        if sum(map(len, self.parts)) + len(data) > MOST_BYTES:
            raise Problem(f"This table is too long: {MOST_BYTES // 10**6} MB are the most.")
        self.parts.append(data)
        self.text = self.layout = None

    def read(self, layout: Layout, seconds: float) -> None:
        """Read on for so long, from the beginning where the layout is another one."""
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
        predict: object,
        classes: object,
        without: object,
        leave_out: bool,
    ) -> Dataset:
        """What would be learned from the table, read to its end."""
        self.read(layout, float("inf"))
        assert self.table is not None
        return dataset_of(
            self.table,
            predict if isinstance(predict, str) else names(predict, "The column to predict"),
            leave_out,
            () if is_nothing(without) else names(without, "The columns to leave out"),
            None if is_nothing(classes) else truth(classes, "Classes"),
        )

    def head(self) -> list[list[str]]:
        """The first cells of the first rows, as they are written."""
        assert self.text is not None and self.table is not None
        rows = rows_of(self.text.text[:SAMPLE].removeprefix("\ufeff"), self.table.layout.separator)
        some: list[list[str]] = []
        try:
            for _, row, _ in islice(rows, HEAD_ROWS):
                some.append([cell.strip()[:HEAD_LETTERS] for cell in row[:HEAD_COLUMNS]])
        except Problem:
            pass  # a quoted field that goes on beyond the sample
        return some


# -- queries


def of_part(session: "OwnData", part: object, first: object = None) -> dict[str, Any]:
    """Take a part of a table; ``first`` begins another one."""
    begins = not is_nothing(first) and truth(first, "First")
    desk = session.desk
    if begins or desk is None:
        desk = Desk()
    desk.put(part)
    session.desk = desk
    return {"bytes": sum(map(len, desk.parts))}


def of_table(
    session: "OwnData", separator: object = None, decimal: object = None, header: object = None
) -> dict[str, Any]:
    """Read on a little: the share that is done, and in the end the report on the table."""
    desk = desk_of(session)
    desk.read(layout_of(separator, decimal, header), AT_ONCE)
    if desk.table is None:
        return {"share": desk.share, "report": None}
    assert desk.text is not None
    report = desk.table.report() | {"encoding": desk.text.encoding, "head": desk.head()}
    for told, column in zip(report["columns"], desk.table.columns, strict=True):
        told["usable"] = is_usable(column)
    return {"share": 1.0, "report": report}


def of_plan(
    session: "OwnData", predict: object, classes: object = None, without: object = None
) -> dict[str, Any]:
    """What would be learned of the table as it was read last: which rows can't be used for it, how
    many inputs and which outputs there would be, or in ``problem`` why it can't be."""
    desk = desk_of(session)
    layout = desk.layout or (None, None, None)
    desk.read(layout, float("inf"))
    assert desk.table is not None
    plan: dict[str, Any] = {"classes": None, "inputs": 0, "rows": 0, "text": "", "problem": None}
    left = set() if is_nothing(without) else set(names(without, "The columns to leave out"))
    plan |= desk.table.faults({c.name for c in desk.table.columns} - left).told()
    try:
        data = desk.dataset(layout, predict, classes, without, leave_out=True)
    except Problem as problem:
        return plan | {"problem": str(problem)}
    return plan | {
        "classes": bool(data.classes),
        "inputs": data.inputs.shape[1],
        "rows": len(data),
        "text": sentence(data),
    }


def sentence(data: Dataset) -> str:
    """What there is to be learned from a table."""
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
    """The first few of some names."""
    some, more = words[:5], len(words) - 5
    return ", ".join(some) + (f" and {more} more" if more > 0 else "")


# -- checks


def desk_of(session: "OwnData") -> Desk:
    """The session's desk, with a table on it."""
    if session.desk is None:
        raise Problem("There is no table yet: paste one, or choose a file.")
    return session.desk


def part_of(value: object) -> bytes:
    """A part of a table as bytes."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace")
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value)
    values = unpacked(value)
    if isinstance(values, list) and all(isinstance(b, int) and 0 <= b < 256 for b in values):
        return bytes(values)
    raise Problem(f"A part of a table must be text or bytes, not {described(value)}.")


def layout_of(separator: object, decimal: object, header: object) -> Layout:
    """A layout by the names that a report has for it."""
    signs = [
        None if is_nothing(name) else next(s for s in among if among[s] == named(name, what, among))
        for name, what, among in (
            (separator, "The separator", SEPARATORS),
            (decimal, "The decimal sign", DECIMALS),
        )
    ]
    return signs[0], signs[1], None if is_nothing(header) else truth(header, "Header")


def named(name: object, what: str, among: dict[str, str]) -> str:
    """One of the names of signs."""
    return choice(name, what, dict.fromkeys(among.values()))


def names(value: object, what: str) -> list[str]:
    """value as a list of names."""
    items = unpacked(value)
    if not isinstance(items, list | tuple) or not all(isinstance(item, str) for item in items):
        raise Problem(f"{what} must be named, not {described(value)}.")
    return list(items)


def truth(value: object, what: str) -> bool:
    """value as true or false."""
    if not isinstance(value, bool):
        raise Problem(f"{what} must be true or false, not {described(value)}.")
    return value
