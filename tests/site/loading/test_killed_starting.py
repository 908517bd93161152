"""Kill the worker silently at each stage of the start.

Everything that was done and typed survives.
"""

import re
import time
from dataclasses import dataclass
from itertools import product

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.site.code.test_code import TANH, show, text_of, write
from tests.site.conftest import snapshot
from tests.site.data.test_own_table import TABLE
from tests.site.loading.test_killed import ASK, Plain, without_history
from tests.site.loading.test_restored import WAY
from tests.site.loading.test_start import STDLIB, WASM
from tests.site.support.figure import assert_true
from tests.site.support.stub_worker import stub_python
from tests.site.support.watching import Watch

STATUS = "document.getElementById('status').dataset"

MORTAL = """(ends => {
  const waiting = [];
  globalThis.mortal = {
    born: 0, isDead: false,
    go() { mortal.go = null; waiting.forEach(post => post()); },
  };
  globalThis.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      mortal.isDead = false;
      this.end = ends[mortal.born++] ?? null;
      if (this.end === 'born') this.die();
      this.addEventListener('message', event => {
        const [stage, isHeard] = this.end?.split(' ') ?? [];
        if (!this.isDead && !(stage in event.data)) return;
        if (this.isDead || !isHeard) event.stopImmediatePropagation();
        this.die();
      });
    }
    postMessage(message) {
      const {op, first} = message.request ?? {};
      if (op && op === this.end && !first) this.die();
      if (mortal.go && message.boot) waiting.push(() => super.postMessage(message));
      else super.postMessage(message);
    }
    start(boot) { // a stub would otherwise start at once
      if (mortal.go) waiting.push(() => super.start(boot));
      else super.start(boot);
    }
    die() {
      this.isDead = mortal.isDead = true;
      super.terminate();
    }
  };
})"""
"""Replace workers by ones that die at birth, on a message, or on a request.

The message that kills a worker may still be delivered. No worker starts before the test calls
`mortal.go()`, so that the visitor can do something first.
"""


@dataclass(frozen=True)
class Stage:
    """One way in which a worker dies, and how soon that must be noticed.

    `end` names the event that kills it. `snapshot` and `plain` are limits in seconds, for a start
    from the snapshot and for a plain one.
    """

    end: str
    snapshot: int
    plain: int


STAGES = {
    "asked for, and not running": Stage("born", 30, 30),
    "files come in": Stage("bytes heard", 30, 30),
    "all files are here": Stage("started", 30, 30),
    "being restored": Stage("started heard", 20, 120),
    "just before it is ready": Stage("ready", 20, 120),
    "the last files come in": Stage("ready heard", 20, 20),
}
FIRST = STAGES["being restored"]
"""Stage after which the next worker starts plainly."""
REAL = {
    "out of the snapshot": {
        *("files come in", "being restored", "just before it is ready", "the last files come in")
    },
    "in a folder": {"being restored"},
    "plainly": {"being restored", "the last files come in"},
}
"""Stages at which a real worker is killed, not a stub, by kind of start."""
LONGEST, PATIENCE = 300, 60
"""Limits in seconds, of the page's own time and of real time."""


def visit(page: Page, address: str, *ends: str) -> None:
    """Open the page with workers that die in turn, and with a fast clock."""
    page.clock.install()
    page.add_init_script(f"{MORTAL}({list(ends)})")
    page.goto(address)


def until(page: Page, expression: str) -> int:
    """Wait until an expression is true, and retry whenever that is offered.

    Returns the seconds spent waiting for dead workers.
    """
    waited = 0
    deadline = time.monotonic() + PATIENCE
    status = page.locator("#status p")
    while not page.evaluate(f"Boolean({expression})"):
        if page.evaluate("document.getElementById('status').dataset.stage === 'failed'"):
            expect(status).to_contain_text(re.compile(r"could not be started\. \w[^.]* \w"))
            expect(status).not_to_contain_text("Of nothing")
            again(page)
        elif page.evaluate("mortal.isDead"):
            page.clock.run_for(1_000)
            waited += 1
        in_vain = waited == LONGEST or time.monotonic() > deadline
        assert not in_vain, f"{expression}: {status.inner_text()}"
        page.wait_for_timeout(20)
    return waited


def again(page: Page) -> None:
    """Try again without leaving the field in which something is typed."""
    page.get_by_role("button", name="Try again").evaluate("button => button.click()")


def occupied(page: Page) -> Locator:
    """Do some things, begin to type another, and return its field."""
    page.get_by_label("weight from input 1 to hidden 1").fill("0.5")
    page.keyboard.press("Enter")
    page.get_by_label("input 2", exact=True).fill("0.25")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Forward").click()
    page.get_by_role("button", name="Backprop").click()
    page.locator("#code summary").click()
    draft = page.get_by_label("weight from input 2 to hidden 1")
    draft.focus()
    draft.select_text()
    page.keyboard.type("-0.12")
    assert snapshot(page)["step"] == 0
    return draft


