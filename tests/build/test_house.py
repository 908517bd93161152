"""Test the laws of the house: imports, names, sizes, prose."""

import pytest

from tests.build.house.imports import rings
from tests.build.house.laws import LAWS
from tests.build.house.prose import sentences


@pytest.mark.parametrize("law", LAWS)
def test_a_law_of_the_house_is_kept(law: str) -> None:
    found = [f"{name}\n    ({why})" for name, why in sorted(LAWS[law]().items())]
    assert not found, f"{law}:\n" + "\n".join(found)


def test_every_ring_of_imports_is_found_once() -> None:
    edges = {("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("e", "e")}
    assert rings(edges) == [("a", "b", "c", "a"), ("e", "e")]


def test_sentences_end_at_full_stops_and_blank_lines() -> None:
    text = "Find it, e.g. here.  Then\nstop. Again\n\nLast"
    assert sentences(text) == ["Find it, e.g. here.", "Then stop.", "Again", "Last"]
