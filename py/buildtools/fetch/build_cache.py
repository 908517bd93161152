"""Cache slow results, under a name for everything they depend on."""

import hashlib
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from buildtools.common.paths import CACHE
from buildtools.fetch.archives import read_member
from buildtools.fetch.obtain import Part, obtain, sha256_of

FOLDER = "compiled"
UNUSED_SECONDS = 7 * 24 * 3600
"""Time since its last use after which a file leaves the cache."""


def cached_file(
    name: str, inputs: Iterable[str], make: Callable[[Path], Path], cache: Path = CACHE
) -> Path:
    """Return a file from the cache, or make it now.

    Args:
        name: the end of the file's name in the cache.
        inputs: everything that the result depends on, such as checksums.
        make: makes the file somewhere in the folder it is given, and returns its path.
        cache: the folder of the cache. A damaged file in it is made again.
    """
    key = hashlib.sha256("\n".join(inputs).encode()).hexdigest()[:16]
    folder = cache / FOLDER
    for kept in folder.glob(f"{key}-*"):
        if sha256_of(kept).startswith(kept.name.split("-")[1]):
            kept.touch()
            return kept
        kept.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix="making-") as temporary:
        made = make(Path(temporary))
        kept = folder / f"{key}-{sha256_of(made)[:16]}-{name}"
        made.replace(kept)
    return kept


def cached_member(part: Part, member: str, cache: Path = CACHE) -> Path:
    """Return one file of a part's npm tarball, unpacked.

    Raises:
        BuildError: the part can't be had, or there is no such file in it.
    """

    def unpack(folder: Path) -> Path:
        path = folder / "member"
        path.write_bytes(read_member(obtain(part, cache), member))
        return path

    return cached_file(Path(member).name, [part.sha256, member], unpack, cache)


def drop_unused(cache: Path = CACHE) -> None:
    """Remove files that no build has used for a week."""
    oldest = time.time() - UNUSED_SECONDS
    for path in (cache / FOLDER).glob("*-*"):
        if path.is_file() and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
