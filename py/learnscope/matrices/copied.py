"""Write matrices as text for other programs, with all digits of every number."""

from collections.abc import Callable, Sequence
from typing import Any

from learnscope.common.errors import Problem
from learnscope.common.typesetting import written
from learnscope.matrices.layer_matrices import Matrix

type Rows = list[list[str]]


def copied(matrices: Sequence[Matrix], style: str) -> str:
    """Write those matrices that are computed, in one of ``STYLES``.

    Numbers from before the last change are left out: they do not belong to the weights of now.

    Raises:
        Problem: none of them is computed yet.
    """
    known = [each for each in matrices if not each.is_before and is_known(each)]
    if not known:
        raise Problem("These numbers are not computed yet.")
    head, write = STYLES[style]
    texts = [write(each) for each in known]
    if style == "plain":
        named = [f"{each.code}\n{text}" for each, text in zip(known, texts, strict=True)]
        return "\n\n".join(named if len(known) > 1 else texts) + "\n"
    return head + "\n".join(texts) + "\n"


def is_known(matrix: Matrix) -> bool:
    """Tell whether every number is computed."""
    return matrix.values is not None and not any(
        value is None for row in table(matrix) for value in row
    )


def table(matrix: Matrix) -> list[list[Any]]:
    """Return the numbers as rows; a vector is one row."""
    values = [plain(row) for row in plain(matrix.values)]
    return [values] if matrix.is_vector else values


def plain(values: Any) -> Any:
    """Turn an array into a list."""
    return values.tolist() if hasattr(values, "tolist") else values


def digits(matrix: Matrix) -> Rows:
    """Write every number with the fewest digits that give it back exactly."""
    return [[repr(float(value)) for value in row] for row in table(matrix)]


def in_lists(matrix: Matrix) -> str:
    """Write the numbers as nested lists of Python."""
    rows = [f"[{', '.join(row)}]" for row in digits(matrix)]
    return rows[0] if matrix.is_vector else f"[{', '.join(rows)}]"


def numpy(matrix: Matrix) -> str:
    """Write an assignment of a NumPy array."""
    return f"{matrix.code} = np.array({in_lists(matrix)})"


def pytorch(matrix: Matrix) -> str:
    """Write an assignment of a PyTorch tensor."""
    return f"{matrix.code} = torch.tensor({in_lists(matrix)}, dtype=torch.float64)"


def for_spreadsheets(matrix: Matrix) -> str:
    """Write rows with tabs between the numbers; a vector is a column."""
    rows = digits(matrix)
    if matrix.is_vector:
        rows = [[value] for value in rows[0]]
    return "\n".join("\t".join(row) for row in rows)


def latex(matrix: Matrix) -> str:
    """Write an equation; a vector is a column."""
    rows = digits(matrix)
    if matrix.is_vector:
        rows = [[value] for value in rows[0]]
    body = r" \\ ".join(" & ".join(map(power_of_ten, row)) for row in rows)
    return rf"{written(matrix.symbol).latex} = \begin{{pmatrix}} {body} \end{{pmatrix}}"


def power_of_ten(number: str) -> str:
    """Write an exponent as a power of ten."""
    mantissa, e, exponent = number.partition("e")
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if e else mantissa


STYLES: dict[str, tuple[str, Callable[[Matrix], str]]] = {
    "numpy": ("import numpy as np\n\n", numpy),
    "pytorch": ("import torch\n\n", pytorch),
    "plain": ("", for_spreadsheets),
    "latex": ("", latex),
}
"""How matrices can be written: what comes first, and how each of them is written."""
