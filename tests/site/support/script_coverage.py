"""Record which parts of the page's scripts run, for `build.py test --coverage`."""

import json
import os
import uuid
from pathlib import Path

from playwright.sync_api import BrowserContext, CDPSession, Error, Page

from buildtools.cli.coverage_report import BROWSER_REPORTS

FOLDER = os.environ.get(BROWSER_REPORTS)
sessions: list[tuple[BrowserContext, CDPSession]] = []


def begin(page: Page) -> None:
    """Start recording what runs in a page of Chromium, if coverage is asked for."""
    if FOLDER and page.context.browser and page.context.browser.browser_type.name == "chromium":
        session = page.context.new_cdp_session(page)
        session.send("Profiler.enable")
        session.send("Profiler.startPreciseCoverage", {"callCount": True, "detailed": True})
        sessions.append((page.context, session))


def collect(context: BrowserContext) -> None:
    """Save what has run in a context's open pages, and forget them."""
    for session in [session for other, session in sessions if other is context]:
        try:
            found = session.send("Profiler.takePreciseCoverage")["result"]
        except Error:
            continue  # the test has closed its page
        kept = [script for script in found if "/assets/" in script["url"]]
        report = json.dumps({"result": kept})
        Path(str(FOLDER), f"{uuid.uuid4()}.json").write_text(report, "utf-8")
    sessions[:] = [each for each in sessions if each[0] is not context]
