"""Declare what each query answers; see ``snapshots`` for how the page gets these types."""

from typing import Literal, TypedDict

from learnscope.common.arrays import Array
from learnscope.protocol.snapshots import ModuleName, Numbers, Table


class Timeline(TypedDict):
    """The step and the cost of each moment of the time line from ``first`` on."""

    line: int
    first: int
    steps: Numbers
    costs: Numbers


class PredictionQuestion(TypedDict):
    """A question before a pass: its choices as (value, label), and the place it is about."""

    text: str
    choices: list[tuple[str, str]]
    place: str


class NoQuestion(TypedDict):
    """There is nothing to predict."""

    text: None


class PredictionVerdict(TypedDict):
    """Whether a prediction was right, and why, in a sentence."""

    right: bool
    text: str


# -- explanations


class FormulaLine(TypedDict):
    """One line of a derivation: a formula, the same with numbers, and the result."""

    latex: str
    words: str
    """the same in plain words"""
    numbers: list[float]
    value: float | None
    label: str
    is_folded: bool
    """whether some terms are put together in one number"""


class FunctionCurve(TypedDict):
    """An activation function around a point, and its slope there."""

    z: Numbers
    f: Numbers
    point: tuple[float, float]
    slope: float
    label: str


class Section(TypedDict):
    """One thing explained: sentences, lines of LaTeX, a curve."""

    title: str
    text: str
    lines: list[FormulaLine]
    curve: FunctionCurve | None


class ExplainedPlace(TypedDict):
    """The origin of the number at a place, and what Backprop does to it."""

    place: str
    name: str
    note: str
    """whether something else than the core's own Python made these numbers"""
    forward: list[Section]
    when: str | None
    backward: list[Section]
    learns: bool


class Proof(TypedDict):
    """One slope, derived and measured; ``agrees`` is None where a nudge is lost to rounding."""

    place: str
    derived: float
    measured: float
    nudge: float
    cost_above: float
    cost_below: float
    agrees: bool | None
    text: str
    latex: str
    words: str


class ProofRow(TypedDict):
    """One slope in the map of all."""

    place: str
    derived: float
    measured: float
    agrees: bool | None
    title: str


class AllProofs(TypedDict):
    """Whether every slope agrees with what a nudge measures."""

    rows: list[ProofRow]
    text: str
    agrees: bool | None


class Nudge(TypedDict):
    """The cost for values of one number around its own, and the tangent there."""

    place: str
    values: Numbers
    costs: Numbers
    tangent: Numbers
    texts: list[str]
    own: int
    """the index of the number's own value"""


# -- menus and Python


class Choice(TypedDict):
    """One entry of a menu."""

    name: str
    label: str


class ActivationChoice(Choice):
    """An activation function with its curve and that of its slope."""

    f: Numbers
    f_prime: Numbers


class OptimiserChoice(Choice):
    """An optimiser; ``takes_momentum`` says whether it uses the momentum that is set."""

    takes_momentum: bool


class TaskOption(Choice):
    """A number that the examples of a task are made with."""

    default: float
    low: float
    high: float
    whole: bool


class TaskChoice(Choice):
    """A task, and the numbers that its examples are made with."""

    why: str
    options: list[TaskOption]


class Choices(TypedDict):
    """The entries of all menus. ``id`` is that of the visitor's own activation function, or 0."""

    id: int
    z: Numbers
    activations: list[ActivationChoice]
    costs: list[Choice]
    tasks: list[TaskChoice]
    optimisers: list[OptimiserChoice]
    initial: list[Choice]
    """ways to draw start weights"""


class SourceText(TypedDict):
    """The text of a module, with its id if the visitor typed it, else 0."""

    module: ModuleName
    text: str
    id: int


class TracedName(TypedDict):
    """A name in the line that runs. ``at`` says which of its numbers the step is about."""

    name: str
    shape: list[int]
    values: list[float]
    total: int
    at: int | None


class Trace(TypedDict):
    """The line that the last small step was about; without a line, why not."""

    text: str
    module: ModuleName | None
    line: int | None
    last_line: int | None
    names: list[TracedName]


# -- exercises


class Solution(TypedDict):
    """The right value, as the figure shows it and as a formula with its numbers."""

    value: float
    shown: str
    latex: str
    words: str


class Checked(TypedDict):
    """Whether a value worked out by hand is right, or which mistake it looks like."""

    right: bool
    mistake: str | None
    text: str
    solution: Solution


class LabelledValue(TypedDict):
    """A number with the symbol that it stands for."""

    label: str
    value: str


class WorksheetColumn(TypedDict):
    """A column of a worksheet's table."""

    label: str
    name: str


class WorksheetRow(TypedDict):
    """A row of a worksheet's table."""

    name: str
    values: list[str]


class WorksheetTable(TypedDict):
    """A layer's weights and biases."""

    caption: str
    columns: list[WorksheetColumn]
    rows: list[WorksheetRow]


class WorksheetExercise(TypedDict):
    """One exercise and its key."""

    question: str
    solution: str
    answer: str


class WorksheetPart(TypedDict):
    """Exercises of one kind."""

    title: str
    exercises: list[WorksheetExercise]


class Worksheet(TypedDict):
    """A page of exercises with its key; labels, questions, solutions and rules are LaTeX.

    ``words`` has each of these formulas in plain words, by its LaTeX.
    """

    title: str
    origin: str
    intro: str
    notes: list[str]
    rules: list[str]
    values: list[LabelledValue]
    given: list[LabelledValue]
    tables: list[WorksheetTable]
    parts: list[WorksheetPart]
    words: dict[str, str]


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
    """What was found in a table."""

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
    """The data that would be learned from, or in ``problem`` the reason why there is none."""

    classes: bool | None
    inputs: int
    rows: int
    text: str
    problem: str | None


# -- training


class Points(TypedDict):
    """The examples as points on the plane, from −extent to extent."""

    edition: int
    x: Numbers
    y: Numbers
    of_class: list[int]
    classes: list[str]
    extent: float


ExampleClass = TypedDict("ExampleClass", {"class": int | None})
"""The number of an example's class; None where targets are numbers."""


class ExamplesAnswer(ExampleClass):
    """The example in the figure among all."""

    edition: int
    index: int
    count: int
    previous: int
    next: int
    is_test: bool
    worst: int
    """the one with the largest cost, of as many as were looked at"""
    worst_cost: float | None
    looked_at: int
    targets: Numbers | None
    guesses: Numbers | None
    """in their own units, where targets are numbers"""
    worst_off: Numbers | None
    """how far the worst is off, in its own units, where targets are numbers"""


class Curves(TypedDict):
    """Cost and accuracy at steps of the training; None where there is none."""

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
    """How often which class (row) is taken for which (column), and examples of each."""

    of: Literal["test", "train"]
    classes: list[str]
    counts: Table
    actual: Numbers
    guessed: Numbers
    right: int
    total: int
    examples: list[list[list[int]]]


class Rows(TypedDict):
    """The inputs and targets of a few examples, row by row, in the data's own units."""

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
    """Some maps, each of size × size values, row by row from low up."""

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
    """least and most of a guess in its own units, where it is one number"""


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
    """How the numbers of one layer are spread."""

    weights: Histogram
    biases: Histogram
    d_weights: Histogram
    d_biases: Histogram


class Distributions(TypedDict):
    """How the numbers of each layer are spread."""

    looked_at: int
    """on so many examples the slopes were worked out"""
    layers: list[LayerDistributions]
