"""Answer queries about the matrices of a layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np

from learnscope.api.queries.explanations import step_in_sight
from learnscope.common.errors import between
from learnscope.common.typesetting import Written, written
from learnscope.matrices.block import block_of
from learnscope.matrices.comparison import compared
from learnscope.matrices.copied import copied
from learnscope.matrices.layer_formulas import backward_formulas, forward_formulas
from learnscope.matrices.layer_matrices import (
    Matrix,
    Numbers,
    matrices,
    of_example,
    of_examples,
)
from learnscope.matrices.worked import Worked, of_next_batch, of_step
from learnscope.protocol import queries
from learnscope.session.session import Session
from learnscope.training.next_batch import next_batch

if TYPE_CHECKING:  # the browser never imports these, which declare types only
    from learnscope.protocol import matrix_answers
    from learnscope.protocol.matrix_answers import PlaceKind
    from learnscope.protocol.snapshots import ValueTable

MOST_EXAMPLES = 40
"""Rows of a batch that an answer shows."""


def layer_matrices(session: Session, query: queries.MatricesQuery) -> matrix_answers.LayerMatrices:
    """List a layer's formulas and matrices, for one example or for a batch."""
    layer = layer_of(session, query.layer)
    numbers, about = numbers_of(session, layer, query.many, MOST_EXAMPLES)
    network = session.now.state.network
    symbol, layers = network[layer - 1].activation.symbol, len(network)
    all_ = matrices(numbers)
    return {
        "layer": layer,
        "many": query.many,
        "about": about,
        "note": note(all_),
        "forward": [shown(each, query.many) for each in all_ if not each.kind.is_backward],
        "backward": [shown(each, query.many) for each in all_ if each.kind.is_backward],
        "forward_formulas": formulas(forward_formulas(layer, symbol, query.many)),
        "backward_formulas": formulas(backward_formulas(layer, layers, symbol, query.many)),
    }


def copy_matrices(session: Session, query: queries.CopyMatricesQuery) -> matrix_answers.MatrixText:
    """Write matrices as text with all digits."""
    layers = range(1, len(session.now.state.network) + 1)
    chosen = layers if query.layer is None else [layer_of(session, query.layer)]
    found: dict[str, Matrix] = {}
    for layer in chosen:
        numbers, _ = numbers_of(session, layer, query.many)
        for each in matrices(numbers):
            if query.name in (None, each.kind.name):
                found.setdefault(each.code, each)  # a of one layer is what the next is given
    return {"text": copied([*found.values()], query.style)}


def compare(session: Session, query: queries.CompareQuery) -> matrix_answers.Compared:
    """Compare the visitor's own slopes with the core's."""
    layer, mine = layer_of(session, query.layer), block_of(query.text)
    worked = batch(session) if query.many else of_step(step_in_sight(session))
    names = tuple(str(n + 1) for n in range(len(worked.inputs)))
    numbers = of_examples(worked, layer, names if query.many else ())
    if not query.many:
        numbers = numbers._replace(values={**numbers.values, "delta": numbers.values["delta"][0]})
    [matrix] = (each for each in matrices(numbers) if each.kind.name == query.name)
    found = compared(mine, matrix, worked)
    if matrix.is_vector:  # compared as a row, shown as a column
        ours = None if found.ours is None else found.ours.T
        found = found._replace(mine=found.mine.T, ours=ours, differs=found.differs.T)
    has_names = found.mine.shape == (len(matrix.rows), max(1, len(matrix.columns)))
    return {
        "agrees": found.agrees,
        "pattern": found.pattern,
        "text": found.text,
        "rows": list(matrix.rows) if has_names else [],
        "columns": list(matrix.columns) if has_names else [],
        "mine": found.mine,
        "ours": found.ours,
        "differs": found.differs.tolist(),
    }


# -- whose numbers they are


def layer_of(session: Session, layer: int) -> int:
    """Check that a layer exists.

    Raises:
        Problem: it does not.
    """
    return int(between(layer, "The layer", 1, len(session.now.state.network)))


def numbers_of(
    session: Session, layer: int, many: bool, most: int | None = None
) -> tuple[Numbers, str]:
    """Take the numbers of a layer, and say what they are about.

    ``most`` limits the examples.
    """
    if not many:
        return of_example(cast("dict[str, Any]", session.snapshot()), layer), ABOUT_EXAMPLE
    worked, experiment = batch(session), session.now.learning()
    rows = next_batch(experiment.run_of(session.now.state))
    names = tuple(f"example {n + 1}" for n in experiment.split.train[rows][:most])
    numbers = of_examples(worked, layer, names)
    count = len(rows)
    about = (
        f"The batch that the next training step learns from: {count:,} examples, one in each row."
    )
    if most and count > most:
        about += f" The first {most} are shown."
    return numbers, about


ABOUT_EXAMPLE = "The example in the figure."


def batch(session: Session) -> Worked:
    """Work out the next training batch."""
    experiment = session.now.learning()
    experiment.check()
    return of_next_batch(experiment.run_of(session.now.state))


# -- plain data


def shown(of: Matrix, many: bool) -> matrix_answers.MatrixShown:
    """Write down a matrix; a vector becomes a column."""
    symbol = written(of.symbol)
    is_in_figure = not (many and of.kind.of_examples)
    return {
        "name": cast("matrix_answers.MatrixName", of.kind.name),
        "code": of.code,
        "title": of.title,
        "latex": symbol.latex,
        "words": symbol.words,
        "rows": list(of.rows),
        "columns": list(of.columns),
        "values": values_of(of),
        "place": cast("PlaceKind", of.kind.place if is_in_figure else ""),
        "layer": of.layer,
        "can_edit": is_in_figure and (of.kind.can_edit or not of.layer),
        "is_before": of.is_before,
    }


def values_of(of: Matrix) -> ValueTable | None:
    """Return a matrix's numbers in rows, as many as it names."""
    values = of.values
    if values is None:
        return None
    if of.is_vector:
        return values[:, np.newaxis] if isinstance(values, np.ndarray) else [[v] for v in values]
    return cast("ValueTable", values[: len(of.rows)])


def formulas(of: list[Written]) -> list[matrix_answers.WrittenFormula]:
    """Write down formulas."""
    return [{"latex": each.latex, "words": each.words} for each in of]


def note(all_: list[Matrix]) -> str:
    """Say what is not computed yet, and what to press."""
    known = {each.kind.name: each.values is not None and not each.is_before for each in all_}
    if not known["a"] and not known["delta"]:
        return "A dash means: not computed yet. Press Forward."
    if not known["delta"]:
        return "Press Backprop for δ and the slopes."
    return "" if known["a"] else "The slopes are those of the step just made."
