"""Check that the recorded session covers everything and that machines can agree on it."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from learnscope.api.bridge import Bridge
from learnscope.nn.activations import ACTIVATIONS, Activation
from learnscope.nn.costs import COSTS
from learnscope.session.snapshot import to_plain
from tests.operations import OPS
from tests.recorded import recorded_requests

pytestmark = pytest.mark.xdist_group("recorded")  # they share the session and its answers


@cache
def answers() -> list[dict[str, Any]]:
    bridge = Bridge()
    return [to_plain(bridge.handle(request)) for request in recorded_requests()]


def numbers(value: Any) -> Iterator[float]:
    """Yield every number in plain data, in order."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from numbers(item)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield value


def test_the_session_is_the_same_every_time_and_plain_json() -> None:
    first = json.dumps(recorded_requests(), allow_nan=False)
    recorded_requests.cache_clear()
    assert first == json.dumps(recorded_requests(), allow_nan=False)


def test_the_session_has_every_op_often_enough() -> None:
    requests = recorded_requests()
    counts = Counter(request["op"] for request in requests)
    assert 250 <= len(requests) <= 270 + 20 * len(ACTIVATIONS) * len(COSTS)
    assert set(OPS) <= set(counts)
    assert min(counts[op] for op in OPS) >= 5
    assert set(counts) > set(OPS)  # some of them don't exist


def test_the_session_meets_errors_and_computed_costs() -> None:
    errors = [answer["error"] for answer in answers() if "error" in answer]
    snapshots = [answer["snapshot"] for answer in answers() if "snapshot" in answer]
    assert len(errors) >= 25
    assert len(set(errors)) >= 20
    assert not any("The core failed" in error for error in errors)
    assert sum("too large to hold" in error for error in errors) >= 4
    assert sum(snapshot["cost_value"] is not None for snapshot in snapshots) >= 100
    assert sum(snapshot["cost_change"] is not None for snapshot in snapshots) >= 50
    assert sum(snapshot["layers"][0]["delta"] is not None for snapshot in snapshots) >= 40


def test_the_session_meets_several_shapes_and_every_activation_and_cost() -> None:
    snapshots = [answer["snapshot"] for answer in answers() if "snapshot" in answer]
    shapes = {tuple(len(layer["biases"]) for layer in s["layers"]) for s in snapshots}
    assert len(shapes) >= 4
    assert {layer["activation"] for s in snapshots for layer in s["layers"]} >= set(ACTIVATIONS)
    assert {s["cost"] for s in snapshots} == set(COSTS)


def test_a_difference_in_a_last_digit_stays_small_through_the_whole_session(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Check that a difference in last digits does not grow to 1e-12.

    Another machine's e^x may differ from ours in its last digit.
    """
    expected = answers()

    def a_digit_off(entry: Activation) -> Activation:
        return replace(entry, f=lambda z: entry.f(z) * (1 + 2.3e-16))

    for name, entry in ACTIVATIONS.items():
        monkeypatch.setitem(ACTIVATIONS, name, a_digit_off(entry))
    otherwise = answers.__wrapped__()
    assert list(numbers(otherwise)) == pytest.approx(list(numbers(expected)), rel=1e-12, abs=1e-13)
    assert otherwise != expected
