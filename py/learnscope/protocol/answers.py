"""Declare what each query answers; see ``snapshots`` for how the page gets these types."""

from typing import TypedDict

from learnscope.protocol.snapshots import ModuleName, Numbers


class Timeline(TypedDict):
    """The step and the cost of each moment of the time line from ``first`` on."""

    line: int
    first: int
    steps: Numbers
    costs: Numbers


class PredictionQuestion(TypedDict):
    """A question before a pass: choices as (value, label), and the place it concerns."""

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
