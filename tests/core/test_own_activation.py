"""Test the visitor's own activation, and the choice of activations and costs."""

import numpy as np
import pytest

from learnscope.api.bridge import Bridge
from learnscope.common.errors import Problem
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.costs import COSTS
from learnscope.session.snapshot import to_plain
from learnscope.usercode import overrides
from learnscope.usercode.overrides import TEMPLATE
from tests.core.direct import Session
from tests.core.test_session import DEEP, frozen, refused, seen, session_with

SIGMOID = "import numpy as np\ndef f(z): return 1 / (1 + np.exp(-z))\n"
SIGMOID += "def f_prime(z): return f(z) * (1 - f(z))\n"


def with_own(text: str = TEMPLATE) -> Session:
    session = session_with(DEEP)
    session.set_own_activation(text)
    return session


# -- choosing


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_another_activation_is_an_edit_that_forward_uses_and_undo_takes_back(name: str) -> None:
    session = session_with(DEEP)
    session.forward()
    before = frozen(session)
    session.set_activation(2, name)
    now = seen(session)
    assert [layer["activation"] for layer in now["layers"]] == ["tanh", name, "identity"]
    assert now["layers"][0]["a"] is not None
    assert now["layers"][1]["a"] is now["cost_value"] is None
    session.forward()
    now = seen(session)
    z = np.array(now["layers"][1]["z"])
    assert now["layers"][1]["a"] == pytest.approx(ACTIVATIONS[name].f(z))
    session.step_back()
    session.step_back()
    assert frozen(session) == before


@pytest.mark.parametrize("name", COSTS)
def test_another_cost_keeps_the_activations_and_makes_its_own_guess(name: str) -> None:
    session = session_with(DEEP)
    session.forward()
    session.backprop()
    session.forward()
    before = frozen(session)
    session.set_cost(name)
    now = seen(session)
    a = np.array([now["layers"][-1]["a"]])
    assert now["guess"] == pytest.approx(COSTS[name].guess(a)[0])
    assert now["cost_value"] is None
    session.forward()
    now = seen(session)
    value = COSTS[name].value(a, np.array([now["targets"]]))[0]
    assert (now["cost_value"], now["cost_change"]) == (pytest.approx(value), None)
    session.step_back()
    session.step_back()
    assert frozen(session) == before


@pytest.mark.parametrize("name", ["own", "softplus", "", None, 3])
def test_what_is_not_there_cannot_be_chosen(name: object) -> None:
    said = refused(session_with(DEEP), lambda session: session.set_activation(1, name))
    assert "The activation must be one of sigmoid, tanh, relu, identity" in said
    assert "The cost must be one of" in refused(session_with(DEEP), lambda it: it.set_cost(name))


@pytest.mark.parametrize("layer", [0, 4, None, "1"])
def test_only_a_layer_has_an_activation(layer: object) -> None:
    refused(session_with(DEEP), lambda session: session.set_activation(layer, "tanh"))


def test_the_choices_are_the_registries_with_the_curves() -> None:
    choices = to_plain(Session().choices())
    assert [entry["name"] for entry in choices["activations"]] == list(ACTIVATIONS)
    assert [entry["name"] for entry in choices["costs"]] == list(COSTS)
    for entry in choices["activations"]:
        z = np.array(choices["z"])
        assert entry["f"] == ACTIVATIONS[entry["name"]].f(z).tolist()
        assert entry["f_prime"] == ACTIVATIONS[entry["name"]].f_prime(z).tolist()


# -- typing one


def test_an_own_activation_is_one_of_the_choices_and_is_used() -> None:
    session = with_own(SIGMOID)
    now = seen(session)["python"]
    assert now["own"]["agrees"]
    assert list(now["typed"]) == ["own"]
    assert session.choices()["activations"][-1]["label"] == "Yours"
    assert session.choices()["id"] == now["typed"]["own"]
    session.set_activation(1, "own")
    session.forward()
    z = np.array(seen(session)["layers"][0]["z"])
    assert seen(session)["layers"][0]["a"] == pytest.approx(1 / (1 + np.exp(-z)), abs=1e-15)
    assert seen(session)["layers"][0]["symbol"] == "f"
    session.backprop()
    session.step("term")
    assert seen(session)["walk"]["sentence"]


def test_the_first_own_activation_leaves_what_is_computed() -> None:
    session = session_with(DEEP)
    session.backprop()
    session.forward()
    before = {key: value for key, value in seen(session).items() if key != "python"}
    session.set_own_activation(TEMPLATE)
    assert {key: value for key, value in seen(session).items() if key != "python"} == before
    session.step_back()
    assert seen(session)["layers"][0]["delta"] is not None


WRONG = {
    "a wrong slope": ("def f(z): return z * z\ndef f_prime(z): return z", "f_prime is not the"),
    "a wrong sign": ("def f(z): return -z\ndef f_prime(z): return 0 * z + 1", "measuring says −1"),
    "right on one side only": (
        "def f(z): return z * (z > 0)\ndef f_prime(z): return 0.0 * z",
        "f_prime is not the slope",
    ),
}


