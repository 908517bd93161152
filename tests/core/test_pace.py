"""Check that slow measurements don't hold up the training of large networks."""

from typing import Any

import pytest

from learnscope.api.bridge import Bridge


def ask(bridge: Bridge, op: str, **fields: Any) -> dict[str, Any]:
    """Send a request and return its snapshot or answer."""
    answer = bridge.handle({"op": op, **fields})
    assert "error" not in answer, answer
    found: dict[str, Any] = answer["snapshot" if "snapshot" in answer else "answer"]
    return found


@pytest.fixture(scope="module")
def largest() -> Bridge:
    """Train a 64-128-128-10 network for a few steps."""
    bridge = Bridge()
    ask(bridge, "load_task", name="digits")
    ask(bridge, "set_layer_size", layer=1, neurons=128)
    ask(bridge, "add_layer", layer=2)
    ask(bridge, "train", steps=50)
    return bridge


def test_a_slice_tells_the_figures_of_the_newest_point_and_their_step(largest: Bridge) -> None:
    training = ask(largest, "train", steps=3)["training"]
    point = largest.session.now.learning().progress.last
    assert point is not None
    assert training["figures"] == point._asdict()
    assert training["figures"]["step"] < training["step"]
    assert ask(largest, "progress")["steps"][-1] == point.step


def test_whoever_asks_anew_gets_those_of_the_network_as_it_is(largest: Bridge) -> None:
    ask(largest, "train", steps=3)
    training = ask(largest, "snapshot")["training"]
    assert training["figures"]["step"] == training["step"]
    progress = ask(largest, "progress")
    assert progress["steps"][-1] == training["step"]
    assert progress["train_cost"][-1] == training["figures"]["train_cost"]


def test_of_small_networks_every_slice_tells_how_it_is_now() -> None:
    bridge = Bridge()
    ask(bridge, "load_task", name="digits")
    training = ask(bridge, "train", steps=50)["training"]
    assert training["figures"]["step"] == training["step"] == 50
