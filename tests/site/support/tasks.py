"""Load networks of different sizes, as a program would."""

from playwright.sync_api import Page


def load(page: Page, name: str) -> None:
    """Load a task, and run Forward."""
    page.evaluate("name => learnscope.request({op: 'load_task', name})", name)
    page.evaluate("learnscope.request({op: 'forward'})")


def unfold(page: Page) -> None:
    """Open the settings that are seldom used."""
    if not page.locator("#settings").evaluate("details => details.open"):
        page.locator("#settings > summary").click()


def load_largest(page: Page) -> None:
    """Load the largest network, 64-128-128-10."""
    load(page, "digits")
    page.evaluate("learnscope.request({op: 'set_layer_size', layer: 1, neurons: 128})")
    page.evaluate("learnscope.request({op: 'add_layer', layer: 2})")
    page.evaluate("learnscope.request({op: 'forward'})")
