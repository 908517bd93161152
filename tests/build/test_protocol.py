"""Test that the generated types, flags and operations match the protocol."""

from dataclasses import is_dataclass

import pytest

from buildtools.common.paths import ROOT
from buildtools.page.protocol_types import generated
from learnscope.protocol.parsing import FIELDS, REQUESTS
from learnscope.protocol.request import TRAITS


@pytest.mark.parametrize("path", generated())
def test_what_is_generated_from_the_protocol_is_up_to_date(path: str) -> None:
    """Run `PYTHONPATH=py .venv/bin/python -m buildtools.page.protocol_types` if this fails."""
    assert (ROOT / path).read_text(encoding="utf-8") == generated()[path]


@pytest.mark.parametrize("op", REQUESTS)
def test_every_request_is_declared_in_full(op: str) -> None:
    kind = REQUESTS[op]
    assert is_dataclass(kind)
    assert kind.__doc__ and not kind.__doc__.startswith(kind.__name__)
    assert kind.traits <= set(TRAITS)
    assert all(field.check.typescript for field in FIELDS[op])


def test_every_trait_is_one_of_some_request() -> None:
    assert {trait for kind in REQUESTS.values() for trait in kind.traits} == set(TRAITS)
