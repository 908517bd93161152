"""Make index.html: fill it in, typeset it, and name its files."""

import base64
import json
import re
from pathlib import Path
from typing import Any

from buildtools.common.paths import SITE
from buildtools.fetch.obtain import obtain
from buildtools.fetch.parts import TEMML
from buildtools.page.bundle import FOLDER, STYLES, Modules
from buildtools.page.core_answers import core_answers
from buildtools.page.csp import policy
from buildtools.page.listing import BUILD_DIGITS, Listing
from buildtools.page.prerender import prerendered
from buildtools.page.template import fill, json_for_html
from buildtools.page.typeset import typeset
from buildtools.pyodide.memory_snapshot import FILE, RAW
from buildtools.pyodide.wheel import project_version

NOT_YET = "?" * BUILD_DIGITS
"""Placeholder for the version until it is known."""
ADDRESS = re.compile(r'\b(?P<what>href|src)="(?P<path>[^"#:]+)"')


def write_page(listing: Listing, runtime: Path, snapshot_id: str, made: Modules) -> str:
    """Write index.html and the list of all other files; returns the version's name.

    Args:
        listing: all files that have been written.
        runtime: the folder that runs Python, with files under their logical names.
        snapshot_id: the name of the snapshot.
        made: the page's modules.
    """
    entries = manifest(listing, runtime, snapshot_id)
    entries["first"] = [f"{FOLDER}/{name}" for name in made.first]
    text = page(listing, entries, made.shell)
    build = listing.version_of(text)
    (listing.folder / "index.html").write_text(text.replace(NOT_YET, build), "utf-8", newline="\n")
    every = {"build": build, "files": listing.all()}
    (listing.folder / f"files-{build}.json").write_text(json.dumps(every, indent=0), "utf-8")
    return build


def page(listing: Listing, manifest: dict[str, Any], shell: str) -> str:
    """Make the page's text."""
    template = with_hashed_names((SITE / "index.html").read_text("utf-8"), listing)
    modules = json_for_html({"integrity": integrity(listing)})
    answers = core_answers()
    values = {
        "essay": (SITE / "texts" / "en" / "essay.html").read_text("utf-8").strip(),
        **prerendered(answers),
        "first-snapshot": json_for_html(answers["first"]),
        "tasks": json_for_html(answers["tasks"]),
        "manifest": json_for_html(manifest),
        "integrity": modules,
        "shell": shell,
        "policy": policy([modules, shell]),
    }
    return typeset(fill(template, values), obtain(TEMML))


def with_hashed_names(text: str, listing: Listing) -> str:
    """Replace the address of each file by its name in `dist/`."""

    def address(found: re.Match[str]) -> str:
        file = listing.files.get(found["path"])
        return f'{found["what"]}="{file.url}"' if file else found[0]

    return ADDRESS.sub(address, text)


def integrity(listing: Listing) -> dict[str, str]:
    """List the checksum of each module, which the browser compares before running it."""
    return {
        f"./{file.url}": "sha256-" + base64.b64encode(bytes.fromhex(file.sha256)).decode()
        for _, file in sorted(listing.files.items())
        if file.url.startswith("assets/") and file.url.endswith(".js")
    }


def manifest(listing: Listing, runtime: Path, snapshot_id: str) -> dict[str, Any]:
    """List the files that the page loads besides those named in it.

    There are two ways to start Python. For each, ``start`` lists the files it needs and ``later``
    those that are loaded once Python is ready.
    """
    wasm, stdlib, lock, taken, *modules = (
        f"runtime/{name}"
        for name in (
            *("pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json", FILE),
            *("pyodide.mjs", "pyodide.asm.mjs"),
        )
    )
    wheels = sorted(f"runtime/{path.name}" for path in runtime.glob("*.whl"))
    rest = [path for path in wheels if not path.startswith("runtime/learnscope-")]
    paths = sorted(listing.files)
    return {
        "version": project_version(),
        "build": NOT_YET,
        "runtime": [with_raw(listing, path) for path in paths if is_runtime(path)],
        "worker": listing.entries("worker.js"),
        "assets": listing.entries(*(path for path in paths if is_asked_for(path))),
        "modules": modules,
        "packages": ["learnscope"],
        "pyodide": json.loads((runtime / "pyodide-lock.json").read_text("utf-8"))["info"],
        "snapshot": {"path": taken, "id": snapshot_id},
        "ways": {
            "snapshot": {"start": [*modules, wasm, taken], "later": [stdlib, *rest]},
            "plain": {"start": [*modules, wasm, stdlib, lock, *wheels], "later": []},
        },
    }


def is_runtime(path: str) -> bool:
    """Tell whether Python needs this file."""
    return path.startswith("runtime/") and path != f"runtime/{RAW}"


def with_raw(listing: Listing, path: str) -> dict[str, Any]:
    """Describe a file for the manifest. The snapshot also gets its uncompressed form."""
    entry = listing.files[path].entry()
    if path == f"runtime/{FILE}":
        entry["raw"] = listing.files[f"runtime/{RAW}"].entry()
    return entry


def is_asked_for(path: str) -> bool:
    """Tell whether the page requests this file by its logical path."""
    if path.startswith("vendor/"):
        return not path.endswith(".txt")
    return path in ("app.js", "file/app.js", "training-part.js", "offline-part.js", *STYLES)
