"""Find files of the built site by logical path, such as `runtime/pyodide.asm.wasm`.

In `dist/` every name carries a hash. `files-BUILD.json` lists which logical path is which file.
"""

import json
from pathlib import Path, PurePosixPath
from typing import Any


def listed(dist: Path) -> dict[str, dict[str, Any]]:
    """List all files of a build except index.html: url, bytes and sha256 by logical path."""
    [listing] = dist.glob("files-*.json")
    return {file["path"]: file for file in json.loads(listing.read_text("utf-8"))["files"]}


def file_of(dist: Path, path: str) -> Path:
    """Return the path of a built file."""
    return dist / str(listed(dist)[path]["url"])


def requests_for(path: str) -> str:
    """Write a URL pattern for a file, whatever its hash. The path may contain `*`."""
    pure = PurePosixPath(path)
    return f"**/{pure.stem}-*{pure.suffix}"


def runtime_of(dist: Path, folder: Path) -> Path:
    """Link the runtime's files into a folder under the names that Pyodide expects."""
    folder.mkdir(parents=True, exist_ok=True)
    for path, file in listed(dist).items():
        if path.startswith("runtime/"):
            (folder / PurePosixPath(path).name).hardlink_to(dist / file["url"])
    return folder
