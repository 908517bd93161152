"""Read a block of numbers from pasted text, however it is written.

It may come from a spreadsheet, a file of values, NumPy, PyTorch, Matlab or LaTeX. A number may be a
fraction such as 1/3.
"""

import math
import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from learnscope.common.arrays import Array
from learnscope.common.errors import Problem, count, described
from learnscope.common.quotient import NUMBER, quotient

MOST_CHARACTERS = 1_000_000
"""Length of a text that is read in about a second in a browser."""

SIGNS = str.maketrans({"−": "-", "–": "-", "\N{NO-BREAK SPACE}": " ", "\r": "\n"})
NUMERAL = re.compile(rf"[+-]?{NUMBER}")
NAME = re.compile(r"^\s*[^\d\s\[(.=-][^=\n\[]{0,40}=\s*")
"""A name and a sign of equality before the numbers, as in "W1 = "."""

LATEX = (
    (re.compile(r"\\[td]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}"), r"\1/\2"),
    (re.compile(r"\s{0,4}(?:\\cdot|\\times|·|×)\s*10\s*\^\s*\{?([+-]?\d+)\}?"), r"e\1"),
    (re.compile(r"\\begin\{array\}\s*\{[^}]*\}|\\(?:begin|end)\{\w+\*?\}"), " "),
    (re.compile(r"\\left\s*[(\[|.]|\\right\s*[)\]|.]|\\[,;! ]|\$"), " "),
)
WRAPPER = re.compile(r"[A-Za-z_][\w.]{0,40}\s{0,4}\(")
"""A call around the numbers, as in "np.array("."""
OPTION = re.compile(r",\s{0,40}[A-Za-z_]\w{0,40}\s{0,4}=\s{0,4}(?:<[^>]{0,80}>|[\w.:'\"-]{1,80})")
"""An option after the numbers, as in ", dtype=float32"."""
FACTOR = re.compile(rf"^\s*({NUMBER})\s*\*\s*(?=[\[\n])")
"""A common factor before the numbers, as Matlab and PyTorch print it."""


class Block(NamedTuple):
    """Numbers in rows of equal length, and how exactly each of them was written.

    A number may differ from the one meant by ``units`` (rows, columns): half of its last digit.
    """

    values: Array
    units: Array

    @property
    def shape(self) -> tuple[int, int]:
        """Return the number of rows and of columns."""
        rows, columns = self.values.shape
        return rows, columns

    def turned(self) -> "Block":
        """Return the transpose."""
        return Block(self.values.T, self.units.T)


def block_of(text: object) -> Block:
    """Read a text as a block of numbers.

    Raises:
        Problem: it is no text, or something in it is not a number, or rows differ in length.
    """
    if not isinstance(text, str):
        raise Problem(f"A block of numbers must be a text, not {described(text)}.")
    if len(text) > MOST_CHARACTERS:
        raise Problem(f"This text is too long: at most {MOST_CHARACTERS:,} characters are read.")
    plain = NAME.sub("", text.translate(SIGNS).strip(" \n;"))
    factor = FACTOR.match(plain)
    rows = [row for row in rows_of(plain[factor.end() :] if factor else plain) if row]
    if not rows:
        raise Problem("There is no number in this text.")
    for n, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            raise Problem(f"Row {n} has {count(len(row), 'number')}, and row 1 has {len(rows[0])}.")
    scale = float(factor[1]) if factor else 1.0
    read = [[number_of(cell) for cell in row] for row in rows]
    values = np.array([[value for value, _ in row] for row in read]) * scale
    units = np.array([[unit for _, unit in row] for row in read])
    has_exponent = np.array([["e" in cell.lower() for cell in row] for row in rows])
    units = np.where(has_exponent, units, finest(units, ~has_exponent)) * scale
    if not np.isfinite(values).all():
        raise Problem("One of these numbers is too large to hold.")
    return Block(values, units)


