"""Run esbuild, which bundles modules and styles.

A pinned binary runs if there is one for this machine; elsewhere the same version runs as
WebAssembly in the pinned Node. Both produce the same bytes (tests/build/test_esbuild.py), so the
result does not depend on the machine.
"""

import platform
import subprocess
from pathlib import Path

from buildtools.common.build_error import BuildError, explain_output
from buildtools.common.paths import CACHE
from buildtools.fetch.archives import read_member
from buildtools.fetch.build_cache import cached_file
from buildtools.fetch.node import run_node
from buildtools.fetch.obtain import Part, obtain
from buildtools.fetch.packages import node_modules
from buildtools.fetch.parts import ESBUILD, ESBUILD_BINARIES

QUICK_START = ("--liftoff-only", "--wasm-lazy-compilation")
"""Node's flags that skip the optimising compiler.

It would take ten seconds for one second of work.
"""


def native_part() -> Part | None:
    """Choose the binary for this machine; None if none is pinned for it."""
    machine = {"amd64": "x86_64", "aarch64": "arm64"}.get(
        platform.machine().lower(), platform.machine().lower()
    )
    return ESBUILD_BINARIES.get(f"{platform.system()}-{machine}")


def esbuild_part() -> Part:
    """Choose the part that `run_esbuild` needs on this machine."""
    return native_part() or ESBUILD


def run_esbuild(*arguments: str, cwd: Path) -> None:
    """Run esbuild in a folder that contains the sources to bundle.

    Raises:
        BuildError: a source has an error, or imports something that does not exist.
    """
    part = native_part()
    if not part:
        run_wasm(*arguments, cwd=cwd)
        return
    done = subprocess.run(
        [binary(part), *arguments], cwd=cwd, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise BuildError(f"esbuild failed: {explain_output(done.stderr or done.stdout)}.")


def run_wasm(*arguments: str, cwd: Path) -> None:
    """Run esbuild as WebAssembly.

    Raises:
        BuildError: as for `run_esbuild`.
    """
    script = node_modules(ESBUILD) / ESBUILD.name / "bin" / "esbuild"
    run_node(script, *arguments, cwd=cwd, flags=QUICK_START)


def binary(part: Part, cache: Path = CACHE) -> Path:
    """Unpack a binary, or take it from the cache.

    Raises:
        BuildError: the part can't be had.
    """
    name = "esbuild.exe" if "win32" in part.name else "bin/esbuild"

    def unpack(folder: Path) -> Path:
        path = folder / Path(name).name
        path.write_bytes(read_member(obtain(part), name))
        path.chmod(0o755)
        return path

    return cached_file(Path(name).name, [part.sha256], unpack, cache)
