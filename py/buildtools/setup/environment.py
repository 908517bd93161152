"""Keep a private `.venv` with the pinned packages in it.

Runs under any Python from 3.6 on, as pythons.py does.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from buildtools.common.build_error import BuildError, explain_output
from buildtools.setup.pythons import find_python

ROOT = Path(__file__).resolve().parents[3]
VENV = ROOT / ".venv"
REQUIREMENTS = Path(__file__).resolve().with_name("requirements.txt")


def venv_python(venv: Path = VENV) -> Path:
    """Return the path of a venv's interpreter."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def _stamp(venv: Path) -> Path:
    return venv / "requirements.sha256"


def _hash_of(requirements: Path) -> str:
    return hashlib.sha256(requirements.read_bytes()).hexdigest()


def is_ready(venv: Path = VENV, requirements: Path = REQUIREMENTS) -> bool:
    """Tell whether the venv was completely set up with these requirements."""
    if not (_stamp(venv).is_file() and venv_python(venv).exists()):
        return False
    return _stamp(venv).read_text() == _hash_of(requirements)


def ensure(venv: Path = VENV, requirements: Path = REQUIREMENTS) -> Path:
    """Set the venv up if it is not ready, and return its interpreter.

    The stamp is written last, so an interrupted set-up starts again from the beginning.

    Raises:
        BuildError: there is no suitable Python, or pip could not install the packages.
    """
    if is_ready(venv, requirements):
        return venv_python(venv)
    python = find_python()
    print(f"Setting up .venv with Python {python.version} (once, about 600 MB)", flush=True)
    if venv.exists():
        shutil.rmtree(venv)
    made = subprocess.run(
        [python.path, "-m", "venv", str(venv)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if made.returncode:
        raise BuildError(f"Python could not make .venv: {explain_output(made.stdout)}.")
    _install(venv_python(venv), requirements)
    _stamp(venv).write_text(_hash_of(requirements))
    return venv_python(venv)


def _install(python: Path, requirements: Path) -> None:
    """Run pip, showing the current package."""
    total = requirements.read_text().count("==")
    command = [str(python), "-m", "pip", "install", "--no-input", "--progress-bar", "off"]
    command += ["--disable-pip-version-check", "--only-binary", ":all:", "--require-hashes"]
    output, seen = [], 0
    with subprocess.Popen(
        [*command, "-r", str(requirements)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        for line in pip.stdout or ():
            output.append(line)
            if line.startswith("Collecting "):
                seen += 1
                _show("  package {} of {}: {}".format(seen, total, line.split()[1].split("==")[0]))
            elif line.startswith("Installing collected"):
                _show(f"  unpacking {seen} packages")
    _show("")
    if pip.returncode:
        reason = explain_output("".join(output))
        raise BuildError(f"The pinned packages could not be installed: {reason}.")


def _show(text: str) -> None:
    """Show a passing remark on the terminal's current line, if there is a terminal."""
    if sys.stdout.isatty():
        print("\r" + text.ljust(70)[:79] + ("" if text else "\r"), end="", flush=True)
