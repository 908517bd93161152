"""Answer queries about the time line, and about the outcome of the next pass."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, cast

import numpy as np

from learnscope.common.errors import Problem, choice
from learnscope.figure import prediction
from learnscope.protocol import queries
from learnscope.session.session import Session

if TYPE_CHECKING:  # the browser never imports these, which declare types only
    from learnscope.protocol import answers


def timeline(session: Session, query: queries.TimelineQuery) -> answers.Timeline:
    """List the steps and costs of the time line from a moment on."""
    line = session.now.line
    first = max(query.start or 0, line.first)
    steps, costs = line.since(first)
    return {
        "line": line.id,
        "first": first,
        "steps": np.array(steps, dtype=np.float64),
        "costs": np.array(costs, dtype=np.float64),
    }


def question(
    session: Session, query: queries.QuestionQuery
) -> answers.PredictionQuestion | answers.NoQuestion:
    """Ask the visitor for a prediction before a pass; without one, ``text`` is None."""
    asked = prediction.question(session.state, query.verb)
    if asked is None:
        return {"text": None}
    return cast("answers.PredictionQuestion", asdict(asked))


def verdict(session: Session, query: queries.VerdictQuery) -> answers.PredictionVerdict:
    """Judge a prediction about a pass that has not run yet.

    Raises:
        Problem: there is nothing to predict, or no such choice.
    """
    asked = prediction.question(session.state, query.verb)
    if asked is None:
        raise Problem("There is nothing to predict here.")
    chosen = choice(query.choice, "The choice", dict(asked.choices))
    found = prediction.verdict(session.state, query.verb, chosen)
    return cast("answers.PredictionVerdict", asdict(found))
