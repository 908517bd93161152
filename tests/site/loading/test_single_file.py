"""Check that the site as one file does everything and requests nothing."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from buildtools.cli.serve import make_server
from buildtools.common.build_error import BuildError
from buildtools.page.single_file import write_single
from tests.site.access.test_firefox import EXECUTABLE, forward_and_backprop_work
from tests.site.support.firefox import Firefox
from tests.site.support.tour import VIOLATIONS, tour
from tests.site.support.watching import Watch

pytestmark = pytest.mark.xdist_group("firefox")
LARGEST = 21_000_000


@pytest.fixture(scope="module")
def single(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the file, alone in a folder."""
    file = tmp_path_factory.mktemp("one file") / "learnscope.html"
    write_single(dist, file)
    return file


@pytest.fixture(params=["file", "http"])
def alone(request: pytest.FixtureRequest, single: Path) -> Iterator[str]:
    """Return the file's address, by double-click and from a host."""
    if request.param == "file":
        yield single.as_uri()
        return
    with make_server(single.parent, 0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/{single.name}"
        server.shutdown()


@pytest.mark.timeout(120)
def test_it_does_everything_without_a_request(
    context: BrowserContext, page: Page, alone: str
) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page.add_init_script(VIOLATIONS)
    page.goto(alone)
    tour(page)
    assert page.evaluate("document.getElementById('status').dataset.way") == "snapshot"
    assert page.evaluate("violations") == []
    assert [url for url in asked if not url.startswith(("data:", "blob:"))] == [alone]


def test_a_file_that_was_cut_short_says_so(page: Page, watch: Watch, single: Path) -> None:
    watch.expect("")
    data = single.read_bytes()
    half = single.with_name("half.html")
    half.write_bytes(data[: len(data) // 2])
    page.goto(half.as_uri())
    expect(page.locator("#status p")).to_contain_text("This page is damaged: copy or download")


def test_it_is_no_larger_than_a_mail_may_be(single: Path) -> None:
    assert single.stat().st_size < LARGEST
    text = single.read_text("utf-8")
    assert "src=" not in text.split("</head>")[0].split("<script", 1)[0]
    assert 'href="assets/' not in text


def test_where_a_folder_is_in_the_way_a_sentence_says_so(dist: Path, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="is a folder: name a file"):
        write_single(dist, tmp_path)
    assert list(tmp_path.iterdir()) == []


if EXECUTABLE:

    def test_firefox_opens_it_too(firefox: Firefox, single: Path) -> None:
        firefox.trouble.clear()
        forward_and_backprop_work(firefox, single.as_uri())
        firefox.click("#code summary")
        firefox.wait_until("document.querySelector('#code .cm-content') !== null")
        firefox.click("[data-kind=weight]")
        firefox.wait_until("document.querySelector('#inspector math') !== null")
        assert firefox.trouble == []
