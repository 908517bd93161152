"""Run each verb of build.py, inside the venv.

Each verb imports what it needs by itself: the tests' tools alone take half a second.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from buildtools.common.build_error import BuildError
from buildtools.common.paths import DIST, ROOT
from buildtools.page.assemble import build, build_single


def run(arguments: argparse.Namespace) -> int:
    """Run the verb and return its exit code.

    Raises:
        BuildError, OSError: the verb failed.
    """
    if arguments.verb == "build":
        (build_single if arguments.single_file else build)(where_to(arguments))
    elif arguments.verb == "serve":
        serve(arguments)
    elif arguments.verb == "test":
        from buildtools.cli.testing import test

        return test(arguments)
    else:
        build(DIST)
        return bench(arguments.bench)
    return 0


def where_to(arguments: argparse.Namespace) -> Path:
    """Choose where the build goes: by default dist/, or one file beside it."""
    default = "learnscope.html" if arguments.single_file else "dist"
    return Path(arguments.out or default).absolute()


def serve(arguments: argparse.Namespace) -> None:
    """Serve dist/, or with --watch a site that follows its sources."""
    from buildtools.cli.serve import make_server, serve_folder
    from buildtools.cli.watch import serve_and_watch

    if arguments.watch:
        serve_and_watch(arguments.port, not arguments.no_open)
        return
    with make_server(DIST, arguments.port) as server:  # first, to report a taken port at once
        build(DIST)
        serve_folder(server, DIST, not arguments.no_open)


def bench(arguments: list[str]) -> int:
    """Run the benchmarks.

    Raises:
        BuildError: there are no benchmarks here.
    """
    script = ROOT / "tests" / "bench" / "run.py"
    if not script.exists():
        raise BuildError("There are no measurements: tests/bench/run.py is missing.")
    command = [sys.executable, str(script), *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode
