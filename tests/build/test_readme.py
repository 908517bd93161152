"""Check the documentation: its files, its layout and its names exist."""

import re

import pytest

from buildtools.common.paths import ROOT
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.costs import COSTS
from tests.operations import ASKED as QUERIES
from tests.operations import OPS

README = (ROOT / "README.md").read_text("utf-8")
PAGES = {
    path.name: path.read_text("utf-8")
    for path in (ROOT / "README.md", *sorted((ROOT / ".github").glob("*.md")))
}
NAMED = sorted(
    {(name, path) for name in PAGES for path in re.findall(r"`([\w./-]+/[\w.-]*)`", PAGES[name])}
)
LINKED = sorted(
    {(name, path) for name in PAGES for path in re.findall(r"\]\(([\w./-]+)\)", PAGES[name])}
)


def test_every_op_is_documented_with_its_fields() -> None:
    table = re.findall(r"^\| `(\w+)` \|(.*)$", PAGES["OPERATIONS.md"], re.MULTILINE)
    documented = dict(table)
    assert set(documented) == {*OPS, *QUERIES}
    for op, fields in (OPS | QUERIES).items():
        for name in fields:
            assert re.search(rf"\b{name}\b", documented[op].split("|")[0]), (op, name)


def test_it_names_activations_and_costs_that_there_are() -> None:
    """Check a sentence that says ``choices`` answers with all of them."""
    api = PAGES["API.md"]
    (line,) = (line for line in api.splitlines() if "are what `choices` answers" in line)
    sentence = line.split("are what `choices` answers;")[1].split(" are among them")[0]
    named = re.findall(r"`(\w+)`", sentence)
    assert len(named) == 7
    assert set(named) <= {*ACTIVATIONS, *COSTS}


@pytest.mark.parametrize(("page", "path"), NAMED)
def test_every_file_it_names_exists(page: str, path: str) -> None:
    made = (".venv", ".cache", "dist")
    roots = (ROOT, ROOT / "site", ROOT / "py" / "learnscope")
    assert path.startswith(made) or any((root / path).exists() for root in roots), page


@pytest.mark.parametrize(("page", "path"), LINKED)
def test_every_page_it_links_to_exists(page: str, path: str) -> None:
    folder = ROOT if page == "README.md" else ROOT / ".github"
    assert (folder / path).exists(), page


def test_its_layout_is_the_layout() -> None:
    layout = PAGES["ARCHITECTURE.md"].split("```")[1]
    top = ""
    listed: dict[str, set[str]] = {}
    for line in layout.splitlines():
        indented = line.startswith(" ")
        if not indented:
            top = line.split(" ")[0]
        names = re.findall(
            r"(?<![/\w])(\w+)/(?!\w)", line if indented or top.count("/") > 1 else ""
        )
        listed.setdefault(top, set()).update(names)
    for folder in ("py/learnscope/", "py/buildtools/", "site/"):
        there = {p.name for p in (ROOT / folder).iterdir() if p.is_dir() and p.name[0] not in "_."}
        assert listed[folder] == there, folder


def test_the_participants_of_its_diagrams_are_files() -> None:
    names = re.findall(r"participant \w+ as (\S+)", PAGES["ARCHITECTURE.md"])
    assert len(names) > 15
    roots = (ROOT / "site", ROOT / "py" / "learnscope")
    assert [name for name in names if not any((root / name).exists() for root in roots)] == []


def test_every_folder_of_the_core_is_in_its_reading_list() -> None:
    core = ROOT / "py" / "learnscope"
    reading_list = (core / "__init__.py").read_text("utf-8")
    folders = [path.parent.name for path in core.glob("*/__init__.py")]
    modules = [path.stem for path in core.glob("[a-z]*.py")]
    assert len(folders) == 14
    for name in (*folders, *modules):
        assert f"``{name}``" in reading_list, name
