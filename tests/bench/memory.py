"""Megabytes that a tab takes after minutes of training with everything visible.

The first row is what Chromium itself calls the private footprint of the tab's process, which its
task manager shows. Developer tools keep a copy of every file that comes while they look on, so that
each browser here is alone, with a page that trains by itself, until it is looked at once.
"""

import json
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Page

from buildtools.cli.browsers import find_chromium
from buildtools.cli.serve import HOST, Handler
from buildtools.common.paths import DIST
from tests.bench.frames import UNFOLD
from tests.bench.measuring import Measurement, Place, Section
from tests.bench.start import stock_folder

ALONE = 20.0
"""Seconds in which a browser is left alone: any start takes less."""
SOON = 60.0
"""Seconds after which training is looked at for the first time."""
TASK = "digits"
DRIVING = """(async () => {
  await learnscope.request({op: 'load_task', name: '%s'});
  const find = () => document.querySelector('[aria-label="speed of Play"]');
  while (!find()) await new Promise(requestAnimationFrame);
  const speed = find();
  speed.value = [...speed.options].find(({text}) => text === 'flat out').value;
  speed.dispatchEvent(new Event('change'));
  await (%s)();
  [...document.querySelectorAll('button')].find(({textContent}) => textContent === 'Play').click();
})();"""
"""Trains as a visitor's Play does."""
STEPS = "learnscope.snapshot().step"
OURS, BEGUN, EARLY, STOCK, EMPTY = (
    "Learnscope, trained",
    "after a minute",
    "Python ready",
    "stock Pyodide",
    "empty tab",
)
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--no-first-run",
    "--remote-debugging-port=0",
    "--window-size=1440,1000",
    "--enable-blink-features=ForceEagerMeasureMemory",
)
TRACED = {
    "includedCategories": [
        "disabled-by-default-memory-infra",
        "disabled-by-default-devtools.timeline",  # which process shows the page
    ],
    "excludedCategories": ["*"],
    "memoryDumpConfig": {"triggers": []},
}

PARTS = {
    "ArrayBuffers and copies": "partition_alloc",
    "JavaScript of the page": "v8/main",
    "JavaScript of the worker": "v8/workers",
    "elements of the page": "blink_gc",
    "what is drawn": "cc",
    "all else allocated": "malloc",
}
"""As Chromium names them. WebAssembly's memory and code are in none of them."""
FOOTPRINT, COLLECTED = "private footprint", "after collecting garbage"
PYTHON, TOLD = "Python's memory", "what the page may know"
ROWS = (FOOTPRINT, COLLECTED, PYTHON, TOLD, *PARTS)

ASKED = "performance.measureUserAgentSpecificMemory?.().then(({bytes}) => bytes)"
IN_PAGE = "globalThis.start?.then(pyodide => pyodide._module.HEAP8.length)"

type Sizes = dict[str, float]


class Isolated(Handler):
    """Sends what a page needs that wants to know how much memory it takes."""

    def end_headers(self) -> None:
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        super().end_headers()


def section(place: Place) -> Section:
    """All of it, each once."""
    stock = place.folder / "stock"
    stock.mkdir()
    stock_folder(stock)
    index = stock / "index.html"
    index.write_text(index.read_text().replace("return performance.now()", "return pyodide"))
    found: dict[str, Sizes] = {}
    notes = [f"Training {TASK} flat out for {place.minutes:g} minutes, all unfolded."]

    def visited(column: str) -> Sizes:
        if not found:
            driven = place.serve(driving(place.folder), Isolated)
            for name, address, seconds in (
                (EARLY, place.serve(DIST, Isolated), 0.0),
                (BEGUN, driven, min(SOON, 60 * place.minutes)),
                (OURS, driven, 60 * place.minutes),
                (STOCK, place.serve(stock, Isolated), 0.0),
                (EMPTY, "about:blank", 0.0),
            ):
                with lone(place.browser, address, ALONE + seconds) as page:
                    found[name] = sizes(page)
                    if name == OURS:
                        steps = page.evaluate(STEPS)
                        assert steps, "it did not train"
                        notes.append(f"{steps:,} steps were made.")
        return found[column]

    return Section(
        "Memory of a tab",
        "MB",
        [
            Measurement(row, column, partial(once, visited, set(), row, column))
            for row in ROWS
            for column in (OURS, BEGUN, EARLY, STOCK, EMPTY)
        ],
        notes=notes,
    )


