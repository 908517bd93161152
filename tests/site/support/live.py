"""Use the live figures of the explanation."""

from playwright.sync_api import Locator, Page, expect

FIGURES = ("life", "cut", "seeds", "guess")


def awake(page: Page, name: str) -> Locator:
    """Scroll a live figure into view, and wait until it is ready."""
    figure = page.locator(f"#live-{name}")
    figure.scroll_into_view_if_needed()
    expect(figure.locator("figure")).to_have_attribute("data-ready", "true", timeout=30_000)
    return figure
