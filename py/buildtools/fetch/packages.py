"""Keep npm packages unpacked, for tools that run often."""

import hashlib
import tempfile
from pathlib import Path

from buildtools.common.paths import CACHE
from buildtools.fetch.archives import unpack
from buildtools.fetch.obtain import Part, obtain


def node_modules(*parts: Part, cache: Path = CACHE) -> Path:
    """Return a folder in which scripts find these packages by name.

    The folder is unpacked once; only the tarballs are compared with their checksums.

    Raises:
        BuildError: a package can't be had.
    """
    key = hashlib.sha256("\n".join(part.sha256 for part in parts).encode()).hexdigest()[:16]
    kept = cache / "packages" / key / "node_modules"
    if kept.exists():
        return kept
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent, prefix="unpacking-") as temporary:
        made = Path(temporary, "node_modules")
        for part in parts:
            package = made / part.name
            package.parent.mkdir(parents=True, exist_ok=True)
            unpack(obtain(part), Path(temporary, part.file)).rename(package)
        try:
            made.rename(kept)
        except OSError:  # another process was quicker
            if not kept.exists():
                raise
    return kept
