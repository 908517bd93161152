"""Build our own wheel with hatchling, as pyproject.toml says."""

import importlib.metadata
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path, PurePosixPath

from buildtools.common.build_error import BuildError, explain_output
from buildtools.common.paths import CACHE, ROOT
from buildtools.fetch.build_cache import cached_file
from buildtools.fetch.obtain import sha256_of

CORE = ROOT / "py" / "learnscope"
DESCRIPTION = ("pyproject.toml", "README.md", "LICENSE", ".gitignore")
"""Files outside the core that affect the wheel's content."""


def build_wheel(cache: Path = CACHE) -> Path:
    """Build learnscope's wheel, or take it from the cache.

    The same sources give the same bytes. Installers expect it under `wheel_name()`.

    Raises:
        BuildError: hatchling could not build it.
    """
    description = [sha256_of(ROOT / name) for name in DESCRIPTION]
    inputs = [*core_hashes(), *description, importlib.metadata.version("hatchling")]
    return cached_file("learnscope.whl", inputs, run_hatchling, cache)


def core_hashes() -> list[str]:
    """List the core's files, modules and data, each with its checksum."""
    files = [path for path in sorted(CORE.rglob("*")) if is_source(path)]
    return [f"{path.relative_to(ROOT).as_posix()} {sha256_of(path)}" for path in files]


def is_source(path: Path) -> bool:
    """Tell whether a file of the core goes into the wheel."""
    return path.is_file() and path.suffix != ".pyc"


def project_version() -> str:
    """Read learnscope's version from pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


def wheel_name() -> str:
    """Name our wheel as installers expect it."""
    return f"learnscope-{project_version()}-py3-none-any.whl"


def run_hatchling(folder: Path) -> Path:
    """Build the wheel into a folder.

    Raises:
        BuildError: hatchling could not build it.
    """
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        # The earliest time a zip file can hold, so that the clock has no effect.
        env={**os.environ, "SOURCE_DATE_EPOCH": "315532800"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    wheel = folder / wheel_name()
    if done.returncode or not wheel.exists():
        reason = explain_output(done.stderr or done.stdout)
        raise BuildError(f"The learnscope wheel could not be built: {reason}.")
    return wheel


def patch_wheel(compiled: Path, target: Path) -> None:
    """Write our wheel from the current sources, reusing the bytecode of unchanged ones.

    Args:
        compiled: a wheel of ours with bytecode beside its sources.
        target: the wheel to write.
    """
    with zipfile.ZipFile(compiled) as archive:
        old = {name: archive.read(name) for name in archive.namelist()}
    new = {name: data for name, data in old.items() if ".dist-info/" in name}
    for path in CORE.rglob("*"):
        if is_source(path):
            name = path.relative_to(CORE.parent).as_posix()
            new[name] = path.read_bytes()
            if old.get(name) == new[name]:
                beside = f"{PurePosixPath(name).parent}/__pycache__/{path.stem}."
                new |= {other: data for other, data in old.items() if other.startswith(beside)}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        for name in sorted(new):
            out.writestr(zipfile.ZipInfo(name), new[name], zipfile.ZIP_DEFLATED)
