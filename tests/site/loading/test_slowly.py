"""Test slow lines: one file at 1 kB/s, or all at 200 kB/s.

The page must say what it waits for, stay usable, and get ready.
"""

import gzip
import re
import time
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from buildtools.cli.serve import HOST, Handler, Server
from tests.site.code.test_code import TANH, show, text_of, write
from tests.site.conftest import snapshot
from tests.site.loading.test_faults import (
    PLAIN,
    RESTORED,
    SNAPSHOT,
    faulty,
    is_right,
    spoil,
    urls,
    visitor,
)
from tests.site.loading.test_restored import WAY
from tests.site.support.faulty import Faulty
from tests.site.support.figure import SETTLED, assert_true

__all__ = ["faulty", "visitor"]  # fixtures

LAST = re.compile(
    r"Your own Python may need the last files: \d\.\d of 3\.\d MB have come\. It comes "
)
WEIGHT = "weight from input 1 to hidden 1"
LARGE = (*RESTORED[1:], SNAPSHOT, "runtime/python_stdlib.zip", "runtime/numpy", "runtime/learn")
LATER = ("runtime/python_stdlib.zip", "runtime/numpy")
LOADED = "document.getElementById('status').dataset.stage !== 'download'"
READY = "document.getElementById('status').dataset.stage === 'ready'"
SLOW = "document.querySelector('#status p').textContent.includes('It comes slowly')"
PATIENCE = 40
"""Seconds of the page's time, more than it waits when nothing comes."""
PIECE = 4
HEARD = 110
"""Milliseconds until a worker reports how many bytes have come."""
QUICKER = 5
"""Factor by which the tests speed up both the page's clock and the line."""
SAID = re.compile(
    r"Loading Python: \d+\.\d of \d+\.\d MB\. It comes slowly: about \d+ \w+ to go\. "
)


def status(page: Page) -> Locator:
    """Find the page's message about its start."""
    return page.locator("#status p")


def waiting(page: Page, faulty: Faulty) -> None:
    """Let time pass quickly, while a few bytes come now and then."""
    for _ in range(0, PATIENCE, PIECE):
        sent = faulty.pieces
        while faulty.pieces == sent:
            page.wait_for_timeout(10)
        page.wait_for_timeout(HEARD)
        page.clock.run_for(1000 * PIECE)


def hurry(page: Page, expression: str) -> None:
    """Let the page's time pass faster than ours, until an expression is true."""
    latest = time.monotonic()
    while not page.evaluate(expression):
        page.wait_for_timeout(50)
        now = time.monotonic()
        page.clock.run_for(round(1000 * (QUICKER - 1) * (now - latest)))  # it also runs by itself
        latest = now


def works_meanwhile(page: Page) -> None:
    """Check that links work, and that the figure can be edited but invents no number."""
    page.locator("#explanation a[href^='#']").first.click()
    assert page.evaluate("location.hash") != ""
    page.get_by_label(WEIGHT).fill("0.5")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Forward").click()
    expect(page.get_by_label(WEIGHT)).to_have_value("0.5000")
    assert_true(page)
    assert snapshot(page)["cost_value"] is None


def has_done_it(page: Page) -> None:
    """Check that all actions were done once Python was ready, with right results."""
    page.evaluate("learnscope.ready")
    page.evaluate(SETTLED)
    now = snapshot(page)
    assert now["layers"][0]["weights"][0][0] == 0.5
    assert now["cost_value"] is not None
    assert_true(page)


@pytest.mark.parametrize("path", LARGE)
def test_where_a_file_comes_at_1_kb_a_second_it_says_so_goes_on_and_gets_ready_with_the_line(
    visitor: Page, faulty: Faulty, dist: Path, path: str
) -> None:
    visitor.clock.install()
    spoil(faulty, dist, path, "slow")
    visitor.goto(faulty.address)
    way = "plain" if path in PLAIN else "snapshot"
    visitor.wait_for_function(f"way => {WAY} === way", arg=way)
    waiting(visitor, faulty)
    expect(status(visitor)).to_contain_text(SAID)
    expect(status(visitor)).to_contain_text("The explanation can be read, and what you change")
    works_meanwhile(visitor)
    expect(status(visitor)).to_contain_text("kept and done as soon as it is ready")
    faulty.recover()
    has_done_it(visitor)
    assert visitor.evaluate(WAY) == way
    is_right(visitor)


@pytest.mark.parametrize("path", [RESTORED[2], SNAPSHOT, "runtime/numpy"])
def test_where_it_would_take_hours_it_can_be_asked_for_anew_and_nothing_is_lost(
    visitor: Page, faulty: Faulty, dist: Path, path: str
) -> None:
    visitor.clock.install()
    url = spoil(faulty, dist, path, "slow")
    visitor.goto(faulty.address)
    retry = visitor.get_by_role("button", name="Try again")
    expect(status(visitor)).to_contain_text("Loading Python")
    expect(retry).to_be_hidden()
    way = "plain" if path in PLAIN else "snapshot"
    visitor.wait_for_function(f"way => {WAY} === way", arg=way)
    waiting(visitor, faulty)
    expect(status(visitor)).to_contain_text(SAID)
    works_meanwhile(visitor)
    faulty.faults.clear()  # files on their way stay slow
    faulty.asked.clear()
    retry.click()
    has_done_it(visitor)
    expect(retry).to_be_hidden()
    assert faulty.asked.count(url) == 1
    assert visitor.evaluate(WAY) == "snapshot"


