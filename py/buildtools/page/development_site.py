"""Rebuild the site while its sources change, doing only what each change needs.

The result works like a release, but the bytes differ: it has no copies for a folder, its snapshot
is compressed less, and changed modules have no bytecode.
"""

import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from buildtools.common.paths import CACHE, ROOT, SITE
from buildtools.page.assemble import fetch_parts, write_site
from buildtools.page.atomic_folder import atomic_folder
from buildtools.page.core_answers import core_answers
from buildtools.page.listing import Listing
from buildtools.pyodide.memory_snapshot import Snapshot, snapshot
from buildtools.pyodide.runtime import write_lock, write_runtime
from buildtools.pyodide.wheel import CORE, patch_wheel, wheel_name

LEAST_COMPRESSION = 1


class DevelopmentSite:
    """Keep a folder with the site, and everything that its next build can reuse."""

    def __init__(self, out: Path, work: Path) -> None:
        """Start with nothing built.

        Args:
            out: the folder of the site.
            work: an empty folder that lasts as long as this object.
        """
        self.out = out
        self.work = work
        self.taken: Snapshot | None = None

    @property
    def runtime(self) -> Path:
        """Name the folder that runs Python."""
        return self.work / "runtime"

    def build(self) -> None:
        """Build everything, using the cache as far as possible.

        Raises:
            BuildError, OSError: as for a release.
        """
        fetch_parts()
        self.taken = None
        shutil.rmtree(self.runtime, ignore_errors=True)
        write_runtime(self.runtime)
        shutil.copyfile(self.runtime / wheel_name(), self.work / "compiled.whl")
        self.taken = snapshot(self.runtime)
        self.write(self.taken)

    def rebuild(self, changed: Iterable[Path]) -> None:
        """Build what changes in these files affect.

        Raises:
            BuildError, OSError: as for a release; the site stays as it was.
        """
        changed = list(changed)
        starts = [ROOT / "pyproject.toml", SITE / "boot"]  # files that need a full build
        if not self.taken or any(each.is_relative_to(p) for each in changed for p in starts):
            self.build()
            return
        taken = self.taken
        if any(each.is_relative_to(CORE) for each in changed):
            self.taken = None  # until this build succeeds
            taken = self.snapshot_core()
        self.write(taken)
        self.taken = taken

    def snapshot_core(self) -> Snapshot:
        """Take a snapshot of the changed core, while it computes what the page shows.

        Raises:
            BuildError: the core has an error.
        """
        with ThreadPoolExecutor() as pool:
            answers = pool.submit(core_answers, CACHE)  # fills the cache
            patch_wheel(self.work / "compiled.whl", self.runtime / wheel_name())
            write_lock(self.runtime)
            taken = snapshot(self.runtime, self.work / "cache", LEAST_COMPRESSION)
            answers.result()
        return taken

    def write(self, taken: Snapshot) -> None:
        """Write the site and replace the old one."""
        with atomic_folder(self.out) as folder:
            write_site(Listing(folder), self.runtime, taken)
