"""Measure which lines the tests run, for `build.py test --coverage`."""

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from buildtools.cli.script_coverage import covered_lines
from buildtools.common.console import say
from buildtools.common.paths import DIST, ROOT
from buildtools.fetch.node import node_path
from buildtools.fetch.obtain import obtain
from buildtools.fetch.parts import COVERAGE

CORE = ROOT / "py" / "learnscope"
UNIT_TESTS = ROOT / "tests" / "page"
BROWSER_REPORTS = "LEARNSCOPE_COVERAGE"
"""Environment variable: the folder for coverage reports of tests in Chromium."""

type Counts = dict[str, tuple[int, int]]
"""Number of lines with code and of lines that ran, by folder."""


def report_coverage(pytest_arguments: list[str]) -> int:
    """Run all tests with coverage and print a table; returns the exit code.

    Args:
        pytest_arguments: for the tests in Chromium, such as one folder of them.
    """
    with tempfile.TemporaryDirectory() as folder:
        core, core_failed = core_coverage(Path(folder, "core"))
        page, page_failed = page_coverage(Path(folder, "page"), pytest_arguments)
    say(table("py/learnscope", core))
    say(table("site", page))
    return int(core_failed or page_failed)


def core_coverage(folder: Path) -> tuple[Counts, bool]:
    """Count the core's lines run by its tests in CPython; returns also whether any failed."""
    folder.mkdir()
    with zipfile.ZipFile(obtain(COVERAGE)) as wheel:
        wheel.extractall(folder)
    env = {
        **os.environ,
        "COVERAGE_CORE": "sysmon",
        "COVERAGE_FILE": str(folder / "data"),
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT / "py")]),
    }
    coverage = [sys.executable, "-m", "coverage"]
    tests = ["-m", "pytest", "-p", "no:xdist", "tests/core"]
    ran = subprocess.run([*coverage, "run", f"--source={CORE}", *tests], cwd=ROOT, env=env)
    out = folder / "coverage.json"
    subprocess.run([*coverage, "json", "-q", "-o", str(out)], cwd=ROOT, env=env, check=True)
    files = json.loads(out.read_text("utf-8"))["files"]
    counts = [(Path(ROOT, name).relative_to(CORE), file["summary"]) for name, file in files.items()]
    return by_folder(
        (path, summary["num_statements"], summary["covered_lines"]) for path, summary in counts
    ), ran.returncode != 0


def page_coverage(reports: Path, pytest_arguments: list[str]) -> tuple[Counts, bool]:
    """Count the page's lines that its tests run, in Node and Chromium but not workers."""
    reports.mkdir()
    files = sorted(str(path) for path in UNIT_TESTS.rglob("*.test.js"))
    env = {**os.environ, "NODE_V8_COVERAGE": str(reports)}
    units = subprocess.run([node_path(), "--test", "--test-reporter=dot", *files], env=env)
    env = {**os.environ, BROWSER_REPORTS: str(reports)}
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist=loadgroup"]
    browser = subprocess.run([*command, *(pytest_arguments or ["tests/site"])], cwd=ROOT, env=env)
    every, covered = covered_lines(reports, DIST)
    counts = ((Path(name), len(lines), len(covered[name])) for name, lines in every.items())
    return by_folder(counts), bool(units.returncode or browser.returncode)


def by_folder(files: Iterable[tuple[Path, int, int]]) -> Counts:
    """Add up the lines of the files in each folder."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for path, lines, ran in files:
        folder = sums[path.parts[0] if len(path.parts) > 1 else "."]
        folder[0] += lines
        folder[1] += ran
    return {name: (lines, ran) for name, (lines, ran) in sorted(sums.items())}


def table(title: str, counts: Counts) -> str:
    """Write the number of lines and the share that ran, by folder and in total."""
    total = (sum(lines for lines, _ in counts.values()), sum(ran for _, ran in counts.values()))
    rows = [*counts.items(), ("all", total)]
    return "\n".join(
        [f"\n{title:16}{'lines':>8}{'ran':>8}"]
        + [f"{name:16}{lines:8}{100 * ran / max(1, lines):7.1f}%" for name, (lines, ran) in rows]
    )
