"""Find a Python with PyTorch, which the training is compared with.

PyTorch is not among the pinned requirements. Its results are recorded in `tests/oracle`, and that
recording is always tested. If PyTorch is cheap to get, it is also run: a Python on the PATH may
have it, and in continuous integration pip may know a folder that has it. It is never fetched from a
registry: on x86 Linux that would be several gigabytes.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from buildtools.common.console import say
from buildtools.common.paths import CACHE
from buildtools.setup.environment import venv_python

TORCH = "torch==2.13.0"
NAMES = ("python3", "python3.11", "python3.12", "python3.13", "python")
PRIVATE = CACHE / "torch"
FOUND = "import importlib.util as u, sys; sys.exit(not u.find_spec('torch'))"


def has_torch(python: Path) -> bool:
    """Tell whether this Python runs and has PyTorch."""
    try:
        done = subprocess.run([python, "-c", FOUND], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def pythons() -> list[Path]:
    """List the Pythons on the PATH."""
    return [Path(found) for name in NAMES if (found := shutil.which(name))]


def find_torch() -> Path | None:
    """Find a Python that has PyTorch; None if there is none."""
    return next(filter(has_torch, [venv_python(PRIVATE), Path(sys.executable), *pythons()]), None)


def ensure_torch() -> Path | None:
    """Find PyTorch, or install it if pip has it in a local folder."""
    found = find_torch()
    for python in pythons() if not found else ():
        shutil.rmtree(PRIVATE, ignore_errors=True)
        if _installed(python):
            found = venv_python(PRIVATE)
            break
    say(f"PyTorch: {found or 'not found, so only its recorded results are compared with'}")
    return found


def _installed(python: Path) -> bool:
    """Install PyTorch for this Python; returns whether that worked.

    Only its requirements come from a registry.
    """
    made = subprocess.run(
        [python, "-m", "venv", "--without-pip", PRIVATE], capture_output=True, check=False
    )
    pip = [sys.executable, "-m", "pip", "--python", str(venv_python(PRIVATE)), "install"]
    pip += ["--quiet", "--no-input", "--no-compile", "--disable-pip-version-check"]
    return made.returncode == 0 and all(
        subprocess.run([*pip, *options, TORCH], capture_output=True, check=False).returncode == 0
        for options in (("--no-index", "--no-deps"), ())
    )
