"""A dataset out of the visitor's own table."""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from learnscope.activations import Array
from learnscope.data.columns import Column
from learnscope.data.dataset import Dataset, one_hot
from learnscope.data.table import Table
from learnscope.problem import Problem, choice, count, visible

MOST_CLASSES = 50
MOST_TEXTS = 50
MOST_INPUTS = 1_000
FEW = 20
"""A column of numbers with at most so many different whole ones is taken to name classes."""

type Mask = NDArray[np.bool_]
"""Which rows of a table are used, (rows,)."""


class Block(NamedTuple):
    """The numbers that a column becomes, (rows, n), and a name for each of the n."""

    values: Array
    names: tuple[str, ...]


def dataset_of(
    table: Table,
    predict: str,
    leave_out: bool = False,
    without: Collection[str] = (),
    classes: bool | None = None,
) -> Dataset:
    """The column ``predict`` as targets and the others, but for those in ``without``, as inputs.

    A column of text becomes an input for each different text. The targets are classes where they
    are text or few whole numbers; ``classes`` says otherwise. leave_out: use the good rows only.

    Raises:
        Problem: there is no such column, nothing to learn in it, rows are bad and not to be left
            out, or it is too much.
    """
    columns = {column.name: column for column in table.columns}
    target = columns[choice(predict, "The column to predict", columns)]
    for name in without:
        choice(name, "A column to leave out", columns)
    features = [
        column
        for column in table.columns
        if column is not target and column.kind != "empty" and column.name not in without
    ]
    if not features:
        raise Problem("There must be a column to learn from beside the one to predict.")
    rows = _good_rows(table, [target, *features], leave_out)
    as_classes = _are_classes(target, rows) if classes is None else classes
    targets = _classes(target, rows) if as_classes else _numbers(target, rows)
    blocks = [_inputs(column, rows) for column in features]
    inputs = np.hstack([block.values for block in blocks])
    if inputs.shape[1] > MOST_INPUTS:
        raise Problem(
            f"This makes {inputs.shape[1]:,} inputs, and {MOST_INPUTS:,} are the most: "
            "leave some columns out."
        )
    return Dataset(
        name="own",
        label="Your own data",
        inputs=inputs,
        targets=targets.values,
        features=tuple(name for block in blocks for name in block.names),
        classes=targets.names if as_classes else (),
        source="Your own table.",
    )


def _good_rows(table: Table, used: list[Column], leave_out: bool) -> Mask:
    """Which of the table's rows have a value in every column that is used."""
    bad = table.bad_rows({column.name for column in used})
    if bad and not leave_out:
        line, reason = bad[0]
        more = "; and so on" if len(bad) > 1 else ""
        raise Problem(
            f"{count(len(bad), 'row')} can’t be used (line {line}: {reason}{more}): leave such "
            "rows out, or mend the table."
        )
    rows = ~np.isnan(np.array([column.values for column in used])).any(axis=0)
    if not rows.any():
        raise Problem("No row has a value in every column that is used.")
    return rows


def _are_classes(target: Column, rows: Mask) -> bool:
    """Whether a column to predict is rather one of classes: text, or few whole numbers of which
    each is there twice on average."""
    if target.kind == "text":
        return True
    values = target.values[rows]
    different = np.unique(values)
    whole = bool((different == np.round(different)).all())
    return whole and len(different) <= min(FEW, len(values) // 2)


def _classes(target: Column, rows: Mask) -> Block:
    """The column to predict, one-hot."""
    block = _one_hot(target, rows, MOST_CLASSES, "classes can be told apart")
    if len(block.names) == 1:
        raise Problem(
            f"“{target.name}” is “{block.names[0]}” in every row: that is nothing to learn."
        )
    return block


def _numbers(target: Column, rows: Mask) -> Block:
    """The column to predict, as numbers."""
    if target.kind == "text":
        raise Problem(f"“{target.name}” is text, which can only be predicted as classes.")
    values = target.values[rows]
    if values.min() == values.max():
        raise Problem(f"“{target.name}” is {values[0]:g} in every row: that is nothing to learn.")
    return Block(values[:, np.newaxis], (target.name,))


def _inputs(column: Column, rows: Mask) -> Block:
    """A column to learn from."""
    if column.kind == "number":
        return Block(column.values[rows][:, np.newaxis], (column.name,))
    block = _one_hot(column, rows, MOST_TEXTS, "can become inputs: leave this column out")
    return Block(block.values, tuple(f"{column.name} = {text}" for text in block.names))


def _one_hot(column: Column, rows: Mask, most: int, limit: str) -> Block:
    """A 1 in the place of each row's value among the different ones."""
    different, place = np.unique(column.values[rows], return_inverse=True)
    if len(different) > most:
        raise Problem(
            f"“{column.name}” has {len(different):,} different values, and at most {most} {limit}."
        )
    if column.kind == "text":
        names = tuple(visible(column.texts[int(k)]) for k in different)
    else:
        names = tuple(f"{value:.12g}" for value in different)
    return Block(one_hot(place, len(different)), names)
