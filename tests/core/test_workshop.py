"""Test the visitor's own Python: it runs, is judged, and leaves nothing behind."""

import numpy as np
import pytest

from learnscope.api.bridge import Bridge
from learnscope.common.errors import Problem
from learnscope.nn import network as networks
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.backprop import LayerGradients
from learnscope.nn.costs import COSTS
from learnscope.nn.network import LayerPass
from learnscope.session.snapshot import to_plain
from learnscope.usercode import overrides
from learnscope.usercode.overrides import FUNCTIONS, SOURCES, TEMPLATE
from tests.core.direct import Session, asked
from tests.core.test_session import DEEP, frozen, refused, seen, session_with
from tests.recorded import Plain

F_PRIME = " * layer.activation.f_prime(passes[depth].z)"
SQUARE: Plain = {
    "layers": [
        {"weights": [[0.5, -0.4], [0.3, 0.8]], "biases": [0.1, 0.2], "activation": "sigmoid"}
    ]
    * 3,
    "inputs": [0.9, -0.3],
    "targets": [0.0, 1.0],
}
"""Network with equal layer sizes, so that transposed weights fit."""


def edited(module: str, *changes: tuple[str, str]) -> str:
    """Return the original source with parts replaced."""
    text = overrides.source(module)
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def verdict(session: Session) -> Plain:
    found: Plain = session.python()["verdict"]
    return found


# -- reading


NAMES = list(ACTIVATIONS)
"""Names of the built-in activations."""


@pytest.mark.parametrize("module", SOURCES)
def test_the_source_is_the_text_of_what_runs(module: str) -> None:
    text = Session().source(module)["text"]
    compiled: Plain = {}
    exec(compile(text, "compared", "exec"), compiled)
    for name in FUNCTIONS[module]:
        assert compiled[name].__code__.co_code == getattr(SOURCES[module], name).__code__.co_code


def after_some_learning(module: str | None) -> Plain:
    """Return the snapshot after some learning.

    If `module` is given, its original text is submitted first.
    """
    session = session_with(DEEP)
    if module:
        session.set_source(module, overrides.source(module))
        assert verdict(session)["agrees"]
        assert session.source(module)["id"] != 0
    session.backprop()
    session.new_weights(7)
    session.backprop()
    session.forward()
    now = seen(session)
    return {key: value for key, value in now.items() if key not in ("python", "line")}


@pytest.mark.parametrize("module", SOURCES)
def test_the_source_typed_again_does_the_same_to_the_bit(module: str) -> None:
    assert after_some_learning(module) == after_some_learning(None)


# -- a wrong calculus runs, and is reported

MISTAKES: dict[str, tuple[str, tuple[str, str]]] = {
    "wrong sign of delta": ("backprop", ("delta = d_a *", "delta = -d_a *")),
    "forgotten slope of f": ("backprop", (F_PRIME, "")),
    "transposed weights": ("backprop", ("delta @ layer.weights", "delta @ layer.weights.T")),
    "transposed slopes": ("backprop", ("delta.T @ a_prev", "a_prev.T @ delta")),
    "own activations in place of those before": ("backprop", ("delta.T @ a_prev", "delta.T @ d_a")),
    "forgotten mean": ("backprop", (" / len(inputs)", "")),
    "half a bias": ("backprop", ("delta.sum(axis=0)", "0.5 * delta.sum(axis=0)")),
    "a false delta shown": ("backprop", ("LayerGradients(delta, d", "LayerGradients(2 * delta, d")),
    "uphill": ("backprop", ("layer.weights - learning", "layer.weights + learning")),
    "a sum for a mean": ("backprop", (".mean()", ".sum()")),
    "another forward": ("network", ("+ layer.biases", "+ layer.biases**2")),
}


