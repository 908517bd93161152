"""Take the memory snapshot that Python starts from, with NumPy and the core imported.

It is made in the pinned Node with a fixed clock and fixed random numbers, so that the same inputs
give the same bytes. site/boot/image.js describes the file, site/boot/restored.js uses it.
"""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from deflate import gzip_compress

from buildtools.common.console import say
from buildtools.common.paths import CACHE, SITE
from buildtools.fetch.build_cache import cached_file
from buildtools.fetch.node import run_node
from buildtools.fetch.obtain import sha256_of

FOLDER = Path(__file__).with_name("snapshot")
FILE = "python.snapshot"
RAW = "python.raw.wasm"
"""Name of the uncompressed snapshot; hosts compress files with this suffix."""
SHARED = ("image.js", "libraries.js", "unzip.js")
"""Modules of the page that `make.mjs` imports too."""
ID_DIGITS = 16
LEVEL = 10  # of 12; 11 and 12 take twice as long to save 0.2 %


@dataclass(frozen=True)
class Snapshot:
    """The compressed snapshot file, and an id of everything it was made from."""

    file: Path
    id: str

    def raw(self) -> bytes:
        """Read the snapshot uncompressed."""
        return gzip.decompress(self.file.read_bytes())


def snapshot(runtime: Path, cache: Path = CACHE, level: int = LEVEL) -> Snapshot:
    """Take the snapshot of a runtime folder, or find it in the cache.

    Args:
        runtime: the folder as it will be served: Pyodide, the standard library and the wheels.
        cache: the folder of the cache.
        level: the level of compression, from 0 to 12.

    Raises:
        BuildError: Python did not start there, or the core has an error.
    """
    scripts = [*FOLDER.iterdir(), *(SITE / "boot" / name for name in SHARED)]
    files = [path for path in (*runtime.iterdir(), *scripts) if path.is_file()]
    inputs = sorted(f"{path.name} {sha256_of(path)}" for path in files)
    name = hashlib.sha256("\n".join(inputs).encode()).hexdigest()[:ID_DIGITS]

    def taken(folder: Path) -> Path:
        say("Taking the snapshot")
        raw, made = folder / "raw", folder / FILE
        wheels = sorted(runtime.glob("*.whl"))
        stdlib = runtime / "python_stdlib.zip"
        run_node(FOLDER / "make.mjs", runtime, FOLDER / "preload.py", name, raw, stdlib, *wheels)
        made.write_bytes(gzip_compress(raw.read_bytes(), level))
        return made

    made = cached_file(FILE, [*inputs, str(level), sha256_of(Path(__file__))], taken, cache)
    return Snapshot(made, name)
