"""Assemble dist/: the site's own files, the runtime, and the payloads for `file://`."""

import json
import shutil
import tempfile
import tomllib
from pathlib import Path, PurePosixPath
from typing import Any

from buildtools import bytecode
from buildtools.archives import read_member
from buildtools.bytecode import with_bytecode
from buildtools.console import say
from buildtools.datasets import FOLDER as DATA
from buildtools.editor import SCRIPT, editor_script
from buildtools.errors import BuildError
from buildtools.folders import made_whole
from buildtools.icons import write_icons
from buildtools.lock import minimal_lock
from buildtools.parts import (
    EDITOR,
    FOR_THE_SITE,
    NUMPY,
    PYODIDE,
    TEMML,
    UPLOT,
    ZIP,
    obtain,
    sha256_of,
)
from buildtools.paths import ROOT, SITE
from buildtools.payload import write_payloads
from buildtools.restorable import FILE, snapshot
from buildtools.template import fill, json_for_html
from buildtools.typeset import stylesheet, typeset
from buildtools.wheel import build_wheel

VERBATIM = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
NOT_COPIED = shutil.ignore_patterns("index.html", "essay.html", "jsconfig.json", "*.d.ts", ".*")

NOTICE = f"""\
Learnscope is under the MIT licence. This folder also has the work of others:

{PYODIDE.title}, Mozilla Public License 2.0, source at https://github.com/pyodide/pyodide
CPython, in Pyodide, Python Software Foundation License, source at https://www.python.org
{NUMPY.title}, BSD 3-Clause and others, see the licences inside its wheel
Two datasets, in learnscope's wheel, see "Datasets" below

The libraries in vendor/ are under the following licences.
"""

LICENSED = (TEMML, UPLOT, ZIP, *EDITOR)
VENDORED = (
    (TEMML, "dist/temml.min.js"),
    (UPLOT, "dist/uPlot.iife.min.js"),
    (UPLOT, "dist/uPlot.min.css"),
    (ZIP, "dist/zip-core.min.js"),
)
"""Scripts and styles that work as they are, in a page opened from a folder too."""


def build(out: Path) -> None:
    """Make the whole static site in `out`, or leave `out` as it is.

    Raises:
        BuildError, OSError: a part can't be had, a source has an error, or the disk is full.
    """
    if out.resolve().is_relative_to(SITE):
        raise BuildError("The site can't be built inside site/, which it is made from.")
    for part in FOR_THE_SITE:
        obtain(part)
    with made_whole(out) as dist:
        shutil.copytree(SITE, dist, ignore=NOT_COPIED, dirs_exist_ok=True)
        (dist / ".nojekyll").touch()  # GitHub Pages must not leave files out
        write_runtime(dist / "runtime")
        taken = snapshot(dist / "runtime")
        shutil.copyfile(taken.file, dist / "runtime" / FILE)
        write_vendor(dist / "vendor")
        write_icons(dist)
        write_payloads(dist)
        import hashlib

        from buildtools.kept import stopgap, write_service_worker

        text = page(dist, taken.id)
        build = hashlib.sha256((text + repr(stopgap(dist))).encode()).hexdigest()[:16]
        text = text.replace("BUILD-ID", build)
        (dist / "index.html").write_text(text, "utf-8", newline="\n")
        write_service_worker(dist, build, stopgap(dist))
        files = stopgap(dist)
        (dist / "files.json").write_text(json.dumps({"build": build, "files": files}))
    say(f"Built {out}")


