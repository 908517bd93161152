"""esbuild, which puts modules and styles together.

It is WebAssembly and runs in the pinned Node, so that it does the same on every machine.
"""

from pathlib import Path

from buildtools.fetch.archives import unpack
from buildtools.fetch.node import run_node
from buildtools.fetch.parts import ESBUILD, obtain

QUICKLY = ("--liftoff-only", "--wasm-lazy-compilation")
"""Node's flags: for a second of work the optimising compiler, which takes ten, does not pay."""


def esbuild_in(folder: Path) -> Path:
    """Unpack esbuild into a folder; returns its script."""
    return unpack(obtain(ESBUILD), folder / "esbuild") / "bin" / "esbuild"


def run_esbuild(script: Path, *arguments: str, cwd: Path) -> None:
    """Run it in a folder, where it finds what it is to put together.

    Raises:
        BuildError: a source has an error, or asks for something that is not there.
    """
    run_node(script, *arguments, cwd=cwd, flags=QUICKLY)
