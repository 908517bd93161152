"""Check which form of the snapshot a host is asked for.

A host that compresses better than gzip is asked for the raw snapshot, any other for the compressed
one.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from buildtools.cli.serve import HOST, Handler, Server
from buildtools.fetch.node import run_node
from learnscope import selftest
from tests.listed import file_of, listed
from tests.site.loading.test_restored import DIGEST, TYPED, WAY
from tests.site.support.faulty import faulty_server

pytestmark = pytest.mark.xdist_group("hosts")  # they share the compressed files
RAW, PACKED, WASM = "runtime/python.raw.wasm", "runtime/python.snapshot", "runtime/pyodide.asm.wasm"
BROTLI = """const {readFileSync, writeFileSync} = require('fs');
const {brotliCompressSync, constants} = require('zlib');
const [source, target] = process.argv.slice(2);
const params = {[constants.BROTLI_PARAM_QUALITY]: 1};
writeFileSync(target, brotliCompressSync(readFileSync(source), {params}));
"""


class Brotli:
    """Host that compresses WebAssembly by brotli, with files missing or damaged."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.address = ""
        self.missing: str | None = None
        self.asked: list[str] = []

    def damage(self, url: str) -> None:
        """Flip one bit of a file from now on."""
        data = bytearray(self.files[url])
        data[len(data) // 2] ^= 1
        self.files[url] = bytes(data)


class BrotliHandler(Handler):
    """Serve a folder as the given `Brotli` host."""

    def __init__(self, host: Brotli, *args: Any, directory: Path) -> None:
        self.host = host
        super().__init__(*args, directory=directory)

    def do_GET(self) -> None:  # noqa: N802 (named by the base class)
        url = self.path.removeprefix("/")
        self.host.asked.append(url)
        data = self.host.files.get(url)
        if url == self.host.missing:
            self.send_error(404)
        elif data is None:
            super().do_GET()
        else:
            self.send_response(200)
            self.send_header("Content-Type", "application/wasm")
            self.send_header("Content-Encoding", "br")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)


@pytest.fixture(scope="module")
def compressed(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Compress the WebAssembly files by brotli; returns their bytes by address."""
    folder = tmp_path_factory.mktemp("brotli")
    program = folder / "brotli.cjs"
    program.write_text(BROTLI)
    files = {}
    for path in (RAW, WASM):
        made = folder / "made"
        run_node(program, file_of(dist, path), made)
        files[listed(dist)[path]["url"]] = made.read_bytes()
    return files


@pytest.fixture
def brotli(dist: Path, compressed: dict[str, bytes]) -> Iterator[Brotli]:
    host = Brotli(dict(compressed))
    with Server((HOST, 0), partial(BrotliHandler, host, directory=dist)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        host.address = f"http://{HOST}:{server.server_address[1]}/"
        yield host
        server.shutdown()


def urls(dist: Path) -> tuple[str, str]:
    """Return the addresses of the snapshot, raw and compressed."""
    files = listed(dist)
    return files[RAW]["url"], files[PACKED]["url"]


def is_restored(page: Page) -> None:
    page.evaluate("learnscope.ready")
    assert page.evaluate(WAY) == "snapshot"
    assert selftest.digest() in page.evaluate(TYPED, DIGEST)


def test_a_host_that_compresses_better_sends_it_as_it_is(
    page: Page, dist: Path, brotli: Brotli
) -> None:
    raw, packed = urls(dist)
    page.goto(brotli.address)
    is_restored(page)
    assert raw in brotli.asked
    assert packed not in brotli.asked


def test_another_host_sends_it_compressed(page: Page, dist: Path) -> None:
    raw, packed = urls(dist)
    with faulty_server(dist) as host:
        page.goto(host.address)
        is_restored(page)
        assert packed in host.asked
        assert raw not in host.asked


@pytest.mark.parametrize("fault", ["missing", "damaged"])
def test_where_it_can_not_be_had_as_it_is_it_comes_compressed(
    context: BrowserContext, dist: Path, brotli: Brotli, fault: str
) -> None:
    page = context.new_page()  # not watched: the browser's console tells what is missing
    raw, packed = urls(dist)
    if fault == "missing":
        brotli.missing = raw
    else:
        brotli.damage(raw)
    page.goto(brotli.address)
    is_restored(page)
    assert [url for url in brotli.asked if url in (raw, packed)] == [raw, packed]
