"""List the files of a build, each under a name with a hash in it.

Sources and tests use the logical path of a file, such as `runtime/pyodide.asm.wasm`. In `dist/`
that becomes `runtime/pyodide.asm-0123456789.wasm`, so that browsers may cache it forever.
"""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

HASH_DIGITS = 10
BUILD_DIGITS = 16


@dataclass(frozen=True)
class File:
    """One file: its logical path, its place in `dist/`, its size and checksum."""

    path: str
    url: str
    bytes: int
    sha256: str

    def entry(self) -> dict[str, Any]:
        """Describe the file as the page's manifest does."""
        return dict(vars(self))


@dataclass
class Listing:
    """Collect the files that have been written to a folder."""

    folder: Path
    files: dict[str, File] = field(default_factory=dict)

    def add(self, path: str, data: bytes, url: str | None = None) -> File:
        """Write a file.

        Args:
            path: the logical path.
            data: the content.
            url: the path to write to, if its name already contains a hash.
        """
        digest = hashlib.sha256(data).hexdigest()
        file = File(path, url or hashed(path, digest), len(data), digest)
        to = self.folder / file.url
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(data)
        self.files[path] = file
        return file

    def entries(self, *paths: str) -> list[dict[str, Any]]:
        """Describe some files as the page's manifest does."""
        return [self.files[path].entry() for path in paths]

    def all(self) -> list[dict[str, Any]]:
        """Describe every file, always in the same order."""
        return self.entries(*sorted(self.files))

    def version_of(self, page: str) -> str:
        """Compute a version name from all files and the page."""
        text = json.dumps(self.all()) + page
        return hashlib.sha256(text.encode()).hexdigest()[:BUILD_DIGITS]


def hashed(path: str, digest: str) -> str:
    """Insert a part of the checksum before a path's last suffix."""
    pure = PurePosixPath(path)
    return str(pure.with_name(f"{pure.stem}-{digest[:HASH_DIGITS]}{pure.suffix}"))
