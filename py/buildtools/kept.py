"""The service worker of one version: its source, after a line that says which files it keeps."""

import hashlib
import json
from pathlib import Path
from typing import Any

from buildtools.paths import SITE

SCRIPT = "sw.js"
LEFT_OUT = ("file/", ".nojekyll", SCRIPT)
"""What a visitor over http never asks for, or a browser keeps by itself."""


def write_service_worker(dist: Path, build: str, files: list[dict[str, Any]]) -> None:
    """Write sw.js.

    Args:
        dist: the folder.
        build: the id of the version that is in it.
        files: path, bytes and sha256 of every file there is.
    """
    kept = [file for file in files if not file["path"].startswith(LEFT_OUT)]
    version = json.dumps({"build": build, "files": kept}, separators=(",", ":"))
    source = (SITE / SCRIPT).read_text("utf-8")
    text = f"const learnscopeVersion = {version};\n{source}"
    (dist / SCRIPT).write_text(text, "utf-8", newline="\n")


def stopgap(dist: Path) -> list[dict[str, Any]]:
    return [
        {
            "path": path.relative_to(dist).as_posix(),
            "bytes": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in sorted(dist.rglob("*"))
        if path.is_file()
    ]
