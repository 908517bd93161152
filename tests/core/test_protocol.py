"""Check that every snapshot and answer is as the protocol declares it."""

from typing import Any

import pytest

from buildtools.page.protocol_types import answer_of
from learnscope.api.bridge import ANSWERS, Bridge
from learnscope.protocol.commands import COMMANDS
from learnscope.protocol.data_commands import LoadTable
from learnscope.protocol.parsing import REQUESTS, parsed
from learnscope.protocol.queries import DEMOS, QUERIES
from learnscope.protocol.snapshots import Snapshot
from learnscope.session.session import HANDLERS, MOVERS
from tests.core.conforming import mismatches
from tests.recorded import recorded_requests

IRIS = "a;b;kind\n" + "\n".join(f"{n};{n * n};{'xy'[n % 2]}" for n in range(30))
QUESTIONS: tuple[tuple[dict[str, Any], ...], ...] = (
    (
        {"op": "question", "verb": "forward"},
        {"op": "verdict", "verb": "forward", "choice": "0"},
        {"op": "forward"},
        {"op": "question", "verb": "forward"},
        {"op": "question", "verb": "backprop"},
        {"op": "verdict", "verb": "backprop", "choice": "up"},
        {"op": "step", "grain": "term"},
        {"op": "trace"},
        {"op": "backprop"},
        *({"op": "explain", "place": place} for place in ("neuron-1-0", "weight-2-0-1", "cost")),
        {"op": "explain", "place": "guess-0", "unfold": True},
        *({"op": op, "place": "weight-1-0-0"} for op in ("proof", "nudge_curve")),
        *({"op": op} for op in ("proof_map", "worksheet", "choices", "timeline", "trace")),
        {"op": "matrices", "layer": 1},
        {"op": "copy_matrices", "style": "numpy"},
        {"op": "compare", "layer": 1, "name": "d_biases", "text": "1 2"},
        {"op": "compare", "layer": 1, "name": "d_weights", "text": "1 2"},
        *({"op": "source", "module": module} for module in ("network", "backprop", "own")),
        {"op": "check", "place": "neuron-1-0", "quantity": "z", "value": 0.5},
        *({"op": op, "action": "prepare"} for op in ("cut", "seeds", "guess")),
        *({"op": op} for op in DEMOS),
    ),
    (
        {"op": "load_task", "name": "circle"},
        {"op": "train", "steps": 3},
        *({"op": op} for op in ("examples", "progress", "confusion", "plane", "distributions")),
        {"op": "rows", "indices": [0, 3]},
        {"op": "decision_map", "size": 5},
        {"op": "decision_map", "size": 5, "neuron": "neuron-1-0"},
        {"op": "neuron_maps", "size": 4},
        {"op": "matrices", "layer": 1, "many": True},
        {"op": "load_points", "points": [[0, 0.5, 1], [0.5, 0, 0]]},
        {"op": "points"},
    ),
    (
        {"op": "table_part", "part": IRIS, "first": True},
        {"op": "table"},
        {"op": "table_plan", "predict": "kind"},
        {"op": "load_table", "predict": "b"},
        {"op": "train", "steps": 2},
        *({"op": op} for op in ("examples", "progress", "snapshot")),
    ),
)
"""Requests that together get every kind of answer."""


def wrong(request: Any, answer: dict[str, Any]) -> list[str]:
    """List what differs from its declaration in an answer."""
    if "error" in answer:
        declared = {"error": str, "place": str | None, "line": int | None}
        return [
            found
            for name, hint in declared.items()
            for found in mismatches(answer[name], hint, name)
        ]
    kind = type(parsed(request))
    hint = Snapshot if "snapshot" in answer else answer_of(kind)
    return list(mismatches(next(iter(answer.values())), hint, kind.op))


@pytest.mark.parametrize("requests", QUESTIONS, ids=["explained", "trained", "own table"])
def test_every_answer_is_as_it_is_declared(requests: tuple[dict[str, Any], ...]) -> None:
    bridge = Bridge()
    for request in requests:
        answer = bridge.handle(request)
        assert "error" not in answer, (request, answer)
        assert wrong(request, answer) == []


def test_all_queries_are_asked_here() -> None:
    asked = {request["op"] for requests in QUESTIONS for request in requests}
    assert asked >= {*QUERIES, *DEMOS}


def test_every_snapshot_of_a_long_session_is_as_it_is_declared() -> None:
    bridge = Bridge()
    for request in recorded_requests():
        assert wrong(request, bridge.handle(request)) == []


def test_every_request_is_carried_out_by_something() -> None:
    assert {*HANDLERS, *MOVERS, LoadTable} == set(COMMANDS.values())
    assert not set(HANDLERS) & set(MOVERS)
    assert set(ANSWERS) == set(QUERIES.values())
    assert len(REQUESTS) == len(COMMANDS) + len(QUERIES) + len(DEMOS)
