"""A table of the visitor's own: its columns, and the rows that can't be used."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np

from learnscope.data.columns import Column
from learnscope.data.dataset import Indices
from learnscope.data.layout import DECIMALS, SEPARATORS, Layout

SHOWN = 100  # of the bad rows, in a report

type Bad = tuple[int, str]
"""A row that can't be used: the line it begins in, and why."""


@dataclass(frozen=True, eq=False)
class Table:
    """A table as ``parsing`` read it.

    columns have a value, or its lack, for each row that has the right number of fields; lines
    (rows,) says where these rows begin. ragged are the rows with another number of fields.
    """

    layout: Layout
    columns: tuple[Column, ...]
    lines: Indices
    ragged: tuple[Bad, ...]

    def __len__(self) -> int:
        return len(self.lines)

    def bad_rows(self, names: Collection[str] | None = None) -> tuple[Bad, ...]:
        """The rows that can't be used, from the first line to the last: each with its first fault.

        A value counts only in the columns of these names, if they are given.
        """
        bad = dict(self.ragged)
        for column in self.columns:
            if column.kind != "empty" and (names is None or column.name in names):
                for row in np.flatnonzero(np.isnan(column.values)).tolist():
                    bad.setdefault(int(self.lines[row]), column.fault(row))
        return tuple(sorted(bad.items()))

    def report(self) -> dict[str, Any]:
        """What was found, as plain data; of the bad rows only the first, but how many."""
        bad = self.bad_rows()
        return {
            "rows": len(self) + len(self.ragged),
            "separator": SEPARATORS[self.layout.separator],
            "decimal": DECIMALS[self.layout.decimal],
            "header": self.layout.header,
            "columns": [
                {"name": column.name, "kind": column.kind, "distinct": column.distinct}
                for column in self.columns
            ],
            "bad": len(bad),
            "bad_rows": [{"line": line, "reason": reason} for line, reason in bad[:SHOWN]],
        }
