"""From the first request to Python and NumPy ready, against stock Pyodide, in two browsers.

Stock is ``loadPyodide()``, ``loadPackage('numpy')`` and the import. Ratios within one run are what
counts; the snapshot is what visitors get, plain is what it falls back to.
"""

import gzip
import json
import re
import subprocess
from functools import cache, partial
from pathlib import Path
from shutil import copytree
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, Page

from buildtools.browsers import find_firefox
from buildtools.node import node_path
from buildtools.paths import DIST
from buildtools.restorable import FILE
from buildtools.serve import HOST, Handler, Server
from tests.bench.measuring import Measurement, Place, Section
from tests.bench.start import READY, stock_folder
from tests.listed import file_of
from tests.site.firefox import Firefox

STOCK, SNAPSHOT, PLAIN = "stock", "snapshot", "plain"
LINE = {"offline": False, "latency": 40, "downloadThroughput": 20e6 / 8, "uploadThroughput": 5e6}
"""20 Mbit/s and 40 ms, as the DevTools protocol puts it."""
WAIT = "globalThis.start || globalThis.learnscope"


def section(place: Place) -> Section:
    """All of it."""
    addresses = served(place)
    every = []
    for way, address in addresses.items():
        wait = "start" if way == STOCK else READY
        chromium = partial(visit, place.browser, address, wait)
        every += [
            Measurement("Chromium", way, partial(chromium, visits=1)),
            Measurement("Chromium, second visit", way, partial(chromium, visits=2)),
            Measurement("Chromium, 20 Mbit/s", way, partial(chromium, visits=1, line=LINE)),
        ]
        if find_firefox(required=False):
            every.append(Measurement("Firefox", way, partial(in_firefox, address, wait)))
    folder = (DIST / "index.html").as_uri()
    every.append(
        Measurement("Chromium, folder", SNAPSHOT, partial(visit, place.browser, folder, READY, 1))
    )
    return Section("From a visit to Python ready", "ms", every, notes=notes(place.folder))


class Compressing(Handler):
    """Sends text and WebAssembly as static hosts do: compressed by gzip."""

    def guess_type(self, path: Any) -> str:
        self.compressed = Path(path).suffix in (".js", ".mjs", ".wasm", ".json", ".html", ".css")
        return super().guess_type(path)

    def copyfile(self, source: Any, outputfile: Any) -> None:
        outputfile.write(packed(Path(source.name)) if self.compressed else source.read())

    def send_header(self, keyword: str, value: str) -> None:
        if keyword == "Content-Length" and getattr(self, "compressed", False):
            path = Path(self.translate_path(self.path))
            file = path / "index.html" if path.is_dir() else path
            super().send_header("Content-Encoding", "gzip")
            value = str(len(packed(file)))
        super().send_header(keyword, value)


@cache
def packed(path: Path) -> bytes:
    """A file's bytes, compressed once."""
    return gzip.compress(path.read_bytes(), 6)


def hosted(place: Place, folder: Path) -> str:
    """The address of a folder at a host that compresses."""
    server = place.closing.enter_context(Server((HOST, 0), partial(Compressing, directory=folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    place.closing.callback(server.shutdown)
    return f"http://{HOST}:{server.server_address[1]}/"


def served(place: Place) -> dict[str, str]:
    """The addresses of stock Pyodide, of the page, and of the page without its snapshot."""
    stock, plain = place.folder / STOCK, place.folder / PLAIN
    stock.mkdir()
    stock_folder(stock)
    copytree(DIST, plain)
    file_of(plain, f"runtime/{FILE}").unlink()
    return {STOCK: hosted(place, stock), SNAPSHOT: hosted(place, DIST), PLAIN: hosted(place, plain)}


def visit(
    browser: Browser, address: str, wait: str, visits: int, line: dict[str, object] | None = None
) -> list[float]:
    """Milliseconds that the last of some visits took; the first is by somebody new."""
    with browser.new_context(reduced_motion="reduce") as context:
        for _ in range(visits):
            page = context.new_page()
            if line:
                throttle(page, line)
            page.goto(address)
            page.wait_for_function(WAIT)
            took: float = page.evaluate(wait)
            page.close()
    return [took]


def throttle(page: Page, line: dict[str, object]) -> None:
    """Slow down the page and, as soon as it has one, its worker."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", line)


def in_firefox(address: str, wait: str) -> list[float]:
    """The same in a Firefox that has just been started."""
    executable = find_firefox(required=True)
    assert executable
    with Firefox(executable) as firefox:
        firefox.go(address)
        firefox.wait_until(f"Boolean({WAIT})")
        return [firefox.evaluate(wait)]


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
