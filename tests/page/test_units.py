"""Run the page's unit tests under the pinned Node, one test per file."""

import os
from pathlib import Path

import pytest

from buildtools.common.paths import ROOT
from buildtools.fetch.node import run_node_raw

FOLDER = Path(__file__).parent
FILES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.test.js"))


@pytest.mark.parametrize("name", FILES)
def test_the_units_pass(name: str) -> None:
    flags = ("--test", "--test-reporter=spec")
    done = run_node_raw(FOLDER / name, flags=flags, cwd=ROOT)
    assert done.returncode == 0, f"{name}{os.linesep}{done.stdout}{done.stderr}"
