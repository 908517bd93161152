"""Check that a visited page opens again without a network.

If nothing may be kept, the page says so.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from buildtools.cli.browsers import find_chromium, find_firefox, in_ci
from tests.site.loading.test_restored import WAY
from tests.site.support.chromium import ARGUMENTS
from tests.site.support.figure import assert_true
from tests.site.support.firefox import Firefox
from tests.site.support.hosting import Host
from tests.site.support.watching import Watch

KEPT = "This page now works without a network."
SAID = "document.querySelector('#offline p')?.textContent"
VERSION = "fetch('sw.js').then(response => response.text()).then(text => text.split('\\n')[0])"


@pytest.fixture
def lasting(browser: Browser, tmp_path: Path) -> Iterator[BrowserContext]:
    """Open a browser that keeps its data on the disk, as outside of tests."""
    context = browser.browser_type.launch_persistent_context(
        tmp_path / "profile",
        executable_path=find_chromium(),
        args=ARGUMENTS,
        reduced_motion="reduce",
    )
    yield context
    context.close()


def opened(context: BrowserContext, watch: Watch, address: str) -> Page:
    """Open a page, and wait for Python."""
    page = context.new_page()
    watch.over(page)
    page.goto(address)
    page.evaluate("learnscope.ready")
    return page


def kept(page: Page) -> None:
    """Wait until the page can do without a network."""
    expect(page.locator("#offline")).to_contain_text(KEPT, timeout=30_000)


DAMAGE = """async () => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const {url} of await cache.keys()) {
      if (url.includes('.snapshot')) await cache.put(url, new Response('damaged'));
    }
  }
  await (await navigator.storage.getDirectory()).removeEntry('learnscope', {recursive: true});
}"""
"""Remove both the service worker's snapshot and the one kept from the last start."""


def test_the_second_visit_needs_no_network_and_the_first_downloads_nothing_twice(
    host: Host, lasting: BrowserContext, watch: Watch
) -> None:
    page = opened(lasting, watch, host.address)
    kept(page)
    version = json.loads(page.evaluate(VERSION).removeprefix("const learnscopeVersion = ")[:-1])
    sizes = {file["url"]: file["bytes"] for file in version["files"]}
    sizes[""] = sizes.pop("index.html")
    assert set(sizes) <= set(host.sent)
    again = {path: sent for path, sent in host.sent.items() if sent > sizes.get(path, sent)}
    assert sum(again.values()) < 2_000  # browsers may request an icon once more
    assert not any(path.startswith("file/") for path in host.sent)
    can_be_installed(lasting, page)

    host.down()
    lasting.set_offline(True)
    page.close()
    page = opened(lasting, watch, host.address + "?from=a-link#explanation")
    assert page.evaluate(WAY) == "snapshot"
    page.get_by_label("What should it learn?").select_option("circle")  # loaded on first use
    expect(page.get_by_label("speed of Play")).to_be_visible()
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("learnscope.snapshot().training?.step > 0")
    page.get_by_role("button", name="Pause").click()
    page.locator("#code summary").click()
    expect(page.locator(".cm-content")).to_contain_text("A network is a value")
    assert_true(page)
    kept(page)

    watch.expect("")
    page.evaluate(DAMAGE)  # without the snapshot Python starts plainly, here as well
    for way in ("plain", "snapshot"):
        page.reload()
        page.evaluate("learnscope.ready")
        assert page.evaluate(WAY) == way
        if way == "plain":  # with the network, damaged files are replaced
            host.up()
            lasting.set_offline(False)


def can_be_installed(context: BrowserContext, page: Page) -> None:
    """Check that the browser finds no obstacle to installing the page."""
    session = context.new_cdp_session(page)
    assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    told = session.send("Page.getAppManifest")
    assert told["errors"] == []
    icons = json.loads(told["data"])["icons"]
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in icons}
    assert [icon for icon in icons if icon.get("purpose") == "maskable"]


REFUSALS: dict[str, str] = {
    "service workers are blocked": """Object.defineProperty(navigator, 'serviceWorker', {
        get() { throw new DOMException('blocked', 'SecurityError'); }})""",
    "caches are blocked": """Object.defineProperty(globalThis, 'caches', {
        get() { throw new DOMException('blocked', 'SecurityError'); }})""",
}


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
def test_a_browser_that_keeps_nothing_gets_a_sentence_and_a_page_that_works(
    visitor: BrowserContext, watch: Watch, http_address: str, refusal: str
) -> None:
    visitor.add_init_script(refusal)
    page = opened(visitor, watch, http_address)
    expect(page.locator("#offline")).to_contain_text("This browser keeps nothing of this page")
    page.get_by_role("button", name="Backprop").click()
    page.wait_for_function("learnscope.snapshot().step === 1")


def test_where_there_is_no_room_nothing_is_kept_and_the_page_says_so(
    visitor: BrowserContext, watch: Watch, host: Host
) -> None:
    page = visitor.new_page()
    watch.over(page)
    session = visitor.new_cdp_session(page)
    origin = host.address.removesuffix("/some-repo/")
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 8_000_000})
    page.goto(host.address)
    page.evaluate("learnscope.ready")
    expect(page.locator("#offline")).to_contain_text("no room to keep this page", timeout=20_000)
    assert page.evaluate("caches.keys()") == []


def test_a_version_with_a_file_missing_is_not_kept_until_it_is_there(
    host: Host, visitor: BrowserContext, watch: Watch
) -> None:
    host.lost.add("uPlot")
    page = opened(visitor, watch, host.address)
    expect(page.locator("#offline")).to_contain_text("The site is just being changed")
    host.lost.clear()
    page.reload()
    kept(page)


def test_a_folder_needs_nothing_kept(page: Page, file_address: str) -> None:
    page.goto(file_address)
    page.evaluate("learnscope.ready")
    expect(page.locator("#offline")).to_contain_text("You opened this page from its folder")
    expect(page.get_by_role("button", name="Take it with you")).to_be_hidden()


EXECUTABLE = find_firefox(required=in_ci())

if EXECUTABLE:

    def test_in_a_firefox_that_keeps_nothing_the_page_works(http_address: str) -> None:
        assert EXECUTABLE
        with Firefox(EXECUTABLE, network__cookie__cookieBehavior=2) as firefox:
            firefox.go(http_address)
            firefox.evaluate("learnscope.ready")
            firefox.wait_until(f"{SAID}?.startsWith('This browser keeps nothing')")
            assert firefox.trouble == []
