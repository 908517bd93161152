"""Check that restored Python is right and private.

Any doubt must lead to a plain start.
"""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from learnscope import selftest
from tests.listed import file_of, requests_for
from tests.site.loading.test_start import SNAPSHOT
from tests.site.support.watching import Watch

WAY = "document.getElementById('status').dataset.way"
DIGEST = "from learnscope.selftest import digest\nraise ValueError(digest())\n"
TYPED = """text => learnscope.request({op: 'set_own_activation', text})
  .then(() => 'installed', error => error.message)"""
COMPLETE = """from decimal import Decimal
import csv, statistics, numpy.fft, numpy.polynomial
def f(z):
    return z * float(Decimal(1))
def f_prime(z):
    return z * 0 + numpy.fft.fft([1.0]).real
"""


def start(page: Page, address: str) -> str:
    """Visit the page, wait for Python, and return how it was started."""
    page.goto(address)
    page.evaluate("learnscope.ready")
    way: str = page.evaluate(WAY)
    return way


def test_a_restored_python_computes_what_cpython_computes_and_finds_every_module(
    page: Page, address: str
) -> None:
    assert start(page, address) == "snapshot"
    # Requests are queued: submitted Python waits until all of Python's files are there.
    assert selftest.digest() in page.evaluate(TYPED, DIGEST)
    assert page.evaluate(TYPED, COMPLETE) == "installed"


def test_random_numbers_are_each_visits_own(page: Page, http_address: str) -> None:
    draw = "import os, random; [random.random(), os.urandom(8).hex()]"
    drawn = []
    for _ in range(2):
        start(page, http_address)
        [worker] = page.workers
        drawn += worker.evaluate("text => pyodide.runPython(text).toJs()", draw)
    assert len(set(drawn)) == 4


Change = Callable[[bytes], bytes]


def with_header(**changes: object) -> Change:
    """Make a change that sets fields in a snapshot's header."""

    def changed(packed: bytes) -> bytes:
        data = gzip.decompress(packed)
        end = 4 + int.from_bytes(data[:4], "little")
        header: dict[str, Any] = {**json.loads(data[4:end]), **changes}
        text = json.dumps(header).encode()
        text += b" " * (-(4 + len(text)) % 16)
        return gzip.compress(len(text).to_bytes(4, "little") + text + data[end:], 1)

    return changed


def flipped(packed: bytes) -> bytes:
    """Flip one bit in the middle."""
    middle = len(packed) // 2
    return packed[:middle] + bytes([packed[middle] ^ 4]) + packed[middle + 1 :]


DOUBTS: dict[str, Change] = {
    "a bit flipped": flipped,
    "cut short": lambda packed: packed[: len(packed) // 2],
    "a page to log in": lambda _: b"<html>Log in",
    "nothing": lambda _: b"",
    "another version's": with_header(id="another"),
    "another Pyodide's": with_header(build="another"),
    "another function table": with_header(table={"before": 9_999, "after": 19_999, "checksum": 1}),
    "computes something else": with_header(digest="00000000"),
}


@pytest.mark.parametrize("change", DOUBTS.values(), ids=DOUBTS)
def test_where_a_snapshot_is_in_doubt_python_starts_plainly_and_is_right(
    page: Page, http_address: str, dist: Path, change: Change
) -> None:
    body = change(file_of(dist, "runtime/python.snapshot").read_bytes())
    page.context.route(SNAPSHOT, lambda route: route.fulfill(body=body))
    assert start(page, http_address) == "plain"
    assert selftest.digest() in page.evaluate(TYPED, DIGEST)
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()


def test_where_there_is_no_snapshot_python_starts_plainly(
    page: Page, watch: Watch, http_address: str
) -> None:
    watch.expect("404")
    page.context.route(SNAPSHOT, lambda route: route.fulfill(status=404))
    assert start(page, http_address) == "plain"


def test_a_snapshot_that_never_becomes_ready_is_given_up(page: Page, http_address: str) -> None:
    page.clock.install()
    endless = "self.postMessage({started: true});"

    def answer(route: Route) -> None:
        route.fulfill(body=endless, content_type="text/javascript")

    page.context.route(requests_for("worker.js"), answer, times=1)
    page.goto(http_address)
    expect(page.locator("#status p")).to_contain_text("Starting Python")
    page.clock.run_for(21_000)
    page.wait_for_function("document.getElementById('status').dataset.stage === 'ready'")
    assert page.evaluate(WAY) == "plain"


def test_without_the_files_that_come_later_only_some_imports_are_missing(
    context: BrowserContext, page: Page, watch: Watch, http_address: str
) -> None:
    watch.expect("404")
    for pattern in (requests_for("runtime/python_stdlib.zip"), requests_for("runtime/numpy-*.whl")):
        context.route(pattern, lambda route: route.fulfill(status=404))
    assert start(page, http_address) == "snapshot"
    assert "No module named" in page.evaluate(TYPED, "import numpy.polynomial\n")
    assert selftest.digest() in page.evaluate(TYPED, DIGEST)
