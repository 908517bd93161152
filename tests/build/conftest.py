"""What the build's tests share. None of them needs the network once the build has run."""

from pathlib import Path

import pytest

from buildtools.page.assemble import build
from buildtools.paths import DIST


@pytest.fixture(scope="session")
def dist() -> Path:
    """The built site: as `build.py test` has just made it, or made now."""
    if not DIST.exists():
        build(DIST)
    return DIST
