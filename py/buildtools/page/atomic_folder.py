"""Replace a folder as a whole or not at all."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from buildtools.common.build_error import BuildError

MARK = "runtime/pyodide-lock*.json"  # exists only in folders that this build made
LEFT_OVER_SECONDS = 3600


@contextmanager
def atomic_folder(out: Path) -> Iterator[Path]:
    """Yield an empty folder, which replaces `out` if the block succeeds.

    If the block fails or is interrupted, the new folder is removed and the old one stays unchanged.

    Raises:
        BuildError: `out` has files that no build put there.
    """
    if out.exists() and not any(out.glob(MARK)) and (not out.is_dir() or any(out.iterdir())):
        raise BuildError(f"{out} has other files in it: choose an empty or a new folder.")
    out.parent.mkdir(parents=True, exist_ok=True)
    _remove_left_overs(out)
    beside = Path(tempfile.mkdtemp(dir=out.parent, prefix=f"{out.name}.new-"))
    try:
        beside.chmod(0o755)
        yield beside
        _swap(beside, out)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _swap(new: Path, out: Path) -> None:
    old = new.with_name(new.name + ".old")
    try:
        if out.exists():
            out.rename(old)
        new.rename(out)
    except BaseException:
        if old.exists() and not out.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _remove_left_overs(out: Path) -> None:
    """Remove what killed builds have left, unless it is recent and may be in use."""
    for folder in out.parent.glob(f"{out.name}.new-*"):
        if time.time() - folder.stat().st_mtime > LEFT_OVER_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
