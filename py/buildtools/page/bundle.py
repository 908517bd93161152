"""Bundle the page's own modules and styles, so that a visit needs few requests.

Code and styles that are loaded on first use (`import()`, STYLES) stay in files of their own. Every
name contains a hash of the file's content. A page opened from a folder can't load modules, so there
it is one classic script that defines `learnscopePage`.
"""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from buildtools.common.console import say
from buildtools.common.paths import CACHE, SITE
from buildtools.fetch.build_cache import cached_file
from buildtools.fetch.esbuild import run_esbuild
from buildtools.fetch.obtain import sha256_of
from buildtools.fetch.parts import ESBUILD

FOLDER = "assets"
STYLES = ("styles.css", "training.css", "worksheet.css")
OPTIONS = (
    *("--bundle", "--minify", "--target=es2022", "--charset=utf8", "--legal-comments=none"),
    *("--entry-names=[name]-[hash]", "--chunk-names=[name]-[hash]"),
)
RUNS = {
    "page": (
        "entry/app.js",
        *(f"styles/{name}" for name in STYLES),
        "--format=esm",
        "--splitting",
        "--sourcemap=linked",
    ),
    "alone": ("python/worker.js", "--format=esm", "--sourcemap=linked"),
    # It tells visitors that their browser is too old, so it must run in old browsers.
    "shell": ("entry/shell.js", "--target=es2018"),
    "folder": ("entry/app.js", "--format=iife", "--global-name=learnscopePage"),
}
"""Entries and options of each run of esbuild."""


@dataclass(frozen=True)
class Modules:
    """Hold all bundles.

    Attributes:
        files: the text of each file, by its name.
        names: the name of each file that is an entry, by that of its source.
        first: the names of the modules that the page begins with.
        shell: the script that stands in the page itself.
        folder: the page as one classic script.
    """

    files: dict[str, str]
    names: dict[str, str]
    first: list[str]
    shell: str
    folder: str

    def url_of(self, path: str) -> str:
        """Return the path of an entry's bundle in `dist/`."""
        return f"{FOLDER}/{self.names[path]}"


def modules(cache: Path = CACHE) -> Modules:
    """Bundle the page's modules, or take the bundles from the cache.

    Raises:
        BuildError: a source has an error.
    """
    sources = sorted(p for kind in ("*.js", "*.css") for p in SITE.rglob(kind))
    inputs = [f"{path.relative_to(SITE).as_posix()} {sha256_of(path)}" for path in sources]
    options = [ESBUILD.version, *OPTIONS, repr(RUNS), FOLDER]
    made = cached_file("modules.json", [*inputs, *options], _bundled, cache)
    return Modules(**json.loads(made.read_text("utf-8")))


def _bundled(folder: Path) -> Path:
    """Bundle a copy of the sources, so that no folder name gets into the bundles."""
    say("Bundling the page")
    site = folder / "site"
    shutil.copytree(SITE, site)
    files: dict[str, dict[str, str]] = {}
    names: dict[str, dict[str, str]] = {}
    outputs: dict[str, dict[str, Any]] = {}

    def bundle(run: str) -> None:
        out = (f"--outdir=../{run}", f"--metafile=../{run}.json")
        run_esbuild(*OPTIONS, *RUNS[run], *out, cwd=site)

    with ThreadPoolExecutor() as pool:
        list(pool.map(bundle, RUNS))  # list() raises the errors of the threads
    for run in RUNS:
        made = json.loads((folder / f"{run}.json").read_text("utf-8"))["outputs"]
        outputs[run] = {PurePosixPath(path).name: output for path, output in made.items()}
        files[run] = {path.name: path.read_text("utf-8") for path in (folder / run).iterdir()}
        names[run] = _entries(outputs[run])
    result = {
        "files": files["page"] | files["alone"],
        "names": names["page"] | names["alone"],
        "first": _with_imports(names["page"]["app.js"], outputs["page"]),
        "shell": files["shell"][names["shell"]["shell.js"]].strip(),
        "folder": files["folder"][names["folder"]["app.js"]],
    }
    path = folder / "modules.json"
    path.write_text(json.dumps(result), "utf-8")
    return path


def _entries(outputs: dict[str, Any]) -> dict[str, str]:
    """Map the name of each entry to the file it became."""
    return {
        PurePosixPath(output["entryPoint"]).name: name
        for name, output in outputs.items()
        if "entryPoint" in output
    }


def _with_imports(name: str, outputs: dict[str, Any]) -> list[str]:
    """List a module and everything it imports at load time."""
    found = [name]
    for each in found:
        for imported in outputs[each]["imports"]:
            target = PurePosixPath(imported["path"]).name
            if imported["kind"] == "import-statement" and target not in found:
                found.append(target)
    return found