@pytest.mark.parametrize(("module", "change"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_the_calculus_runs_and_is_told(module: str, change: tuple[str, str]) -> None:
    session = session_with(SQUARE)
    session.set_source(module, edited(module, change))
    now = verdict(session)
    assert not now["agrees"]
    assert now["text"].endswith(".")
    session.backprop()
    session.forward()
    assert seen(session)["cost_change"] is not None


def test_the_verdict_names_the_worst_slope_with_both_values() -> None:
    session = session_with(SQUARE)
    session.set_source("backprop", edited("backprop", ("delta = d_a *", "delta = -d_a *")))
    text = verdict(session)["text"]
    assert "12 of 18 slopes are wrong" in text
    derived, measured = text.rstrip(".").split("backprop says ")[1].split(", and measuring says ")
    assert derived.replace("−", "") == measured.replace("−", "")
    assert derived != measured
    session = session_with(DEEP)
    session.set_source("backprop", edited("backprop", ("delta.T @ a_prev", HALVED)))
    assert "from input 2 to" in verdict(session)["text"]


HALVED = "delta.T @ a_prev * ([[1, 0.5]] if depth == 0 and len(a_prev[0]) == 2 else 1)"


UPSIDE_DOWN = (
    "return tuple(reversed(gradients))",
    "return tuple(LayerGradients(-a, -b, -c) for a, b, c in reversed(gradients))",
)


def test_what_a_wrong_calculus_says_is_what_the_figure_shows() -> None:
    wrong, right = session_with(DEEP), session_with(DEEP)
    right.backprop()
    slopes = right.state.gradients
    wrong.set_source("backprop", edited("backprop", UPSIDE_DOWN))
    wrong.backprop()
    assert slopes
    assert wrong.state.gradients
    for mine, theirs in zip(wrong.state.gradients, slopes, strict=True):
        assert isinstance(mine, LayerGradients)
        assert all(np.array_equal(-a, b) for a, b in zip(mine, theirs, strict=True))
    wrong.forward()
    right.forward()
    assert (seen(wrong)["cost_change"] or 0) > 0 > (seen(right)["cost_change"] or 0)


def test_the_map_of_all_slopes_finds_a_wrong_calculus() -> None:
    bridge = Bridge()
    text = edited("backprop", ("delta.T @ a_prev", "-delta.T @ a_prev"))
    bridge.handle({"op": "set_source", "module": "backprop", "text": text})
    bridge.handle({"op": "forward"})
    found = bridge.handle({"op": "proof_map"})["answer"]
    wrong = {row["place"].split("-")[0] for row in found["rows"] if not row["agrees"]}
    assert wrong == {"weight"}
    explained = bridge.handle({"op": "explain", "place": "weight-1-0-0"})["answer"]
    assert "Python of yours" in explained["note"]
    bridge.handle({"op": "restore_source", "module": "backprop"})
    bridge.handle({"op": "forward"})
    assert bridge.handle({"op": "proof_map"})["answer"]["agrees"]
    assert bridge.handle({"op": "explain", "place": "weight-1-0-0"})["answer"]["note"] == ""


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_original_is_never_said_to_be_wrong(activation: str, cost: str) -> None:
    for scale in (0.0, 1.0, 100.0, 1e6):  # including corners, flat places and edges
        layers = [{**layer, "activation": activation} for layer in DEEP["layers"]]
        inputs = [scale * x for x in DEEP["inputs"]]
        session = session_with({**DEEP, "layers": layers, "cost": cost, "inputs": inputs})
        session.set_source("backprop", overrides.source("backprop"))
        assert verdict(session)["agrees"], (scale, verdict(session))


def test_a_large_network_is_checked_in_part() -> None:
    session = session_with(SQUARE)
    network = networks.random_network((400, 300, 10), 1)
    layers = [
        {"weights": of.weights, "biases": of.biases, "activation": "sigmoid"} for of in network
    ]
    session.load({"layers": to_plain(layers), "inputs": [0.1] * 400, "targets": [0.0] * 10})
    session.set_source("backprop", overrides.source("backprop"))
    assert verdict(session)["agrees"]


def test_where_the_original_does_not_run_either_the_small_networks_are_the_check() -> None:
    session = session_with(DEEP)
    session.set_weight(1, 0, 0, 1e308)
    session.set_input(0, 1e10)
    session.set_source("backprop", overrides.source("backprop"))
    assert verdict(session)["agrees"]
    session.set_source("backprop", edited("backprop", (F_PRIME, "")))
    assert "in a small network of 3, 2, 3 neurons" in verdict(session)["text"]


def test_what_fits_this_network_and_not_others_is_told() -> None:
    session = session_with(SQUARE)
    change = (
        "    return tuple(reversed(gradients))",
        "    assert len(network) == 3\n    return tuple(reversed(gradients))",
    )
    session.set_source("backprop", edited("backprop", change))
    now = verdict(session)
    assert not now["agrees"]
    line = 1 + session.source("backprop")["text"].split("assert len")[0].count("\n")
    assert now["text"] == (
        "It does not run in a small network of 3, 2, 3 neurons. "
        f"Line {line} of your backprop.py: AssertionError."
    )


# -- errors are reported with their line and change nothing

ERRORS: dict[str, tuple[tuple[str, str], str, str]] = {
    "syntax": (("delta = d_a *", "delta = d_a *)"), "delta = d_a *)", "SyntaxError"),
    "indentation": (("        a_prev =", "     a_prev ="), "     a_prev =", "IndentationError"),
    "unknown name": (("delta = d_a *", "delta = d_q *"), "d_q", "NameError: name 'd_q'"),
    "wrong shapes": (("delta.T @ a_prev", "delta @ a_prev"), "delta @ a_prev", "ValueError"),
    "division": (("/ len(inputs)", "/ 0"), "d_a = COSTS", "d_a is not finite"),
    "NaN": (("delta.sum(axis=0)", "delta.sum(axis=0) * float('nan')"), "float('nan')",
            "d_biases is not finite"),
    "raised": (("    moved = []", "    raise SystemExit('no')"), "SystemExit", "SystemExit: no"),
    "recursion": (("    moved = []", "    moved = descend(network, gradients, 1)"),
                  "moved = descend", "RecursionError"),
    "not an array": (("d_biases = delta.sum(axis=0)", "d_biases = [0]"), "return tuple(reversed",
                     "d_biases of layer 1 must be an array, not a list"),
    "wrong shape": (("delta.sum(axis=0)", "delta.sum()"), "return tuple(reversed",
                    "d_biases of layer 1 has the shape (), but must have the shape (2,)"),
    "not numbers": (("d_biases = delta.sum(axis=0)", "d_biases = 1j * delta.sum(axis=0)"),
                    "return tuple(reversed", "not of type complex128"),
    "nothing returned": (("return tuple(moved)", "pass"), "pass", "must be a tuple, not nothing"),
    "too few": (("return tuple(moved)", "return moved[1:]"), "return moved", "3 parts, not 2"),
    "no layers": (("return tuple(moved)", "return [1, 2, 3]"), "return [1", "must be a Layer"),
    "no number": (("return float(COSTS", "return str(COSTS"), "return str", "must be a number"),
    "wrong arguments": (("learning_rate: float\n", "rate: float, more: int\n"), "def descend(",
                        "TypeError"),
    "wrong import": (("from learnscope.nn.costs import COSTS", "from learnscope import nonsense"),
                     "from learnscope import nonsense", "ImportError"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "at", "says"), ERRORS.values(), ids=ERRORS)
def test_an_error_is_told_with_its_line_and_changes_nothing(
    change: tuple[str, str], at: str, says: str
) -> None:
    session = session_with(DEEP)
    session.backprop()
    before = frozen(session)
    text = edited("backprop", change)
    with pytest.raises(Problem) as caught:
        session.set_source("backprop", text)
    assert caught.value.line
    assert at in text.splitlines()[caught.value.line - 1]
    assert says in str(caught.value)
    assert str(caught.value).startswith(f"Line {caught.value.line} of your backprop.py: ")
    assert frozen(session) == before
    assert session.now.calculus.is_original
    assert session.source("backprop")["id"] == 0


def test_the_bridge_hands_the_line_on() -> None:
    bridge = Bridge()
    answer = bridge.handle({"op": "set_source", "module": "network", "text": "a = 1\nb ="})
    assert answer["line"] == 2
    assert bridge.handle({"op": "jump"})["line"] is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "must be a text, not nothing"),
        (7, "must be a text, not 7"),
        ("", "must define a function cost_value"),
        ("cost_value = backprop = descend = 1", "must define a function cost_value"),
        ("x = 1\0", "null bytes"),
        ("x = '\ud800'", "UnicodeEncodeError"),
        ("# " + "x" * 100_000, "at most 100000 characters"),
    ],
)
def test_what_is_no_module_is_refused(text: object, says: str) -> None:
    assert says in refused(session_with(DEEP), lambda session: session.set_source("backprop", text))


