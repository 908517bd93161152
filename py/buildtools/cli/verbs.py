"""What each verb of build.py does, once it runs in the venv."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from buildtools.cli.browsers import find_chromium, find_firefox, in_ci
from buildtools.cli.checks import mend
from buildtools.cli.serve import make_server, serve
from buildtools.common.build_error import BuildError
from buildtools.common.console import say
from buildtools.common.paths import DIST, ROOT
from buildtools.fetch.oracle import ensure_torch
from buildtools.fetch.parts import FOR_TESTS, obtain
from buildtools.page.assemble import build, build_single

MOST_WORKERS = 4
"""So many tests run at once at most: each worker has a browser of its own."""


def run(arguments: argparse.Namespace) -> int:
    """Do the verb; returns the exit code."""
    if arguments.verb == "build":
        (build_single if arguments.single_file else build)(where_to(arguments))
    elif arguments.verb == "serve":
        with make_server(DIST, arguments.port) as server:  # first: a taken port is known at once
            build(DIST)
            serve(server, DIST, not arguments.no_open)
    elif arguments.verb == "test" and arguments.fix:
        return fix()
    else:
        build(DIST)
        return test(arguments.pytest) if arguments.verb == "test" else bench(arguments.bench)
    return 0


def where_to(arguments: argparse.Namespace) -> Path:
    """Where the build goes, if nothing is said: to dist/, and one file beside it."""
    return Path(
        arguments.out or ("learnscope.html" if arguments.single_file else "dist")
    ).absolute()


def test(pytest_arguments: list[str]) -> int:
    """Run the tests, which the checks of the sources (lint, types) are part of."""
    for part in FOR_TESTS:
        obtain(part)
    say(f"Chromium: {find_chromium()}")
    firefox = find_firefox(required=in_ci())
    say(f"Firefox: {firefox or 'not found, so nothing is tested in it'}")
    if in_ci():
        ensure_torch()
    workers = min(MOST_WORKERS, os.cpu_count() or 1)
    command = [sys.executable, "-m", "pytest", "-n", str(workers), *pytest_arguments]
    # Every worker has a core to itself; NumPy's own threads would only wait for each other.
    env = {"OPENBLAS_NUM_THREADS": "1", **os.environ}
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


def fix() -> int:
    """Mend the format and the style of the sources, and print what is left to do by hand."""
    outcomes = mend()
    for outcome in outcomes:
        say(outcome.stdout.strip())
    return max(outcome.returncode for outcome in outcomes)


def bench(arguments: list[str]) -> int:
    """Run the measurements."""
    script = ROOT / "tests" / "bench" / "run.py"
    if not script.exists():
        raise BuildError("There are no measurements: tests/bench/run.py is missing.")
    return subprocess.run(
        [sys.executable, str(script), *arguments], cwd=ROOT, check=False
    ).returncode
