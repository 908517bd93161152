"""Declare every query: a question to a session or a demo that changes nothing."""

from typing import TYPE_CHECKING, Annotated

from learnscope.datasets.table.dialect import DECIMALS, SEPARATORS
from learnscope.figure.prediction import VERBS
from learnscope.protocol.fields import (
    Place,
    as_given,
    indices,
    integer,
    integer_from,
    one_of,
    one_or_more_names,
    part_of_table,
    some_names,
    switch,
    told_truth,
)
from learnscope.protocol.request import Query
from learnscope.usercode.overrides import FUNCTIONS

if TYPE_CHECKING:  # these declare types only: the browser does without them
    from learnscope.protocol import answers, data_answers, demo_answers  # noqa: F401  # named in texts

MOST_ROWS = 60
"""How many examples one query may ask for."""

# -- time line and predictions


class TimelineQuery(Query["answers.Timeline"]):
    """The steps and costs of the time line from one moment on, and their start."""

    start: Annotated[int | None, integer_from("The moment", 0)] = None


class QuestionQuery(Query["answers.PredictionQuestion | answers.NoQuestion"]):
    """The question that can be asked before a pass; ``text`` may be null."""

    verb: Annotated[str, one_of("The verb", VERBS)]


class VerdictQuery(Query["answers.PredictionVerdict"]):
    """Whether the visitor's choice is what the coming pass will show, and why."""

    verb: Annotated[str, one_of("The verb", VERBS)]
    choice: Annotated[object, as_given("string")]


# -- explanations


class ExplainQuery(Query["answers.ExplainedPlace"]):
    """The origin of the number at a place, and what Backprop does to it.

    unfold shows every term of wide sums.
    """

    place: Place
    unfold: Annotated[bool, switch()] = False


class ProofQuery(Query["answers.Proof"]):
    """The slope of one weight or bias, derived and measured."""

    place: Place


class ProofMapQuery(Query["answers.AllProofs"]):
    """Every slope, derived and measured."""


class NudgeCurveQuery(Query["answers.Nudge"]):
    """The cost around one weight or bias, and the tangent that its slope predicts."""

    place: Place


class CheckQuery(Query["answers.Checked"]):
    """Whether a value worked out by hand is right, or which mistake it looks like."""

    place: Place
    quantity: Annotated[object, as_given("string")]
    value: Annotated[object, as_given("Typed")]


class WorksheetQuery(Query["answers.Worksheet"]):
    """The network as a worksheet with a key, to be printed."""


# -- menus and Python


class ChoicesQuery(Query["answers.Choices"]):
    """The entries of all menus, with each f and f′ from −6 to 6."""


class SourceQuery(Query["answers.SourceText"]):
    """The text of a module, with its id if the visitor typed it, else 0."""

    module: Annotated[str, one_of("The module", FUNCTIONS)]


class TraceQuery(Query["answers.Trace"]):
    """The line that the last small step was about, and the numbers of its names."""


# -- the visitor's own table


class TablePartQuery(Query["data_answers.PartTaken"], traits=("forgotten",)):
    """Take a part of a table; ``first`` begins another one."""

    part: Annotated[bytes, part_of_table()]
    first: Annotated[bool | None, told_truth("First")] = None


class TableQuery(Query["data_answers.TableRead"], traits=("forgotten",)):
    """Read on a little. The answer has the share done, and in the end the report."""

    separator: Annotated[str | None, one_of("The separator", SEPARATORS.values())] = None
    decimal: Annotated[str | None, one_of("The decimal sign", DECIMALS.values())] = None
    header: Annotated[bool | None, told_truth("Header")] = None


class TablePlanQuery(Query["data_answers.TablePlan"], traits=("forgotten",)):
    """The data that would be learned from the table as last read."""

    predict: Annotated[str | list[str], one_or_more_names("The column to predict")]
    classes: Annotated[bool | None, told_truth("Classes")] = None
    without: Annotated[list[str] | None, some_names("The columns to leave out")] = None


# -- training


class PointsQuery(Query["data_answers.Points"]):
    """The examples as points on the plane, with the class of each."""


