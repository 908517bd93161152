"""Check often what a test waits for.

Playwright waits for an expression by `eval` in the page, which the page's policy forbids. It checks
an assertion only twice a second.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from playwright.sync_api import Error, JSHandle, Page
from playwright.sync_api._generated import LocatorAssertions

PATIENCE = 15_000
"""Longest wait of an assertion, in milliseconds: several browsers may share two cores."""

CLOSE = 2_000
"""Longest timeout, in milliseconds, for which Playwright checks every 100 ms, not every 500."""

PAUSE = 8
"""Milliseconds between two checks of an expression: half a frame."""

LOOKS = 60
"""Checks of an expression within the page, before the test checks the time."""

WATCH = """async ([given, pause, looks]) => {
  for (let look = 1; ; look++) {
    let value = (EXPRESSION);
    if (typeof value === 'function') value = value(given);
    if (await value || look === looks) return value;
    await scheduler.postTask(() => {}, {delay: pause});
  }
}"""
"""Check an expression until it is true.

A test may have stopped the page's timers, but the scheduler goes on.
"""

GONE = "Execution context was destroyed"


def wait_for_function(
    page: Page, expression: str, *, arg: Any = None, timeout: float = 30_000
) -> JSHandle:
    """Wait until an expression or a function of `arg` is true, and return its value.

    Raises:
        AssertionError: it did not become true in time (milliseconds).
    """
    deadline = time.monotonic() + timeout / 1000
    watch = WATCH.replace("EXPRESSION", expression)
    while True:
        try:
            value = page.evaluate_handle(watch, [arg, PAUSE, LOOKS])
            if value.evaluate("value => Boolean(value)"):
                return value
            value.dispose()
        except Error as error:  # the page was left during a check
            if GONE not in error.message:
                raise
        assert time.monotonic() < deadline, f"this never became true: {expression}"


def looking_often(assertion: Callable[..., None]) -> Callable[..., None]:
    """Repeat an assertion in short turns until it holds or time runs out."""

    @wraps(assertion)
    def repeated(self: LocatorAssertions, *args: Any, **options: Any) -> None:
        __tracebackhide__ = True
        deadline = time.monotonic() + options.pop("timeout", PATIENCE) / 1000
        while True:
            left = max(1, (deadline - time.monotonic()) * 1000)
            try:
                return assertion(self, *args, **options, timeout=min(CLOSE, left))
            except AssertionError:
                if left <= CLOSE:
                    raise

    return repeated


def use_it() -> None:
    """Make every page and every assertion wait like this."""
    Page.wait_for_function = wait_for_function  # type: ignore[method-assign,assignment]
    for name in dir(LocatorAssertions):
        if name.startswith(("to_", "not_to_")):
            setattr(LocatorAssertions, name, looking_often(getattr(LocatorAssertions, name)))
