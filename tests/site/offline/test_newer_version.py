"""Check that a newer version is offered, not forced.

Versions never mix, and the visitor loses nothing.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from buildtools.cli.browsers import find_firefox, in_ci
from tests.site.conftest import AROUND, snapshot
from tests.site.offline.test_offline import KEPT, SAID, kept, opened
from tests.site.support.firefox import Firefox
from tests.site.support.hosting import Host, built_with
from tests.site.support.watching import Watch

pytestmark = pytest.mark.xdist_group("firefox")  # these tests also share the newer build
CHANGES = {
    "site/index.html": ("<h1>Learnscope</h1>", "<h1>Learnscope, the newer</h1>"),
    "site/views/training/training-controls.js": ("'speed of Play'", "'speed of Play, the newer'"),
}
LOOK = "navigator.serviceWorker.ready.then(registration => registration.update()).then(() => 1)"
NOTHING_COMES = "navigator.serviceWorker.ready.then(({installing}) => !installing)"
OFFERED = "document.querySelector('#update p')?.textContent.startsWith('A new version')"
OFFER = "A new version of Learnscope is here."


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build another version of the site."""
    return built_with(CHANGES, tmp_path_factory.mktemp("newer"))


def versions(page: Page) -> int:
    """Count the versions that are kept."""
    count: int = page.evaluate("caches.keys().then(names => names.length)")
    return count


def is_newer(page: Page) -> bool:
    return "newer" in page.locator("h1").inner_text()


def at_work(page: Page) -> None:
    """Bring the page into the middle of training, with typed but unused texts."""
    page.evaluate("learnscope.request({op: 'load_points', points: [[.1, .2, 0], [-.3, .1, 1]]})")
    page.evaluate("learnscope.request({op: 'train', steps: 40})")
    page.evaluate("learnscope.request({op: 'set_learning_rate', value: 0.125})")
    page.locator("[data-kind=weight]").first.click()
    page.get_by_label("your value").fill("0.75 or so")
    page.locator("#code summary").first.click()
    page.locator(".cm-content").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("# what I think of it")
    page.get_by_role("tab", name="Your own activation").click()
    page.get_by_label("size of a step").select_option("neuron")
    page.locator("#settings > summary").click()
    page.get_by_label("seed", exact=True).fill("77")


def went_on(page: Page, before: dict[str, Any]) -> None:
    """Check that everything from before is there again."""
    page.evaluate("learnscope.ready")
    expect(page.locator("#update")).to_contain_text("your network is as it was")
    now = snapshot(page)
    for key in set(now) - AROUND - {"training"}:
        assert now[key] == before[key], key
    for key in set(now["training"]) - {"curve", "points"}:
        assert now["training"][key] == before["training"][key], key
    expect(page.get_by_label("size of a step")).to_have_value("neuron")
    expect(page.get_by_label("your value")).to_have_value("0.75 or so")
    expect(page.get_by_label("seed", exact=True)).to_have_value("77")
    expect(page.get_by_role("tab", name="Your own activation")).to_have_attribute(
        "aria-selected", "true"
    )
    page.get_by_role("tab", name="network.py").click()
    expect(page.locator(".cm-content")).to_contain_text("# what I think of it")


