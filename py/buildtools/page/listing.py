"""List the files of a build, each under a name with a hash in it.

In the sources and in the tests files go by their logical path, such as `runtime/pyodide.asm.wasm`;
in `dist/` that is `runtime/pyodide.asm-0123456789.wasm`, so that a browser may keep it for ever.
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
    """Describe one file: its logical path, its place in `dist/`, its size and checksum."""

    path: str
    url: str
    bytes: int
    sha256: str

    def entry(self) -> dict[str, Any]:
        """Describe it as the page's manifest does."""
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
            data: what is in it.
            url: where to, if its name carries a hash already.
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
        """Describe every file, in an order that is always the same."""
        return self.entries(*sorted(self.files))

    def version_of(self, page: str) -> str:
        """Name all files together with the page."""
        text = json.dumps(self.all()) + page
        return hashlib.sha256(text.encode()).hexdigest()[:BUILD_DIGITS]


def hashed(path: str, digest: str) -> str:
    """Put a part of the checksum before a path's last suffix."""
    pure = PurePosixPath(path)
    return str(pure.with_name(f"{pure.stem}-{digest[:HASH_DIGITS]}{pure.suffix}"))
