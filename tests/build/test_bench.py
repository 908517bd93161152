"""Test what the bench's tables say. `build.py bench` itself shows that it runs."""

import math

from tests.bench.measuring import Section
from tests.bench.peers import HERE, PEERS
from tests.bench.report import Figure, as_json, table

SECTION = Section("One step", "µs", [], notes=["told"])
FIGURES = [
    Figure("small", "ours", [30.0, 10.0, 20.0]),
    Figure("small", "theirs", [50.0]),
    Figure("large", "ours", [math.inf, math.inf, 3.0]),
    Figure("large", "theirs", []),
]


def test_a_table_has_medians_and_how_many_times_ours_they_are() -> None:
    lines = table(SECTION, FIGURES).splitlines()
    assert lines[0] == "One step, µs"
    assert lines[1].split() == ["ours", "theirs"]
    assert lines[2].split() == ["small", "20", "×1.00", "50", "×2.50"]
    assert lines[3].split() == ["large", "too", "long"]
    assert lines[4].strip() == "told"


def test_a_table_of_one_column_says_what_nineteen_in_twenty_stay_below() -> None:
    lines = table(SECTION, FIGURES[:1]).splitlines()
    assert lines[1].split() == ["median", "95", "%"]
    small, median, most = lines[2].split()
    assert (small, median) == ("small", "20")
    assert float(most) >= 30


def test_json_has_every_sample_and_null_for_what_took_too_long() -> None:
    results = as_json(SECTION, FIGURES)["results"]
    assert results[0]["samples"] == [30.0, 10.0, 20.0]
    assert (results[2]["median"], results[2]["samples"]) == (None, [None, None, 3.0])


def test_every_peer_has_a_script_and_a_pinned_part() -> None:
    for peer in PEERS:
        assert (HERE / peer.script).exists()
        assert all(len(part.sha256) == 64 for part, _ in peer.files)
