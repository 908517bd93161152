"""Check that the bridge answers anything with plain data or one clear sentence."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnscope.api.bridge import Bridge
from learnscope.demos.registry import DEMOS as KINDS
from learnscope.demos.registry import Demos
from learnscope.figure.places import READERS
from learnscope.session.snapshot import to_plain
from tests.operations import ALL, OPS
from tests.operations import ASKED as QUERIES

type Request = dict[str, Any]

SMALL: Request = {
    "layers": [
        {"weights": [[0.5, -0.25]], "biases": [0.1], "activation": "tanh"},
        {"weights": [[0.3], [0.7]], "biases": [0.0, -0.2], "activation": "identity"},
    ],
    "cost": "squared_error",
    "inputs": [1.0, 2.0],
    "targets": [0.0, 1.0],
    "learning_rate": 0.1,
}
BEGINNINGS: dict[str, list[Request]] = {
    "nothing done": [],
    "computed": [{"op": "forward"}],
    "learned": [{"op": "load", "network": SMALL}, {"op": "backprop"}],
    "in a Forward": [{"op": "step", "grain": "term"}] * 4,
    "in a Backprop": [{"op": "forward"}, *[{"op": "step", "grain": "term"}] * 40],
    "live": [{"op": "set_live", "value": True}, {"op": "backprop"}, {"op": "step_back"}],
    "near the edge": [
        {"op": "set_weight", "layer": 1, "to": 0, "from": 0, "value": 1e308},
        {"op": "set_input", "index": 0, "value": 1e10},
    ],
}
"""Requests that bring a session into different states."""

HOSTILE = [
    *(None, True, False, 0, -1, 1, 99, 10**400, -(10**400), 0.5, -0.0, 5e-324, 1e308, -1e308),
    *(float("nan"), float("inf"), -float("inf"), "", "0", "forward", "__class__", "weight-1-0-0"),
    *("\x00", "\ud800", "x" * 10_000, b"1", 1j, (), [], {}, set(), object(), Exception, len),
    *(np.float64(1.0), np.array(1.0), np.zeros((2, 2)), np.array(["a"]), np.array([None])),
    *(memoryview(np.zeros(3)), np.zeros(0), range(3), [[[[]]]], {"layers": None}, {1: 2}),
]
GOOD: dict[str, list[Any]] = {
    "grain": ["pass", "layer", "neuron", "term"],
    "verb": ["forward", "backprop"],
    "place": ["weight-1-0-0", "bias-2-0", "neuron-1-0", "input-1", "guess-0", "cost", "target-0"],
    "quantity": ["z", "a", "delta", "gradient"],
    "choice": ["0", "1", "up", "down", "left", "right"],
    "action": ["look", *sorted({name for demo in KINDS for name in Demos().demo(demo).ACTIONS})],
    "alive": [True, False],
    "module": ["network", "backprop"],
    "name": ["glider", "sigmoid", "relu", "squared_error", "softmax_cross_entropy"],
    "value": [0.25, 1, True, False],
    "network": [SMALL],
}
"""Valid values of fields. Fields not named here take small whole numbers."""

leaves = st.one_of(
    st.integers(0, len(HOSTILE) - 1).map(HOSTILE.__getitem__),
    st.floats(),
    st.integers(),
    st.text(max_size=9),
    st.binary(max_size=3),
)
garbage = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.tuples(inner, inner),
        st.dictionaries(st.text(max_size=5) | st.sampled_from(["op", "layers"]), inner, max_size=4),
    ),
    max_leaves=8,
)


@st.composite
def requests(draw: st.DrawFn) -> object:
    """Draw something like a request, with valid, invalid, missing and extra fields."""
    if draw(st.integers(0, 9)) == 0:
        return draw(garbage)
    op = draw(st.sampled_from(sorted(ALL)))
    request: Request = {"op": op if draw(st.integers(0, 19)) else draw(garbage)}
    for field in ALL[op]:
        name = field.rstrip("?")
        if draw(st.integers(0, 9)) == 0:
            continue
        good = st.sampled_from(GOOD.get(name, [0, 1, 2]))
        spoilt = damaged() if name in ("network", "start", "last") else garbage
        request[name] = draw(good if draw(st.booleans()) else spoilt)
    if draw(st.integers(0, 9)) == 0:
        request[draw(st.text(max_size=5))] = draw(garbage)
    return request


@st.composite
def damaged(draw: st.DrawFn) -> object:
    """Draw a network or a snapshot with one part replaced or removed."""
    bridge = Bridge()
    bridge.handle({"op": "load", "network": SMALL})
    bridge.handle({"op": draw(st.sampled_from(["forward", "backprop"]))})
    whole = to_plain(bridge.session.snapshot()) if draw(st.booleans()) else deepcopy(SMALL)
    at = whole
    for _ in range(draw(st.integers(0, 4))):
        inside = at.values() if isinstance(at, dict) else at
        deeper = [item for item in inside if isinstance(item, dict | list) and item]
        if not deeper:
            break
        at = draw(st.sampled_from(deeper))
    key = draw(st.sampled_from(sorted(at) if isinstance(at, dict) else list(range(len(at)))))
    if draw(st.booleans()):
        at[key] = draw(garbage)
    else:
        del at[key]
    return whole


def begun(name: str) -> Bridge:
    bridge = Bridge()
    for request in BEGINNINGS[name]:
        assert "snapshot" in bridge.handle(request), request
    return bridge


def now(bridge: Bridge) -> str:
    """Write everything the session shows, to the last bit."""
    return repr(to_plain(bridge.session.snapshot()))


def strange(value: object, where: str = "") -> Iterator[str]:
    """Yield each part of an answer that is not plain data."""
    if type(value) is dict:
        for key, item in value.items():
            if type(key) is not str:
                yield f"{where}: the key {key!r}"
            yield from strange(item, f"{where}.{key}")
    elif isinstance(value, list | tuple) and type(value) in (list, tuple):
        for n, item in enumerate(value):
            yield from strange(item, f"{where}[{n}]")
    elif isinstance(value, np.ndarray):
        if type(value) is not np.ndarray or value.dtype != np.float64:
            yield f"{where}: an array of {value.dtype}"
    elif type(value) not in (str, int, float, bool, type(None)):
        yield f"{where}: {type(value).__name__}"


def assert_answered(bridge: Bridge, request: object) -> None:
    """Check that a request gets a plain answer.

    An error or a query must change nothing.
    """
    before = now(bridge)
    answer = bridge.handle(request)
    assert list(strange(answer)) == []
    is_op = isinstance(request, dict) and type(request.get("op")) is str and request["op"] in OPS
    assert len({"snapshot", "answer", "error"} & set(answer)) == 1
    if "error" in answer:
        assert_sentence(answer["error"])
    if "snapshot" in answer:
        assert is_op
        assert repr(to_plain(answer["snapshot"])) == now(bridge)
    else:
        assert now(bridge) == before
    if "answer" in answer:
        assert "layers" not in answer["answer"]  # the page would take it for a snapshot


def assert_sentence(text: str) -> None:
    """Check that a text is a sentence fit for visitors."""
    assert text.endswith("."), text
    assert text == text.strip()
    assert text.isprintable()
    assert len(text) < 1000  # it may list the names of all operations
    assert not text.startswith("The core failed"), text


@pytest.mark.parametrize("beginning", BEGINNINGS)
@settings(max_examples=150)
@given(asked=st.lists(requests(), min_size=1, max_size=4))
def test_any_request_is_answered_plainly_and_an_error_changes_nothing(
    beginning: str, asked: list[object]
) -> None:
    bridge = begun(beginning)
    for request in asked:
        assert_answered(bridge, request)


@pytest.mark.parametrize("beginning", BEGINNINGS)
@pytest.mark.parametrize("op", ALL)
def test_every_hostile_value_in_every_field_is_answered(op: str, beginning: str) -> None:
    bridge = begun(beginning)
    fields = [field.rstrip("?") for field in ALL[op]]
    assert_answered(bridge, {"op": op})
    for spoilt in fields:
        good = {name: GOOD.get(name, [0])[0] for name in fields}
        for value in HOSTILE:
            assert_answered(bridge, {"op": op, **good, spoilt: value})


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("query", [name for name in QUERIES if "place" in QUERIES[name]])
def test_places_that_are_not_there_are_answered(query: str, kind: str) -> None:
    bridge = begun("learned")
    more = {"quantity": "z", "value": 0.5} if query == "check" else {}
    for numbers in ("", "-", "-0", "-0-0", "-1-0-0-0", "-9-0-0", "-1-9-0", "-1-0-9", "--1", "-1e3"):
        assert_answered(bridge, {"op": query, "place": f"{kind}{numbers}", **more})