@pytest.mark.parametrize("module", ["session", "own", "", None, 3])
def test_other_modules_cannot_be_replaced(module: object) -> None:
    said = refused(Session(), lambda session: session.set_source(module, "x = 1"))
    assert "The module must be one of network, backprop" in said


def test_an_error_that_comes_later_is_told_with_its_line_and_changes_nothing() -> None:
    session = session_with(DEEP)
    change = ("    d_a = COSTS", "    assert inputs[0, 0] < 5\n    d_a = COSTS")
    session.set_source("backprop", edited("backprop", change))
    session.forward()
    session.set_input(0, 7)
    before = frozen(session)
    with pytest.raises(Problem, match=r"^Line \d+ of your backprop\.py: AssertionError\.$"):
        session.backprop()
    assert frozen(session) == before


def test_typed_code_cannot_change_the_numbers_it_is_given() -> None:
    session = session_with(DEEP)
    greedy = (
        "    moved = []",
        "    moved = []\n    network[0].weights[:] = 99\n    gradients[0].d_weights[:] = 99",
    )
    session.set_source("backprop", edited("backprop", greedy))
    start = seen(session)
    session.backprop()
    session.step_back()
    assert seen(session)["layers"] == start["layers"]


def test_the_figures_numbers_are_float64_arrays_whatever_was_returned() -> None:
    session = session_with(DEEP)
    whole = (
        "        d_biases = delta.sum(axis=0)",
        "        d_biases = (delta.sum(axis=0) * 10).astype('int32')",
    )
    session.set_source("backprop", edited("backprop", whole))
    plain = ("LayerPass(z, a)", "(z.astype('float32'), a)")
    session.set_source("network", edited("network", plain))
    session.backprop()
    session.forward()
    assert session.state.gradients is None
    passes, before = session.state.passes, session.history.past[-1].state
    assert before.gradients
    assert all(type(passed) is LayerPass for passed in passes)
    for array in (*(a for p in passes for a in p), *(a for g in before.gradients for a in g)):
        assert array.dtype == np.float64


