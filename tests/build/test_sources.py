"""Check the sources: lint, format, Python's types, JavaScript's types."""

import pytest

from buildtools.cli.checks import CHECKS


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", CHECKS)
def test_the_sources_pass(name: str) -> None:
    outcome = CHECKS[name]()
    assert outcome.returncode == 0, f"{name}\n{outcome.stdout}{outcome.stderr or ''}"
