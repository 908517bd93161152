"""From the first request to Python and NumPy ready, against stock Pyodide, in three browsers.

Stock is ``loadPyodide()``, ``loadPackage('numpy')`` and the import. Ratios within one run are what
counts; the snapshot is what visitors get, plain is what it falls back to.
"""

import gzip
import json
import re
import subprocess
from functools import partial
from pathlib import Path
from shutil import copytree
from typing import Literal

from playwright.sync_api import Browser, Page

from buildtools.cli.browsers import find_firefox
from buildtools.common.paths import DIST
from buildtools.fetch.node import node_path
from buildtools.page.single_file import write_single
from buildtools.pyodide.memory_snapshot import FILE
from tests.bench.hosts import Line, hosted
from tests.bench.measuring import Measurement, Place, Section
from tests.bench.start import READY, stock_folder
from tests.bench.webkit import WebKit, is_here
from tests.listed import file_of
from tests.site.support.firefox import Firefox

STOCK, SNAPSHOT, PLAIN = "stock", "snapshot", "plain"
WAIT = "globalThis.start || globalThis.learnscope"
USED = """globalThis.start ? null : (async () => {
  for (const op of ['forward', 'backprop', 'forward']) await learnscope.request({op});
  await learnscope.request({op: 'load_task', name: 'digits'});
  for (let n = 0; n < 20; n++) await learnscope.request({op: 'train', milliseconds: 100});
})()"""
"""Uses the page a while. Only then does a browser keep compiled code for the next visit."""
KEPT = "globalThis.start || document.querySelector('#offline p').textContent"
"""Tells that the service worker has all files, or why not. The next visit is through it."""
STAY = 3_000
"""Milliseconds of a visit after that."""


def section(place: Place) -> Section:
    """All of it."""
    folders = prepared(place.folder)
    every = []
    for way, folder in folders.items():
        near = hosted(place, folder)
        far = hosted(place, folder, Line())
        every += of_way(place.browser, way, near, far)
    single = place.folder / "learnscope.html"
    write_single(DIST, single)
    for row, path in (("folder", DIST / "index.html"), ("single file", single)):
        address = path.as_uri()
        sample = partial(visit, place.browser, address, READY, 1)
        every.append(Measurement(f"Chromium, {row}", SNAPSHOT, sample))
        if find_firefox(required=False):
            sample = partial(in_firefox, address, READY, 1)
            every.append(Measurement(f"Firefox, {row}", SNAPSHOT, sample))
    return Section("From a visit to Python ready", "ms", every, notes=notes(place.folder))


def of_way(browser: Browser, way: str, near: str, far: str) -> list[Measurement]:
    """Measure one way to start in every browser, from a near and a far host."""
    wait = "start" if way == STOCK else READY
    chromium = partial(visit, browser)
    every = [
        Measurement("Chromium", way, partial(chromium, near, wait, 1)),
        Measurement("Chromium, second visit", way, partial(chromium, near, wait, 2)),
        Measurement("Chromium, 20 Mbit/s", way, partial(chromium, far, wait, 1)),
    ]
    if find_firefox(required=False):
        every += [
            Measurement("Firefox", way, partial(in_firefox, near, wait, 1)),
            Measurement("Firefox, second visit", way, partial(in_firefox, near, wait, 2)),
            Measurement("Firefox, 20 Mbit/s", way, partial(in_firefox, far, wait, 1)),
        ]
    if is_here():
        every.append(Measurement("WebKitGTK", way, partial(in_webkit, near, wait)))
    return every


def prepared(folder: Path) -> dict[str, Path]:
    """The folders of stock Pyodide, of the page, and of the page without its snapshot."""
    stock, plain = folder / STOCK, folder / PLAIN
    stock.mkdir()
    stock_folder(stock)
    copytree(DIST, plain)
    file_of(plain, f"runtime/{FILE}").unlink()
    return {STOCK: stock, SNAPSHOT: DIST, PLAIN: plain}


def visit(browser: Browser, address: str, wait: str, visits: int) -> list[float]:
    """Milliseconds that the last of some visits took; the first is by somebody new."""
    workers: Literal["allow", "block"] = "allow" if visits > 1 else "block"
    with browser.new_context(reduced_motion="reduce", service_workers=workers) as context:
        for number in range(visits):
            page = context.new_page()
            page.goto(address)
            until(page, WAIT)
            took: float = page.evaluate(wait)
            if number + 1 < visits:
                page.evaluate(USED)
                until(page, KEPT)
                page.wait_for_timeout(STAY)
            page.close()
    return [took]


def until(page: Page, expression: str) -> None:
    """Wait for an expression to be true."""
    while not page.evaluate(f"Boolean({expression})"):
        page.wait_for_timeout(20)


def in_firefox(address: str, wait: str, visits: int) -> list[float]:
    """The same in a Firefox that has just been started."""
    executable = find_firefox(required=True)
    assert executable
    with Firefox(executable) as firefox:
        for number in range(visits):
            firefox.go(address)
            firefox.wait_until(f"Boolean({WAIT})")
            took: float = firefox.evaluate(wait)
            if number + 1 < visits:
                firefox.evaluate(USED)
                firefox.wait_until(f"Boolean({KEPT})")
    return [took]


def in_webkit(address: str, wait: str) -> list[float]:
    """The same in a WebKitGTK that has just been started."""
    with WebKit() as webkit:
        webkit.go(address)
        while not webkit.evaluate(f"Boolean({WAIT})"):
            pass
        return [webkit.evaluate(wait)]


def notes(folder: Path) -> list[str]:
    """How many bytes come over the wire until Python is ready."""
    page = (DIST / "index.html").read_text("utf-8")
    manifest = json.loads(re.findall(r'id="manifest">(.*?)</script>', page)[0])
    stock = [path for path in sorted((folder / STOCK).iterdir()) if path.suffix != ".html"]
    told = []
    for way, files in (
        (STOCK, stock),
        *(
            (way, [file_of(DIST, path) for path in manifest["ways"][way]["start"]])
            for way in (SNAPSHOT, PLAIN)
        ),
    ):
        gzipped = sum(len(gzip.compress(path.read_bytes(), 9)) for path in files)
        brotlied = sum(brotli(path) for path in files)
        told.append(f"{way}: {gzipped / 1e6:.2f} MB by gzip, {brotlied / 1e6:.2f} MB by brotli.")
    return told


BROTLI = """const {brotliCompressSync} = require('zlib');
console.log(brotliCompressSync(require('fs').readFileSync(process.argv[1])).length);"""


def brotli(path: Path) -> int:
    """A file's size by brotli at its best, which Node has."""
    command = [str(node_path()), "-e", BROTLI, str(path)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
