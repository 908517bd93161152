"""Walk through everything that the page loads on first use."""

from playwright.sync_api import Page, expect

VIOLATIONS = """globalThis.violations = [];
document.addEventListener('securitypolicyviolation', ({effectiveDirective, blockedURI, sample}) =>
  violations.push([effectiveDirective, blockedURI, sample]));"""
"""Collect what the page's policy has forbidden (JavaScript)."""
COLOURED = """() => new Set([...document.querySelectorAll('#code .cm-content span')].map(
  span => getComputedStyle(span).color)).size > 1"""
"""Tell whether the editor has its styles and has highlighted its text (JavaScript)."""


def tour(page: Page) -> None:
    """Use a fresh page: Forward, Backprop, derivation, editor, worksheet, and a task."""
    page.evaluate("learnscope.ready")
    page.get_by_role("button", name="Forward", exact=True).click()
    page.get_by_role("button", name="Backprop", exact=True).click()
    page.wait_for_function("learnscope.snapshot().step === 1")
    page.get_by_label("weight from input 1 to hidden 1").click()
    expect(page.locator("#inspector math").first).to_be_visible()
    page.locator("#code summary").first.click()
    expect(page.locator("#code .cm-content")).to_contain_text("import numpy")
    page.wait_for_function(COLOURED)
    page.get_by_role("button", name="Worksheet").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.locator("math").first).to_be_visible()
    assert sheet.evaluate("sheet => getComputedStyle(sheet).backgroundColor") != "rgba(0, 0, 0, 0)"
    page.keyboard.press("Escape")
    page.get_by_label("What should it learn?").select_option(label="Two moons")
    page.wait_for_function("learnscope.snapshot().task?.name === 'moons'")
    page.evaluate("learnscope.request({op: 'train', steps: 20})")
    expect(page.locator("#results canvas").first).to_be_visible()
    page.locator("#live-life").scroll_into_view_if_needed()
    expect(page.locator("#live-life .contents")).not_to_have_attribute("inert", "")
