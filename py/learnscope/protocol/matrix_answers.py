"""Declare the answers about a layer's matrices."""

from typing import Literal, TypedDict

from learnscope.protocol.snapshots import Table, ValueTable

type MatrixName = Literal[
    "weights",
    "a_prev",
    "biases",
    "z",
    "a",
    "guess",
    "targets",
    "delta",
    "d_weights",
    "d_biases",
]
"""The matrices that a layer may have."""


type PlaceKind = Literal["", "weight", "bias", "neuron", "guess", "target"]
"""The kind of a number's place in the figure; empty if it is not there."""


class WrittenFormula(TypedDict):
    """A formula as LaTeX, and the same in plain words."""

    latex: str
    words: str


class MatrixShown(WrittenFormula):
    """One matrix with its symbol, and a name for each row and column.

    ``values`` is null while nothing is computed. A vector has one column without a name.
    """

    name: MatrixName
    code: str
    title: str
    rows: list[str]
    columns: list[str]
    values: ValueTable | None
    place: PlaceKind
    layer: int
    """the layer of the places"""
    can_edit: bool
    is_before: bool
    """whether the numbers are from before the last change"""


class LayerMatrices(TypedDict):
    """The formulas and matrices of a layer, forward and backward."""

    layer: int
    many: bool
    about: str
    """what the numbers are about"""
    note: str
    """what is not computed yet"""
    forward: list[MatrixShown]
    backward: list[MatrixShown]
    forward_formulas: list[WrittenFormula]
    backward_formulas: list[WrittenFormula]


class MatrixText(TypedDict):
    """Matrices as text."""

    text: str


class Compared(TypedDict):
    """The visitor's slopes beside the core's, which differ, and in what pattern."""

    agrees: bool
    pattern: str | None
    text: str
    rows: list[str]
    columns: list[str]
    mine: Table
    ours: Table | None
    differs: list[list[bool]]
