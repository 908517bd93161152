"""Declare the answers about examples, the visitor's table, and results of training."""

from typing import Literal, TypedDict

from learnscope.common.arrays import Array
from learnscope.protocol.snapshots import Numbers, Table

# -- the visitor's own table


class PartTaken(TypedDict):
    """How much of a table has been handed over."""

    bytes: int


class BadRow(TypedDict):
    """A row that can't be used."""

    line: int
    reason: str


class TableFaults(TypedDict):
    """How many rows can't be used, and the first of them."""

    bad: int
    bad_rows: list[BadRow]


class TableColumn(TypedDict):
    """A column; ``usable`` says whether it can be learned from."""

    name: str
    kind: Literal["number", "text", "empty"]
    distinct: int
    usable: bool


class TableReport(TableFaults):
    """The report on a table."""

    rows: int
    separator: str
    decimal: str
    header: bool
    encoding: str
    columns: list[TableColumn]
    head: list[list[str]]


class TableRead(TypedDict):
    """How much of a table is read, and the report at the end."""

    share: float
    report: TableReport | None


class TablePlan(TableFaults):
    """The data that would be learned from; if there is none, ``problem`` says why."""

    classes: bool | None
    inputs: int
    rows: int
    text: str
    problem: str | None


# -- training


class Points(TypedDict):
    """The examples as points on the plane, which extends from −extent to extent."""

    edition: int
    x: Numbers
    y: Numbers
    of_class: list[int]
    classes: list[str]
    extent: float


ExampleClass = TypedDict("ExampleClass", {"class": int | None})
"""The number of an example's class; None where targets are numbers."""


class ExamplesAnswer(ExampleClass):
    """The example in the figure and its place among all examples."""

    edition: int
    index: int
    count: int
    previous: int
    next: int
    is_test: bool
    worst: int
    """the example with the largest cost among ``looked_at``"""
    worst_cost: float | None
    looked_at: int
    targets: Numbers | None
    guesses: Numbers | None
    """in the data's own units, if targets are numbers"""
    worst_off: Numbers | None
    """how far off the worst is, in the data's own units, if targets are numbers"""


class Curves(TypedDict):
    """Cost and accuracy at steps of the training; None where not measured."""

    steps: list[int]
    train_cost: list[float | None]
    test_cost: list[float | None]
    train_accuracy: list[float | None]
    test_accuracy: list[float | None]
    train_error: list[float | None]
    test_error: list[float | None]


class Progress(Curves):
    """How far training has come. ``noted`` points are final; one more shows the present."""

    curve: int
    noted: int


class Confusion(TypedDict):
    """How often each class (row) is taken for each class (column), with examples."""

    of: Literal["test", "train"]
    classes: list[str]
    counts: Table
    actual: Numbers
    guessed: Numbers
    right: int
    total: int
    examples: list[list[list[int]]]


class Rows(TypedDict):
    """Inputs and targets of a few examples, row by row, in the data's own units."""

    indices: list[int]
    features: int
    values: Numbers


class Plane(TypedDict):
    """The examples on the plane and the corners of all maps. A class of −1 means none."""

    edition: int
    low: Numbers
    high: Numbers
    indices: Numbers
    x: Numbers
    y: Numbers
    classes: Numbers
    is_test: Numbers


class Maps(TypedDict):
    """Maps of size × size values each, row by row from the bottom up."""

    size: int
    maps: int
    values: Array
    least: float
    most: float


class DecisionMap(Maps):
    """A map of the plane: the network's guess, or a neuron's activation."""

    low: Numbers
    high: Numbers
    here: Numbers
    """where the inputs in the figure lie"""
    neuron: str | None
    own: tuple[float, float] | None
    """least and most in the guess's own units, if the guess is one number"""


class LayerMaps(Maps):
    """The maps of a layer, and how many neurons it has."""

    neurons: int


class NeuronMaps(TypedDict):
    """A small map of each hidden neuron's activation, layer by layer."""

    layers: list[LayerMaps]


class Histogram(TypedDict):
    """How many values lie in each of equal parts from low to high."""

    low: float
    high: float
    counts: list[int]


class LayerDistributions(TypedDict):
    """How the numbers of one layer are distributed."""

    weights: Histogram
    biases: Histogram
    d_weights: Histogram
    d_biases: Histogram


class Distributions(TypedDict):
    """How the numbers of each layer are distributed."""

    looked_at: int
    """how many examples the slopes were computed on"""
    layers: list[LayerDistributions]
