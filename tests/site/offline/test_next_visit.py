"""Check that the start's results are kept, and used only if still right."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from learnscope import selftest
from tests.listed import listed
from tests.site.loading.test_restored import DIGEST, TYPED, start
from tests.site.loading.test_start import SNAPSHOT, WASM

LARGE = (WASM, SNAPSHOT)
FILES = """async change => {
  const found = {};
  const visit = async (folder, path) => {
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === 'directory') await visit(handle, `${path}${name}/`);
      else {
        const access = await handle.createSyncAccessHandle();
        if (change === 'damaged') access.write(Uint8Array.of(0x55), {at: access.getSize() >> 1});
        if (change === 'cut short') access.truncate(access.getSize() - 1);
        if (change === 'emptied') access.truncate(0);
        found[path + name] = access.getSize();
        access.close();
      }
    }
  };
  await visit(await navigator.storage.getDirectory(), '');
  return found;
}"""
LEAVE = """async () => {
  const root = await navigator.storage.getDirectory();
  let folder = await root.getDirectoryHandle('learnscope', {create: true});
  folder = await folder.getDirectoryHandle(encodeURIComponent('/some-repo/'), {create: true});
  await folder.getFileHandle('pyodide.asm-0123456789.wasm', {create: true});
}"""


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """Open a browser without a service worker, which would request the same files."""
    fresh = browser.new_context(reduced_motion="reduce", service_workers="block")
    yield fresh
    fresh.close()


@pytest.fixture
def asked(visitor: BrowserContext) -> list[str]:
    """Record which large files are requested over the network."""
    seen: list[str] = []

    def note(route: Route) -> None:
        seen.append(route.request.url)
        route.continue_()

    for pattern in LARGE:
        visitor.route(pattern, note)
    return seen


def kept(page: Page, change: str = "") -> dict[str, int]:
    """Return the sizes of the kept files, once all are kept."""
    [worker] = page.workers
    page.evaluate("learnscope.request({op: 'snapshot'})")
    page.wait_for_timeout(500)
    found: dict[str, int] = worker.evaluate(FILES, change)
    return found


def wanted(dist: Path) -> dict[str, int]:
    """Return the sizes of the files that this version keeps."""
    files: dict[str, dict[str, Any]] = listed(dist)
    own = [files[f"runtime/{name}"] for name in ("python.raw.wasm", "pyodide.asm.wasm")]
    folder = "learnscope/%2Fsome-repo%2F/"
    return {folder + Path(file["url"]).name: file["bytes"] for file in own}


def is_right(page: Page) -> bool:
    """Tell whether Python computes what CPython does."""
    return selftest.digest() in page.evaluate(TYPED, DIGEST)


def test_the_second_visit_asks_for_nothing_large_and_is_right(
    visitor: BrowserContext, http_address: str, dist: Path, asked: list[str]
) -> None:
    page = visitor.new_page()
    assert start(page, http_address) == "snapshot"
    assert len(asked) == 2
    assert kept(page) == wanted(dist)
    page.close()
    again = visitor.new_page()
    assert start(again, http_address) == "snapshot"
    assert len(asked) == 2
    assert is_right(again)


@pytest.mark.parametrize("change", ["damaged", "cut short", "emptied"])
def test_what_is_not_right_any_more_is_loaded_and_kept_anew(
    visitor: BrowserContext, http_address: str, dist: Path, asked: list[str], change: str
) -> None:
    page = visitor.new_page()
    start(page, http_address)
    kept(page)
    kept(page, change)
    assert start(page, http_address) == "snapshot"
    assert len(asked) == 4
    assert is_right(page)
    assert kept(page) == wanted(dist)
    start(page, http_address)
    assert len(asked) == 4


def test_what_another_version_left_is_removed(
    visitor: BrowserContext, http_address: str, dist: Path
) -> None:
    page = visitor.new_page()
    page.goto(http_address + "files-none.json")
    page.evaluate(LEAVE)
    start(page, http_address)
    assert kept(page) == wanted(dist)


def test_two_pages_at_once_start_both(visitor: BrowserContext, http_address: str) -> None:
    pages = [visitor.new_page() for _ in range(2)]
    for _ in range(2):
        for page in pages:
            page.goto(http_address, wait_until="commit")
        for page in pages:
            page.evaluate("learnscope.ready")
    assert all(is_right(page) for page in pages)


def test_where_there_is_no_room_every_visit_is_like_the_first(
    visitor: BrowserContext, http_address: str, asked: list[str]
) -> None:
    page = visitor.new_page()
    tools = visitor.new_cdp_session(page)
    origin = http_address.removesuffix("/some-repo/")
    tools.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1_000_000})
    for count in (2, 4):
        assert start(page, http_address) == "snapshot"
        assert len(asked) == count
        assert is_right(page)
        assert sum(kept(page).values()) < 1_000_000