# -- results of the previous Python become unknown


@pytest.mark.parametrize("verb", ["set", "restore"])
def test_other_python_makes_computed_values_unknown_and_keeps_the_network(verb: str) -> None:
    session = session_with(DEEP)
    if verb == "restore":
        session.set_source("backprop", edited("backprop", (F_PRIME, "")))
    session.backprop()
    session.forward()
    before = seen(session)
    if verb == "set":
        session.set_source("backprop", edited("backprop", (F_PRIME, "")))
    else:
        session.restore_source("backprop")
    now = seen(session)
    assert now["cost_value"] is now["guess"] is now["last_cost"] is None
    assert (now["moments"], now["walk"], now["step"]) == (0, None, before["step"])
    for layer, old in zip(now["layers"], before["layers"], strict=True):
        assert layer["z"] is layer["a"] is layer["delta"] is layer["weights_before"] is None
        assert (layer["weights"], layer["biases"]) == (old["weights"], old["biases"])


def test_when_live_they_are_computed_anew() -> None:
    session = session_with(DEEP)
    session.set_live(True)
    cost = session.state.cost_value
    session.set_source("network", edited("network", ("+ layer.biases", "- layer.biases")))
    assert session.state.cost_value not in (None, cost)
    session.restore_source("network")
    assert session.state.cost_value == cost


