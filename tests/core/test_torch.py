"""Check slopes and trained weights against PyTorch's, to nine decimals.

PyTorch's recorded results are always compared, and PyTorch itself where it is installed (see
``tests.oracle.record``).
"""

import json
from dataclasses import replace
from typing import Any

import pytest

from buildtools.fetch.oracle import find_torch
from learnscope.nn.optimisers import OPTIMISERS
from learnscope.training.run import mean_slopes
from learnscope.training.trainer import trained
from learnscope.usercode import overrides
from tests.oracle.cases import NETWORKS, STEPS, Case, cases, fingerprint, row
from tests.oracle.record import RECORDED, asked, by_torch

CASES = cases()
THEIRS: dict[str, Any] = json.loads(RECORDED.read_text("utf-8"))
EACH = pytest.mark.parametrize("name", CASES)


def close(numbers: list[float]) -> Any:
    """Match numbers to nine decimals."""
    return pytest.approx(numbers, rel=0, abs=1e-9)


def slopes(case: Case) -> list[float]:
    """Return the slopes of the mean cost on all examples, in PyTorch's order."""
    blocks = mean_slopes(case.run)
    return [float(x) for block in blocks for x in [*block[:, :-1].ravel(), *block[:, -1]]]


def after(case: Case) -> list[float]:
    """Return all weights and biases after the last step."""
    return row(trained(case.run, STEPS).network)


def test_the_recording_is_of_these_cases() -> None:
    assert THEIRS["cases"] == fingerprint(asked()), "record anew: see tests/oracle/record.py"
    assert THEIRS["results"].keys() == CASES.keys()
    asked_of_pytorch = {case.run.settings.optimiser for case in CASES.values()}
    assert {"descent", "momentum", "adam"} <= asked_of_pytorch <= set(OPTIMISERS)
    assert {case.run.cost for case in CASES.values()} == {cost for *_, cost in NETWORKS}


@EACH
def test_slopes_and_fifty_steps_are_those_that_pytorch_made(name: str) -> None:
    case, theirs = CASES[name], THEIRS["results"][name]
    assert slopes(case) == close(theirs["slopes"])
    assert after(case) == close(theirs["trained"])
    assert row(case.run.network) != pytest.approx(theirs["trained"], rel=0, abs=0.01)


@EACH
def test_so_they_are_by_the_python_that_a_visitor_sees(name: str) -> None:
    """Run the original texts of ``network`` and ``backprop``, without the compiled step."""
    case, theirs = CASES[name], THEIRS["results"][name]
    texts = {name: overrides.source(name) for name in ("network", "backprop")}
    typed = Case(replace(case.run, calculus=overrides.with_texts(texts)))
    assert slopes(typed) == close(theirs["slopes"])
    assert after(typed) == close(theirs["trained"])


def test_a_rate_that_is_off_by_a_millionth_is_seen() -> None:
    """Check that the comparison can fail."""
    name, case = next(iter(CASES.items()))
    off = Case(replace(case.run, learning_rate=case.run.learning_rate * (1 + 1e-6)))
    assert after(off) != close(THEIRS["results"][name]["trained"])


@pytest.mark.timeout(120)
def test_pytorch_itself_says_the_same() -> None:
    python = find_torch()
    if python is None:
        pytest.skip("No Python here has PyTorch; its recorded results were compared with.")
    live = by_torch(python)["results"]
    for name, case in CASES.items():
        assert slopes(case) == close(live[name]["slopes"]), name
        assert after(case) == close(live[name]["trained"]), name
        for kind in ("slopes", "trained"):
            recorded = THEIRS["results"][name][kind]
            assert recorded == pytest.approx(live[name][kind], rel=0, abs=1e-11), name
