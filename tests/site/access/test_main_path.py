"""Make a first visit in real Chromium, over http and from the folder."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.site.conftest import snapshot

pytestmark = pytest.mark.xdist_group("main path")


def test_the_network_stands_there_with_real_numbers_before_python(page: Page, address: str) -> None:
    page.goto(address)
    weight = page.get_by_label("weight from input 1 to hidden 1")
    expect(weight).to_have_value(re.compile(r"^−?\d\.\d{4}$"))
    assert page.locator("[data-kind=weight]").count() == 12
    assert not page.evaluate("Boolean(window.pyodide)")


def test_forward_then_backprop_then_forward_brings_the_guess_closer(
    page: Page, address: str
) -> None:
    page.goto(address)
    page.evaluate("learnscope.ready")
    guess = page.locator("[data-kind=guess][data-index='1']")
    expect(guess).to_contain_text("—")
    page.get_by_role("button", name="Forward").click()
    expect(guess).to_contain_text(re.compile(r"0\.\d{4}"))
    first = snapshot(page)
    page.get_by_role("button", name="Backprop").click()
    expect(guess).to_contain_text("—")
    page.get_by_role("button", name="Forward").click()
    expect(guess).to_contain_text(re.compile(r"0\.\d{4}"))
    second = snapshot(page)
    assert second["guess"][1] > first["guess"][1]
    assert second["cost_value"] < first["cost_value"]
    assert second["cost_change"] == second["cost_value"] - first["cost_value"]
