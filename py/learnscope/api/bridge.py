"""Take requests in and send snapshots and answers out.

The core is used through this module only. A request is plain data, ``{"op": "set_input", "index":
0, "value": 0.5}``. The response is ``{"snapshot": {...}}``, for a query ``{"answer": {...}}``, or
``{"error": "one clear sentence", "place": where it shows in the figure, or None, "line": where in
what was typed, or None}``. An error has changed nothing.
"""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from learnscope.api.queries import (
    explanations,
    layers,
    maps,
    menus,
    own_table,
    predictions,
    results,
)
from learnscope.common.errors import Problem
from learnscope.demos.registry import Demos
from learnscope.protocol import queries
from learnscope.protocol.parsing import parsed
from learnscope.protocol.request import Command, Request
from learnscope.session.session import Session
from learnscope.session.snapshot import to_plain

ANSWERS: dict[type[Request], Callable[[Session, Any], Any]] = {
    queries.TimelineQuery: predictions.timeline,
    queries.QuestionQuery: predictions.question,
    queries.VerdictQuery: predictions.verdict,
    queries.ExplainQuery: explanations.explain,
    queries.ProofQuery: explanations.proof_of,
    queries.ProofMapQuery: explanations.all_proofs,
    queries.NudgeCurveQuery: explanations.nudges,
    queries.CheckQuery: explanations.checked,
    queries.WorksheetQuery: explanations.on_paper,
    queries.MatricesQuery: layers.layer_matrices,
    queries.CopyMatricesQuery: layers.copy_matrices,
    queries.CompareQuery: layers.compare,
    queries.ChoicesQuery: menus.choices,
    queries.SourceQuery: menus.source,
    queries.TraceQuery: menus.trace,
    queries.TablePartQuery: own_table.take_part,
    queries.TableQuery: own_table.table,
    queries.TablePlanQuery: own_table.plan,
    queries.PointsQuery: results.points,
    queries.ExamplesQuery: results.examples,
    queries.ProgressQuery: results.progress,
    queries.ConfusionQuery: results.confused,
    queries.RowsQuery: results.rows,
    queries.DistributionsQuery: results.distributions,
    queries.PlaneQuery: maps.plane,
    queries.DecisionMapQuery: maps.decision_map,
    queries.NeuronMapsQuery: maps.neuron_maps,
}
"""The function that answers each query."""

NO_MEMORY = "There is not enough memory for this, so nothing was changed."
TOO_DEEP = "This is nested too deeply, so nothing was changed."


class Bridge:
    """A session behind ``handle``, and the live figures of the explanation."""

    def __init__(self) -> None:
        self.session = Session()
        self.figures = Demos()

    def handle(self, request: object) -> dict[str, Any]:
        """Answer one request. Never raises."""
        try:
            asked = parsed(request)
            if isinstance(asked, Command):
                return {"snapshot": self.session.do(asked)}
            return {"answer": self._answer(asked)}
        except Problem as problem:
            return {"error": str(problem), "place": problem.place, "line": problem.line}
        except MemoryError:
            return {"error": NO_MEMORY, "place": None, "line": None}
        except RecursionError:
            return {"error": TOO_DEEP, "place": None, "line": None}
        except Exception as error:
            text = f"The core failed ({type(error).__name__}: {error}), so nothing was changed."
            return {"error": text, "place": None, "line": None}

    def _answer(self, query: Request) -> Any:
        if type(query) in ANSWERS:
            return ANSWERS[type(query)](self.session, query)
        given = {field.name: getattr(query, field.name) for field in fields(query)}  # type: ignore[arg-type]  # all are dataclasses
        return self.figures.answer(query.op, given)


def first_snapshot() -> dict[str, Any]:
    """Return what the page shows before Python has started, ready for JSON."""
    plain: dict[str, Any] = to_plain(Bridge().session.snapshot())
    return plain
