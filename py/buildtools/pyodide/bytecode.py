"""Add bytecode to wheels and to the standard library, so that Python starts faster.

The official archives hold sources only, which every browser would compile at every visit.
"""

from dataclasses import dataclass
from pathlib import Path

from buildtools.common.console import say
from buildtools.common.paths import CACHE
from buildtools.fetch.archives import unpack
from buildtools.fetch.build_cache import cached_file
from buildtools.fetch.node import run_node
from buildtools.fetch.obtain import obtain, sha256_of
from buildtools.fetch.parts import PYODIDE
from buildtools.pyodide import excluded_modules

PROGRAM = Path(__file__).with_name("compile_archive.py")
RUNNER = Path(__file__).with_name("bytecode.mjs")


@dataclass(frozen=True)
class Recipe:
    """How to compile one archive; the fields are those of `compile_archive`."""

    title: str
    drop: str
    keep_sources: bool
    empty: str = ""


STDLIB = Recipe("the standard library", drop=excluded_modules.STDLIB, keep_sources=False)
NUMPY_WHEEL = Recipe(
    "NumPy",
    drop=excluded_modules.NUMPY,
    keep_sources=False,
    empty=excluded_modules.NUMPY_TEXTS,
)
# It keeps its sources, which visitors can read on the page.
OWN_WHEEL = Recipe("learnscope", drop="", keep_sources=True)


def with_bytecode(archive: Path, recipe: Recipe, cache: Path = CACHE) -> Path:
    """Compile an archive by a recipe, or take the result from the cache.

    Raises:
        BuildError: a source in it has an error, or Pyodide does not run here.
    """
    inputs = [PYODIDE.sha256, *map(sha256_of, (PROGRAM, RUNNER, archive)), str(recipe)]

    def compiled(folder: Path) -> Path:
        say(f"Compiling {recipe.title}")
        made = folder / "made.zip"
        pyodide = unpack(obtain(PYODIDE), folder)
        keep = "true" if recipe.keep_sources else "false"
        run_node(RUNNER, pyodide, PROGRAM, archive, made, recipe.drop, recipe.empty, keep)
        return made

    return cached_file("compiled.zip", inputs, compiled, cache)
