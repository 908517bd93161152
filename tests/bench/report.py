"""Figures as tables for people and as JSON for programs."""

import math
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

from tests.bench.measuring import Section

WIDTH = 16


@dataclass(frozen=True)
class Figure:
    """One cell of a table: the samples of a measurement."""

    row: str
    column: str
    samples: list[float]

    @property
    def median(self) -> float:
        """Compute the median of all samples; infinite where most of them took too long."""
        return median(self.samples) if self.samples else math.nan

    @property
    def p95(self) -> float:
        """Compute the figure that 19 in 20 samples stay below."""
        return quantiles(self.samples, n=20)[-1] if len(self.samples) > 1 else self.median


def table(section: Section, figures: list[Figure]) -> str:
    """Rows and columns of medians, each with its ratio to the first column's.

    A single column has the figure that 19 in 20 samples stay below instead.
    """
    columns = list(dict.fromkeys(figure.column for figure in figures))
    rows = list(dict.fromkeys(figure.row for figure in figures))
    by = {(figure.row, figure.column): figure for figure in figures}
    single = len(columns) == 1
    heads = ["median", "95 %"] if single else columns
    lines = [
        f"{section.title}, {section.unit}",
        " " * 26 + "".join(f"{head[: WIDTH + 5]:>{WIDTH + 6}}" for head in heads),
    ]
    for row in rows:
        first = by.get((row, columns[0]))
        cells = [
            cell(by.get((row, column)), first.median if first else math.nan) for column in columns
        ]
        if single and first:
            cells = [number(first.median), number(first.p95)]
        lines.append(f"{row:26}" + "".join(f"{text:>{WIDTH + 6}}" for text in cells))
    return "\n".join([*lines, *(f"  {note}" for note in section.notes), ""])


def cell(figure: Figure | None, first: float) -> str:
    """A median, and how many times the first column's it is."""
    if figure is None or math.isnan(figure.median):
        return "       "
    ratio = figure.median / first if math.isfinite(first) and first else math.nan
    told = f"×{ratio:.2f}" if math.isfinite(ratio) else ""
    return f"{number(figure.median)} {told:>6}"


def number(value: float) -> str:
    """Three digits that count, or more before the point."""
    if math.isinf(value):
        return "too long"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def as_json(section: Section, figures: list[Figure]) -> dict[str, Any]:
    """The same as plain data; null where it took too long."""
    return {
        "title": section.title,
        "unit": section.unit,
        "notes": section.notes,
        "results": [
            {
                "of": figure.row,
                "by": figure.column,
                "median": finite(figure.median),
                "p95": finite(figure.p95),
                "samples": [finite(value) for value in figure.samples],
            }
            for figure in figures
        ],
    }


def finite(value: float) -> float | None:
    """value, or None where JSON has no word for it."""
    return value if math.isfinite(value) else None