@pytest.mark.parametrize("path", ["worker.js", "runtime/pyodide.mjs", "runtime/pyodide-lock.json"])
def test_small_files_come_at_1_kb_a_second_in_time(
    visitor: Page, faulty: Faulty, dist: Path, path: str
) -> None:
    visitor.clock.install()
    spoil(faulty, dist, path, "slow")
    faulty.pace *= QUICKER
    visitor.goto(faulty.address)
    works_meanwhile(visitor)
    expect(status(visitor)).to_contain_text("kept and done as soon as it is ready")
    hurry(visitor, LOADED)
    has_done_it(visitor)
    assert visitor.evaluate(WAY) == ("plain" if path in PLAIN else "snapshot")


@pytest.mark.parametrize(
    ("path", "said"), [("app.js", "comes slowly"), ("styles.css", "looks bare")]
)
def test_the_page_itself_at_1_kb_a_second_can_be_read_and_begins_in_the_end(
    visitor: Page, faulty: Faulty, dist: Path, path: str, said: str
) -> None:
    visitor.clock.install()
    spoil(faulty, dist, path, "slow")
    visitor.goto(faulty.address, wait_until="commit")
    visitor.wait_for_function("document.readyState !== 'loading'")
    visitor.clock.run_for(9_000)
    expect(visitor.get_by_role("alert").filter(has_text=said)).to_be_visible()
    expect(visitor.locator("#explanation")).to_contain_text("What a network is")
    expect(visitor.locator("#figure [data-kind=weight]").first).to_have_value("0.4536")
    faulty.recover()
    visitor.evaluate("learnscope.ready")
    expect(visitor.locator("#status")).to_have_css("display", "flex")  # styles have come, too
    visitor.get_by_label(WEIGHT).fill("0.5")
    visitor.keyboard.press("Enter")
    visitor.get_by_role("button", name="Forward").click()
    has_done_it(visitor)


@pytest.mark.parametrize("path", LATER)
def test_where_the_last_files_come_slowly_all_works_and_a_text_that_waits_for_them_says_so(
    visitor: Page, faulty: Faulty, dist: Path, path: str
) -> None:
    visitor.clock.install()
    faulty.faults[urls(dist, path)[0]] = "slow"
    visitor.goto(faulty.address)
    visitor.evaluate("learnscope.ready")
    assert visitor.evaluate(WAY) == "snapshot"
    visitor.get_by_role("button", name="Forward").click()
    visitor.wait_for_function("learnscope.snapshot().cost_value !== null")
    waiting(visitor, faulty)
    expect(status(visitor)).to_contain_text("Python is ready")
    code = show(visitor, "Your own activation")
    write(visitor, TANH)
    run = code.get_by_role("button", name="Run")
    run.click()
    visitor.get_by_role("button", name="Backprop").click()
    waiting(visitor, faulty)
    expect(status(visitor)).to_contain_text(LAST)
    expect(status(visitor)).to_contain_text("What you do meanwhile is done after it")
    expect(visitor.locator("#stop")).to_contain_text("This waits for the last files of Python")
    assert snapshot(visitor)["step"] == 0
    visitor.get_by_role("button", name="Stop").click()
    visitor.wait_for_function("learnscope.snapshot().step === 1")
    expect(code).to_contain_text("You pressed Stop, so it was not done")
    expect(visitor.locator("#stop")).to_be_hidden()
    expect(status(visitor)).to_contain_text("1 step of learning so far")
    assert text_of(visitor) == TANH
    run.click()
    expect(status(visitor)).to_contain_text(LAST)
    faulty.recover()
    visitor.wait_for_function("'own' in learnscope.snapshot().python.typed")
    expect(status(visitor)).to_contain_text("1 step of learning so far")
    expect(visitor.locator("#stop")).to_be_hidden()


# -- a whole line


class Line(Handler):
    """Serve every file compressed, over one line that all requests share."""

    pace = QUICKER * 200_000  # bytes a second
    piece = QUICKER * 4_000
    lock = Lock()

    def end_headers(self) -> None:
        super(Handler, self).end_headers()

    def send_header(self, keyword: str, value: str) -> None:
        if keyword == "Content-Length":
            self.data = packed(Path(self.directory, self.path.removeprefix("/") or "index.html"))
            super().send_header("Content-Encoding", "gzip")
            value = str(len(self.data))
        super().send_header(keyword, value)

    def copyfile(self, source: Any, outputfile: Any) -> None:  # noqa: ARG002
        for at in range(0, len(self.data), self.piece):
            with self.lock:
                time.sleep(self.piece / self.pace)
            outputfile.write(self.data[at : at + self.piece])


@cache
def packed(path: Path) -> bytes:
    """Compress a file, only once."""
    return gzip.compress(path.read_bytes(), 1)


@pytest.fixture
def line(dist: Path) -> Iterator[str]:
    """Serve the site at 200 kB per second of the page's time."""
    with Server((HOST, 0), partial(Line, directory=str(dist))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://{HOST}:{server.server_address[1]}/"
        server.shutdown()


def test_at_200_kb_a_second_the_text_can_be_read_and_the_figure_edited_long_before_python_is_there(
    browser: Browser, line: str
) -> None:
    began = time.monotonic()
    with browser.new_context(reduced_motion="reduce", service_workers="block") as context:
        page = context.new_page()
        page.clock.install()
        page.goto(line)
        expect(page.get_by_label(WEIGHT)).to_have_value("0.4536")
        usable = time.monotonic() - began
        works_meanwhile(page)
        last = page.locator("#explanation a.term").last
        last.hover()  # this scrolls to it
        expect(last).to_be_in_viewport()
        expect(page.locator("#stage")).to_have_attribute("data-term", re.compile("."))
        hurry(page, f"{SLOW} || {LOADED}")
        expect(status(page)).to_contain_text(SAID)
        hurry(page, LOADED)
        page.wait_for_function(READY, timeout=120_000)
        assert usable < (time.monotonic() - began) / 4
        has_done_it(page)
