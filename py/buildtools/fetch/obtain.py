"""Obtain parts, and keep them in a cache that trusts nothing but checksums.

A part is the same wherever it comes from, because all of it is checked. So each part may have
several sources, tried in order.
"""

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from buildtools.common.build_error import BuildError
from buildtools.common.console import end_progress, say
from buildtools.common.paths import CACHE

# A source puts the file into the folder and returns its path, or raises BuildError or OSError.
Source = Callable[[Path], Path]


@dataclass(frozen=True)
class Part:
    """One file from somebody else, at one version."""

    name: str
    version: str
    sha256: str
    file: str
    sources: tuple[Source, ...]

    @property
    def title(self) -> str:
        """Name the part as the build's messages do."""
        return f"{self.name} {self.version}"


def sha256_of(path: Path) -> str:
    """Compute a file's checksum, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def obtain(part: Part, cache: Path = CACHE) -> Path:
    """Return a part's file, from the cache or the first source that has it.

    Raises:
        BuildError: no source has it.
    """
    kept = cache / "parts" / part.sha256[:16] / part.file
    if kept.exists():
        if sha256_of(kept) == part.sha256:
            return kept
        say(f"The cached {part.title} is damaged: fetching it again")
    kept.parent.mkdir(parents=True, exist_ok=True)
    say(f"Fetching {part.title}")
    reasons = []
    for source in part.sources:
        # Beside the cache, so that a complete file can be moved there in one step.
        with tempfile.TemporaryDirectory(dir=kept.parent, prefix="download-") as folder:
            try:
                fetched = source(Path(folder))
                _check(part, fetched)
                fetched.replace(kept)
                return kept
            except BuildError as error:
                reasons.append(str(error))
            finally:
                end_progress()
    raise BuildError(reasons[-1] if len(reasons) == 1 else " ".join(reasons))


def _check(part: Part, path: Path) -> None:
    found = sha256_of(path)
    if found != part.sha256:
        raise BuildError(
            f"{part.title} has the wrong checksum (it should begin with {part.sha256[:12]}, "
            f"but begins with {found[:12]}): it was damaged on its way, or replaced."
        )
