"""Make a dataset out of the visitor's own table."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from learnscope.common.arrays import Array
from learnscope.common.errors import Problem, choice, count, visible, written
from learnscope.datasets.dataset import Dataset, one_hot, scaling_of
from learnscope.datasets.table.columns import Column, different
from learnscope.datasets.table.table import Table

MOST_CLASSES = 50
MOST_TEXTS = 50
MOST_INPUTS = 1_000
MOST_NUMBERS = 10_000_000
"""Most numbers in all inputs: 80 MB, and as much again once scaled."""

FEW = 20
"""Most different whole numbers in a column that is taken to name classes."""

type Mask = NDArray[np.bool_]
"""Which rows of a table are used, (rows,)."""


class Block(NamedTuple):
    """The numbers that a column becomes, (rows, n), and a name for each."""

    values: Array
    names: tuple[str, ...]


def dataset_of(
    table: Table,
    predict: str | Sequence[str],
    leave_out: bool = False,
    without: Collection[str] = (),
    classes: bool | None = None,
) -> Dataset:
    """Make a dataset that predicts the column or columns ``predict``.

    The other columns become inputs, except those in ``without``. A column of text becomes an input
    for each different text. The targets are classes if they are text or few whole numbers, unless
    ``classes`` says otherwise. Several columns to predict must be of numbers, which are brought to
    one scale. ``leave_out`` drops bad rows.

    Raises:
        Problem: there is no such column, nothing to learn in it, rows are bad and not to be left
            out, or it is too much.
    """
    columns = {column.name: column for column in table.columns}
    wanted = [predict] if isinstance(predict, str) else list(predict)
    if not wanted:
        raise Problem("There must be a column to predict.")
    wanted = [choice(name, "The column to predict", columns) for name in wanted]
    for name in without:
        choice(name, "A column to leave out", columns)
    unused = {*wanted, *without}
    features = [c for c in table.columns if c.name not in unused and c.kind != "empty"]
    if not features:
        raise Problem(
            "There must be a column to learn from whose values differ, beside the one to predict."
        )
    answers = [columns[name] for name in wanted]
    rows = _good_rows(table, [*answers, *features], leave_out)
    if classes is None:
        classes = len(answers) == 1 and _are_classes(answers[0], rows)
    return _dataset([_inputs(column, rows) for column in features], answers, rows, classes)


def _dataset(blocks: list[Block], answers: list[Column], rows: Mask, as_classes: bool) -> Dataset:
    """Join these inputs and the columns to predict into a dataset."""
    features = tuple(name for block in blocks for name in block.names)
    if len(features) > MOST_INPUTS:
        raise Problem(
            f"This makes {len(features):,} inputs, and {MOST_INPUTS:,} are the most: "
            "leave some columns out."
        )
    n = len(blocks[0].values)
    if len(features) * n > MOST_NUMBERS:
        raise Problem(
            f"This makes {len(features):,} inputs in {n:,} rows, {len(features) * n:,} numbers, "
            f"and {MOST_NUMBERS:,} are the most: leave some columns or rows out."
        )
    begun = Dataset(
        name="own",
        label="Your own table",
        inputs=np.hstack([block.values for block in blocks]),
        targets=np.empty((n, 0)),
        features=features,
        source="Your own table. It stays on this machine.",
    )
    if as_classes:
        if len(answers) > 1:
            raise Problem("Several columns can only be predicted as numbers, not as classes.")
        targets = _classes(answers[0], rows)
        return replace(begun, targets=targets.values, classes=targets.names)
    values = np.hstack([_numbers(column, rows).values for column in answers])
    scaling = scaling_of(values)
    names = tuple(column.name for column in answers)
    return replace(begun, targets=scaling.applied(values), answers=names, target_scaling=scaling)


def is_usable(column: Column) -> bool:
    """Tell whether there is something to learn from a column.

    It must vary, and must not be text that is different nearly everywhere.
    """
    most = MOST_TEXTS if column.kind == "text" else len(column.values)
    return 1 < column.distinct <= most


def _good_rows(table: Table, used: list[Column], leave_out: bool) -> Mask:
    """Find the rows that have a value in every column that is used."""
    bad = table.faults({column.name for column in used}, most=1)
    if bad.total and not leave_out:
        line, reason = bad.first[0]
        more = "; and so on" if bad.total > 1 else ""
        raise Problem(
            f"{count(bad.total, 'row')} can’t be used (line {line}: {reason}{more}): leave such "
            "rows out, or mend the table."
        )
    rows = np.ones(len(table), dtype=bool)
    for column in used:
        rows &= ~np.isnan(column.values)
    if not rows.any():
        raise Problem("No row has a value in every column that is used.")
    return rows


def _are_classes(target: Column, rows: Mask) -> bool:
    """Tell whether a column to predict holds classes.

    It does if it is text, or a few whole numbers that each occur twice on average.
    """
    if target.kind == "text":
        return True
    values = target.values[rows]
    once = different(values)
    whole = bool((once == np.round(once)).all())
    return whole and len(once) <= min(FEW, len(values) // 2)


def _classes(target: Column, rows: Mask) -> Block:
    """Make one-hot targets of the column to predict."""
    block = _one_hot(target, rows, MOST_CLASSES, "classes can be told apart")
    if len(block.names) == 1:
        raise Problem(
            f"“{target.name}” is “{block.names[0]}” in every row: that is nothing to learn."
        )
    return block


def _numbers(target: Column, rows: Mask) -> Block:
    """Make a target of numbers of the column to predict."""
    if target.kind == "text":
        raise Problem(f"“{target.name}” is text, which can only be predicted as classes.")
    values = target.values[rows]
    if values.min() == values.max():
        value = written(float(values[0]))
        raise Problem(f"“{target.name}” is {value} in every row: that is nothing to learn.")
    return Block(values[:, np.newaxis], (target.name,))


def _inputs(column: Column, rows: Mask) -> Block:
    """Make inputs of a column to learn from."""
    if column.kind == "number":
        return Block(column.values[rows][:, np.newaxis], (column.name,))
    block = _one_hot(column, rows, MOST_TEXTS, "can become inputs: leave this column out")
    return Block(block.values, tuple(f"{column.name} = {text}" for text in block.names))


def _one_hot(column: Column, rows: Mask, most: int, limit: str) -> Block:
    """Make columns for the different values, with a 1 at each row's own."""
    values = column.values[rows]
    once = different(values)
    place = np.searchsorted(once, values)
    if len(once) > most:
        raise Problem(
            f"“{column.name}” has {len(once):,} different values, and at most {most} {limit}."
        )
    if column.kind == "text":
        names = tuple(visible(column.texts[int(k)]) for k in once)
    else:
        names = tuple(f"{value:.12g}" for value in once)
    return Block(one_hot(place, len(once)), names)
