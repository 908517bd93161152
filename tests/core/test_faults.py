"""Check that errors and reads change nothing, and that sessions are independent."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import numpy as np
import pytest

from learnscope.api.bridge import Bridge
from learnscope.nn.network import forward
from learnscope.protocol.commands import COMMANDS
from learnscope.protocol.parsing import REQUESTS
from learnscope.session.snapshot import to_plain
from learnscope.usercode import overrides

type Request = dict[str, Any]

FORWARD = "a = layer.activation.f(z)"
SMALL: Request = {
    "layers": [
        {"weights": [[0.5, -0.25]], "biases": [0.1], "activation": "tanh"},
        {"weights": [[0.3], [0.7]], "biases": [0.0, -0.2], "activation": "identity"},
    ],
    "inputs": [1.0, 2.0],
}


def typed(module: str, *changes: tuple[str, str]) -> str:
    """Return an original source text with parts replaced."""
    text = overrides.source(module)
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


def begun(*requests: Request) -> Bridge:
    bridge = Bridge()
    for request in requests:
        assert "error" not in bridge.handle(request), request
    return bridge


def everything(bridge: Bridge) -> str:
    """Write everything that can be seen of a session, to the last bit."""
    asked = [bridge.handle({"op": op}) for op in ("timeline", "choices", "progress", "examples")]
    return repr(to_plain([bridge.session.snapshot(), *asked]))


# -- every command, made to fail at every stage

POINTS = [[0.5, 0.5, 0], [-0.5, 0.25, 1], [0.1, -0.7, 1]]
TABLE = {"op": "table_part", "part": "a;b\n1;2\n3;4\n5;6\n", "first": True}
BEGINNINGS: dict[str, list[Request]] = {
    "a first step": [TABLE, {"op": "backprop"}, {"op": "forward"}, {"op": "step", "grain": "term"}],
    "live, in a drag": [
        TABLE,
        {"op": "set_live", "value": True},
        {"op": "backprop"},
        {"op": "set_input", "index": 0, "value": 0.5, "gesture": 1},
    ],
    "trained": [
        TABLE,
        {"op": "load_task", "name": "circle"},
        {"op": "train", "steps": 3, "gesture": 1},
        {"op": "add_neuron", "layer": 1},
        {"op": "step_back"},
    ],
    "typed": [
        TABLE,
        {"op": "load_task", "name": "xor"},
        {"op": "set_own_activation", "text": overrides.TEMPLATE},
        {"op": "set_source", "module": "backprop", "text": typed("backprop")},
        {"op": "set_activation", "layer": 1, "name": "own"},
        {"op": "train", "steps": 2},
    ],
}
FIELDS: dict[str, Request] = {
    "step": {"grain": "neuron"},
    "step_back": {"grain": "pass"},
    "go_to": {"moment": 0},
    "set_input": {"index": 0, "value": 0.25, "gesture": 1},
    "set_target": {"index": 0, "value": 0.25},
    "set_weight": {"layer": 1, "to": 0, "from": 0, "value": 0.25},
    "set_bias": {"layer": 1, "index": 0, "value": 0.25},
    "set_learning_rate": {"value": 0.25},
    "set_activation": {"layer": 1, "name": "tanh"},
    "set_cost": {"name": "squared_error"},
    "set_live": {"value": True},
    "load": {"network": SMALL},
    "set_source": {"module": "network", "text": typed("network", (FORWARD, f"{FORWARD} / 2"))},
    "restore_source": {"module": "backprop"},
    "set_own_activation": {"text": overrides.TEMPLATE + "# another\n"},
    "load_task": {"name": "iris"},
    "load_points": {"points": POINTS, "classes": 2},
    "load_table": {"predict": "column 1", "header": False},
    "set_example": {"index": 1},
    "set_class": {"index": 1},
    "set_training": {"seed": 5, "batch_size": 3},
    "train": {"steps": 2, "gesture": 1},
    "go_to_step": {"step": 1},
    "add_layer": {"layer": 1, "neurons": 2},
    "remove_layer": {"layer": 1},
    "add_neuron": {"layer": 1},
    "remove_neuron": {"layer": 1, "index": 0},
    "set_layer_size": {"layer": 1, "neurons": 4},
}
STAGES = 12
"""Number of calls at which a command is made to fail, first and last included."""


class StageError(Exception):
    """Error raised on purpose inside a command."""


@contextmanager
def counting(fail_at: int | None = None) -> Iterator[list[int]]:
    """Count the calls of the core's functions, and raise at call `fail_at`."""
    calls = [0]

    def trace(frame: FrameType, event: str, _: object) -> None:
        is_core = "/learnscope/" in frame.f_code.co_filename
        if event == "call" and is_core and frame.f_code.co_name != "handle":
            calls[0] += 1
            if calls[0] - 1 == fail_at:
                raise StageError

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield calls
    finally:
        sys.settrace(before)


