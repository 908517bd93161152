"""Check which line of Python a small step shows, with its names' values."""

from typing import Any

import numpy as np
import pytest

from learnscope.figure.stepping import GRAINS
from learnscope.session.snapshot import to_plain
from learnscope.usercode import overrides
from tests.core.direct import Session
from tests.core.test_session import DEEP, seen, session_with
from tests.core.test_workshop import F_PRIME, edited
from tests.recorded import Plain

LINES = {
    "term": ("network", "z = a @"),
    "bias": ("network", "z = a @"),
    "activate": ("network", "a = layer.activation"),
    "blame": ("backprop", "d_a = COSTS"),
    "back": ("backprop", "d_a = delta @"),
    "delta": ("backprop", "delta = d_a"),
    "slope": ("backprop", "d_weights = "),
    "bias_slope": ("backprop", "d_biases = "),
    "move": ("backprop", "weights = "),
    "bias_move": ("backprop", "biases = "),
}


def trace(session: Session) -> Plain:
    found: Plain = to_plain(session.trace())
    return found


def walked(session: Session, grain: str) -> list[tuple[Plain, Plain]]:
    """Step through a Forward and a Backprop, recording each snapshot and trace."""
    steps = []
    for _ in range(2):
        session.step(grain)
        while session.walk:
            steps.append((seen(session), trace(session)))
            session.step(grain)
    return steps


def of(found: Plain, name: str) -> Plain:
    [value] = [item for item in found["names"] if item["name"] == name]
    return dict(value)


@pytest.mark.parametrize("grain", [grain for grain in GRAINS if grain != "pass"])
def test_each_step_is_about_the_line_that_does_it(grain: str) -> None:
    steps = walked(session_with(DEEP), grain)
    assert len(steps) >= 8
    for now, found in steps:
        phase = now["walk"]["phase"]
        if phase in ("guess", "cost"):
            assert found["line"] is None
            assert "costs.py" in found["text"]
            continue
        module, begins = LINES[phase]
        assert found["module"] == module
        line = overrides.source(module).splitlines()[found["line"] - 1]
        assert line.strip().startswith(begins), phase
        assert found["last_line"] == found["line"]
        assert found["text"].startswith(f"Line {found['line']} of {module}.py")


def number(now: Plain) -> Any:
    """Return the number that the last term computed, or None if there isn't just one."""
    walk = now["walk"]
    layer, j, i = now["layers"][walk["layer"] - 1], walk["index"], walk["term"]
    return {
        "bias": lambda: layer["z"][j],
        "activate": lambda: layer["a"][j],
        "delta": lambda: layer["delta"][j],
        "slope": lambda: layer["d_weights"][j][i],
        "bias_slope": lambda: layer["d_biases"][j],
        "move": lambda: layer["weights"][j][i],
        "bias_move": lambda: layer["biases"][j],
    }.get(walk["phase"], lambda: None)()


NAMES = {"bias": "z", "activate": "a", "delta": "delta", "slope": "d_weights",
         "bias_slope": "d_biases", "move": "weights", "bias_move": "biases"}  # fmt: skip


def test_what_the_line_assigns_is_the_number_in_the_figure() -> None:
    told = 0
    for now, found in walked(session_with(DEEP), "term"):
        wanted = number(now)
        if wanted is None:
            continue
        name = of(found, NAMES[now["walk"]["phase"]])
        assert name["values"][name["at"]] == wanted
        told += 1
    assert told > 40


def test_the_names_that_the_line_reads_have_their_shapes_and_numbers() -> None:
    session = session_with(DEEP)
    session.step("neuron")
    session.step_back("term")
    found = trace(session)  # z of layer 1 is complete, a is not there yet
    layer = session.state.network[0]
    assert of(found, "a")["values"] == session.state.inputs.tolist()
    assert of(found, "layer.weights.T")["shape"] == [2, 2]
    assert of(found, "layer.weights.T")["values"] == layer.weights.T.ravel().tolist()
    assert of(found, "layer.biases")["values"] == layer.biases.tolist()
    z = of(found, "z")
    assert (z["shape"], z["total"], z["at"]) == ([1, 2], 2, 0)
    session.step_back("term")
    assert "z" not in [item["name"] for item in trace(session)["names"]]  # it is still being summed


