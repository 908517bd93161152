"""Check the message and the retry when a file is missing, damaged or late."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from learnscope import selftest
from learnscope.usercode import overrides
from tests.listed import listed
from tests.site.code.test_code import text_of
from tests.site.conftest import snapshot
from tests.site.loading.test_restored import COMPLETE, DIGEST, TYPED, WAY
from tests.site.support.faulty import BEGUN, Faulty, faulty_server
from tests.site.support.stub_worker import stub_python

SNAPSHOT = "runtime/python.snapshot"
RESTORED = ("runtime/pyodide.mjs", "runtime/pyodide.asm.mjs", "runtime/pyodide.asm.wasm")
PLAIN = ("runtime/python_stdlib.zip", "runtime/pyodide-lock.json", "runtime/numpy", "runtime/learn")
AT_ONCE = {
    "missing": "could not be loaded: the server answered 404",
    "cut short": "broke off on its way",
    "one bit flipped": "was changed on its way, so it is not used",
    "a page to log in": "a web page came in its place",
}


@pytest.fixture(scope="module")
def faulty(dist: Path) -> Iterator[Faulty]:
    with faulty_server(dist) as server:
        yield server


@pytest.fixture
def visitor(browser: Browser, faulty: Faulty) -> Iterator[Page]:
    """Open a browser that may cache intact files."""
    context = browser.new_context(reduced_motion="reduce", service_workers="block")
    page = context.new_page()
    yield page
    faulty.repair()
    context.close()


@pytest.fixture
def reader(visitor: Page) -> Page:
    """Stub Python, which has no part in the fault."""
    stub_python(visitor)
    return visitor


def urls(dist: Path, path: str) -> list[str]:
    """Find addresses of files by the beginning of their logical path."""
    return [file["url"] for key, file in listed(dist).items() if key.startswith(path)]


def spoil(faulty: Faulty, dist: Path, path: str, fault: str) -> str:
    """Spoil one file in a start that needs it, and return its address."""
    faulty.repair()
    if path in PLAIN:
        faulty.faults[urls(dist, SNAPSHOT)[0]] = "missing"
    [url] = urls(dist, path)
    faulty.faults[url] = fault
    return url


def is_right(page: Page) -> None:
    """Wait for Python, and check that it computes correctly."""
    page.evaluate("learnscope.ready")
    assert selftest.digest() in page.evaluate(TYPED, DIGEST)


def assert_a_retry_does_it(page: Page) -> None:
    """Check that a retry completes the first request, and leaves nothing to retry."""
    page.get_by_role("button", name="Try again").click()
    is_right(page)
    assert page.evaluate("learnscope.snapshot().cost_value") is not None
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()


@pytest.mark.parametrize("path", [*RESTORED, "worker.js", *PLAIN])
def test_a_file_that_python_needs_is_asked_for_twice_then_it_says_what_is_wrong(
    visitor: Page, faulty: Faulty, dist: Path, path: str
) -> None:
    status = visitor.locator("#status p")
    for fault, said in AT_ONCE.items():
        url = spoil(faulty, dist, path, fault)
        faulty.asked.clear()
        visitor.goto(faulty.address)
        expect(status).to_contain_text(said, timeout=20_000)
        expect(status).to_contain_text("Python could not be started. " + path.split("/")[-1][:5])
        expect(status).to_contain_text("The explanation can be read")
        # The worker is loaded to run, and once more to be compared.
        assert faulty.asked.count(url) == (3 if path == "worker.js" else 2)
        assert visitor.locator("#figure [data-kind=weight]").count() == 12
    faulty.repair()
    visitor.get_by_role("button", name="Forward").click()
    expect(status).to_contain_text("What you did is kept")
    assert_a_retry_does_it(visitor)


@pytest.mark.parametrize("fault", AT_ONCE)
def test_where_the_snapshot_is_not_as_it_should_be_python_starts_plainly(
    visitor: Page, faulty: Faulty, dist: Path, fault: str
) -> None:
    spoil(faulty, dist, SNAPSHOT, fault)
    visitor.goto(faulty.address)
    is_right(visitor)
    assert visitor.evaluate(WAY) == "plain"


def all_but(page: Page, dist: Path, path: str) -> None:
    """Wait until all other files have come, and the beginning of this one."""
    manifest = page.evaluate("JSON.parse(document.getElementById('manifest').textContent)")
    way = "plain" if path in PLAIN else "snapshot"
    page.wait_for_function(f"way => {WAY} === way", arg=way)
    sizes = {file["path"]: file["bytes"] for file in listed(dist).values()}
    start = manifest["ways"][way]["start"]
    come = BEGUN + sum(sizes[each] for each in start if not each.startswith(path))
    if path != "worker.js":
        # To the byte: bytes that came later would restart the half-minute timeout.
        bar = "[...document.querySelectorAll('#status progress')].some(bar => bar.value >= come)"
        page.wait_for_function(f"come => {bar}", arg=come, timeout=20_000)
        total = sum(sizes[each] for each in start)
        text = f"Loading Python: {come / 1e6:.1f} of {total / 1e6:.1f} MB."
        expect(page.locator("#status p")).to_contain_text(text)


@pytest.mark.parametrize("path", [*RESTORED, "worker.js", SNAPSHOT, *PLAIN])
def test_a_file_that_stalls_is_given_up_after_half_a_minute(
    visitor: Page, faulty: Faulty, dist: Path, path: str
) -> None:
    status = visitor.locator("#status p")
    visitor.clock.install()
    spoil(faulty, dist, path, "stalled")
    visitor.goto(faulty.address)
    all_but(visitor, dist, path)
    visitor.clock.run_for(9_000)
    expect(status).to_contain_text("Nothing comes at present. The explanation can be read")
    visitor.clock.run_for(25_000)
    if path == SNAPSHOT:
        is_right(visitor)
        assert visitor.evaluate(WAY) == "plain"
        return
    expect(status).to_contain_text("Python could not be started. Of " + path.split("/")[-1][:5])
    expect(status).to_contain_text(re.compile(r"Of [^ ]+ nothing came for half a minute"))
    faulty.repair()
    visitor.get_by_role("button", name="Try again").click()
    visitor.evaluate("learnscope.ready")


def test_where_files_come_slowly_it_says_how_long_it_will_take(
    visitor: Page, faulty: Faulty, dist: Path
) -> None:
    visitor.clock.install()
    size = (dist / urls(dist, SNAPSHOT)[0]).stat().st_size
    faulty.pace = 5_000
    spoil(faulty, dist, SNAPSHOT, "slow")
    visitor.goto(faulty.address)
    all_but(visitor, dist, SNAPSHOT)
    visitor.clock.fast_forward(9_000)
    expect(visitor.locator("#status p")).to_contain_text("It comes slowly: about")
    minutes = round(size / faulty.pace / 60)
    expect(visitor.locator("#status p")).to_contain_text(
        f"about {minutes} minutes to go. The explanation can be read",
        timeout=20_000,  # once the clock's leap no longer counts
    )
    visitor.get_by_role("button", name="Forward").click()
    expect(visitor.locator("#status p")).to_contain_text("kept and done as soon as it is ready")


def again(page: Page) -> None:
    """Retry by a dispatched click.

    A real click would wait for the page, which reloads at once.
    """
    page.get_by_role("button", name="Try again").evaluate("button => button.click()")


# -- the page's own files


@pytest.mark.parametrize("fault", AT_ONCE)
def test_without_its_script_the_page_stands_still_says_so_and_tries_again(
    reader: Page, faulty: Faulty, dist: Path, fault: str
) -> None:
    url = spoil(faulty, dist, "app.js", fault)
    faulty.asked.clear()
    reader.goto(faulty.address)
    said = reader.get_by_role("alert")
    expect(said).to_contain_text("The page’s script could not be loaded")
    expect(said).to_contain_text("The explanation can be read")
    assert faulty.asked.count(url) >= 2  # the page itself tries once more, past the caches
    weight = reader.locator("#figure [data-kind=weight]").first
    expect(weight).to_be_visible()
    expect(weight).to_have_value("0.4536")
    faulty.repair()
    again(reader)
    expect(reader.locator("#status")).to_have_attribute("data-stage", "ready", timeout=20_000)
    expect(reader.locator(".still")).to_have_count(0)


def test_a_script_that_never_comes_is_told_of_and_a_late_one_still_begins(
    reader: Page, faulty: Faulty, dist: Path
) -> None:
    reader.clock.install()
    spoil(faulty, dist, "app.js", "stalled")
    reader.goto(faulty.address, wait_until="commit")
    reader.wait_for_function("document.readyState !== 'loading'")
    expect(reader.locator("#status")).to_have_css("display", "flex")  # the styles have come
    said = reader.get_by_role("alert").filter(has_text="The page’s script")
    reader.clock.run_for(9_000)
    expect(said).to_contain_text("The page’s script comes slowly. What stands here")
    expect(reader.locator("#figure [data-kind=weight]").first).to_be_visible()
    reader.clock.run_for(22_000)
    expect(said).to_contain_text("did not come for half a minute")
    faulty.faults.clear()
    again(reader)
    expect(reader.locator("#status")).to_have_attribute("data-stage", "ready", timeout=20_000)


@pytest.mark.parametrize("fault", ["missing", "cut short", "a page to log in", "stalled"])
def test_without_its_styles_the_page_works_and_says_why_it_looks_bare(
    reader: Page, faulty: Faulty, dist: Path, fault: str
) -> None:
    reader.clock.install()
    spoil(faulty, dist, "styles.css", fault)
    reader.goto(faulty.address, wait_until="commit")
    reader.wait_for_function("document.readyState !== 'loading'")
    reader.clock.run_for(9_000)
    said = reader.get_by_role("alert").filter(has_text="The page’s styles")
    expect(said).to_contain_text("so it looks bare")
    reader.evaluate("learnscope.ready")
    faulty.repair()
    reader.get_by_role("button", name="Try again").click()
    expect(said).to_be_hidden()
    assert reader.evaluate("getComputedStyle(document.querySelector('#status')).display") == "flex"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.97])
def test_a_page_that_was_cut_short_says_so_and_is_asked_for_again(
    visitor: Page, faulty: Faulty, dist: Path, share: float
) -> None:
    page = (dist / "index.html").read_bytes()
    faulty.cut["index.html"] = int(share * len(page))
    visitor.goto(faulty.address + "index.html")
    said = visitor.get_by_role("alert").filter(has_text="This page did not come whole")
    expect(said).to_be_visible()
    expect(visitor.get_by_role("button", name="Forward")).to_be_hidden()
    faulty.repair()
    again(visitor)
    expect(visitor.locator("#status")).to_have_attribute("data-stage", "ready", timeout=20_000)
    is_right(visitor)


@pytest.mark.parametrize("fault", ["missing", "a page to log in", "cut short"])
def test_without_its_service_worker_the_page_says_that_it_is_not_kept_yet(
    browser: Browser, faulty: Faulty, fault: str
) -> None:
    faulty.faults["sw.js"] = fault
    with browser.new_context() as context:
        page = context.new_page()
        stub_python(page)
        page.goto(faulty.address)
        expect(page.locator("#offline")).to_contain_text(
            "this page does not work without a network yet. It tries again at your next visit."
        )
    faulty.repair()


LEARNING = "learnscope.request({op: 'load_task', name: 'xor'})"


@pytest.mark.parametrize("path", ["training-part.js", "training.css"])
@pytest.mark.parametrize("fault", ["missing", "one bit flipped"])
def test_where_a_part_does_not_come_a_sentence_stands_in_its_place_and_it_can_be_tried_again(
    reader: Page, faulty: Faulty, dist: Path, path: str, fault: str
) -> None:
    spoil(faulty, dist, path, fault)
    reader.goto(faulty.address)
    reader.evaluate(LEARNING)
    part = reader.locator("#training")
    expect(part).to_contain_text("could not be loaded")
    reader.get_by_role("button", name="Forward").click()
    reader.wait_for_function("learnscope.snapshot().cost_value !== null")
    faulty.repair()
    part.get_by_role("button", name="Try again").click()
    expect(
        part.get_by_label("examples in a batch").or_(part.locator("input").first)
    ).to_be_visible()
    expect(part).not_to_contain_text("could not be loaded")


def learned(page: Page) -> None:
    """Learn a step, so that there is a cost curve."""
    for op in ("forward", "backprop", "forward"):
        page.evaluate("op => learnscope.request({op})", op)


def trained(page: Page) -> None:
    """Train, so that there are training curves."""
    page.evaluate("void learnscope.request({op: 'load_task', name: 'xor'})")
    page.evaluate("learnscope.request({op: 'train', steps: 20})")


LATE = {
    "vendor/uPlot.iife": ("#timeline", "The curve", learned, "canvas"),
    "vendor/uPlot.min.css": ("#timeline", "The curve", learned, "canvas"),
    "training-part.js": (
        "#training",
        "What trains the network on many examples",
        trained,
        "[aria-label='examples in a batch'], input",
    ),
    "offline-part.js": (
        "#offline",
        "What keeps this page for use without a network",
        lambda _: None,
        "button >> text='Take it with you'",
    ),
    "vendor/codemirror": (
        "#code",
        "The editor",
        lambda page: page.locator("#code summary").click(),
        ".cm-content >> text='import'",
    ),
    "vendor/temml.min": (
        "#inspector",
        "What typesets formulas",
        lambda page: page.locator("#figure .network [data-kind=neuron]").first.click(),
        "math",
    ),
    "worksheet.css": (
        "#worksheet",
        "The worksheet",
        lambda page: page.get_by_role("button", name="Worksheet").click(),
        "xpath=//body//h2[starts-with(text(), 'Key')]",
    ),
}
"""Late files: what each is for, what asks for it, and what it shows."""


@pytest.mark.parametrize("fault", ["missing", "one bit flipped", "stalled"])
@pytest.mark.parametrize("path", LATE)
def test_what_is_loaded_when_first_used_is_asked_for_again_where_it_does_not_come(
    reader: Page, faulty: Faulty, dist: Path, path: str, fault: str
) -> None:
    where, name, ask, there = LATE[path]
    reader.clock.install()
    url = spoil(faulty, dist, path, fault)
    faulty.asked.clear()
    reader.goto(faulty.address)
    reader.evaluate("learnscope.ready")
    ask(reader)
    place = reader.locator(where)
    if fault == "stalled":
        reader.wait_for_timeout(500)
        reader.clock.run_for(6_000)
        waits = f"{name} has not come yet, the page waits for it."
        expect(place).to_contain_text(waits)
        reader.clock.run_for(26_000)
        said = "nothing came for half a minute"
    else:
        said = AT_ONCE[fault]
    expect(place).to_contain_text(f"{name} could not be loaded.")
    expect(place).to_contain_text(said)
    expect(place).to_contain_text(Path(path).name[:5])
    reader.get_by_role("button", name="Forward").click()
    reader.wait_for_function("learnscope.snapshot().cost_value !== null")
    assert faulty.asked.count(url) <= (1 if fault == "stalled" else 2)
    faulty.repair()
    place.get_by_role("button", name="Try again").click()
    expect((reader if there.startswith("xpath") else place).locator(there).first).to_be_visible()
    expect(place).not_to_contain_text("could not be loaded")


def test_formulas_that_are_not_typeset_can_be_read_as_text_until_they_are(
    visitor: Page, faulty: Faulty, dist: Path
) -> None:
    spoil(faulty, dist, "vendor/temml.min", "missing")
    visitor.goto(faulty.address)
    visitor.evaluate("learnscope.request({op: 'forward'})")
    visitor.locator("#figure .network [data-kind=neuron]").first.click()
    inspector = visitor.locator("#inspector")
    expect(inspector).to_contain_text("Until then they are plain text.")
    expect(inspector).to_contain_text("= 0.4536 · 0.9 + ")
    visitor.get_by_role("button", name="Worksheet").click()
    sheet = visitor.get_by_role("dialog", name="Worksheet")
    expect(sheet).to_contain_text("What typesets formulas could not be loaded.")
    expect(sheet).to_contain_text("σ(z) = 1 / (1 + e^(−z))")
    for place in (inspector, sheet):
        assert "\\" not in place.inner_text()
    faulty.repair()
    sheet.get_by_role("button", name="Try again").click()
    expect(sheet.locator("math").first).to_be_visible()
    expect(sheet).not_to_contain_text("plain text")
    sheet.get_by_role("button", name="Close").click()
    expect(inspector.locator("math").first).to_be_visible()
    assert visitor.locator("[data-written]").count() == 0


def test_nothing_can_be_typed_into_the_editor_before_its_text_is_there(
    visitor: Page, faulty: Faulty, dist: Path
) -> None:
    spoil(faulty, dist, "runtime/pyodide.asm.wasm", "stalled")
    visitor.goto(faulty.address)
    visitor.locator("#code summary").click()
    content = visitor.locator("#code .cm-content")
    expect(content).to_be_visible()
    content.click(force=True)
    visitor.keyboard.type("too early")
    expect(content).to_have_text("")
    visitor.get_by_role("button", name="Run").click()
    faulty.repair()
    expect(content).to_contain_text("A network is a value", timeout=20_000)
    assert text_of(visitor) == overrides.source("network")
    content.click()
    visitor.keyboard.type("# in time")
    assert "# in time" in text_of(visitor)
    visitor.locator("#code").get_by_role("tab", name="backprop.py").click()
    visitor.locator("#code").get_by_role("tab", name="network.py").click()
    assert "# in time" in text_of(visitor)
    assert snapshot(visitor)["python"]["typed"] == {}


@pytest.mark.parametrize("fault", ["missing", "stalled"])
def test_what_comes_after_the_start_is_asked_for_again_when_python_of_ones_own_needs_it(
    visitor: Page, faulty: Faulty, dist: Path, fault: str
) -> None:
    visitor.clock.install()
    faulty.faults[urls(dist, "runtime/python_stdlib.zip")[0]] = fault
    visitor.goto(faulty.address)
    visitor.evaluate("learnscope.ready")
    assert visitor.evaluate(WAY) == "snapshot"
    for _ in range(31):
        visitor.clock.run_for(1_000)  # gives Python time to answer
        visitor.evaluate("learnscope.request({op: 'snapshot'})")
    status = visitor.locator("#status p")
    expect(status).to_contain_text("but for a part that only Python of your own may need")
    expect(status).to_contain_text("python_stdlib.zip")
    visitor.evaluate("learnscope.request({op: 'forward'})")
    faulty.repair()
    assert visitor.evaluate(TYPED, COMPLETE) == "installed"
    expect(status).to_contain_text("Python is ready, here")
