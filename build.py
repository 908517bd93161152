#!/usr/bin/env python3
"""Build, serve, test or measure Learnscope: the one command of this repository.

It needs a stock Python and installs everything else by itself, in `.venv` and `.cache`. This file
and the modules it imports first also run under an old Python, to report that it is too old.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "py"))

from buildtools.common.build_error import BuildError, explain  # noqa: E402
from buildtools.setup import environment  # noqa: E402


def parser() -> argparse.ArgumentParser:
    """Describe the command line of `build.py`."""
    top = argparse.ArgumentParser(prog="build.py", description=(__doc__ or "").splitlines()[0])
    verbs = top.add_subparsers(dest="verb", metavar="build|serve|test|bench")

    about = "make the static site, ready to host or to open"
    build = verbs.add_parser("build", help=about, description=about)
    build.add_argument("--out", metavar="DIR", help="where to (default: dist)")
    build.add_argument(
        "--single-file",
        action="store_true",
        help="make one HTML file that does everything (--out FILE, default: learnscope.html)",
    )

    about = "build, then serve dist/ on this machine and open the browser"
    serve = verbs.add_parser("serve", help=about, description=about)
    serve.add_argument("--port", type=int, metavar="N", help="default: 8000, or the next free one")
    serve.add_argument(
        "--watch", action="store_true", help="build after each change, and load open pages again"
    )
    serve.add_argument("--no-open", action="store_true", help="don't open the browser")

    about = "build, then run every check and every test"
    test = verbs.add_parser("test", help=about, description=about)
    test.add_argument("--fast", action="store_true", help="lint, types, the core, the page")
    test.add_argument("--coverage", action="store_true", help="tell which lines the tests run")
    test.add_argument("--fix", action="store_true", help="format and mend the sources, no more")
    test.add_argument("pytest", nargs="*", metavar="-- ARGS", help="arguments handed on to pytest")

    about = "build, then measure how fast the page is"
    bench = verbs.add_parser("bench", help=about, description=about)
    bench.add_argument("bench", nargs="*", metavar="-- ARGS", help="-- --help lists what there is")
    return top


def in_venv() -> bool:
    """Tell whether this process already runs in the private venv."""
    return Path(sys.prefix).resolve() == environment.VENV.resolve()


def start_again(python: Path) -> int:
    """Run this same command with the venv's Python; returns only on Windows."""
    path = os.pathsep.join(filter(None, [sys.path[0], os.environ.get("PYTHONPATH")]))
    env = dict(os.environ, PYTHONPATH=path, PYTHONNOUSERSITE="1", PYTHONUTF8="1")
    command = [str(python), str(HERE / "build.py"), *sys.argv[1:]]
    if os.name != "nt":
        os.execve(command[0], command, env)
    child = subprocess.Popen(command, env=env)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue  # the child got it as well, and ends the command


def main() -> int:
    """Run the command line and return its exit code."""
    arguments = parser().parse_args()
    if not arguments.verb:
        parser().print_help()
        return 2
    try:
        if not (in_venv() and environment.is_ready()):
            return start_again(environment.ensure())
        from buildtools.cli import verbs

        return verbs.run(arguments)
    except BuildError as error:
        print(f"build.py: {error}", file=sys.stderr)
    except OSError as error:
        print(f"build.py: {explain(error)}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main())
