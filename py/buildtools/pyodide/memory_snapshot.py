"""The snapshot that the page starts Python from: NumPy and the core imported, ready to run.

It is made in the pinned Node, with a clock and random numbers that stand still, so that the same
inputs give the same bytes. site/boot/image.js describes the file, site/boot/restored.js uses it.
"""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from deflate import gzip_compress

from buildtools.common.console import say
from buildtools.common.paths import CACHE, SITE
from buildtools.fetch.build_cache import made_once
from buildtools.fetch.node import run_node
from buildtools.fetch.parts import sha256_of

FOLDER = Path(__file__).with_name("snapshot")
FILE = "python.snapshot"
RAW = "python.raw.wasm"
"""The same uncompressed, for hosts that compress better; of a type that those do compress."""
SHARED = ("image.js", "libraries.js", "unzip.js")
"""Modules of the page that the maker uses too."""
ID_DIGITS = 16
LEVEL = 10  # of 12; the two above it take twice the time for a fifth of a per cent


@dataclass(frozen=True)
class Snapshot:
    """A snapshot's file, compressed, and a name for all that it was made from."""

    file: Path
    id: str

    def raw(self) -> bytes:
        """The same, not compressed."""
        return gzip.decompress(self.file.read_bytes())


def snapshot(runtime: Path, cache: Path = CACHE) -> Snapshot:
    """The snapshot of a runtime folder, out of the cache if it has been made before.

    Args:
        runtime: the folder as it will be served: Pyodide, the standard library and the wheels.

    Raises:
        BuildError: Python did not start there, or the core has an error.
    """
    scripts = [*FOLDER.iterdir(), *(SITE / "boot" / name for name in SHARED)]
    files = [path for path in (*runtime.iterdir(), *scripts) if path.is_file()]
    inputs = sorted(f"{path.name} {sha256_of(path)}" for path in files)
    name = hashlib.sha256("\n".join(inputs).encode()).hexdigest()[:ID_DIGITS]

    def make(folder: Path) -> Path:
        say("Taking the snapshot")
        raw, made = folder / "raw", folder / FILE
        wheels = sorted(runtime.glob("*.whl"))
        stdlib = runtime / "python_stdlib.zip"
        run_node(FOLDER / "make.mjs", runtime, FOLDER / "preload.py", name, raw, stdlib, *wheels)
        made.write_bytes(gzip_compress(raw.read_bytes(), LEVEL))
        return made

    made = made_once(FILE, [*inputs, sha256_of(Path(__file__))], make, cache)
    return Snapshot(made, name)
