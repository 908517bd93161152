"""Check that the page's memory does not grow, however long it is used."""

from typing import Any, cast

import pytest
from playwright.sync_api import CDPSession, Page

from tests.site.support.tasks import load

TASKS = ("circle", "digits", "iris", "spirals", "fruit")
MEGABYTE = 1 << 20

USE = """async names => {
  for (const name of names) {
    await learnscope.request({op: 'load_task', name});
    await new Promise(requestAnimationFrame);
    const training = learnscope.snapshot().training;
    await learnscope.request(training ? {op: 'train', steps: 20} : {op: 'backprop'});
    await learnscope.request({op: 'reset'});
    await new Promise(requestAnimationFrame);
  }
}"""


@pytest.fixture
def devtools(app: Page) -> CDPSession:
    """Open a connection to the browser's own measurements of the page."""
    return app.context.new_cdp_session(app)


def held(page: Page, devtools: CDPSession) -> dict[str, int]:
    """Count elements, listeners and bytes after collecting all garbage."""
    devtools.send("HeapProfiler.enable")
    devtools.send("HeapProfiler.collectGarbage")
    counts = devtools.send("Memory.getDOMCounters")
    heap = cast("dict[str, Any]", devtools.send("Runtime.getHeapUsage"))
    return {
        "nodes": counts["nodes"],
        "listeners": counts["jsEventListeners"],
        "heap": heap["usedSize"],
        "python": page.workers[0].evaluate("pyodide._module.HEAP8.length"),
    }


def train_to(page: Page, step: int) -> None:
    """Play until `step` steps have been made."""
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function(f"learnscope.snapshot().training.step >= {step}")
    page.get_by_role("button", name="Pause", exact=True).click()
    page.evaluate("learnscope.request({op: 'snapshot'})")


def test_tasks_loaded_again_and_again_leave_nothing_behind(app: Page, devtools: CDPSession) -> None:
    app.evaluate(USE, TASKS)
    before = held(app, devtools)
    for _ in range(4):
        app.evaluate(USE, TASKS)
    after = held(app, devtools)
    assert after["nodes"] < before["nodes"] + 500
    assert after["listeners"] < before["listeners"] + 100
    assert after["heap"] < before["heap"] + 1.5 * MEGABYTE
    assert after["python"] < 64 * MEGABYTE


def test_slice_after_slice_of_training_takes_no_more_room(app: Page, devtools: CDPSession) -> None:
    load(app, "digits")
    train_to(app, 500)
    before = held(app, devtools)
    train_to(app, 6_000)
    after = held(app, devtools)
    assert after["nodes"] < before["nodes"] + 100
    assert after["heap"] < before["heap"] + MEGABYTE
    assert after["python"] <= before["python"] < 100 * MEGABYTE
