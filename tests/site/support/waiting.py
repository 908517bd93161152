"""Playwright waits for an expression by `eval` in the page, which the page's policy forbids.

This asks again and again from outside instead, which no policy concerns.
"""

import time
from typing import Any

from playwright.sync_api import JSHandle, Page

PAUSE = 8  # ms, half of a frame


def wait_for_function(
    page: Page, expression: str, *, arg: Any = None, timeout: float = 30_000
) -> JSHandle:
    """What an expression or a function of `arg` gives, once it is true.

    Raises:
        AssertionError: it did not become true in time (milliseconds).
    """
    deadline = time.monotonic() + timeout / 1000
    while True:
        value = page.evaluate_handle(expression, arg)
        if value.evaluate("value => Boolean(value)"):
            return value
        value.dispose()
        assert time.monotonic() < deadline, f"this never became true: {expression}"
        page.wait_for_timeout(PAUSE)


def use_it() -> None:
    """Let every page wait like this."""
    Page.wait_for_function = wait_for_function  # type: ignore[method-assign,assignment]