def request_of(op: str, bridge: Bridge) -> Request:
    """Build a request that is valid in the session's state."""
    snapshot = to_plain(bridge.session.snapshot())
    if op == "set_inputs":
        return {"op": op, "values": [0.5] * len(snapshot["inputs"]), "raw": True}
    if op == "restore":
        return {"op": op, "start": {**snapshot, "walk": None}, "last": {**snapshot, "walk": None}}
    return {"op": op, **FIELDS.get(op, {})}


@pytest.mark.parametrize("beginning", BEGINNINGS)
@pytest.mark.parametrize("op", COMMANDS)
def test_a_command_that_fails_at_any_stage_has_changed_nothing(op: str, beginning: str) -> None:
    bridge = begun(*BEGINNINGS[beginning])
    request, before = request_of(op, bridge), everything(bridge)
    elsewhere = begun(*BEGINNINGS[beginning])
    with counting() as calls:
        expected = elsewhere.handle(request)
    for stage in sorted({*np.linspace(0, calls[0] - 1, STAGES).astype(int).tolist()}):
        with counting(stage):
            answer = bridge.handle(request)
        if "error" not in answer:  # at this stage a failure does no harm
            return
        assert everything(bridge) == before, (stage, answer)
    answer = bridge.handle(request)
    assert unnumbered(answer) == unnumbered(expected)


def unnumbered(answer: Request) -> str:
    """Write an answer without the ids of lines, curves, starts and editions."""
    plain = to_plain(answer)
    snapshot = plain.get("snapshot", {})
    for part, names in ((snapshot, ("line", "origin")), (snapshot.get("training"), ("curve",)),
                        (snapshot.get("task"), ("edition",))):  # fmt: skip
        for name in names if part else ():
            del part[name]
    return repr(plain)


def test_python_that_fails_when_the_figures_are_measured_leaves_page_and_core_agreeing() -> None:
    """Submit Python that works on one example but not on XOR's four at once."""
    bridge = begun({"op": "load_task", "name": "xor"}, {"op": "train", "steps": 5})
    text = typed("network", ("    passes = []", "    assert len(inputs) == 1\n    passes = []"))
    page = to_plain(bridge.session.snapshot())
    for request in (
        {"op": "set_source", "module": "network", "text": text},
        {"op": "set_weight", "layer": 1, "to": 0, "from": 0, "value": 0.123},
        {"op": "train", "steps": 1},
    ):
        answer = to_plain(bridge.handle(request))
        page = answer.get("snapshot", page)
        assert to_plain(bridge.session.snapshot()) == page


# -- figures and the Python in force


def test_figures_follow_the_python_in_force() -> None:
    bridge = begun({"op": "load_task", "name": "xor"}, {"op": "train", "steps": 20})
    silent = typed("network", (FORWARD, f"{FORWARD} * 0"))
    now = bridge.handle({"op": "set_source", "module": "network", "text": silent})["snapshot"]
    assert now["training"]["figures"]["train_cost"] == pytest.approx(np.log(2))
    assert now["training"]["figures"]["train_accuracy"] == 0.5
    progress = bridge.handle({"op": "progress"})["answer"]
    assert progress["train_cost"][-1] == pytest.approx(np.log(2))
    confusion = bridge.handle({"op": "confusion", "of": "train"})["answer"]
    assert confusion["right"] == 2
    again = bridge.handle({"op": "restore_source", "module": "network"})["snapshot"]
    assert again["training"]["figures"]["train_cost"] != pytest.approx(np.log(2))


# -- a read changes nothing


@pytest.mark.parametrize("op", [op for op in REQUESTS if op not in COMMANDS])
def test_no_query_changes_what_is_shown(op: str) -> None:
    bridge = begun(
        {"op": "load_task", "name": "digits"},
        {"op": "add_layer", "layer": 1, "neurons": 64},
        {"op": "train", "steps": 2},
    )
    before = repr(to_plain(bridge.session.snapshot()))
    fields = {"place": "weight-1-0-0", "verb": "backprop", "choice": "up", "module": "network",
              "quantity": "gradient", "value": 0, "size": 4, "indices": [1], "part": "a",
              "predict": "a"}  # fmt: skip
    names = REQUESTS[op].__dataclass_fields__  # type: ignore[attr-defined]
    given = {name: value for name, value in fields.items() if name in names}
    for _ in range(2):
        bridge.handle({"op": op, **given})
        assert repr(to_plain(bridge.session.snapshot())) == before