def test_undo_never_shows_what_another_calculus_computed() -> None:
    session = session_with(DEEP)
    session.forward()
    session.backprop()
    session.forward()
    weights = [seen(session)["layers"][0]["weights"]]
    session.set_source("network", edited("network", ("+ layer.biases", "- layer.biases")))
    assert not seen(session)["can_redo"]
    session.step_back()
    assert seen(session)["cost_value"] is None
    session.step_back()
    now = seen(session)
    assert now["cost_value"] is None
    assert now["layers"][0]["weights"] != weights[0]
    session.redo()
    session.redo()
    now = seen(session)
    assert (now["layers"][0]["weights"], now["cost_value"]) == (weights[0], None)
    session.forward()
    wrong = seen(session)["cost_value"]
    session.restore_source("network")
    session.forward()
    assert seen(session)["cost_value"] != wrong


def test_after_restore_the_moments_from_before_are_back_to_the_bit() -> None:
    session = session_with(DEEP)
    trail = []
    for _ in range(3):
        for learn in (Session.backprop, Session.forward):
            trail.append((frozen(session), to_plain(asked(session, "timeline"))))
            learn(session)
    session.set_source("backprop", edited("backprop", (F_PRIME, "")))
    session.backprop()
    session.restore_source("backprop")
    session.step_back()  # the Backprop with the wrong calculus
    assert seen(session)["cost_value"] is None
    for before in reversed(trail):
        session.step_back()
        assert (frozen(session), to_plain(asked(session, "timeline"))) == before


def test_the_steps_of_an_old_future_are_not_shown_as_those_of_the_new_calculus() -> None:
    session = session_with(DEEP)
    session.forward()
    session.backprop()
    session.step_back()
    session.set_source("backprop", edited("backprop", ("delta = d_a *", "delta = -d_a *")))
    while session.state.step == 0:
        session.step("layer")
    walked = seen(session)["layers"]
    session = session_with(DEEP)
    session.set_source("backprop", edited("backprop", ("delta = d_a *", "delta = -d_a *")))
    session.forward()
    session.backprop()
    assert walked == seen(session)["layers"]


def test_restoring_what_was_not_replaced_changes_nothing() -> None:
    session = session_with(DEEP)
    session.backprop()
    before = frozen(session)
    for module in FUNCTIONS:
        session.restore_source(module)
    assert frozen(session) == before


def test_the_original_can_be_restored_even_where_the_other_text_needs_its_fellow() -> None:
    session = session_with(DEEP)
    pair = ("a = layer.activation.f(z)", "a = 2 * layer.activation.f(z)")
    session.set_source("network", edited("network", pair))
    needy = (
        (
            "    d_a = COSTS",
            "    doubled = 2 * network[-1].activation.f(passes[-1].z)\n"
            "    assert (passes[-1].a == doubled).all()\n    d_a = COSTS",
        ),
        ("delta = d_a *", "delta = 2 * d_a *"),
    )
    with pytest.raises(Problem, match="AssertionError"):
        session_with(DEEP).set_source("backprop", edited("backprop", *needy))
    session = session_with(DEEP)
    session.set_live(True)
    session.set_source("network", edited("network", pair))
    session.set_source("backprop", edited("backprop", *needy))
    assert verdict(session)["agrees"]
    session.restore_source("network")
    assert not verdict(session)["agrees"]
    assert "It does not run on this network. Line" in verdict(session)["text"]
    session.restore_source("backprop")
    assert verdict(session) is None


