"""Check a visit's first seconds: what is shown, that nothing moves, that it responds."""

import gzip
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.listed import listed
from tests.site.support.faulty import faulty_server
from tests.site.support.first_seconds import PAINTED, SHIFTS, Trace
from tests.site.support.font_sets import DEFAULT, FONT_SETS
from tests.site.support.stub_worker import stub_python
from tests.site.support.watching import Watch

LONGEST = 50
"""Longest task, in milliseconds, that the page may run without a pause."""
STARTS = 10
FIRST = 150_000
"""Most compressed bytes that the first paint may need."""
MOST = 12
"""Most requests of the page itself. Its worker makes four more."""
MOVED = 0.01
"""Most cumulative layout shift; up to 0.1 counts as good."""
SIZES = ((1440, 900), (360, 740))
READ = """() => {
  const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
  const section = middle.closest('section[id^=essay]');
  return [section.id, section.getBoundingClientRect().top];
}"""
"""Find the passage being read, and its position."""
THERE = """([id, top]) =>
  Math.abs(document.getElementById(id).getBoundingClientRect().top - top) < innerHeight / 4"""
ASKED = "performance.getEntriesByType('resource').map(({name}) => name)"


def visitor(browser: Browser, size: tuple[int, int] = SIZES[0]) -> BrowserContext:
    """Open a browser that has never been here."""
    viewport = {"width": size[0], "height": size[1]}
    return browser.new_context(reduced_motion="reduce", viewport=viewport)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
def test_nothing_moves_from_the_first_paint_to_the_first_forward(
    browser: Browser, http_address: str, watch: Watch, size: tuple[int, int]
) -> None:
    with visitor(browser, size) as context:
        page = context.new_page()
        watch.over(page)
        page.add_init_script(SHIFTS)
        page.goto(http_address)
        page.evaluate("learnscope.ready")
        page.get_by_role("button", name="Forward").click()
        page.wait_for_function("learnscope.snapshot().cost_value !== null")
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        assert page.evaluate("shifts") == []


@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
def test_hardly_anything_moves_where_the_script_and_python_come_late(
    browser: Browser, dist: Path, size: tuple[int, int]
) -> None:
    with faulty_server(dist) as faulty, visitor(browser, size) as context:
        faulty.pace = 30_000
        for path in ("app.js", "runtime/pyodide.asm.wasm"):
            faulty.faults[listed(dist)[path]["url"]] = "slow"
        page = context.new_page()
        page.add_init_script(SHIFTS)
        page.goto(faulty.address, wait_until="commit")
        expect(page.locator("#explanation h2").first).to_be_visible()
        expect(page.locator("[data-waiting]")).to_have_count(4)  # the text is there first
        expect(page.locator("#status p")).to_contain_text("It comes slowly", timeout=30_000)
        expect(page.locator("[data-waiting]")).to_have_count(0)
        faulty.recover()
        page.evaluate("learnscope.ready")
        shifts = page.evaluate("shifts")
        assert sum(float(shift.split()[0]) for shift in shifts) < MOVED, shifts


@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
def test_a_link_to_a_part_of_the_text_leads_there(
    browser: Browser, http_address: str, size: tuple[int, int]
) -> None:
    with visitor(browser, size) as context:
        page = context.new_page()
        stub_python(page)
        page.goto(f"{http_address}#essay-brains")
        page.evaluate("learnscope.ready")
        page.wait_for_function("!document.documentElement.classList.contains('unfinished')")
        part = "document.getElementById('essay-brains').getBoundingClientRect().top"
        page.wait_for_function(f"Math.abs({part}) < 2")
        assert page.evaluate("scrollY") > 5_000


@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
def test_who_loads_the_page_again_or_comes_back_to_it_finds_their_place(
    browser: Browser, address: str, size: tuple[int, int]
) -> None:
    leave_and_come_back(browser, address, size)


@pytest.mark.parametrize("fonts", [name for name in FONT_SETS if name != DEFAULT])
def test_whoever_comes_back_finds_their_place_with_other_fonts(
    browser_with: Callable[[str], Browser], http_address: str, fonts: str
) -> None:
    leave_and_come_back(browser_with(fonts), http_address, SIZES[0])


def leave_and_come_back(browser: Browser, address: str, size: tuple[int, int]) -> None:
    """Reload the page, then leave and return: the passage being read stays in place."""
    with visitor(browser, size) as context:
        page = context.new_page()
        page.goto(address)
        page.evaluate("learnscope.ready")
        page.wait_for_function("document.documentElement.scrollHeight > 12_000")
        page.evaluate("scrollTo({top: 9000, behavior: 'instant'})")
        read = page.evaluate(READ)
        page.reload()
        page.evaluate("learnscope.ready")
        page.wait_for_function(THERE, arg=read)
        page.goto("about:blank")
        page.go_back()
        page.evaluate("learnscope.ready")
        page.wait_for_function(THERE, arg=read)


def test_the_page_answers_at_every_moment_of_the_start(browser: Browser, http_address: str) -> None:
    longest = []
    for number in range(STARTS):
        with visitor(browser, SIZES[number % 2]) as context:
            page = context.new_page()
            trace = Trace(browser)
            page.goto(http_address)
            page.evaluate("learnscope.ready")
            tasks = trace.tasks(page)
        assert sum(task.computed for task in tasks) > 10
        longest.append(max(task.computed for task in tasks))
        if longest[-1] <= LONGEST:
            return  # the other starts were disturbed
    raise AssertionError(f"the page was busy for {longest} ms in each of the starts")


def test_the_first_paint_has_real_numbers_and_needs_nothing_of_python(
    page: Page, http_address: str, dist: Path, watch: Watch
) -> None:
    watch.expect("")
    page.context.route("**/runtime/**", lambda _: None)
    page.goto(http_address)
    expect(page.get_by_label("weight from input 1 to hidden 1")).to_have_value("0.4536")
    expect(page.locator("#explanation")).to_contain_text("What a network is")
    page.wait_for_function(PAINTED)
    files = {file["url"]: dist / file["url"] for file in listed(dist).values()}
    asked = [urlsplit(url).path.split("/some-repo/")[1] for url in page.evaluate(ASKED)]
    own = [files[url] for url in asked if not url.startswith("runtime/")]
    size = sum(len(gzip.compress(path.read_bytes())) for path in (dist / "index.html", *own))
    assert size <= FIRST
    page.close()


def test_until_python_is_ready_nothing_is_loaded_that_is_not_needed_yet(
    page: Page, http_address: str, dist: Path
) -> None:
    page.goto(http_address)
    page.evaluate("learnscope.ready")
    paths = {file["url"]: path for path, file in listed(dist).items()}
    asked = {paths[urlsplit(url).path.split("/some-repo/")[1]] for url in page.evaluate(ASKED)}
    assert {path for path in asked if path.startswith("vendor/")} == set()
    assert {"training.css", "worksheet.css"} & asked == set()
    assert len(asked) <= MOST