def test_the_figures_of_a_slice_are_still_there_when_they_are_looked_at_again() -> None:
    """Check that a large network keeps earlier figures until new ones are requested."""
    bridge = begun({"op": "load_task", "name": "digits"})
    for layer in (1, 1, 1):
        bridge.handle({"op": "add_layer", "layer": layer, "neurons": 128})
    bridge.handle({"op": "train", "steps": 3})
    told = bridge.handle({"op": "train", "steps": 1})["snapshot"]["training"]["figures"]
    for _ in range(3):
        training = bridge.session.snapshot()["training"]
        assert training is not None
        assert training["figures"] == told
    newest = bridge.handle({"op": "snapshot"})["snapshot"]["training"]["figures"]
    assert bridge.handle({"op": "snapshot"})["snapshot"]["training"]["figures"] == newest
    assert newest["step"] == 4


# -- two sessions


def test_two_sessions_in_one_process_do_not_know_of_each_others_python() -> None:
    original = forward.__code__
    first, second = Bridge(), Bridge()
    halved = typed("network", (FORWARD, f"{FORWARD} / 2"))
    first.handle({"op": "set_source", "module": "network", "text": halved})
    first.handle({"op": "set_own_activation", "text": overrides.TEMPLATE})
    mine, theirs = (
        to_plain(each.handle({"op": "forward"}))["snapshot"] for each in (first, second)
    )
    assert mine["layers"][0]["a"] == [a / 2 for a in theirs["layers"][0]["a"]]
    assert theirs["python"] == {"typed": {}, "verdict": None, "own": None}
    third = Bridge()
    assert set(first.session.snapshot()["python"]["typed"]) == {"network", "own"}
    names = [each["name"] for each in third.handle({"op": "choices"})["answer"]["activations"]]
    assert "own" not in names
    for each in (second, third):
        each.handle({"op": "set_source", "module": "backprop", "text": typed("backprop")})
    second.handle({"op": "restore_source", "module": "backprop"})
    assert set(third.session.snapshot()["python"]["typed"]) == {"backprop"}
    assert first.handle({"op": "source", "module": "network"})["answer"]["text"] == halved
    assert forward.__code__ is original


def test_sessions_that_take_turns_find_what_each_finds_alone() -> None:
    def steps(bridge: Bridge) -> Iterator[str]:
        for request in (
            {"op": "load_task", "name": "xor"},
            {"op": "train", "steps": 3},
            {"op": "backprop"},
            {"op": "new_weights", "seed": 4},
            {"op": "train", "steps": 3},
            {"op": "snapshot"},
        ):
            yield unnumbered(bridge.handle(request))

    def wrong() -> Bridge:
        text = typed("backprop", ("delta = d_a *", "delta = -d_a *"))
        return begun({"op": "set_source", "module": "backprop", "text": text})

    alone: list[list[str]] = [list(steps(make())) for make in (Bridge, wrong)]
    makers: tuple[Callable[[], Bridge], ...] = (Bridge, wrong)
    together = [steps(make()) for make in makers]
    found = [[next(each) for each in together] for _ in alone[0]]
    assert [list(each) for each in zip(*found, strict=True)] == alone


# -- values that are not plain data


class JsProxy:
    """Class named like Pyodide's proxy for objects it can't convert."""


class JsException(Exception):  # noqa: N818 - its name is the point
    """Error named like Pyodide's for errors of JavaScript."""


@pytest.mark.parametrize("strange", [JsProxy(), JsException("no"), {1, 2}, object(), len, JsProxy])
@pytest.mark.parametrize("op", COMMANDS)
def test_no_sentence_names_a_type_of_python_or_pyodide(op: str, strange: object) -> None:
    bridge = begun(*BEGINNINGS["trained"])
    before = everything(bridge)
    names = [name.removesuffix("_") for name in COMMANDS[op].__dataclass_fields__]
    for spoilt in names:
        good = request_of(op, bridge)
        answer = bridge.handle({**good, spoilt: strange})
        if "error" in answer:
            for word in ("Js", "of type", "<class", "object at", "builtin"):
                assert word not in answer["error"], answer
            assert everything(bridge) == before
        else:
            bridge = begun(*BEGINNINGS["trained"])


@pytest.mark.parametrize("op", REQUESTS)
def test_a_nest_is_answered_with_a_sentence_and_changes_nothing(op: str) -> None:
    nest: list[Any] = []
    for _ in range(2_000):
        nest = [nest]
    bridge = begun({"op": "forward"})
    before = everything(bridge)
    for name in REQUESTS[op].__dataclass_fields__:  # type: ignore[attr-defined]
        good = request_of(op, bridge)
        answer = bridge.handle({**good, name.removesuffix("_"): nest})
        if "error" in answer:
            assert not answer["error"].startswith("The core failed"), answer
            assert everything(bridge) == before