# -- restoring a session never brings its Python along by itself


@pytest.mark.parametrize("way", ["a new session", "restore"])
def test_a_new_session_and_a_restored_one_run_the_originals(way: str) -> None:
    session = session_with(DEEP)
    session.set_source("backprop", edited("backprop", (F_PRIME, "")))
    session.set_own_activation(TEMPLATE)
    session.backprop()
    session.forward()
    last = seen(session)
    if way == "restore":
        session.restore(last, last)
    else:
        session = Session()
    assert session.now.calculus.is_original
    assert seen(session)["python"] == {"typed": {}, "verdict": None, "own": None}
    assert list(ACTIVATIONS) == NAMES


def test_numbers_that_typed_python_computed_are_not_taken_up_from_a_snapshot() -> None:
    session = session_with(DEEP)
    session.set_source("backprop", edited("backprop", (F_PRIME, "")))
    session.backprop()
    last = seen(session)
    session.restore(last, last)
    now = seen(session)
    assert [layer["weights"] for layer in now["layers"]] == [
        layer["weights"] for layer in last["layers"]
    ]
    assert now["layers"][0]["delta"] is now["layers"][0]["weights_before"] is None


def test_a_restore_that_is_handed_the_texts_again_goes_on_as_if_nothing_had_happened() -> None:
    texts = {"own": TEMPLATE, "backprop": edited("backprop", (F_PRIME, ""))}
    session = session_with(DEEP)
    session.set_own_activation(texts["own"])
    session.set_source("backprop", texts["backprop"])
    session.set_activation(1, "own")
    session.restore(seen(session), seen(session), texts)
    for verb in (session.forward, session.backprop, session.forward, session.backprop):
        verb()
        before = {**seen(session), "can_step_back": False}
        session.restore(before, before, texts)
        now = seen(session)
        told = ("layers", "cost_value", "cost_change", "guess", "step", "python")
        assert {name: now[name] for name in told} == {name: before[name] for name in told}
    session.set_live(True)
    session.restore(seen(session), {**seen(session), "live": True}, {"backprop": texts["backprop"]})
    assert seen(session)["python"]["own"] is None
    assert seen(session)["cost_value"] is None  # it was computed by Python that no longer runs


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"network": "forward ="}, "Line 1 of your network.py: SyntaxError: invalid syntax."),
        ({"network": TEMPLATE}, "your network.py must define a function forward."),
        ({"os": TEMPLATE}, "The module must be one of network, backprop, own, not “os”."),
        (TEMPLATE, "What was typed must be an object with named parts, not “"),
    ],
)
def test_a_restore_with_a_text_that_does_not_run_is_refused(typed: object, why: str) -> None:
    session = session_with(DEEP)
    session.set_own_activation(TEMPLATE)
    last = seen(session)
    assert refused(session, lambda it: it.restore(last, last, typed)).startswith(why)
    assert set(session.now.calculus.typed) == {"own"}


def test_a_restore_that_is_refused_leaves_the_visitors_python_running() -> None:
    session = session_with(DEEP)
    session.set_source("backprop", edited("backprop", (F_PRIME, "")))
    session.set_own_activation(TEMPLATE)
    last = seen(session)
    refused(session, lambda it: it.restore(last, {**last, "step": -1}))
    assert set(session.now.calculus.typed) == {"backprop", "own"}
    assert session.now.calculus.own is not None


def test_python_in_a_snapshot_is_not_run() -> None:
    ran: list[int] = []
    text = overrides.source("backprop")
    session = Session()
    start = seen(session)
    start["python"] = {"typed": {"backprop": 1}, "text": text, "sources": {"backprop": text}}
    session.restore(start, start)
    session.load({**DEEP, "python": {"backprop": "ran.append(1)"}})
    assert ran == []
    assert session.now.calculus.is_original
