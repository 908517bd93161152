"""The main path in real Firefox, over http and opened from the folder."""

from collections.abc import Iterator

import pytest

from buildtools.browsers import find_firefox, in_ci
from tests.site.firefox import Firefox

EXECUTABLE = find_firefox(required=in_ci())
if EXECUTABLE is None:
    print("NOTE: there is no Firefox here, so the tests in Firefox were not run.")  # noqa: T201


@pytest.fixture(scope="module")
def firefox() -> Iterator[Firefox]:
    assert EXECUTABLE
    with Firefox(EXECUTABLE) as running:
        yield running


def forward_and_backprop_work(firefox: Firefox, address: str) -> None:
    """From the first look to a guess that is a little closer."""
    firefox.go(address)
    assert firefox.evaluate("document.querySelectorAll('[data-kind=weight]').length") == 12
    firefox.evaluate("learnscope.ready")
    firefox.click(".forward")
    firefox.wait_until("learnscope.snapshot().cost_value !== null")
    before = firefox.evaluate("learnscope.snapshot()")
    firefox.click(".backprop")
    firefox.wait_until("learnscope.snapshot().step === 1")
    firefox.click(".forward")
    firefox.wait_until("learnscope.snapshot().cost_value !== null")
    after = firefox.evaluate("learnscope.snapshot()")
    assert after["cost_value"] < before["cost_value"]
    shown = firefox.evaluate("Number(document.querySelector('[data-kind=cost]').dataset.value)")
    assert shown == after["cost_value"]


def a_typed_weight_reaches_python(firefox: Firefox) -> None:
    """Click a weight, type another, press Enter."""
    firefox.click("[data-kind=weight][data-layer='2'][data-index='1'][data-from='0']")
    firefox.press("-", "1", ",", "2", "5", "\ue007")
    firefox.wait_until("learnscope.snapshot().layers[1].weights[1][0] === -1.25")


if EXECUTABLE:

    def test_the_main_path_works_and_leaves_no_trouble(firefox: Firefox, address: str) -> None:
        firefox.trouble.clear()
        forward_and_backprop_work(firefox, address)
        a_typed_weight_reaches_python(firefox)
        assert firefox.trouble == []