class ExamplesQuery(Query["data_answers.ExamplesAnswer"]):
    """The example in the figure among all: its neighbours, its class, and the worst example."""


class ProgressQuery(Query["data_answers.Progress"]):
    """The curves of training after the step ``start``, to where it has come."""

    start: Annotated[int | None, integer_from("The step", -1)] = None


class ConfusionQuery(Query["data_answers.Confusion"]):
    """How often each class is taken for each other; by default among the test examples."""

    of: Annotated[str | None, one_of("The set", ("test", "train"))] = None


class RowsQuery(Query["data_answers.Rows"]):
    """The inputs and targets of a few examples, in the data's own units."""

    indices: Annotated[list[int], indices("The examples", "The example’s index", MOST_ROWS)]


class PlaneQuery(Query["data_answers.Plane"]):
    """Examples of the plane, and the corners of all maps."""


class DecisionMapQuery(Query["data_answers.DecisionMap"]):
    """The guess, or one neuron's activation, at size × size points of the plane."""

    size: Annotated[int, integer("The size of the map")]
    neuron: Annotated[object, as_given("string | null")] = None


class NeuronMapsQuery(Query["data_answers.NeuronMaps"]):
    """A small map of each hidden neuron's activation."""

    size: Annotated[int, integer("The size of the map")]


class DistributionsQuery(Query["data_answers.Distributions"]):
    """How the weights and biases of each layer are spread, and their slopes."""


QUERIES: dict[str, type[Query[object]]] = {
    kind.op: kind
    for kind in (
        *(TimelineQuery, QuestionQuery, VerdictQuery),
        *(ExplainQuery, ProofQuery, ProofMapQuery, NudgeCurveQuery, CheckQuery, WorksheetQuery),
        *(ChoicesQuery, SourceQuery, TraceQuery),
        *(TablePartQuery, TableQuery, TablePlanQuery),
        *(PointsQuery, ExamplesQuery, ProgressQuery, ConfusionQuery, RowsQuery),
        *(PlaneQuery, DecisionMapQuery, NeuronMapsQuery, DistributionsQuery),
    )
}
"""Every query of a session by its op."""


# -- the live figures of the explanation: the session is none of their business


class LifeRequest(Query["demo_answers.LifeShown"], traits=("forgotten",)):
    """Two worlds, one run by Conway's rule and one by a network that learns it."""

    action: Annotated[object, as_given("string | null")] = None
    row: Annotated[object, as_given("Typed | null")] = None
    column: Annotated[object, as_given("Typed | null")] = None
    alive: Annotated[object, as_given("boolean | null")] = None
    name: Annotated[object, as_given("string | null")] = None
    steps: Annotated[object, as_given("Typed | null")] = None
    seed: Annotated[object, as_given("Typed | null")] = None


class CutRequest(Query["demo_answers.CutShown | demo_answers.Getting"], traits=("forgotten",)):
    """A network that reads digits, to be damaged."""

    action: Annotated[object, as_given("string | null")] = None
    place: Annotated[object, as_given("string | null")] = None
    seed: Annotated[object, as_given("Typed | null")] = None


class SeedsRequest(Query["demo_answers.SeedsShown | demo_answers.Getting"], traits=("forgotten",)):
    """Networks that learned the same from other random weights."""

    action: Annotated[object, as_given("string | null")] = None
    first: Annotated[object, as_given("Typed | null")] = None
    second: Annotated[object, as_given("Typed | null")] = None
    seed: Annotated[object, as_given("Typed | null")] = None


class GuessRequest(
    Query["demo_answers.GuessShown | demo_answers.GuessGetting"], traits=("forgotten",)
):
    """A game: which of two networks reads better, by one weight of each?"""

    action: Annotated[object, as_given("string | null")] = None
    choice: Annotated[object, as_given("string | null")] = None
    asked: Annotated[object, as_given("Typed | null")] = None
    right: Annotated[object, as_given("Typed | null")] = None


DEMOS: dict[str, type[Query[object]]] = {
    kind.op: kind for kind in (LifeRequest, CutRequest, SeedsRequest, GuessRequest)
}
"""Every live figure's request by its op; ``action`` takes some of the fields."""
