"""Bring large results out of a page."""

import json
from typing import Any

from playwright.sync_api import Page, Worker


def plainly(where: Page | Worker, function: str, arg: Any = None) -> Any:
    """Call a function in a page and return its result, by way of JSON.

    Playwright's own serialisation marks every number and list, which takes many times as long.
    """
    return json.loads(where.evaluate(f"async arg => JSON.stringify(await ({function})(arg))", arg))
