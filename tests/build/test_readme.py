"""What the README says is so: its files are there, and its ops and names are all there are."""

import re

import pytest

from buildtools.paths import ROOT
from learnscope.activations import ACTIVATIONS
from learnscope.bridge import OPS, QUERIES
from learnscope.costs import COSTS

README = (ROOT / "README.md").read_text("utf-8")


def test_every_op_is_documented_with_its_fields() -> None:
    table = re.findall(r"^\| (`.+?`) \|(.*)\|$", README, re.MULTILINE)
    documented = {op: row for ops, row in table for op in re.findall(r"`(\w+)`", ops)}
    assert set(documented) == {*OPS, *QUERIES}
    for op, fields in (OPS | QUERIES).items():
        for name in fields:
            assert f"`{name}`" in documented[op], (op, name)


def test_every_name_of_the_registries_is_there() -> None:
    for name in (*ACTIVATIONS, *COSTS):
        assert f"`{name}`" in README


@pytest.mark.parametrize("path", re.findall(r"`([\w./-]+/[\w.-]*)`", README))
def test_every_file_it_names_exists(path: str) -> None:
    made = (".venv", ".cache", "dist")
    assert path.startswith(made) or (ROOT / path).exists()


def test_every_file_in_its_layout_exists() -> None:
    layout = README.split("```")[3]
    names = re.findall(r"\b(\w+\.(?:py|js|html))\b", layout)
    everywhere = {path.name for path in ROOT.rglob("*") if "dist" not in path.parts}
    assert len(names) > 25
    assert set(names) <= everywhere


def test_every_module_of_the_core_is_in_its_reading_list() -> None:
    reading_list = (ROOT / "py/learnscope/__init__.py").read_text("utf-8")
    for path in (ROOT / "py/learnscope").glob("[a-z]*.py"):
        assert f"``{path.stem}``" in reading_list, path.name
