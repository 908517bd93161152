"""Declare every query: a question to a session or a demo that changes nothing."""

from typing import TYPE_CHECKING, Annotated

from learnscope.datasets.table.dialect import DECIMALS, SEPARATORS
from learnscope.figure.prediction import VERBS
from learnscope.matrices.copied import STYLES
from learnscope.matrices.layer_matrices import BACKWARD, KINDS
from learnscope.protocol.fields import (
    Layer,
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

if TYPE_CHECKING:  # the browser never imports these, which declare types only
    from learnscope.protocol import (  # noqa: F401  # named in texts
        answers,
        data_answers,
        demo_answers,
        matrix_answers,
    )

MOST_ROWS = 60
"""Examples that one query may ask for."""

# -- time line and predictions


class TimelineQuery(Query["answers.Timeline"]):
    """List the steps and costs of the time line from one moment on."""

    start: Annotated[int | None, integer_from("The moment", 0)] = None


class QuestionQuery(Query["answers.PredictionQuestion | answers.NoQuestion"]):
    """Find a question to ask before a pass; without one, ``text`` is null."""

    verb: Annotated[str, one_of("The verb", VERBS)]


class VerdictQuery(Query["answers.PredictionVerdict"]):
    """Tell whether the visitor's choice matches what the pass will show, and why."""

    verb: Annotated[str, one_of("The verb", VERBS)]
    choice: Annotated[object, as_given("string")]


# -- explanations


class ExplainQuery(Query["answers.ExplainedPlace"]):
    """Explain the number at a place, and what Backprop does to it.

    ``unfold`` shows every term of wide sums.
    """

    place: Place
    unfold: Annotated[bool, switch()] = False


class ProofQuery(Query["answers.Proof"]):
    """Derive and measure the slope of one weight or bias."""

    place: Place


class ProofMapQuery(Query["answers.AllProofs"]):
    """Derive and measure every slope."""


class NudgeCurveQuery(Query["answers.Nudge"]):
    """Compute the cost around one weight or bias, and the tangent its slope predicts."""

    place: Place


class CheckQuery(Query["answers.Checked"]):
    """Check a value worked out by hand, or name the mistake it looks like."""

    place: Place
    quantity: Annotated[object, as_given("string")]
    value: Annotated[object, as_given("Typed")]


class WorksheetQuery(Query["answers.Worksheet"]):
    """Write the network as a worksheet with a key, to be printed."""


# -- matrices


class MatricesQuery(Query["matrix_answers.LayerMatrices"]):
    """List a layer's formulas and matrices.

    ``many`` shows the next training batch instead of the example in the figure.
    """

    layer: Layer
    many: Annotated[bool, switch()] = False


class CopyMatricesQuery(Query["matrix_answers.MatrixText"]):
    """Write matrices as text with all digits.

    By default, it writes all matrices of the layer, or of all layers.
    """

    style: Annotated[str, one_of("The style", STYLES)]
    layer: Annotated[int | None, integer("The layer")] = None
    name: Annotated[str | None, one_of("The matrix", KINDS)] = None
    many: Annotated[bool, switch()] = False


class CompareQuery(Query["matrix_answers.Compared"]):
    """Compare the visitor's own slopes with the core's, and find the pattern of a mistake."""

    layer: Layer
    name: Annotated[str, one_of("The matrix", BACKWARD)]
    text: Annotated[object, as_given("string")]
    many: Annotated[bool, switch()] = False


# -- menus and Python


class ChoicesQuery(Query["answers.Choices"]):
    """List the entries of all menus, with each f and f′ from −6 to 6."""


class SourceQuery(Query["answers.SourceText"]):
    """Return the text of a module, with its id if typed, else 0."""

    module: Annotated[str, one_of("The module", FUNCTIONS)]


class TraceQuery(Query["answers.Trace"]):
    """Find the line that the last small step was about, with its numbers."""


# -- the visitor's own table


class TablePartQuery(Query["data_answers.PartTaken"], traits=("forgotten",)):
    """Take a part of a table; ``first`` starts a new table."""

    part: Annotated[bytes, part_of_table()]
    first: Annotated[bool | None, told_truth("First")] = None


class TableQuery(Query["data_answers.TableRead"], traits=("forgotten",)):
    """Continue reading the table. The answer has the share done, and finally the report."""

    separator: Annotated[str | None, one_of("The separator", SEPARATORS.values())] = None
    decimal: Annotated[str | None, one_of("The decimal sign", DECIMALS.values())] = None
    header: Annotated[bool | None, told_truth("Header")] = None


class TablePlanQuery(Query["data_answers.TablePlan"], traits=("forgotten",)):
    """Describe the data that the table, as last read, gives to learn from."""

    predict: Annotated[str | list[str], one_or_more_names("The column to predict")]
    classes: Annotated[bool | None, told_truth("Classes")] = None
    without: Annotated[list[str] | None, some_names("The columns to leave out")] = None


# -- training


class PointsQuery(Query["data_answers.Points"]):
    """List the examples as points on the plane, with the class of each."""


class ExamplesQuery(Query["data_answers.ExamplesAnswer"]):
    """Describe the example in the figure, its neighbours, its class, and the worst example."""


class ProgressQuery(Query["data_answers.Progress"]):
    """List the training curves after the step ``start``."""

    start: Annotated[int | None, integer_from("The step", -1)] = None


class ConfusionQuery(Query["data_answers.Confusion"]):
    """Count how often each class is taken for another, by default among test examples."""

    of: Annotated[str | None, one_of("The set", ("test", "train"))] = None


class RowsQuery(Query["data_answers.Rows"]):
    """List the inputs and targets of a few examples, in the data's own units."""

    indices: Annotated[list[int], indices("The examples", "The example’s index", MOST_ROWS)]


class PlaneQuery(Query["data_answers.Plane"]):
    """List the examples on the plane, and the corners of all maps."""


class DecisionMapQuery(Query["data_answers.DecisionMap"]):
    """Map the guess, or one neuron's activation, at size × size points of the plane."""

    size: Annotated[int, integer("The size of the map")]
    neuron: Annotated[object, as_given("string | null")] = None


class NeuronMapsQuery(Query["data_answers.NeuronMaps"]):
    """Draw a small map of each hidden neuron's activation."""

    size: Annotated[int, integer("The size of the map")]


class DistributionsQuery(Query["data_answers.Distributions"]):
    """Show how each layer's weights, biases and their slopes are distributed."""


QUERIES: dict[str, type[Query[object]]] = {
    kind.op: kind
    for kind in (
        *(TimelineQuery, QuestionQuery, VerdictQuery),
        *(ExplainQuery, ProofQuery, ProofMapQuery, NudgeCurveQuery, CheckQuery, WorksheetQuery),
        *(MatricesQuery, CopyMatricesQuery, CompareQuery),
        *(ChoicesQuery, SourceQuery, TraceQuery),
        *(TablePartQuery, TableQuery, TablePlanQuery),
        *(PointsQuery, ExamplesQuery, ProgressQuery, ConfusionQuery, RowsQuery),
        *(PlaneQuery, DecisionMapQuery, NeuronMapsQuery, DistributionsQuery),
    )
}
"""Every query of a session by its op."""


# -- the live figures of the explanation, which are independent of the session


class LifeRequest(Query["demo_answers.LifeShown"], traits=("forgotten",)):
    """Show two worlds, one run by Conway's rule, one by a network that learns it."""

    action: Annotated[object, as_given("string | null")] = None
    row: Annotated[object, as_given("Typed | null")] = None
    column: Annotated[object, as_given("Typed | null")] = None
    alive: Annotated[object, as_given("boolean | null")] = None
    name: Annotated[object, as_given("string | null")] = None
    steps: Annotated[object, as_given("Typed | null")] = None
    seed: Annotated[object, as_given("Typed | null")] = None


class CutRequest(Query["demo_answers.CutShown | demo_answers.Getting"], traits=("forgotten",)):
    """Show a network that reads digits and can be damaged."""

    action: Annotated[object, as_given("string | null")] = None
    place: Annotated[object, as_given("string | null")] = None
    seed: Annotated[object, as_given("Typed | null")] = None


class SeedsRequest(Query["demo_answers.SeedsShown | demo_answers.Getting"], traits=("forgotten",)):
    """Compare networks that learned the same from different random weights."""

    action: Annotated[object, as_given("string | null")] = None
    first: Annotated[object, as_given("Typed | null")] = None
    second: Annotated[object, as_given("Typed | null")] = None
    seed: Annotated[object, as_given("Typed | null")] = None


class GuessRequest(
    Query["demo_answers.GuessShown | demo_answers.GuessGetting"], traits=("forgotten",)
):
    """Play a game: which of two networks reads better, judging by one weight of each?"""

    action: Annotated[object, as_given("string | null")] = None
    choice: Annotated[object, as_given("string | null")] = None
    asked: Annotated[object, as_given("Typed | null")] = None
    right: Annotated[object, as_given("Typed | null")] = None


DEMOS: dict[str, type[Query[object]]] = {
    kind.op: kind for kind in (LifeRequest, CutRequest, SeedsRequest, GuessRequest)
}
"""The requests of the live figures by op; each ``action`` takes some of the fields."""
