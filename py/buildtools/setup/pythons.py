"""Find a suitable Python on this machine.

It runs under any Python from 3.6 on, because it reports that a newer one is needed.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from buildtools.common.build_error import BuildError

VERSIONS = ("3.13", "3.12", "3.14")  # those the pinned packages have wheels for, best first


class Python(NamedTuple):
    """An interpreter that runs here."""

    path: str
    version: str
    has_venv: bool


# Ask each command: one on PATH may be a pyenv shim or a store stub that only complains.
_PROBE = """
import importlib.util as u, platform, sys
print("learnscope", platform.python_implementation(), "%d.%d" % sys.version_info[:2],
      all(u.find_spec(m) for m in ("venv", "ensurepip")), sys.executable, sep="|")
"""


def probe(command: list[str]) -> Python | None:
    """Ask a command for its version; None if it is not a working CPython."""
    try:
        answer = subprocess.run(
            [*command, "-c", _PROBE],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
            timeout=20,
        ).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return None
    fields = answer.split("|")
    if len(fields) != 5 or fields[:2] != ["learnscope", "CPython"]:
        return None
    return Python(fields[4], fields[2], fields[3] == "True")


def candidates() -> Iterator[list[str]]:
    """List commands that may be a Python.

    This one comes first, then those on PATH, in pyenv and by Windows' launcher.
    """
    yield [getattr(sys, "_base_executable", "") or sys.executable]
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    launcher = shutil.which("py")
    for version in VERSIONS:
        on_path = shutil.which("python" + version)
        if on_path:
            yield [on_path]
        for end in ("bin/python", "python.exe"):
            for path in sorted(pyenv.glob(f"versions/{version}.*/{end}")):
                yield [str(path)]
        if launcher:
            yield [launcher, "-" + version]
    for name in ("python3", "python"):
        found = shutil.which(name)
        if found:
            yield [found]


def find_python() -> Python:
    """Find the first candidate that is new enough and can make a venv.

    Raises:
        BuildError: there is no such Python; the sentence says what to install.
    """
    bare = None
    for command in candidates():
        python = probe(command)
        if python and python.version in VERSIONS:
            if python.has_venv:
                return python
            bare = bare or python
    if bare:
        raise BuildError(
            f"Python {bare.version} at {bare.path} has no venv and pip modules: "
            f"install them (on Debian and Ubuntu: apt install python{bare.version}-venv)."
        )
    best, *others = VERSIONS
    this = "{}.{}".format(*sys.version_info)
    raise BuildError(
        f"Learnscope's build needs Python {best} ({' or '.join(others)} will do); this is Python "
        f"{this} and no other was found: install Python {best} and run this command again."
    )
