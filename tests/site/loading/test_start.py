"""Test the start: what is shown before Python, what is kept, and what fails."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from buildtools.cli.serve import HOST, Handler, Server
from tests.listed import requests_for
from tests.site.conftest import AROUND, snapshot
from tests.site.support.figure import SETTLED, assert_true
from tests.site.support.watching import Watch

WASM = requests_for("runtime/pyodide.asm.wasm")


@pytest.fixture
def slow(dist: Path) -> Iterator[tuple[str, Event]]:
    """Serve the site, but hold the largest file back until the event is set."""
    gate = Event()

    class Slow(Handler):
        def do_GET(self) -> None:  # noqa: N802 (named by the base class)
            if self.path.endswith(".wasm"):
                gate.wait(60)
            super().do_GET()

    with Server((HOST, 0), partial(Slow, directory=dist)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://{HOST}:{server.server_address[1]}/", gate
        gate.set()
        server.shutdown()


def test_what_is_done_before_python_is_ready_is_kept_and_done_in_order(
    page: Page, slow: tuple[str, Event]
) -> None:
    address, gate = slow
    page.goto(address)
    status = page.locator("#status p")
    expect(status).to_contain_text("Loading Python")
    page.get_by_label("weight from input 1 to hidden 1").fill("0.5")
    page.keyboard.press("Enter")
    page.get_by_label("input 2", exact=True).fill("0.25")
    page.get_by_role("button", name="Forward").click()
    page.get_by_role("button", name="Backprop").click()
    expect(page.get_by_label("weight from input 1 to hidden 1")).to_have_value("0.5000")
    expect(status).to_contain_text("kept and done as soon as it is ready")
    assert snapshot(page)["step"] == 0
    gate.set()
    page.evaluate("learnscope.ready")
    page.evaluate(SETTLED)
    now = snapshot(page)
    assert now["step"] == 1
    assert now["layers"][0]["weights_before"][0][0] == 0.5
    assert now["inputs"][1] == 0.25
    assert_true(page)
    expect(status).to_contain_text("1 step")


def test_the_progress_bar_shows_the_bytes_that_have_come_and_the_stage(
    page: Page, slow: tuple[str, Event]
) -> None:
    address, gate = slow
    page.goto(address)
    manifest = page.evaluate("JSON.parse(document.getElementById('manifest').textContent)")
    needed = manifest["ways"]["snapshot"]["start"]
    sizes = {file["path"]: file["bytes"] for file in manifest["runtime"] if file["path"] in needed}
    total = sum(sizes.values())
    come = total - sizes["runtime/pyodide.asm.wasm"]
    text = f"Loading Python: {come / 1e6:.1f} of {total / 1e6:.1f} MB."
    expect(page.locator("#status p")).to_contain_text(text)
    bar = page.get_by_role("progressbar")
    assert bar.evaluate("bar => bar.value") == come
    assert bar.evaluate("bar => bar.position") == pytest.approx(0.9 * come / total)
    gate.set()
    page.evaluate("learnscope.ready")
    expect(bar).to_be_hidden()


Trouble = Callable[[Route], None]
SNAPSHOT = requests_for("runtime/python.snapshot")
STDLIB = requests_for("runtime/python_stdlib.zip")
LOCK = requests_for("runtime/pyodide-lock.json")
TROUBLES: dict[str, tuple[str, Trouble]] = {
    "missing wasm": (WASM, lambda route: route.fulfill(status=404)),
    "missing loader": (
        requests_for("runtime/pyodide.mjs"),
        lambda route: route.fulfill(status=404),
    ),
    "missing worker": (requests_for("worker.js"), lambda route: route.abort()),
    # The following are needed only without a snapshot.
    "missing standard library": (STDLIB, lambda route: route.fulfill(status=404)),
    "broken server": ("**/numpy-*.whl", lambda route: route.fulfill(status=500)),
    "no network": ("**/learnscope-*.whl", lambda route: route.abort()),
    "not what it should be": ("**/numpy-*.whl", lambda route: route.fulfill(body="<html>Log in")),
    "cut short": (STDLIB, lambda route: route.fulfill(body=b"PK\x03\x04")),
    "missing lock file": (LOCK, lambda route: route.fulfill(status=404)),
}


@pytest.mark.parametrize(("pattern", "trouble"), TROUBLES.values(), ids=TROUBLES)
def test_a_start_that_fails_says_so_and_can_be_tried_again(
    page: Page, watch: Watch, http_address: str, pattern: str, trouble: Trouble
) -> None:
    watch.expect("")
    page.context.route(SNAPSHOT, lambda route: route.fulfill(status=404))
    page.context.route(pattern, trouble)
    page.goto(http_address)
    status = page.locator("#status p")
    expect(status).to_contain_text("Python could not be started.", timeout=20_000)
    expect(page.get_by_role("progressbar")).to_be_hidden()
    page.get_by_role("button", name="Forward").click()
    expect(status).to_contain_text("What you did is kept")
    page.context.unroute(pattern)
    page.get_by_role("button", name="Try again").click()
    page.evaluate("learnscope.ready")
    page.evaluate(SETTLED)
    assert snapshot(page)["cost_value"] is not None
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()
    assert_true(page)


def test_blocked_storage_does_not_matter(page: Page, http_address: str) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked'); }})"
    )
    page.goto(http_address)
    page.evaluate("learnscope.ready")
    page.get_by_label("Predict first").check()
    page.get_by_role("button", name="Backprop").click()
    page.get_by_role("button", name="up", exact=True).click()
    page.wait_for_function("learnscope.snapshot().step === 1")
    expect(page.locator("#prediction")).to_contain_text("of 1 right so far")


# -- browsers in which no retry helps

LACKS = {
    "WebAssembly": "delete globalThis.WebAssembly",
    "Worker": "delete globalThis.Worker",
    "module workers": """globalThis.Worker = class extends Worker {
        constructor(url) { super(url); }
    }""",
}


@pytest.mark.parametrize("lack", LACKS)
def test_where_nothing_will_help_it_says_so_and_offers_nothing(
    page: Page, address: str, lack: str
) -> None:
    page.add_init_script(LACKS[lack])
    page.goto(address)
    status = page.locator("#status")
    expect(status).to_contain_text(
        f"Python could not be started. This browser has no {lack}: Learnscope needs a browser"
        " from 2023 or later. The explanation can be read."
    )
    weight = page.get_by_label("weight from input 1 to hidden 1")
    weight.fill("0.5")
    weight.press("Enter")
    expect(page.locator("#problem")).to_contain_text(f"This browser has no {lack}")
    expect(weight).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Forward").click()
    assert page.evaluate("learnscope.request({op: 'forward'}).catch(({message}) => message)")
    expect(status).not_to_contain_text("kept")
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()


# -- a worker that breaks down


def prepared(page: Page) -> dict[str, Any]:
    """Leave a session in the middle of something, with a history and an undone start."""
    page.evaluate("learnscope.request({op: 'new_weights', seed: 5})")
    page.evaluate("learnscope.request({op: 'step_back'})")
    page.evaluate("learnscope.request({op: 'set_weight', layer: 1, to: 0, from: 0, value: 0.125})")
    page.evaluate("learnscope.request({op: 'backprop'})")
    page.evaluate("learnscope.request({op: 'set_input', index: 1, value: 0.75})")
    page.evaluate("learnscope.request({op: 'forward'})")
    return snapshot(page)


CRASHES = {
    "an error nobody caught": "setTimeout(() => { throw new Error('provoked'); })",
    "Python aborts": "try { pyodide.runPython('import os; os.abort()'); } catch {}",
}


def without_history(now: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a snapshot that a new worker gets."""
    return {key: value for key, value in now.items() if key not in AROUND}


