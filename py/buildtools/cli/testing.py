"""Run the tests, which the checks of the sources are part of."""

import os
import subprocess
import sys

from buildtools.cli.browsers import find_chromium, find_firefox, in_ci
from buildtools.cli.checks import mend
from buildtools.common.console import say
from buildtools.common.paths import ROOT
from buildtools.fetch.oracle import ensure_torch
from buildtools.fetch.parts import FOR_TESTS, obtain

MAX_WORKERS = 4
"""Most tests that run at once; each worker has a browser of its own."""


def run_tests(pytest_arguments: list[str]) -> int:
    """Run all tests; returns the exit code.

    Raises:
        BuildError: there is no browser, or a part can't be had.
    """
    for part in FOR_TESTS:
        obtain(part)
    say(f"Chromium: {find_chromium()}")
    firefox = find_firefox(required=in_ci())
    say(f"Firefox: {firefox or 'not found, so nothing is tested in it'}")
    if in_ci():
        ensure_torch()
    workers = min(MAX_WORKERS, os.cpu_count() or 1)
    command = [sys.executable, "-m", "pytest", "-n", str(workers), *pytest_arguments]
    # Every worker has a core to itself; NumPy's own threads would only wait for each other.
    env = {"OPENBLAS_NUM_THREADS": "1", **os.environ}
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


def mend_sources() -> int:
    """Mend the format and the style of the sources, and print what is left to do by hand."""
    outcomes = mend()
    for outcome in outcomes:
        if outcome.stdout.strip():
            say(outcome.stdout.strip())
    return max(outcome.returncode for outcome in outcomes)
