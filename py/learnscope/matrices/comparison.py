"""Compare slopes that a visitor's own program computed with the core's.

If they differ, find the pattern: another sign, a factor, a transpose, or one of the usual mistakes.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from learnscope.common.arrays import Array
from learnscope.common.errors import count
from learnscope.common.formatting import trimmed
from learnscope.matrices.block import Block
from learnscope.matrices.layer_matrices import Matrix
from learnscope.matrices.suspects import suspects
from learnscope.matrices.worked import Worked

CLOSE = 1e-6
"""Share of the largest number that two may differ by.

Programs often compute with seven digits only.
"""


class Compared(NamedTuple):
    """The visitor's numbers beside the core's, which of them differ, and a sentence.

    ``pattern`` names what they have in common if they differ, or is None. ``ours`` is None if the
    shapes do not fit.
    """

    agrees: bool
    pattern: str | None
    text: str
    mine: Array
    ours: Array | None
    differs: NDArray[np.bool_]


def compared(mine: Block, matrix: Matrix, of: Worked) -> Compared:
    """Compare a block with a matrix that Backprop computes; ``of`` is what it comes from."""
    ours = np.atleast_2d(np.array(matrix.values, dtype=float))
    if matrix.is_vector and mine.shape == ours.T.shape:
        mine = mine.turned()
    if mine.shape != ours.shape:
        return misshapen(mine, ours, matrix, of)
    differs = ~close(mine, ours)
    if not differs.any():
        return Compared(True, None, agreement(ours), mine.values, ours, differs)
    pattern, text = next(found(mine, ours, matrix, of), (None, ""))
    return Compared(False, pattern, text or scattered(differs, matrix), mine.values, ours, differs)


def close(mine: Block, ours: Array, scale: float = 1.0) -> NDArray[np.bool_]:
    """Tell for each number whether it is ours times a scale.

    A number that was written with few digits is only compared that far.
    """
    wanted = ours * scale
    allowed = mine.units * (1 + 1e-9) + CLOSE * np.abs(wanted).max(initial=0.0)
    near: NDArray[np.bool_] = np.abs(mine.values - wanted) <= allowed
    return near


def fits(mine: Block, ours: Array, scale: float = 1.0) -> bool:
    """Tell whether all numbers are ours times a scale."""
    return mine.shape == ours.shape and bool(close(mine, ours, scale).all())


def agreement(ours: Array) -> str:
    """Say that all numbers agree."""
    if ours.size == 1:
        return "The number agrees."
    return f"All {ours.size:,} numbers agree."


def misshapen(mine: Block, ours: Array, matrix: Matrix, of: Worked) -> Compared:
    """Say what is wrong with the shape; compare the numbers of a transpose."""
    if mine.shape != ours.T.shape:
        text = f"Yours has {shape(mine.values)}, and this matrix has {shape(ours)}."
        differs = np.ones(mine.shape, dtype=bool)
        return Compared(False, None, text, mine.values, None, differs)
    turned = mine.turned()
    differs = ~close(turned, ours)
    also = ""
    if differs.any():
        _, text = next(found(turned, ours, matrix, of), ("", scattered(differs, matrix)))
        also = f" Besides: {text}"
    return Compared(False, "transpose", TRANSPOSED + also, mine.values, ours.T, differs.T)


def shape(of: Array) -> str:
    """Say how many rows and columns there are."""
    rows, columns = of.shape
    return f"{count(rows, 'row')} and {count(columns, 'column')}"


TRANSPOSED = (
    "Rows and columns are swapped: this is the transpose. Here each row is one neuron, and each "
    "column is one of its inputs."
)
SIGN = (
    "Every number has the right size and the wrong sign. Look for target minus guess where it "
    "should be guess minus target."
)

type Pattern = tuple[str, str]
"""The name of a pattern, and a sentence."""


def found(mine: Block, ours: Array, matrix: Matrix, of: Worked) -> Iterator[Pattern]:
    """Yield the patterns that explain the difference, simplest first."""
    if fits(mine, ours, -1):
        yield "sign", SIGN
    if fits(mine.turned(), ours):
        yield "transpose", TRANSPOSED
    for scale, pattern, text in known_factors(of):
        if scale not in (0, 1) and fits(mine, ours, scale):
            yield pattern, text
    made = [
        each._replace(values=np.atleast_2d(each.values))
        for each in suspects(of, matrix.layer, matrix.kind.name)
    ]
    for scale, also in ((1, ""), (-1, " And every sign is wrong.")):
        for each in made:
            is_other = not np.allclose(each.values, ours, rtol=CLOSE, atol=0)
            if is_other and fits(mine, each.values, scale):
                yield each.pattern, each.sentence + also
    scale = common_factor(mine, ours)
    if scale and np.count_nonzero(ours) > 1 and fits(mine, ours, scale):
        yield "factor", f"Every number is {trimmed(scale)} times what it should be."
    if fits(mine.turned(), ours, -1):
        yield "transpose", f"{TRANSPOSED} Besides: {SIGN}"


type Factor = tuple[float, str, str]
"""A factor, the name of the mistake that it comes of, and a sentence."""


def known_factors(of: Worked) -> Iterator[Factor]:
    """Yield factors that come of a usual mistake."""
    yield from factors_of_means(of)
    rate = of.learning_rate
    yield (
        rate,
        "rate",
        f"Every number was multiplied by the learning rate, {trimmed(rate)}. That comes in only "
        "with the step.",
    )
    yield (
        -rate,
        "rate",
        "That is how far each number moves: minus the learning rate times the slope. Here the "
        "slope itself is meant.",
    )


def factors_of_means(of: Worked) -> Iterator[Factor]:
    """Yield factors that come of a wrong mean or a forgotten ½."""
    examples, outputs = len(of.inputs), of.targets.shape[1]
    is_squared = of.cost == "squared_error"
    if examples > 1:
        yield (
            examples,
            "sum",
            f"Every number is {examples} times what it should be. The cost is the mean over "
            f"{examples} examples: divide by {examples}.",
        )
        yield (
            1 / examples,
            "mean",
            f"Every number was divided by {examples} once too often. δ has the factor "
            f"1/{examples} already, so take the sum over the examples, not the mean.",
        )
    if is_squared:
        yield (
            2.0,
            "factor",
            "Every number is 2 times what it should be. This cost has a factor ½ before the "
            "square, so ∂C/∂a is guess minus target.",
        )
    for scale, also in ((1, ""), (2, ", and without the ½ of this cost")):
        if outputs > 1 and (scale == 1 or is_squared):
            yield (
                scale / outputs,
                "mean_of_outputs",
                f"It looks as if the mean over the {outputs} outputs was taken{also}. This cost "
                "is the sum over them.",
            )


def common_factor(mine: Block, ours: Array) -> float:
    """Find the factor that brings ours closest to the visitor's numbers; 0 without any."""
    square = float((ours * ours).sum())
    return float((mine.values * ours).sum()) / square if square else 0.0


def scattered(differs: NDArray[np.bool_], matrix: Matrix) -> str:
    """Say how many numbers differ, and whether all are in one row or column."""
    wrong, total = int(differs.sum()), differs.size
    text = f"{wrong:,} of {count(total, 'number')} {'differs' if wrong == 1 else 'differ'}"
    rows, columns = (np.flatnonzero(differs.any(axis=axis)) for axis in (1, 0))
    if total == wrong:
        return "The number differs." if total == 1 else f"All {total:,} numbers differ."
    if matrix.is_vector:
        return f"{text}."
    if len(rows) == 1 and len(differs) > 1:
        return f"{text}, all of them in the row of {matrix.rows[rows[0]]}."
    if len(columns) == 1 and len(differs[0]) > 1:
        return f"{text}, all of them in the column of {matrix.columns[columns[0]]}."
    return f"{text}."
