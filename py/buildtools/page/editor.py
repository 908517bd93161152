"""Bundle CodeMirror, the editor of the page's code pane, as one classic script.

A page opened from a folder can't load modules, and a dozen requests would be slow. So esbuild joins
the modules and drops unused code. The script defines a global ``CodeMirror``.
"""

import shutil
from pathlib import Path

from buildtools.common.console import say
from buildtools.common.paths import CACHE
from buildtools.fetch.archives import unpack
from buildtools.fetch.build_cache import cached_file
from buildtools.fetch.esbuild import run_esbuild
from buildtools.fetch.obtain import obtain, sha256_of
from buildtools.fetch.parts import EDITOR, ESBUILD

ENTRY = Path(__file__).with_name("editor.mjs")
SCRIPT = "codemirror.min.js"
OPTIONS = (
    *("--bundle", "--minify", "--format=iife", "--global-name=CodeMirror", "--target=es2022"),
    *("--charset=utf8", "--legal-comments=none"),  # the licences are in LICENSES.txt
)


def editor_script(cache: Path = CACHE) -> Path:
    """Bundle the script, or take it from the cache.

    Raises:
        BuildError: a part is unavailable, or the entry imports something that does not exist.
    """
    parts = [ESBUILD.version, *(part.sha256 for part in EDITOR)]
    return cached_file(SCRIPT, [*parts, sha256_of(ENTRY), *OPTIONS], _bundle, cache)


def _bundle(folder: Path) -> Path:
    """Bundle the script in a folder with all packages."""
    say("Putting the editor together")
    for part in EDITOR:
        package = folder / "node_modules" / part.name
        package.parent.mkdir(parents=True, exist_ok=True)
        unpack(obtain(part), folder / part.file).rename(package)
    shutil.copyfile(ENTRY, folder / ENTRY.name)
    run_esbuild(ENTRY.name, *OPTIONS, f"--outfile={SCRIPT}", cwd=folder)
    return folder / SCRIPT
