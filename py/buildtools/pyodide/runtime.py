"""Assemble the folder that runs Python in a browser: Pyodide, NumPy and our wheel."""

import json
import shutil
from pathlib import Path

from buildtools.common.paths import CACHE
from buildtools.fetch.build_cache import cached_member
from buildtools.fetch.obtain import obtain
from buildtools.fetch.parts import NUMPY, PYODIDE
from buildtools.pyodide.bytecode import NUMPY_WHEEL, OWN_WHEEL, STDLIB, with_bytecode
from buildtools.pyodide.lock import minimal_lock
from buildtools.pyodide.trim_pyodide import trim
from buildtools.pyodide.wheel import build_wheel, wheel_name

LOADERS = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
STANDARD_LIBRARY = "python_stdlib.zip"
LOCK = "pyodide-lock.json"


def write_runtime(runtime: Path, cache: Path = CACHE) -> None:
    """Make the folder: Pyodide, NumPy, our wheel, and the lock file that names them.

    Raises:
        BuildError: a part can't be had, or the core has an error.
    """
    runtime.mkdir()
    for name in LOADERS:
        shutil.copyfile(cached_member(PYODIDE, name, cache), runtime / name)
    numpy, ours = runtime / NUMPY.file, runtime / wheel_name()
    shutil.copyfile(with_bytecode(obtain(NUMPY, cache), NUMPY_WHEEL, cache), numpy)
    trim(runtime, numpy, cache)
    stdlib = cached_member(PYODIDE, STANDARD_LIBRARY, cache)
    shutil.copyfile(with_bytecode(stdlib, STDLIB, cache), runtime / STANDARD_LIBRARY)
    shutil.copyfile(with_bytecode(build_wheel(cache), OWN_WHEEL, cache), ours)
    write_lock(runtime, cache)


def write_lock(runtime: Path, cache: Path = CACHE) -> None:
    """Write the lock file that names the wheels of a folder."""
    official = json.loads(cached_member(PYODIDE, LOCK, cache).read_text("utf-8"))
    lock = minimal_lock(official, runtime / NUMPY.file, runtime / wheel_name())
    (runtime / LOCK).write_text(lock, "utf-8", newline="\n")