def rows_of(text: str) -> list[list[str]]:
    """Split a text into rows of cells."""
    if "\\" in text:
        return [cells_in_latex(row) for row in text.split("\\\\")]
    if "[" in text:
        return rows_in_brackets(text)
    lines = [line for line in text.strip("()").split("\n") if line.strip()]
    if any("\t" in line for line in lines):
        return [[decimal(cell) for cell in line.strip("\n").split("\t")] for line in lines]
    if any(";" in line for line in lines):
        return rows_with_semicolons(lines)
    return [cells_of(line) for line in lines]


def cells_in_latex(row: str) -> list[str]:
    """Split a row of a LaTeX matrix into its cells."""
    for pattern, plain in LATEX:
        row = pattern.sub(plain, row)
    return row.replace("&", " ").split()


def rows_in_brackets(text: str) -> list[list[str]]:
    """Split text in brackets: nested lists, or one list with rows between semicolons."""
    inside = OPTION.sub("", WRAPPER.sub(" ", text))
    inside = inside[inside.index("[") : inside.rindex("]") + 1 if "]" in inside else None]
    lists = [part for part in re.findall(r"\[([^\[\]]*)\]?", inside) if items_of(part)]
    if len(lists) != 1:
        return [items_of(part) for part in lists]
    body = lists[0].replace("...\n", " ")
    if ";" in body:
        return [items_of(row) for row in body.split(";")]
    lines = [items for line in body.split("\n") if (items := items_of(line))]
    is_table = "," not in body and len({len(line) for line in lines}) == 1
    return lines if is_table else [items_of(body)]


def items_of(text: str) -> list[str]:
    """Split what stands in brackets at commas and spaces."""
    joined = re.sub(r"\s{0,4}/\s{0,4}", "/", text)
    return [item for item in re.split(r"[,\s]+", joined) if item]


def rows_with_semicolons(lines: list[str]) -> list[list[str]]:
    """Split lines at semicolons: into rows, as in Matlab, or into cells."""
    parts = [[part.strip() for part in line.strip(" ;").split(";")] for line in lines]
    if any(len(cells_of(part)) > 1 for row in parts for part in row):
        return [cells_of(part) for row in parts for part in row]
    return [[decimal(part) for part in row] for row in parts]


def cells_of(line: str) -> list[str]:
    """Split a line at commas or spaces.

    A comma inside a number is a decimal sign.
    """
    line = re.sub(r"\s{0,4}/\s{0,4}", "/", line.strip())
    words = line.split()
    has_decimals = "." not in line and all(word.count(",") <= 1 for word in words)
    if has_decimals and any(re.fullmatch(r"[+-]?\d+,\d+", word) for word in words):
        return [decimal(word) for word in words]
    return [cell.strip() for cell in line.split(",")] if "," in line else words


def decimal(cell: str) -> str:
    """Write a decimal comma as a point."""
    return cell.strip().replace(",", ".") if cell.count(",") == 1 else cell.strip()


def number_of(cell: str) -> tuple[float, float]:
    """Read a number or a fraction, and half a unit of its last digit.

    Raises:
        Problem: it is neither.
    """
    if cell in ("...", "…"):
        raise Problem("Some numbers are left out, at “…”. Please paste all of them.")
    value = quotient(cell)
    if not isinstance(value, str):
        return float(str(value)), 0.0
    if not NUMERAL.fullmatch(cell):
        what = described(cell) if cell else "an empty cell"
        raise Problem(f"A block may hold numbers only, not {what}.")
    mantissa, e, exponent = cell.lower().partition("e")
    decimals = len(mantissa.partition(".")[2])
    if not e and not decimals:
        return float(cell), 0.0
    power = int(exponent or 0) - decimals
    return float(cell), 0.5 * math.pow(10.0, max(-320, min(power, 300)))


def finest(units: Array, among: NDArray[np.bool_]) -> Array:
    """Bound units by the smallest of some: programs leave out zeros at the end."""
    known = units[among & (units > 0)]
    return np.minimum(units, known.min()) if len(known) else units