def write_runtime(runtime: Path) -> None:
    """Write what runs Python: Pyodide, NumPy, our wheel, and the lock file that names them."""
    runtime.mkdir()
    pyodide = obtain(PYODIDE)
    for name in VERBATIM:
        (runtime / name).write_bytes(read_member(pyodide, name))
    numpy = runtime / NUMPY.file
    shutil.copyfile(with_bytecode(obtain(NUMPY), bytecode.NUMPY_WHEEL), numpy)
    with tempfile.TemporaryDirectory() as folder:
        stdlib = Path(folder, "python_stdlib.zip")
        stdlib.write_bytes(read_member(pyodide, stdlib.name))
        shutil.copyfile(with_bytecode(stdlib, bytecode.STDLIB), runtime / stdlib.name)
        wheel = build_wheel(Path(folder))
        ours = runtime / wheel.name
        shutil.copyfile(with_bytecode(wheel, bytecode.OWN_WHEEL), ours)
    official = json.loads(read_member(pyodide, "pyodide-lock.json"))
    lock = minimal_lock(official, numpy, ours)
    (runtime / "pyodide-lock.json").write_text(lock, "utf-8", newline="\n")


def write_vendor(vendor: Path) -> None:
    """Write the libraries that the page loads when it needs them, and their licences."""
    vendor.mkdir()
    (vendor / "temml.css").write_text(stylesheet(obtain(TEMML)), "utf-8", newline="\n")
    for part, file in VENDORED:
        (vendor / PurePosixPath(file).name).write_bytes(read_member(obtain(part), file))
    shutil.copyfile(editor_script(), vendor / SCRIPT)
    licences = [
        f"\n{part.title}:\n\n{read_member(obtain(part), 'LICENSE').decode()}" for part in LICENSED
    ]
    licences.append(f"\nDatasets:\n\n{(DATA / 'SOURCES.txt').read_text('utf-8')}")
    (vendor / "LICENSES.txt").write_text(NOTICE + "".join(licences), "utf-8", newline="\n")


def page(dist: Path, snapshot_id: str) -> str:
    """index.html, filled in and typeset."""
    template = (SITE / "index.html").read_text("utf-8")
    values = {
        "essay": (SITE / "essay.html").read_text("utf-8").strip(),
        "first-snapshot": json_for_html(first_snapshot()),
        "tasks": json_for_html(tasks()),
        "manifest": json_for_html(manifest(dist, snapshot_id)),
    }
    return typeset(fill(template, values), obtain(TEMML))


def first_snapshot() -> Any:
    """What the figure shows before Python has started in the browser: computed by the same core.

    Raises:
        BuildError: the core fails.
    """
    try:
        from learnscope.bridge import first_snapshot as compute

        return compute()
    except Exception as error:
        raise BuildError(
            f"The core can't compute the first snapshot: {type(error).__name__}: {error}."
        ) from error


def tasks() -> Any:
    """What the menu of tasks offers, so that it is there before Python has started."""
    from learnscope.workbench import tasks as told

    return told()


def manifest(dist: Path, snapshot_id: str) -> dict[str, Any]:
    """What the page downloads to run Python, so that it can show honest progress.

    There are two ways to start; of each it says which files are needed for it, and which are
    loaded when Python is ready.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    runtime = dist / "runtime"
    files = [
        {
            "path": path.relative_to(dist).as_posix(),
            "bytes": path.stat().st_size,
            "sha256": sha256_of(path),
        }
        for path in sorted(runtime.iterdir())
    ]
    wasm, stdlib, lock, taken = (
        f"runtime/{name}"
        for name in ("pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json", FILE)
    )
    wheels = sorted(path.relative_to(dist).as_posix() for path in runtime.glob("*.whl"))
    rest = [path for path in wheels if not path.startswith("runtime/learnscope-")]
    return {
        "version": project["version"],
        "build": "BUILD-ID",
        "runtime": files,
        "packages": ["learnscope"],
        "pyodide": json.loads((dist / lock).read_text("utf-8"))["info"],
        "snapshot": {"path": taken, "id": snapshot_id},
        "ways": {
            "snapshot": {"start": [wasm, taken], "later": [stdlib, *rest]},
            "plain": {"start": [wasm, stdlib, lock, *wheels], "later": []},
        },
    }
