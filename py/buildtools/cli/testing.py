"""Run all tests or the quick ones, which include the checks of the sources."""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from buildtools.cli.browsers import find_chromium, find_firefox, in_ci
from buildtools.cli.checks import CHECKS, mend
from buildtools.cli.coverage_report import report_coverage
from buildtools.common.console import say
from buildtools.common.paths import DIST, ROOT
from buildtools.fetch.font_parts import FONTS
from buildtools.fetch.obtain import obtain
from buildtools.fetch.oracle import ensure_torch
from buildtools.fetch.parts import FOR_TESTS
from buildtools.page.assemble import build

MAX_WORKERS = 4
"""Most tests that run at once; each worker has a browser of its own."""

FAST = ("tests/core", "tests/page", "tests/site/access/test_main_path.py")
"""Tests of `build.py test --fast`, selected by their location."""
FAST_CHECKS = ("ruff check", "ruff format", "mypy", "tsc", "biome")


def test(arguments: argparse.Namespace) -> int:
    """Run `build.py test`; returns the exit code.

    Raises:
        BuildError: the site can't be built, there is no browser, or a part can't be had.
    """
    if arguments.fix:
        return mend_sources()
    for part in (*FOR_TESTS, *FONTS.values()):
        obtain(part)
    if arguments.fast:
        return run_fast(arguments.pytest)
    build(DIST)
    if arguments.coverage:
        return report_coverage(arguments.pytest)
    say(f"Chromium: {find_chromium()}")
    firefox = find_firefox(required=in_ci())
    say(f"Firefox: {firefox or 'not found, so nothing is tested in it'}")
    if in_ci():
        ensure_torch()
    return run_pytest(arguments.pytest)


def run_fast(pytest_arguments: list[str]) -> int:
    """Check the sources while the site is built, then run the quick tests.

    Raises:
        BuildError: as for `test`.
    """
    with ThreadPoolExecutor(1) as pool:
        checking = pool.submit(run_checks, FAST_CHECKS)
        build(DIST)
        find_chromium()
        failed = checking.result()
    return run_pytest([*FAST, *pytest_arguments]) or int(failed)


def run_checks(names: Iterable[str]) -> bool:
    """Run checks one after another and print complaints; returns whether there are any."""
    failed = False
    for name in names:
        outcome = CHECKS[name]()
        if outcome.returncode:
            failed = True
            say(f"{name}:\n{outcome.stdout}{outcome.stderr or ''}")
    return failed


def run_pytest(arguments: list[str]) -> int:
    """Run pytest on all cores; returns its exit code."""
    workers = min(MAX_WORKERS, os.cpu_count() or 1)
    # Tests of one `xdist_group` share a worker and its fixtures.
    spread = ("-n", str(workers), "--dist=loadgroup")
    command = [sys.executable, "-m", "pytest", *spread, *arguments]
    # Each worker keeps a core busy, so NumPy's own threads would only slow each other down.
    env = {"OPENBLAS_NUM_THREADS": "1", **os.environ}
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


def mend_sources() -> int:
    """Fix the format and style of the sources, and print what remains."""
    outcomes = mend()
    for outcome in outcomes:
        if outcome.stdout.strip():
            say(outcome.stdout.strip())
    return max(outcome.returncode for outcome in outcomes)