@pytest.mark.parametrize(
    ("way", "crash"), [("http", "an error nobody caught"), ("file", "Python aborts")]
)
def test_when_the_worker_breaks_down_the_page_says_so_and_the_network_comes_back(
    request: pytest.FixtureRequest, page: Page, watch: Watch, way: str, crash: str
) -> None:
    watch.expect("")
    address = request.getfixturevalue(f"{way}_address")
    page.goto(address)
    page.evaluate("learnscope.ready")
    for _ in range(2):  # the second breakdown is another worker's
        before = prepared(page)
        [worker] = page.workers
        worker.evaluate(CRASHES[crash])
        page.evaluate("void learnscope.request({op: 'snapshot'}).catch(() => {})")
        expect(page.locator("#status p")).to_contain_text("Python broke down")
        expect(page.locator("#status p")).to_contain_text("can’t be taken back any more")
        page.get_by_role("button", name="Backprop").click()  # kept, and done as soon as possible
        page.wait_for_function(f"learnscope.snapshot().step === {before['step'] + 1}")
        page.evaluate("learnscope.request({op: 'step_back'})")
        assert without_history(snapshot(page)) == without_history(before)
        assert_true(page)
        page.evaluate("learnscope.request({op: 'reset'})")
        first = page.evaluate("JSON.parse(document.getElementById('first-snapshot').textContent)")
        assert snapshot(page)["layers"] == first["layers"]


def test_a_machine_that_sleeps_while_python_computes_breaks_nothing(
    page: Page, watch: Watch, http_address: str
) -> None:
    watch.expect("")
    page.clock.install()
    page.goto(http_address)
    page.evaluate("learnscope.ready")
    prepared(page)
    [worker] = page.workers
    worker.evaluate("""() => {
      const answer = self.onmessage;
      self.onmessage = event => setTimeout(answer, 400, event);
    }""")
    page.get_by_role("button", name="Backprop").click()
    page.clock.fast_forward(8 * 3600 * 1000)  # overdue timers fire once
    page.wait_for_function("learnscope.snapshot().step === 2")
    assert page.workers == [worker]


def test_a_worker_that_falls_silent_is_replaced_after_a_while(
    page: Page, watch: Watch, http_address: str
) -> None:
    watch.expect("")
    page.clock.install()
    page.goto(http_address)
    page.evaluate("learnscope.ready")
    before = prepared(page)
    [worker] = page.workers
    worker.evaluate("self.onmessage = null")
    page.get_by_role("button", name="Backprop").click()
    page.clock.run_for(21_000)
    expect(page.locator("#status p")).to_contain_text("did not answer any more")
    page.wait_for_function("learnscope.snapshot().step === 2")  # the request was repeated
    page.evaluate("learnscope.request({op: 'step_back'})")
    assert without_history(snapshot(page)) == without_history(before)