def assert_all_there(page: Page, draft: Locator) -> None:
    """Check that every action was done, and that typing can go on."""
    now = snapshot(page)
    assert now["step"] == 1
    assert now["layers"][0]["weights_before"][0][0] == 0.5
    assert now["inputs"][1] == 0.25
    expect(draft).to_have_value("-0.12")
    expect(draft).to_be_focused()
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    page.wait_for_function("learnscope.snapshot().layers[0].weights[0][1] === -0.125")
    expect(page.locator("#code .cm-content")).to_contain_text("def ")
    assert_true(page)


def lives_through(page: Page, address: str, *ends: str) -> int:
    """Act as a visitor while workers die, until all is done.

    Returns the seconds spent waiting for dead workers.
    """
    visit(page, address, *ends)
    draft = occupied(page)
    page.evaluate("mortal.go()")
    waited = until(page, "learnscope.snapshot().step === 1")
    assert page.evaluate("mortal.born") == len(ends) + 1
    assert_all_there(page, draft)
    return waited


@pytest.mark.parametrize(
    ("start", "stage"),
    [
        (start, stage)
        for start, stage in product(REAL, STAGES)
        if (start, stage) != ("in a folder", "files come in")  # there the page itself reads them
    ],
)
def test_killed_at_any_stage_of_any_start_python_gets_ready_and_does_what_was_done(
    page: Page, watch: Watch, http_address: str, file_address: str, start: str, stage: str
) -> None:
    watch.expect("")
    if stage not in REAL[start]:
        stub_python(page)
    address = file_address if start == "in a folder" else http_address
    at = STAGES[stage]
    if start == "plainly":
        waited = lives_through(page, address, FIRST.end, at.end)
        assert waited <= FIRST.snapshot + at.plain + 1
    else:
        assert lives_through(page, address, at.end) <= at.snapshot + 1


@pytest.mark.parametrize(
    ("end", "way"),
    [("setTimeout(() => { throw new Error('killed'); })", "plain"), ("self.close()", "snapshot")],
    ids=["with an error", "without a sound"],
)
def test_killed_from_within_while_a_file_is_held_back(
    page: Page, watch: Watch, http_address: str, end: str, way: str
) -> None:
    watch.expect("")
    held: list[Route] = []
    page.clock.install()
    page.context.route(WASM, lambda route: held.append(route))
    page.goto(http_address)
    draft = occupied(page)
    while not held:
        page.wait_for_timeout(20)
    page.workers[-1].evaluate(end)
    page.context.unroute(WASM)
    if way == "snapshot":
        page.clock.run_for(31_000)
        expect(page.locator("#status p")).to_contain_text("nothing came for half a minute")
        again(page)
    page.wait_for_function("learnscope.snapshot().step === 1")
    assert page.evaluate(WAY) == way
    assert_all_there(page, draft)


def test_killed_when_the_last_files_are_here_a_text_that_waits_for_them_stays(
    page: Page, watch: Watch, http_address: str
) -> None:
    watch.expect("")
    page.context.route(STDLIB, lambda _: None)
    visit(page, http_address, "completed")
    page.evaluate("mortal.go()")
    code = show(page, "Your own activation")
    write(page, TANH)
    page.context.unroute(STDLIB)
    page.wait_for_function("mortal.isDead")
    run = code.get_by_role("button", name="Run")
    run.click()
    page.get_by_role("button", name="Forward").click()
    # Half a minute for the pending request, as much for the retry, and Python's own time.
    assert until(page, "learnscope.snapshot().cost_value !== null") <= 66
    expect(code).to_contain_text("your text is still in the editor")
    assert text_of(page) == TANH
    run.click()
    page.wait_for_function("'own' in learnscope.snapshot().python.typed")


TABLE_OF_TWO_PARTS = (
    {"op": "table_part", "part": TABLE[:200], "first": True},
    {"op": "table_part", "part": TABLE[200:]},
    {"op": "table"},
    {"op": "load_table", "predict": "kind"},
)
TASK = ({"op": "load_task", "name": "xor"},)
ROWS = {"op": "rows", "indices": [0, 3]}


@pytest.mark.parametrize(
    ("op", "loads"),
    [
        ("load_task", TASK),
        ("restore", TASK),
        ("table_part", TABLE_OF_TWO_PARTS),
        ("load_table", TABLE_OF_TWO_PARTS),
    ],
)
def test_killed_while_it_is_told_what_the_one_before_had_the_next_one_has_it_all(
    page: Page, watch: Watch, http_address: str, op: str, loads: tuple[Plain, ...]
) -> None:
    watch.expect("")
    if op != "table_part":
        stub_python(page)
    visit(page, http_address, "explain", op)
    page.evaluate("mortal.go()")
    for request in (
        *loads,
        {"op": "train", "steps": 5, "milliseconds": 1000},
        {"op": "set_weight", "layer": 1, "to": 0, "from": 0, "value": 0.125},
    ):
        assert "answer" in page.evaluate(ASK, request), request
    before, rows = snapshot(page), page.evaluate(ASK, ROWS)
    page.locator("#figure .network [data-kind=neuron]").first.click()  # it asks for an explanation
    assert until(page, "mortal.born === 3 && !mortal.isDead") <= 41
    assert page.evaluate(ASK, ROWS) == rows
    assert without_history(snapshot(page)) == without_history(before)
    expect(page.locator("#inspector math").first).to_be_visible()
