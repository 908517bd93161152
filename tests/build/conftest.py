"""Share fixtures among the build's tests.

None of them needs the network once the build has run.
"""

from pathlib import Path

import pytest

from buildtools.common.paths import DIST
from buildtools.page.assemble import build


@pytest.fixture(scope="session")
def dist() -> Path:
    """Return the built site, building it if `build.py test` has not."""
    if not DIST.exists():
        build(DIST)
    return DIST
