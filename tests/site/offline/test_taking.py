"""Test the zip file of the folder, which the page makes by itself."""

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.site.conftest import snapshot
from tests.site.loading.test_faults import spoil
from tests.site.support.faulty import faulty_server
from tests.site.support.figure import assert_true
from tests.site.support.stub_worker import stub_python
from tests.site.support.watching import Watch


@pytest.fixture
def ready(page: Page, http_address: str) -> Page:
    """Open the page, and wait for Python and for the offer."""
    page.goto(http_address)
    page.evaluate("learnscope.ready")
    expect(page.get_by_role("button", name="Take it with you")).to_be_visible()
    return page


def test_the_zip_file_holds_the_folder_as_it_was_built_and_opens_by_double_click(
    ready: Page, context: BrowserContext, watch: Watch, dist: Path, tmp_path: Path
) -> None:
    with ready.expect_download() as download:
        ready.get_by_role("button", name="Take it with you").click()
        expect(ready.get_by_label("the zip file on its way")).to_be_visible()
    expect(ready.locator("#offline")).to_contain_text("learnscope.zip is among your downloads")
    assert download.value.suggested_filename == "learnscope.zip"
    with zipfile.ZipFile(download.value.path()) as archive:
        assert Path(download.value.path()).stat().st_size < 34_000_000
        archive.extractall(tmp_path)
    folder = tmp_path / "learnscope"
    built = {path.relative_to(dist): path for path in dist.rglob("*") if path.is_file()}
    taken = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    assert set(taken) == set(built)
    assert [path for path in built if built[path].read_bytes() != taken[path].read_bytes()] == []

    page = context.new_page()
    watch.over(page)
    context.set_offline(True)
    page.goto((folder / "index.html").as_uri())
    page.evaluate("learnscope.ready")
    page.get_by_role("button", name="Backprop").click()
    page.wait_for_function("learnscope.snapshot().step === 1")
    assert_true(page)


def test_taking_it_can_be_cancelled_and_a_network_that_fails_is_a_sentence(
    ready: Page, watch: Watch
) -> None:
    take = ready.get_by_role("button", name="Take it with you")
    take.click()
    ready.get_by_role("button", name="Cancel").click()
    expect(ready.locator("#offline")).to_contain_text("Cancelled.")
    expect(take).to_be_focused()

    watch.expect("Failed to load resource")
    ready.context.set_offline(True)
    take.click()
    expect(ready.locator("#offline")).to_contain_text(
        "The zip file could not be made: the network does not answer, and this needs one."
    )
    expect(ready.get_by_label("the zip file on its way")).to_be_hidden()
    ready.get_by_role("button", name="Backprop").click()
    ready.wait_for_function("learnscope.snapshot().step === 1")
    assert snapshot(ready)["step"] == 1


@pytest.mark.parametrize("path", ["vendor/zip-core", "runtime/pyodide-lock"])
def test_where_nothing_comes_it_says_so_and_ends_and_can_be_taken_afterwards(
    browser: Browser, dist: Path, path: str
) -> None:
    with (
        faulty_server(dist) as faulty,
        browser.new_context(reduced_motion="reduce", service_workers="block") as context,
    ):
        page = context.new_page()
        stub_python(page)
        page.clock.install()
        page.goto(faulty.address)
        page.evaluate("learnscope.ready")
        take = page.get_by_role("button", name="Take it with you")
        expect(take).to_be_visible()
        url = spoil(faulty, dist, path, "stalled")
        faulty.asked.clear()
        take.click()
        while url not in faulty.asked:
            page.wait_for_timeout(20)
        page.clock.run_for(7_000)
        said = page.locator("#offline")
        expect(said).to_contain_text("Nothing comes at present.")
        page.clock.run_for(30_000)
        expect(said).to_contain_text(
            re.compile("The zip file could not be made: .*othing came for half a minute")
        )
        faulty.repair()
        with page.expect_download():
            take.click()
