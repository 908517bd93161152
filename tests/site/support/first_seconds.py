"""Measure a visit's first seconds by the browser's own records."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page

SHIFTS = """globalThis.shifts = [];
new PerformanceObserver(list => {
  for (const {value, sources} of list.getEntries()) {
    const moved = sources.map(({node}) => node?.id || node?.parentElement?.id || node?.nodeName);
    shifts.push(`${value.toFixed(4)} by ${moved}`);
  }
}).observe({type: 'layout-shift', buffered: true});"""
"""Record every layout shift, whatever caused it."""

PAINTED = "performance.getEntriesByName('first-contentful-paint').length === 1"
CATEGORIES = ["toplevel", "devtools.timeline", "blink.user_timing"]


@dataclass(frozen=True)
class Task:
    """Uninterrupted task of the page: its start and computing time, in ms."""

    start: float
    computed: float


class Trace:
    """Record of what Chromium does."""

    def __init__(self, browser: Browser) -> None:
        self._events: list[dict[str, Any]] = []
        self._is_over = False
        self._tools = browser.new_browser_cdp_session()
        self._tools.on("Tracing.dataCollected", lambda data: self._events.extend(data["value"]))
        self._tools.on("Tracing.tracingComplete", lambda _: setattr(self, "_is_over", True))
        config = {"includedCategories": CATEGORIES}
        self._tools.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": config})

    def tasks(self, page: Page) -> list[Task]:
        """List the tasks of the page's main thread.

        Computing time is processor time, so other programs on the machine don't lengthen it.
        """
        self._tools.send("Tracing.end")
        while not self._is_over:
            page.wait_for_timeout(20)
        begun = [
            event
            for event in self._events
            if event["name"] == "navigationStart"
            and event["args"].get("data", {}).get("documentLoaderURL", "") == page.url
        ]
        return list(tasks_of(self._events, begun[-1]))


def tasks_of(events: list[dict[str, Any]], begun: dict[str, Any]) -> Iterator[Task]:
    """Yield the outermost events of a page's main thread, since the page began."""
    mine = [event for event in events if event["pid"] == begun["pid"]]
    [thread] = {
        event["tid"]
        for event in mine
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    timed = [event for event in mine if event["tid"] == thread and "tdur" in event]
    end = begun["ts"]
    for event in sorted(timed, key=lambda event: (event["ts"], -event["dur"])):
        if event["ts"] >= end:
            end = event["ts"] + event["dur"]
            yield Task((event["ts"] - begun["ts"]) / 1000, event["tdur"] / 1000)
