"""How hypothesis runs here: the same examples on every machine, and no clock."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from learnscope import workshop

settings.register_profile("core", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("core")


@pytest.fixture(autouse=True)
def originals() -> Iterator[None]:
    """What a test typed does not outlive it."""
    yield
    workshop.clear()
