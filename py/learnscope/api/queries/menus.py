"""What can be asked of a session. Nothing here changes its network."""

from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from typing import Any

import numpy as np

from learnscope.common.errors import LARGEST_WHOLE, Problem, choice, is_nothing, whole
from learnscope.figure import prediction
from learnscope.session.session import Session

type Query = Callable[..., dict[str, Any]]


def _timeline(session: Session, start: object = None) -> dict[str, Any]:
    """The steps and costs of the time line from that moment on, and where they begin."""
    line = session.now.line
    wanted = 0 if is_nothing(start) else whole(start, "The moment", 0, LARGEST_WHOLE)
    first = max(wanted, line.moments.first)
    span = slice(first - line.moments.first, max(line.end, first) - line.moments.first)
    return {
        "line": line.id,
        "first": first,
        "steps": np.array(line.moments.steps[span], dtype=np.float64),
        "costs": np.array(line.moments.costs[span]),
    }


def _question(session: Session, verb: object) -> dict[str, Any]:
    """What a visitor may be asked before a verb; ``text`` is None where there is nothing."""
    asked = prediction.question(session.state, choice(verb, "The verb", prediction.VERBS))
    return asdict(asked) if asked else {"text": None}


def _verdict(session: Session, verb: object, chosen: object) -> dict[str, Any]:
    """Whether what the visitor chose is what the verb, not yet done, will show; and why."""
    asked = _question(session, verb)
    if asked["text"] is None:
        raise Problem("There is nothing to predict here.")
    which = choice(chosen, "The choice", dict(asked["choices"]))
    return asdict(prediction.verdict(session.state, str(verb), which))


def _later(module: str, name: str) -> Query:
    """A query whose module is loaded when it is first asked, so that the page starts sooner."""

    def asked(session: Session, *values: object) -> dict[str, Any]:
        answer: Query = getattr(import_module(f"learnscope.{module}"), name)
        return answer(session, *values)

    return asked


ANSWERS: dict[str, Query] = {
    "timeline": _timeline,
    "question": _question,
    "verdict": _verdict,
    "choices": Session.choices,
    "source": Session.source,
    "trace": Session.trace,
    "explain": _later("api.queries.explanations", "of_place"),
    "proof": _later("api.queries.explanations", "of_slope"),
    "proof_map": _later("api.queries.explanations", "of_every_slope"),
    "nudge_curve": _later("api.queries.explanations", "of_nudges"),
    "check": _later("api.queries.explanations", "of_working"),
    "worksheet": _later("api.queries.explanations", "on_paper"),
    "table_part": _later("datasets.table.upload", "of_part"),
    "table": _later("datasets.table.upload", "of_table"),
    "table_plan": _later("datasets.table.upload", "of_plan"),
    "points": _later("api.queries.results", "of_points"),
    "examples": _later("api.queries.results", "of_examples"),
    "progress": _later("api.queries.results", "of_progress"),
    "confusion": _later("api.queries.results", "of_confusion"),
    "rows": _later("api.queries.results", "of_rows"),
    "plane": _later("api.queries.maps", "of_plane"),
    "decision_map": _later("api.queries.maps", "of_decision_map"),
    "neuron_maps": _later("api.queries.maps", "of_neuron_maps"),
    "distributions": _later("api.queries.results", "of_distributions"),
}
"""Each query by its name, as a function of the session and the query's fields."""
