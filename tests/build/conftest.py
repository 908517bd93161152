"""Share fixtures among the build's tests. None of them needs the network once the build has run."""

from pathlib import Path

import pytest

from buildtools.common.paths import DIST
from buildtools.page.assemble import build


@pytest.fixture(scope="session")
def dist() -> Path:
    """The built site: as `build.py test` has just made it, or made now."""
    if not DIST.exists():
        build(DIST)
    return DIST