@pytest.mark.parametrize(("text", "says"), WRONG.values(), ids=WRONG)
def test_a_wrong_slope_is_accepted_and_told(text: str, says: str) -> None:
    session = with_own(text)
    own = seen(session)["python"]["own"]
    assert not own["agrees"]
    assert says in own["text"]
    assert "at z = " in own["text"]
    session.set_activation(1, "own")
    session.set_source("backprop", overrides.source("backprop"))
    assert not seen(session)["python"]["verdict"]["agrees"]
    session.backprop()
    session.forward()


RIGHT = {
    "template": TEMPLATE,
    "a corner": "def f(z): return abs(z)\ndef f_prime(z): return (z > 0) * 2.0 - 1",
    "a jump": "def f(z): return (z > 0) * 1\ndef f_prime(z): return 0 * z",
    "whole numbers": "def f(z): return z.astype(int) * 0\ndef f_prime(z): return z.astype(int) * 0",
    "steep": "import numpy as np\ndef f(z): return np.exp(2 * z)\n"
    "def f_prime(z): return 2 * np.exp(2 * z)",
    "sine": "import numpy as np\nf, f_prime = np.sin, np.cos",
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_a_right_slope_is_said_to_be_right(text: str) -> None:
    own = seen(with_own(text))["python"]["own"]
    assert own["agrees"], own


REFUSED = {
    "syntax": ("def f(z) return z", 1, "SyntaxError"),
    "no slope": ("def f(z): return z", None, "must define a function f_prime"),
    "an error": ("def f(z):\n  return y\ndef f_prime(z): return z", 2, "NameError"),
    "an error in the slope": ("def f(z): return z\ndef f_prime(z):\n  1 / 0", 3, "ZeroDivis"),
    "no array": ("def f(z):\n  return 1\ndef f_prime(z): return z", 2, "must be an array, not 1"),
    "another shape": ("def f(z):\n  return z[:1]\ndef f_prime(z): return z", 2, "the shape (1,)"),
    "infinite": (
        "def f(z):\n  y = 1 / (z - z)\n  return y\ndef f_prime(z): return z", 2, "y is not finite",
    ),
    "infinite at once": (
        "def f(z): return z\ndef f_prime(z):\n  return 1 / (z - 0)", None, "at z = 0.0000",
    ),
    "not by itself": (
        "def f(z):\n  return z / (z * z).sum()\ndef f_prime(z): return z", None, "each number by",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "says"), REFUSED.values(), ids=REFUSED)
def test_what_fails_is_refused_with_its_line(text: str, line: int | None, says: str) -> None:
    session = with_own(SIGMOID)
    session.set_activation(1, "own")
    session.forward()
    before = frozen(session)
    with pytest.raises(Problem) as caught:
        session.set_own_activation(text)
    assert caught.value.line == line
    assert says in str(caught.value)
    assert frozen(session) == before
    assert session.source("own")["text"] == SIGMOID


# -- when it is replaced, removed or missing


def test_another_own_activation_makes_computed_values_unknown_in_undo_as_well() -> None:
    session = with_own(SIGMOID)
    session.set_activation(1, "own")
    session.forward()
    first = seen(session)["cost_value"]
    session.backprop()
    session.forward()
    session.set_own_activation(TEMPLATE)
    assert seen(session)["cost_value"] is None
    while seen(session)["can_step_back"]:
        session.step_back()
        now = seen(session)
        if now["layers"][0]["activation"] == "own":
            assert now["cost_value"] is now["layers"][0]["a"] is now["layers"][0]["delta"] is None
    session.set_activation(1, "own")
    session.forward()
    assert seen(session)["cost_value"] not in (None, first)


def test_when_it_is_taken_away_the_network_stays_and_forward_says_what_is_missing() -> None:
    session = with_own()
    session.set_activation(1, "own")
    session.forward()
    before = seen(session)
    session.restore_source("own")
    now = seen(session)
    assert [layer["weights"] for layer in now["layers"]] == [
        layer["weights"] for layer in before["layers"]
    ]
    assert (now["layers"][0]["activation"], now["python"]["own"]) == ("own", None)
    assert now["cost_value"] is None
    for verb in (Session.forward, Session.backprop, lambda it: it.step("term")):
        assert "an activation function that somebody typed" in refused(session, verb)
    assert "own" not in [entry["name"] for entry in session.choices()["activations"]]
    session.set_source("backprop", overrides.source("backprop"))
    session.set_activation(1, "tanh")
    session.forward()
    session.set_own_activation(TEMPLATE)
    session.set_activation(1, "own")
    session.forward()
    assert seen(session)["cost_value"] == before["cost_value"]


def test_a_network_with_one_that_is_not_here_is_taken_up_and_says_so_when_it_runs() -> None:
    session = with_own()
    session.set_activation(3, "own")
    session.backprop()
    session.forward()
    last = seen(session)
    elsewhere = Bridge()
    answer = to_plain(elsewhere.handle({"op": "restore", "start": last, "last": last}))
    now = answer["snapshot"]
    assert [layer["weights"] for layer in now["layers"]] == [
        layer["weights"] for layer in last["layers"]
    ]
    assert (now["layers"][2]["activation"], now["cost_value"], now["step"]) == ("own", None, 1)
    error = elsewhere.handle({"op": "forward"})["error"]
    assert error.startswith("This network has an activation function that somebody typed")
    loaded = {**DEEP, "layers": last["layers"]}
    assert "snapshot" in elsewhere.handle({"op": "load", "network": loaded})
    assert "error" in elsewhere.handle({"op": "forward"})
