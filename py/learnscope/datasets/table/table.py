"""Define a table: its columns, and the rows that can't be used."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from learnscope.common.arrays import Indices
from learnscope.datasets.table.columns import Column
from learnscope.datasets.table.dialect import DECIMALS, SEPARATORS, Layout

SHOWN = 100  # bad rows in a report

type Bad = tuple[int, str]
"""A row that can't be used: the line it begins in, and why."""


class Faults(NamedTuple):
    """The number of rows that can't be used, and the first of them."""

    total: int
    first: tuple[Bad, ...]

    def told(self) -> dict[str, Any]:
        """Return the faults as plain data."""
        rows = [{"line": line, "reason": reason} for line, reason in self.first]
        return {"bad": self.total, "bad_rows": rows}


@dataclass(frozen=True, eq=False)
class Table:
    """A table as ``parser`` read it.

    Each of ``columns`` has a value, or its lack, for every row with the right number of fields.
    ``lines`` (rows,) says where these rows begin. ``ragged`` are the rows with another number of
    fields.
    """

    layout: Layout
    columns: tuple[Column, ...]
    lines: Indices
    ragged: tuple[Bad, ...]

    def __len__(self) -> int:
        return len(self.lines)

    def faults(self, names: Collection[str] | None = None, most: int = SHOWN) -> Faults:
        """Count the rows that can't be used, and list the first ones with a reason.

        If ``names`` are given, only values in these columns count.
        """
        used = [
            column
            for column in self.columns
            if column.kind != "empty" and (names is None or column.name in names)
        ]
        incomplete = np.zeros(len(self), dtype=bool)
        for column in used:
            incomplete |= np.isnan(column.values)
        rows = np.flatnonzero(incomplete)
        first = [*self.ragged[:most]]
        for row in rows[:most].tolist():
            column = next(column for column in used if np.isnan(column.values[row]))
            first.append((int(self.lines[row]), column.fault(row)))
        return Faults(len(rows) + len(self.ragged), tuple(sorted(first)[:most]))

    def report(self) -> dict[str, Any]:
        """Return what was found as plain data, with the first bad rows."""
        return {
            "rows": len(self) + len(self.ragged),
            "separator": SEPARATORS[self.layout.separator],
            "decimal": DECIMALS[self.layout.decimal],
            "header": self.layout.header,
            "columns": [
                {"name": column.name, "kind": column.kind, "distinct": column.distinct}
                for column in self.columns
            ],
            **self.faults().told(),
        }
