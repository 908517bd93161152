"""How fast the page is: `python3 build.py bench`.

Every figure is a median over alternating rounds in one run, because machines drift and are shared.
To measure something else, add one entry to MEASUREMENTS.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from threading import Thread

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[2] / "py")]

from playwright.sync_api import Browser, Page, sync_playwright

from buildtools.archives import read_member
from buildtools.browsers import find_chromium
from buildtools.parts import NUMPY, PYODIDE, obtain
from buildtools.paths import DIST
from buildtools.serve import make_server

type Sample = Callable[[], list[float]]

CLICK = """async ([selector, isDone, count]) => {
  const done = new Function('return ' + isDone);
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

SHOWN = "document.querySelector('[data-kind=cost]').dataset.value"
MOVED = "document.querySelector('.label .change').textContent"


def click(page: Page, selector: str, is_done: str, count: int) -> list[float]:
    """Samples of one kind of click, each from the same state."""
    if selector == ".backprop":
        page.evaluate("learnscope.request({op: 'forward'})")
    times: list[float] = page.evaluate(CLICK, [selector, is_done, count])
    page.evaluate("learnscope.request({op: 'reset'})")
    return times


STOCK = """<!doctype html><script type="module">
import {loadPyodide} from './pyodide.mjs';
globalThis.start = (async () => {
  const pyodide = await loadPyodide();
  await pyodide.loadPackage('numpy');
  pyodide.runPython('import numpy');
  return performance.now();
})();
</script>"""


def stock_folder(folder: Path) -> None:
    """Pyodide as it comes, with the official NumPy: what the start is compared with."""
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"):
        (folder / name).write_bytes(read_member(obtain(PYODIDE), name))
    lock = json.loads(read_member(obtain(PYODIDE), "pyodide-lock.json"))
    (folder / "pyodide-lock.json").write_text(json.dumps(lock))
    (folder / NUMPY.file).write_bytes(obtain(NUMPY).read_bytes())
    (folder / "index.html").write_text(STOCK)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder's address."""
    with make_server(folder, 0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def cold_start(browser: Browser, address: str, wait: str) -> float:
    """Milliseconds from the visit to Python ready, in a browser that was never here."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    page.wait_for_function("globalThis.start || globalThis.learnscope")
    took: float = page.evaluate(wait)
    context.close()
    return took


OURS = "learnscope.ready.then(() => performance.now())"
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
STOCK_START = "start, stock Pyodide + NumPy"


def measurements(browser: Browser, page: Page, addresses: dict[str, str]) -> dict[str, Sample]:
    """What is measured, by name."""
    count = 40

    def of(name: str, wait: str) -> list[float]:
        return [cold_start(browser, addresses[name], wait)]

    every: dict[str, Sample] = {
        "click Forward to numbers": lambda: click(page, ".forward", SHOWN, count),
        "click Backprop to numbers": lambda: click(page, ".backprop", MOVED, count),
        "first paint, http": lambda: of("http", f"learnscope.ready.then(() => {PAINT})"),
        "start, http": lambda: of("http", OURS),
        "start, folder": lambda: of("file", OURS),
        STOCK_START: lambda: of("stock", "start"),
    }
    if "other" in addresses:
        paint = f"learnscope.ready.then(() => {PAINT})"
        every["first paint, the other build"] = lambda: of("other", paint)
        every["start, the other build"] = lambda: of("other", OURS)
    return every


def bytes_to_ready() -> int:
    """How much is downloaded before Python is ready, uncompressed."""
    return sum(path.stat().st_size for path in (DIST / "runtime").iterdir())


def main() -> int:
    """Run all, print a table, and write JSON where that is wanted."""
    parser = argparse.ArgumentParser(
        prog="build.py bench --", description="Measure how fast the built page is."
    )
    parser.add_argument("--rounds", type=int, default=5, help="default: 5")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results there too")
    parser.add_argument("--against", type=Path, metavar="DIR", help="another built folder")
    options = parser.parse_args()
    samples: dict[str, list[float]] = {}
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        stock_folder(Path(folder))
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        with ExitStack() as servers:
            folders = {"http": DIST, "stock": Path(folder)}
            if options.against:
                folders["other"] = options.against
            addresses = {name: servers.enter_context(served(at)) for name, at in folders.items()}
            addresses["file"] = (DIST / "index.html").as_uri()
            page = browser.new_context(reduced_motion="reduce").new_page()
            page.goto(addresses["http"])
            page.evaluate("learnscope.ready")
            for number in range(1, options.rounds + 1):
                print(f"round {number} of {options.rounds}", file=sys.stderr)
                for name, sample in measurements(browser, page, addresses).items():
                    samples.setdefault(name, []).extend(sample())
        version = browser.version
        browser.close()
    report(samples, version, options.json)
    return 0


def report(samples: dict[str, list[float]], version: str, file: Path | None) -> None:
    """The table, and the JSON."""
    stock = median(samples[STOCK_START])
    results = {
        name: {
            "median_ms": median(times),
            "p95_ms": quantiles(times, n=20)[-1] if len(times) > 1 else times[0],
            "samples": len(times),
            "of_stock": median(times) / stock if name.startswith("start") else None,
        }
        for name, times in samples.items()
    }
    print(f"Chromium {version}, {PYODIDE.title}, {NUMPY.title}\n")
    print(f"{'':32}{'median':>10}{'95 %':>10}{'of stock':>10}{'samples':>9}")
    for name, row in results.items():
        share = f"{row['of_stock']:.2f}" if row["of_stock"] else ""
        print(
            f"{name:32}{row['median_ms']:>7.1f} ms{row['p95_ms']:>7.1f} ms"
            f"{share:>10}{row['samples']:>9}"
        )
    print(f"\n{bytes_to_ready() / 1e6:.1f} MB to Python ready, before the transfer's compression")
    if file:
        document = {"chromium": version, "results": results, "bytes_to_ready": bytes_to_ready()}
        file.write_text(json.dumps(document, indent=2))


if __name__ == "__main__":
    sys.exit(main())
