"""Wheels and the standard library with bytecode in them, so that Python starts faster.

The official ones hold sources only, which each visitor's browser would compile at each visit.
"""

from dataclasses import dataclass
from pathlib import Path

from buildtools.common.console import say
from buildtools.common.paths import CACHE
from buildtools.fetch.archives import unpack
from buildtools.fetch.build_cache import made_once
from buildtools.fetch.node import run_node
from buildtools.fetch.parts import PYODIDE, obtain, sha256_of
from buildtools.pyodide import excluded_modules

PROGRAM = Path(__file__).with_name("compile_archive.py")
RUNNER = Path(__file__).with_name("bytecode.mjs")


@dataclass(frozen=True)
class Recipe:
    """How to compile one archive."""

    drop: str
    keep_sources: bool
    empty: str = ""


STDLIB = Recipe(drop=excluded_modules.STDLIB, keep_sources=False)
NUMPY_WHEEL = Recipe(
    drop=excluded_modules.NUMPY, keep_sources=False, empty=excluded_modules.NUMPY_TEXTS
)
OWN_WHEEL = Recipe(drop="", keep_sources=True)  # people may want to read it, on the page too


def with_bytecode(archive: Path, recipe: Recipe, cache: Path = CACHE) -> Path:
    """The archive compiled by a recipe, out of the cache if it has been before.

    Raises:
        BuildError: a source in it has an error, or Pyodide does not run here.
    """
    inputs = [
        PYODIDE.sha256,
        sha256_of(PROGRAM),
        sha256_of(RUNNER),
        sha256_of(archive),
        str(recipe),
    ]

    def make(folder: Path) -> Path:
        say(f"Compiling {archive.name}")
        made = folder / "made.zip"
        pyodide = unpack(obtain(PYODIDE), folder)
        keep = "true" if recipe.keep_sources else "false"
        run_node(RUNNER, pyodide, PROGRAM, archive, made, recipe.drop, recipe.empty, keep)
        return made

    return made_once(archive.name, inputs, make, cache)