def test_a_newer_version_waits_until_it_is_wanted_and_nothing_is_lost_or_mixed(
    host: Host, newer: Path, visitor: BrowserContext, watch: Watch
) -> None:
    idle = opened(visitor, watch, host.address)
    kept(idle)
    busy = opened(visitor, watch, host.address)
    at_work(busy)
    host.has(newer)
    busy.evaluate(LOOK)
    for page in (idle, busy):
        expect(page.locator("#update")).to_contain_text(OFFER, timeout=20_000)
        assert not is_newer(page)
    assert sum(host.sent.values()) < 1_000_000  # shared files are not sent again
    assert host.sent["index.html"] + host.sent[""] > 0
    idle.get_by_role("button", name="Later").click()
    expect(idle.locator("#update")).to_be_hidden()
    idle.reload()
    assert not is_newer(idle)  # while a page of the older version is open
    idle.evaluate("learnscope.ready")

    before = snapshot(busy)
    busy.get_by_role("button", name="Reload to use it").click()
    expect(busy.locator("h1")).to_contain_text("newer", timeout=20_000)
    went_on(busy, before)
    # The other page gets its own version's files, although the server no longer has them.
    idle.get_by_label("What should it learn?").select_option("circle")
    expect(idle.get_by_label("speed of Play", exact=True)).to_be_visible()
    assert not is_newer(idle)
    assert versions(busy) == 2

    idle.close()
    host.down()
    visitor.set_offline(True)
    busy.reload()
    busy.evaluate("learnscope.ready")
    assert is_newer(busy)
    kept(busy)
    busy.wait_for_function("caches.keys().then(names => names.length === 1)")
    host.up()


def test_what_waits_for_python_is_done_by_the_newer_version(
    host: Host, newer: Path, visitor: BrowserContext, watch: Watch
) -> None:
    kept(opened(visitor, watch, host.address))
    watch.expect("")
    page = visitor.new_page()
    page.add_init_script(
        "if (!history.state) globalThis.Worker = class { constructor() { throw new Error('no'); } }"
    )
    page.goto(host.address)
    expect(page.locator("#status")).to_contain_text("Python could not be started")
    page.get_by_role("button", name="Backprop").click()
    page.get_by_label("input 2", exact=True).fill("0.25")
    page.keyboard.press("Enter")
    host.has(newer)
    page.evaluate(LOOK)
    page.get_by_role("button", name="Reload to use it").click()
    expect(page.locator("h1")).to_contain_text("newer", timeout=20_000)
    page.evaluate("learnscope.ready")
    page.wait_for_function("learnscope.snapshot().inputs[1] === 0.25")
    assert snapshot(page)["step"] == 1


def test_a_newer_version_counts_when_it_is_whole_and_comes_by_itself_when_no_page_is_open(
    host: Host, newer: Path, visitor: BrowserContext, watch: Watch
) -> None:
    page = opened(visitor, watch, host.address)
    kept(page)
    host.has(newer)
    host.lost.add("/assets/")
    page.evaluate(LOOK)
    page.wait_for_function(NOTHING_COMES)
    expect(page.locator("#update")).to_be_hidden()
    page.reload()
    page.evaluate("learnscope.ready")
    assert not is_newer(page)
    kept(page)

    host.lost.clear()
    page.evaluate(LOOK)
    expect(page.locator("#update")).to_contain_text(OFFER, timeout=20_000)
    page.goto("about:blank")
    page.goto(host.address)
    page.evaluate("learnscope.ready")
    assert is_newer(page)
    kept(page)
    expect(page.locator("#update")).to_be_hidden()


EXECUTABLE = find_firefox(required=in_ci())

if EXECUTABLE:

    def test_in_firefox_a_newer_version_takes_over_without_a_network_and_nothing_is_lost(
        firefox: Firefox, host: Host, newer: Path
    ) -> None:
        firefox.trouble.clear()
        firefox.go(host.address)
        firefox.evaluate("learnscope.ready")
        firefox.wait_until(f"{SAID}?.startsWith({json.dumps(KEPT)})")
        firefox.click(".backprop")
        firefox.wait_until("learnscope.snapshot().step === 1")
        weights = firefox.evaluate("learnscope.snapshot().layers[0].weights")
        host.has(newer)
        firefox.evaluate(LOOK)
        firefox.wait_until(
            f"document.querySelector('#update p')?.textContent.startsWith('{OFFER}')"
        )
        host.down()
        firefox.click("#update button")
        firefox.wait_until("document.querySelector('h1')?.textContent.includes('newer')")
        firefox.evaluate("learnscope.ready")
        firefox.wait_until("learnscope.snapshot().step === 1")
        assert firefox.evaluate("learnscope.snapshot().layers[0].weights") == weights
        assert firefox.trouble == []
        host.up()
