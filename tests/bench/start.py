"""Milliseconds from a click to its numbers, and from a visit to Python being ready."""

import json
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page

from buildtools.common.paths import DIST
from buildtools.fetch.archives import read_member
from buildtools.fetch.obtain import obtain
from buildtools.fetch.parts import NUMPY, PYODIDE
from tests.bench.measuring import Measurement, Place, Section
from tests.listed import listed

CLICK = """async ([selector, count]) => {
  const done = () => %s;
  const element = document.querySelector(selector);
  const times = [];
  for (let n = 0; n < count; n++) {
    const before = performance.now();
    element.click();
    while (!done()) await new Promise(resolve => {
      const channel = new MessageChannel();
      channel.port1.onmessage = resolve;
      channel.port2.postMessage(0);
    });
    times.push(performance.now() - before);
    await learnscope.request({op: 'reset'});
    if (selector === '.backprop') await learnscope.request({op: 'forward'});
  }
  return times;
}"""
"""Milliseconds from a click to the moment its numbers stand in the figure, animation off."""

CLICKS = 40
SHOWN = "document.querySelector('[data-kind=cost]').dataset.value"
MOVED = "document.querySelector('.label .change').textContent"

STOCK = """<!doctype html><script type="module">
import {loadPyodide} from './pyodide.mjs';
globalThis.start = (async () => {
  const pyodide = await loadPyodide();
  await pyodide.loadPackage('numpy');
  pyodide.runPython('import numpy');
  return performance.now();
})();
</script>"""

READY = "learnscope.ready.then(() => performance.now())"
PAINT = (
    "learnscope.ready.then("
    "() => performance.getEntriesByName('first-contentful-paint')[0].startTime)"
)
MEDIAN, OF_STOCK = "Learnscope", "stock Pyodide + NumPy"


def section(place: Place) -> Section:
    """All of it."""
    stock = place.folder / "stock"
    stock.mkdir()
    stock_folder(stock)
    http = place.serve(DIST)
    page = place.browser.new_context(reduced_motion="reduce").new_page()
    page.goto(http)
    page.evaluate("learnscope.ready")

    def starts(row: str, column: str, address: str, wait: str) -> Measurement:
        return Measurement(row, column, partial(cold_start, place.browser, address, wait))

    every = [
        Measurement("click Forward to numbers", MEDIAN, partial(click, page, ".forward", SHOWN)),
        Measurement("click Backprop to numbers", MEDIAN, partial(click, page, ".backprop", MOVED)),
        starts("first paint, http", MEDIAN, http, PAINT),
        starts("start, http", MEDIAN, http, READY),
        starts("start, http", OF_STOCK, place.serve(stock), "start"),
        starts("start, folder", MEDIAN, (DIST / "index.html").as_uri(), READY),
    ]
    megabytes = bytes_to_ready() / 1e6
    return Section(
        "Clicks and starts",
        "ms",
        every,
        notes=[f"{megabytes:.1f} MB to Python ready, before the transfer's compression."],
    )


def click(page: Page, selector: str, is_done: str) -> list[float]:
    """Samples of one kind of click, each from the same state."""
    if selector == ".backprop":
        page.evaluate("learnscope.request({op: 'forward'})")
    times: list[float] = page.evaluate(CLICK % is_done, [selector, CLICKS])
    page.evaluate("learnscope.request({op: 'reset'})")
    return times


def stock_folder(folder: Path) -> None:
    """Pyodide as it comes, with the official NumPy: what the start is compared with."""
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"):
        (folder / name).write_bytes(read_member(obtain(PYODIDE), name))
    lock = json.loads(read_member(obtain(PYODIDE), "pyodide-lock.json"))
    (folder / "pyodide-lock.json").write_text(json.dumps(lock))
    (folder / NUMPY.file).write_bytes(obtain(NUMPY).read_bytes())
    (folder / "index.html").write_text(STOCK)


def cold_start(browser: Browser, address: str, wait: str) -> list[float]:
    """Milliseconds from the visit to Python ready, in a browser that was never here."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    page.wait_for_function("globalThis.start || globalThis.learnscope")
    took: float = page.evaluate(wait)
    context.close()
    return [took]


def bytes_to_ready() -> int:
    """How much is downloaded before Python is ready, uncompressed."""
    files = listed(DIST).values()
    return sum(file["bytes"] for file in files if file["path"].startswith("runtime/"))
