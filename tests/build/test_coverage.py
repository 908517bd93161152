"""Test coverage: V8's ranges and source maps lead to the right lines."""

import json
from pathlib import Path

import pytest

from buildtools.cli import script_coverage
from buildtools.cli.coverage_report import by_folder, table
from buildtools.cli.script_coverage import covered_lines, decoded, line_starts, marked


def function(*ranges: tuple[int, int, int]) -> dict[str, object]:
    """Write a function of V8's coverage: start, end and count of each range."""
    return {"ranges": [{"startOffset": a, "endOffset": b, "count": n} for a, b, n in ranges]}


def test_inner_ranges_count_instead_of_those_around_them() -> None:
    functions = [function((2, 6, 0)), function((0, 8, 1), (6, 7, 0)), function((3, 4, 5))]
    assert list(marked(functions, 8)) == [1, 1, 0, 1, 0, 0, 0, 1]


@pytest.mark.parametrize(
    ("segment", "numbers"), [("AAAA", [0, 0, 0, 0]), ("CADE", [1, 0, -1, 2]), ("gBgsB", [16, 704])]
)
def test_segments_of_source_maps_are_read(segment: str, numbers: list[int]) -> None:
    assert decoded(segment) == numbers


def test_lines_begin_at_their_first_sign_counted_in_utf_16() -> None:
    assert line_starts("a\n  b\n𝑥\nc") == [0, 4, 6, 9]


def test_lines_that_ran_in_a_bundle_or_in_node_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, dist, reports = tmp_path / "site", tmp_path / "dist", tmp_path / "reports"
    for folder in (site / "lib", dist / "assets", reports):
        folder.mkdir(parents=True)
    monkeypatch.setattr(script_coverage, "SITE", site)
    module = site / "lib" / "m.js"
    module.write_text("first();\nsecond();\nthird();\n")
    (dist / "assets" / "app-1.js").write_text("a();b();c();")
    # Each of the three calls is one line below the one before it.
    told = {"version": 3, "sources": ["../site/lib/m.js"], "mappings": "AAAA,IACA,IACA"}
    (dist / "assets" / "app-1.js.map").write_text(json.dumps(told))
    in_browser = {
        "url": "http://x/assets/app-1.js",
        "functions": [function((0, 12, 1), (4, 12, 0))],
    }
    in_node = {"url": module.as_uri(), "functions": [function((0, 28, 1), (0, 19, 0))]}
    other = {"url": "node:fs", "functions": []}
    (reports / "a.json").write_text(json.dumps({"result": [in_browser, other]}))
    (reports / "b.json").write_text(json.dumps({"result": [in_node]}))
    every, covered = covered_lines(reports, dist)
    assert every == {"lib/m.js": {1, 2, 3}}
    assert covered == {"lib/m.js": {1, 3}}


def test_the_table_has_a_row_for_each_folder_and_one_for_all() -> None:
    counts = by_folder([(Path("lib/a.js"), 6, 3), (Path("lib/b.js"), 2, 1), (Path("sw.js"), 2, 0)])
    rows = [line.split() for line in table("site", counts).strip().splitlines()]
    assert rows == [
        ["site", "lines", "ran"],
        [".", "2", "0.0%"],
        ["lib", "8", "50.0%"],
        ["all", "10", "40.0%"],
    ]
