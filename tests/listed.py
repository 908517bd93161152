"""Files of the built site by their logical paths, such as `runtime/pyodide.asm.wasm`.

In `dist/` every name carries a hash; `files-BUILD.json` there says which is which.
"""

import json
from pathlib import Path, PurePosixPath
from typing import Any


def listed(dist: Path) -> dict[str, dict[str, Any]]:
    """All files of a build but index.html, by their logical paths: url, bytes and sha256."""
    [listing] = dist.glob("files-*.json")
    return {file["path"]: file for file in json.loads(listing.read_text("utf-8"))["files"]}


def file_of(dist: Path, path: str) -> Path:
    """Find a file."""
    return dist / str(listed(dist)[path]["url"])


def requests_for(path: str) -> str:
    """Write a pattern for a file's addresses, whatever its hash. `*` may stand in the path."""
    pure = PurePosixPath(path)
    return f"**/{pure.stem}-*{pure.suffix}"


def runtime_of(dist: Path, folder: Path) -> Path:
    """Make a folder with the runtime's files under the names that Pyodide knows."""
    folder.mkdir(parents=True, exist_ok=True)
    for path, file in listed(dist).items():
        if path.startswith("runtime/"):
            (folder / PurePosixPath(path).name).hardlink_to(dist / file["url"])
    return folder
