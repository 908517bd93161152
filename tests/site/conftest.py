"""Open the built site in real browsers.

A page fails its test on any console warning or error, any script error, and any request to another
origin.
"""

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from buildtools.cli.browsers import find_chromium, find_firefox, in_ci
from buildtools.cli.serve import make_server
from buildtools.common.paths import DIST
from tests.site.support import script_coverage
from tests.site.support.chromium import ARGUMENTS
from tests.site.support.firefox import Firefox
from tests.site.support.font_sets import DEFAULT, write_fonts
from tests.site.support.hosting import Host
from tests.site.support.plain import plainly
from tests.site.support.waiting import use_it
from tests.site.support.watching import Watch

use_it()


@pytest.fixture(scope="session")
def dist() -> Path:
    """Return the built folder."""
    assert (DIST / "index.html").is_file(), "build the site first: python3 build.py test does"
    return DIST


@pytest.fixture(scope="session")
def http_address(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the folder under a sub-path, as GitHub Pages does."""
    root = tmp_path_factory.mktemp("www")
    (root / "some-repo").symlink_to(dist, target_is_directory=True)
    server = make_server(root, 0)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/some-repo/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def file_address(dist: Path) -> str:
    """Return the address of the folder opened by double-click."""
    return (dist / "index.html").as_uri()


@pytest.fixture(scope="session", params=["http", "file"])
def address(request: pytest.FixtureRequest) -> str:
    """Return the address of the built folder, once over http and once as a file."""
    value: str = request.getfixturevalue(f"{request.param}_address")
    return value


BrowserWith = Callable[[str], Browser]


@pytest.fixture(scope="session", autouse=True)
def same_fonts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let every browser that a test launches see one set of fonts, whatever is installed."""
    with pytest.MonkeyPatch.context() as patch:
        config = write_fonts(DEFAULT, tmp_path_factory.mktemp(DEFAULT))
        patch.setenv("FONTCONFIG_FILE", str(config))
        yield


@pytest.fixture(scope="session")
def browser_with(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserWith]:
    """Launch real Chromium, once for each set of fonts."""
    running: dict[str, Browser] = {}
    with sync_playwright() as playwright:

        def launch(fonts: str) -> Browser:
            if fonts not in running:
                config = write_fonts(fonts, tmp_path_factory.mktemp(fonts))
                running[fonts] = playwright.chromium.launch(
                    executable_path=find_chromium(),
                    args=ARGUMENTS,
                    env={**os.environ, "FONTCONFIG_FILE": str(config)},
                )
            return running[fonts]

        yield launch
        for each in running.values():
            each.close()


@pytest.fixture(scope="session")
def browser(browser_with: BrowserWith) -> Browser:
    """Launch real Chromium, with the same fonts on every machine."""
    return browser_with(DEFAULT)


@pytest.fixture(scope="session")
def firefox() -> Iterator[Firefox]:
    """Start a real Firefox, once for all tests that use its usual preferences."""
    executable = find_firefox(required=in_ci())
    assert executable
    with Firefox(executable) as running:
        yield running


KEEPS_NOTHING = "Object.defineProperty(navigator, 'serviceWorker', {value: undefined})"


@pytest.fixture
def context(visitor: BrowserContext) -> BrowserContext:
    """Give a browser that keeps nothing between visits.

    Every request then reaches the test's server, and no test waits for caching.
    """
    visitor.add_init_script(KEEPS_NOTHING)
    return visitor


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """Open a browser that has never been here, with animation off."""
    fresh = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    yield fresh
    script_coverage.collect(fresh)
    fresh.close()


@pytest.fixture
def host(dist: Path, tmp_path: Path) -> Iterator[Host]:
    """Serve the built site from a host of the test's own."""
    host = Host(dist, tmp_path)
    yield host
    host.down()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Collect trouble on every watched page, and fail the test that caused it."""
    watching = Watch()
    yield watching
    assert watching.trouble == []


@pytest.fixture
def page(context: BrowserContext, watch: Watch) -> Page:
    """Open an empty page that is watched."""
    new = context.new_page()
    watch.over(new)
    return new


@pytest.fixture(scope="session")
def lasting_pages(
    browser_with: BrowserWith, http_address: str
) -> Iterator[Callable[[str], tuple[Page, Watch]]]:
    """Open a page with Python ready for each set of fonts, when first asked."""
    opened: dict[str, tuple[Page, Watch]] = {}

    def open_page(fonts: str) -> tuple[Page, Watch]:
        if fonts not in opened:
            context = browser_with(fonts).new_context(
                reduced_motion="reduce", viewport={"width": 1280, "height": 900}, has_touch=True
            )
            page = context.new_page()
            watching = Watch()
            watching.over(page)
            page.goto(http_address)
            page.evaluate("learnscope.ready")
            opened[fonts] = page, watching
        return opened[fonts]

    yield open_page
    for page, _ in opened.values():
        script_coverage.collect(page.context)
        page.context.close()


@pytest.fixture
def fonts() -> str:
    """Return the set of fonts that ``app`` uses. Layout tests ask for every set."""
    return DEFAULT


@pytest.fixture
def lasting_page(
    lasting_pages: Callable[[str], tuple[Page, Watch]], fonts: str
) -> tuple[Page, Watch]:
    """Share a started page among all tests that only need a started page."""
    return lasting_pages(fonts)


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Mark a test that failed, for the fixtures that clean up after it."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture
def app(lasting_page: tuple[Page, Watch], request: pytest.FixtureRequest) -> Iterator[Page]:
    """Reset the shared page to its first state, with animation off."""
    page, watching = lasting_page
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate(
        """async () => {
          document.activeElement?.blur();
          scrollTo(0, 0);
          for (const details of document.querySelectorAll('#stage details')) details.open = false;
          const first = JSON.parse(document.getElementById('first-snapshot').textContent);
          await learnscope.request({op: 'restore', start: first, last: first});
        }"""
    )
    page.get_by_label("animation").select_option("0")
    page.get_by_label("size of a step").select_option("pass")
    page.get_by_label("Predict first").set_checked(False)
    page.mouse.move(0, 0)
    # Click by script: the button may vanish at any moment, with the place that is explained.
    page.get_by_label("close the explanation").evaluate("button => button.click()")
    yield page
    if request.node.stash.get(FAILED, False):
        page.reload()  # its state is unknown
        page.evaluate("learnscope.ready")
    trouble, watching.trouble = watching.trouble, []
    assert trouble == []


AROUND = frozenset(("line", "moments", "moment", "origin", "can_step_back", "can_redo"))
"""Snapshot fields about the history, which another Python does not get."""


def snapshot(page: Page) -> dict[str, Any]:
    """Return the latest snapshot, as other programs get it."""
    value: dict[str, Any] = plainly(page, "() => learnscope.snapshot()")
    return value