def test_a_chain_of_names_is_read_as_it_is_written() -> None:
    session = session_with(DEEP)
    session.forward()
    while seen(session)["walk"] is None or seen(session)["walk"]["phase"] != "delta":
        session.step("term")
    found = trace(session)
    assert {item["name"] for item in found["names"]} == {"d_a", "passes[depth].z", "delta"}
    assert of(found, "passes[depth].z")["values"] == session.state.passes[-1].z[0].tolist()


def test_a_chain_with_a_number_in_it_is_read_too() -> None:
    session = session_with(DEEP)
    session.forward()
    session.step("term")
    found = trace(session)
    assert seen(session)["walk"]["phase"] == "blame"
    assert of(found, "passes[-1].a")["values"] == session.state.passes[-1].a[0].tolist()
    assert of(found, "targets")["values"] == session.state.targets.tolist()


def test_of_many_numbers_the_first_are_told() -> None:
    weights = np.arange(60.0).reshape(20, 3) / 60
    layer = {"weights": weights.tolist(), "biases": [0.0] * 20, "activation": "tanh"}
    session = session_with({"layers": [layer], "inputs": [1, 2, 3]})
    for _ in range(15):
        session.step("neuron")
    found = trace(session)
    a = of(found, "a")
    assert (len(a["values"]), a["total"], a["at"]) == (12, 20, None)


def test_without_a_small_step_there_is_no_line() -> None:
    session = session_with(DEEP)
    for verb in (Session.forward, Session.backprop):
        assert trace(session) == trace(Session())
        verb(session)
    assert trace(session)["line"] is None


def test_tracing_changes_nothing() -> None:
    session = session_with(DEEP)
    session.step("neuron")
    before = seen(session)
    trace(session)
    assert seen(session) == before


# -- the visitor's own version


def typed(module: str, *changes: tuple[str, str]) -> list[tuple[Plain, Plain]]:
    session = session_with(DEEP)
    session.set_source(module, edited(module, *changes))
    return walked(session, "term")


def test_the_lines_of_a_typed_version_are_its_own() -> None:
    change = ("    d_a = COSTS", "    # one line more\n\n    d_a = COSTS")
    text = edited("backprop", change, (F_PRIME, ""))
    for now, found in typed("backprop", change, (F_PRIME, "")):
        phase = now["walk"]["phase"]
        if LINES.get(phase, ("",))[0] == "backprop":
            line = text.splitlines()[found["line"] - 1]
            assert line.strip().startswith(LINES[phase][1])


RENAMED = {
    "another name": (
        ("z = a @ layer", "y = a @ layer"), (".f(z)\n", ".f(y)\n"), ("(z, a)", "(y, a)"),
    ),
    "a name of something else": (
        ("z = a @ layer", "y = a @ layer"), (".f(z)\n", ".f(y)\n"), ("(z, a)", "(y, a)"),
        ("        passes.append", "        z = 2 * y\n        passes.append"),
    ),
    "assigned for another reason": (
        ("    passes = []", "    passes = []\n    z = a = inputs * 3"),
        ("z = a @ layer", "y = a @ layer"), (".f(z)\n", ".f(y)\n"), ("(z, a)", "(y, a)"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("changes", RENAMED.values(), ids=RENAMED)
def test_a_version_without_the_name_gets_a_sentence_and_no_line(
    changes: tuple[tuple[str, str], ...],
) -> None:
    found = [f for now, f in typed("network", *changes) if now["walk"]["phase"] == "bias"]
    assert len(found) == 6
    for one in found:
        assert (one["line"], one["names"]) == (None, [])
        assert "no line in forward that gives z the number" in one["text"]


def test_a_statement_of_several_lines_is_marked_whole() -> None:
    change = (
        "z = a @ layer.weights.T + layer.biases",
        "z = (\n            a @ layer.weights.T\n            + layer.biases\n        )",
    )
    found = [f for now, f in typed("network", change) if now["walk"]["phase"] == "bias"]
    for one in found:
        assert one["last_line"] == one["line"] + 3
        assert {item["name"] for item in one["names"]} == {
            "a", "layer.weights.T", "layer.biases", "z"
        }  # fmt: skip


def test_a_sum_in_place_shows_what_it_is_before_and_after() -> None:
    change = (
        "z = a @ layer.weights.T + layer.biases",
        "z = a @ layer.weights.T\n        z += layer.biases",
    )
    for now, found in typed("network", change):
        if now["walk"]["phase"] == "bias":
            assert found["line"] is None or number(now) in of(found, "z")["values"]
