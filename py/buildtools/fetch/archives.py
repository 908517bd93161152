"""Read the archives that contain parts."""

import tarfile
from pathlib import Path

from buildtools.common.build_error import BuildError


def read_member(tarball: Path, name: str) -> bytes:
    """Read one file of an npm tarball, named as it is inside the package.

    Raises:
        BuildError: there is no such file in it.
    """
    return read_file(tarball, f"package/{name}")


def read_file(tarball: Path, name: str) -> bytes:
    """Read one file of a tarball.

    Raises:
        BuildError: there is no such file in it.
    """
    with tarfile.open(tarball) as archive:
        try:
            member = archive.extractfile(name)
        except KeyError:
            member = None
        if member is None:
            raise BuildError(f"{tarball.name} has no file {name}.")
        return member.read()


def unpack(tarball: Path, folder: Path) -> Path:
    """Unpack an npm tarball into a new folder; returns the folder of its package."""
    with tarfile.open(tarball) as archive:
        archive.extractall(folder, filter="data")
        [top] = {member.name.split("/")[0] for member in archive}  # nearly always `package`
    return folder / top
