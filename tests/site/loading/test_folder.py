"""Open a damaged folder by double-click, and check the message and the retry.

The page names the file and says what helps.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.listed import listed
from tests.site.loading.test_faults import (
    LATE,
    PLAIN,
    RESTORED,
    SNAPSHOT,
    again,
    assert_a_retry_does_it,
    is_right,
)
from tests.site.loading.test_restored import COMPLETE, TYPED, WAY
from tests.site.support.stub_worker import stub_python

FAULTS: dict[str, Callable[[bytes], bytes | None]] = {
    "missing": lambda _: None,
    "cut short": lambda data: data[: len(data) // 2],
    "empty": lambda _: b"",
    "changed": lambda data: data[: len(data) // 2] + b"AAAAAAAA" + data[len(data) // 2 + 8 :],
}


class Folder:
    """Copy of the built folder in which files can be spoiled."""

    def __init__(self, dist: Path, root: Path) -> None:
        self.dist = dist
        self.root = shutil.copytree(dist, root / "learnscope", copy_function=os.link)
        self.spoiled: list[str] = []

    @property
    def address(self) -> str:
        """Return the address that a double-click opens."""
        return (self.root / "index.html").as_uri()

    def spoil(self, path: str, fault: str) -> str:
        """Spoil one file, and return its path in the folder."""
        [url] = [file["url"] for key, file in listed(self.dist).items() if key.startswith(path)]
        name = (
            url
            if path.startswith(("file/", "vendor/")) or path.endswith(".css")
            else f"file/{url}.js"
        )
        data = FAULTS[fault]((self.dist / name).read_bytes())
        (self.root / name).unlink()
        if data is not None:
            (self.root / name).write_bytes(data)
        self.spoiled.append(name)
        return name

    def repair(self) -> None:
        """Restore all spoiled files."""
        for name in self.spoiled:
            (self.root / name).unlink(missing_ok=True)
            os.link(self.dist / name, self.root / name)
        self.spoiled.clear()


@pytest.fixture(scope="module")
def copied(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Copy the folder once for all tests."""
    return Folder(dist, tmp_path_factory.mktemp("stick"))


@pytest.fixture
def folder(copied: Folder) -> Iterator[Folder]:
    """Lend the copy to a test, and repair it afterwards."""
    yield copied
    copied.repair()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    """Open an empty page in a new browser."""
    with browser.new_context(reduced_motion="reduce") as context:
        yield context.new_page()


@pytest.fixture
def reader(visitor: Page) -> Page:
    """Stub Python, which has no part in the fault."""
    stub_python(visitor)
    return visitor


def said_of(name: str) -> str:
    """Write the message about a damaged file."""
    return f"The file {name} is missing or damaged: copy the whole folder here anew"


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("path", [*RESTORED, "worker.js"])
def test_a_file_of_the_folder_that_python_needs_is_named_and_taken_when_it_is_in_its_place(
    visitor: Page, folder: Folder, path: str, fault: str
) -> None:
    name = folder.spoil(path, fault)
    visitor.goto(folder.address)
    status = visitor.locator("#status p")
    expect(status).to_contain_text(f"Python could not be started. {said_of(name)}", timeout=20_000)
    visitor.get_by_role("button", name="Forward").click()
    folder.repair()
    assert_a_retry_does_it(visitor)


@pytest.mark.parametrize("path", PLAIN)
def test_without_its_snapshot_the_same_holds_for_what_a_plain_start_needs(
    visitor: Page, folder: Folder, path: str
) -> None:
    folder.spoil(SNAPSHOT, "cut short")
    name = folder.spoil(path, "cut short")
    visitor.goto(folder.address)
    expect(visitor.locator("#status p")).to_contain_text(said_of(name), timeout=20_000)
    folder.repair()
    visitor.get_by_role("button", name="Try again").click()
    is_right(visitor)


@pytest.mark.parametrize("fault", FAULTS)
def test_where_the_snapshot_of_the_folder_is_wrong_python_starts_plainly(
    visitor: Page, folder: Folder, fault: str
) -> None:
    folder.spoil(SNAPSHOT, fault)
    visitor.goto(folder.address)
    is_right(visitor)
    assert visitor.evaluate(WAY) == "plain"


@pytest.mark.parametrize("fault", FAULTS)
def test_what_only_python_of_ones_own_needs_is_named_too_and_taken_later(
    visitor: Page, folder: Folder, fault: str
) -> None:
    name = folder.spoil("runtime/python_stdlib.zip", fault)
    visitor.goto(folder.address)
    visitor.evaluate("learnscope.ready")
    status = visitor.locator("#status p")
    expect(status).to_contain_text("a part that only Python of your own may need. " + said_of(name))
    folder.repair()
    visitor.get_by_role("button", name="Try again").click()
    expect(status).to_contain_text("Python is ready, here")
    assert visitor.evaluate(TYPED, COMPLETE) == "installed"


@pytest.mark.parametrize("fault", ["missing", "cut short", "empty"])
def test_without_its_script_the_folder_says_so_and_begins_when_it_is_there(
    reader: Page, folder: Folder, fault: str
) -> None:
    name = folder.spoil("file/app.js", fault)
    reader.goto(folder.address)
    said = reader.get_by_role("alert")
    expect(said).to_contain_text(f"The page’s script could not be loaded ({said_of(name)}")
    expect(said).to_have_text(re.compile(r"zip file\)\. What stands here"))
    folder.repair()
    again(reader)
    expect(reader.locator("#status")).to_have_attribute("data-stage", "ready", timeout=20_000)


@pytest.mark.parametrize("fault", ["missing", "cut short", "empty"])
def test_without_its_styles_the_folder_works_and_says_why_it_looks_bare(
    reader: Page, folder: Folder, fault: str
) -> None:
    folder.spoil("styles.css", fault)
    reader.goto(folder.address)
    said = reader.get_by_role("alert").filter(has_text="so it looks bare")
    expect(said).to_be_visible()
    reader.evaluate("learnscope.ready")
    folder.repair()
    said.get_by_role("button", name="Try again").click()
    expect(said).to_be_hidden()
    expect(reader.locator("#status")).to_have_css("display", "flex")


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("worksheet.css", "missing"),
        *product(
            ["vendor/uPlot.iife", "vendor/codemirror", "vendor/temml.min"],
            ["missing", "cut short", "empty"],
        ),
    ],
)
def test_what_the_folder_loads_when_first_used_is_named_and_taken_later(
    reader: Page, folder: Folder, path: str, fault: str
) -> None:
    where, what, ask, there = LATE[path]
    name = folder.spoil(path, fault)
    reader.goto(folder.address)
    reader.evaluate("learnscope.ready")
    ask(reader)
    place = reader.locator(where)
    expect(place).to_contain_text(f"{what} could not be loaded. {said_of(name)}")
    folder.repair()
    place.get_by_role("button", name="Try again").click()
    expect((reader if there.startswith("xpath") else place).locator(there).first).to_be_visible()
    expect(place).not_to_contain_text("could not be loaded")
