"""The README is true: its files are there, and its ops and names are complete."""

import re

import pytest

from buildtools.common.paths import ROOT
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.costs import COSTS
from tests.operations import ASKED as QUERIES
from tests.operations import OPS

README = (ROOT / "README.md").read_text("utf-8")


def test_every_op_is_documented_with_its_fields() -> None:
    table = re.findall(r"^\| (`.+?`) \|(.*)\|$", README, re.MULTILINE)
    documented = {op: row for ops, row in table for op in re.findall(r"`(\w+)`", ops)}
    assert set(documented) == {*OPS, *QUERIES}
    for op, fields in (OPS | QUERIES).items():
        for name in fields:
            assert f"`{name}`" in documented[op], (op, name)


def test_it_names_activations_and_costs_that_there_are() -> None:
    """All of them are what ``choices`` answers, as it says."""
    (line,) = (line for line in README.splitlines() if "are what `choices` answers" in line)
    sentence = line.split("are what `choices` answers;")[1].split(" are among them")[0]
    named = re.findall(r"`(\w+)`", sentence)
    assert len(named) == 7
    assert set(named) <= {*ACTIVATIONS, *COSTS}


@pytest.mark.parametrize("path", re.findall(r"`([\w./-]+/[\w.-]*)`", README))
def test_every_file_it_names_exists(path: str) -> None:
    made = (".venv", ".cache", "dist")
    assert path.startswith(made) or (ROOT / path).exists()


def test_its_layout_is_the_layout() -> None:
    layout = README.split("```")[3]
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


def test_every_module_of_the_core_is_in_its_reading_list() -> None:
    reading_list = (ROOT / "py/learnscope/__init__.py").read_text("utf-8")
    for path in (ROOT / "py/learnscope").glob("[a-z]*.py"):
        assert f"``{path.stem}``" in reading_list, path.name