def once(visited: Callable[[str], Sizes], taken: set[str], row: str, column: str) -> list[float]:
    """A sample in the first round only."""
    if row in taken:
        return []
    taken.add(row)
    size = visited(column).get(row)
    return [] if size is None else [size]


def driving(folder: Path) -> Path:
    """A copy of the site that begins to train by itself."""
    copy = folder / "driven"
    copytree(DIST, copy)
    (copy / "drive.js").write_text(DRIVING % (TASK, UNFOLD))
    index = copy / "index.html"
    tag = '<script src="drive.js" defer></script></head>'
    index.write_text(index.read_text("utf-8").replace("</head>", tag, 1), "utf-8")
    return copy


@contextmanager
def lone(browser: Browser, address: str, seconds: float) -> Iterator[Page]:
    """A page with which a browser of its own has been alone."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [str(find_chromium()), *ARGUMENTS, f"--user-data-dir={profile}", address]
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(command, stdout=quiet, stderr=quiet)
        try:
            time.sleep(seconds)
            port = Path(profile, "DevToolsActivePort").read_text().split()[0]
            with browser.browser_type.connect_over_cdp(f"http://{HOST}:{port}") as own:
                yield own.contexts[0].pages[0]
        finally:
            process.terminate()
            process.wait(20)


def sizes(page: Page) -> Sizes:
    """Measure the page's process in megabytes, as a whole and by its parts."""
    plain, _ = dumped(page, collected=False)
    collected, parts = dumped(page, collected=True)
    asked = {
        FOOTPRINT: plain,
        COLLECTED: collected,
        PYTHON: page.evaluate(IN_PAGE) or in_worker(page, "pyodide._module.HEAP8.length"),
        TOLD: page.evaluate(ASKED),
        **{row: parts.get(name) for row, name in PARTS.items()},
    }
    return {row: size / 1e6 for row, size in asked.items() if size}


def in_worker(page: Page, expression: str) -> float | None:
    """Read a number from the page's worker, which may have begun earlier."""
    tools = page.context.new_cdp_session(page)
    found: list[float] = []

    def ask(event: dict[str, Any]) -> None:
        if event["targetInfo"]["type"] == "worker":
            call = {"id": 1, "method": "Runtime.evaluate", "params": {"expression": expression}}
            message = {"sessionId": event["sessionId"], "message": json.dumps(call)}
            tools.send("Target.sendMessageToTarget", message)

    def hear(event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        if message.get("id") == 1:
            found.append(message["result"]["result"]["value"])

    tools.on("Target.attachedToTarget", ask)
    tools.on("Target.receivedMessageFromTarget", hear)
    once = {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False}
    tools.send("Target.setAutoAttach", once)
    page.wait_for_timeout(500)
    tools.detach()
    return sum(found) or None


def dumped(page: Page, *, collected: bool) -> tuple[int, dict[str, int]]:
    """Read Chromium's own account of the page's process: all of it, and by parts."""
    tools = page.context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    over: list[object] = []
    tools.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    tools.on("Tracing.tracingComplete", lambda told: over.append(told))
    tools.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": TRACED})
    wanted = {"deterministic": collected, "levelOfDetail": "detailed"}
    tools.send("Tracing.requestMemoryDump", wanted)
    tools.send("Tracing.end")
    while not over:
        page.wait_for_timeout(20)
    tools.detach()
    [begun] = [event for event in events if event["name"] == "TracingStartedInBrowser"]
    process = begun["args"]["data"]["frames"][0]["processId"]
    total = 0
    parts: dict[str, int] = {}
    for event in events:
        if event["ph"] != "v" or event["pid"] != process:
            continue
        dump = event["args"]["dumps"]
        if "process_totals" in dump:
            total = int(dump["process_totals"]["private_footprint_bytes"], 16)
        for name, each in dump.get("allocators", {}).items():
            if "size" in each.get("attrs", {}):
                parts[name] = int(each["attrs"]["size"]["value"], 16)
    return total, parts
