"""What takes long to make is made once, and kept by a name for everything it depends on."""

import hashlib
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from buildtools.fetch.parts import sha256_of


def made_once(name: str, inputs: Iterable[str], make: Callable[[Path], Path], cache: Path) -> Path:
    """A file out of the cache, or made now.

    Args:
        name: the end of the file's name in the cache.
        inputs: everything that the result depends on, such as checksums.
        make: makes the file somewhere in the folder it is given, and returns its path.
        cache: the folder with all that is kept. A damaged file in it is made again.
    """
    key = hashlib.sha256("\n".join(inputs).encode()).hexdigest()[:16]
    folder = cache / "compiled"
    for kept in folder.glob(f"{key}-*"):
        if sha256_of(kept).startswith(kept.name.split("-")[1]):
            return kept
        kept.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix="making-") as temporary:
        made = make(Path(temporary))
        kept = folder / f"{key}-{sha256_of(made)[:16]}-{name}"
        made.replace(kept)
    return kept
