"""Declare the answers to queries; see ``snapshots`` for how the page gets these types."""

from typing import TypedDict

from learnscope.protocol.snapshots import ModuleName, Numbers


class Timeline(TypedDict):
    """The step and the cost of each moment of the time line, starting at ``first``."""

    line: int
    first: int
    steps: Numbers
    costs: Numbers


class PredictionQuestion(TypedDict):
    """A question before a pass: choices as (value, label), and the place it is about."""

    text: str
    choices: list[tuple[str, str]]
    place: str


class NoQuestion(TypedDict):
    """The answer when there is nothing to predict."""

    text: None


class PredictionVerdict(TypedDict):
    """Whether a prediction was right, and a sentence that says why."""

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
    """whether some terms are folded into one number"""


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
    """How the number at a place came about, and what Backprop does to it."""

    place: str
    name: str
    note: str
    """says so if Python that the visitor typed made these numbers"""
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
    """One slope in the map of all slopes."""

    place: str
    derived: float
    measured: float
    agrees: bool | None
    title: str


class AllProofs(TypedDict):
    """Every slope, derived and measured, and whether all agree."""

    rows: list[ProofRow]
    text: str
    table: str
    """all of it as a text with tabs, for a spreadsheet"""
    agrees: bool | None


class Nudge(TypedDict):
    """The cost for values around a number's own value, and the tangent there."""

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
    """An activation function with the curves of f and of its slope."""

    f: Numbers
    f_prime: Numbers


class OptimiserChoice(Choice):
    """An optimiser; ``takes_momentum`` says whether it uses the momentum that is set."""

    takes_momentum: bool


class TaskOption(Choice):
    """A number that shapes the examples of a task."""

    default: float
    low: float
    high: float
    whole: bool


class TaskChoice(Choice):
    """A task, and the numbers that shape its examples."""

    why: str
    options: list[TaskOption]


class Choices(TypedDict):
    """The entries of all menus. ``id`` identifies the visitor's own activation, or is 0."""

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
    """A name in the line that runs. ``at`` is the index of the number the step is about."""

    name: str
    shape: list[int]
    values: list[float]
    total: int
    at: int | None


class Trace(TypedDict):
    """The line that the last small step was about. If there is none, ``text`` says why."""

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
    """A number with the symbol it stands for."""

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
    """A page of exercises with a key; labels, questions, solutions and rules are LaTeX.

    ``words`` maps each of these formulas to the same in plain words.
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
