"""Limit sizes: a change that needs more must say so here."""

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.listed import file_of, listed


@pytest.fixture(scope="module")
def manifest(dist: Path) -> dict[str, Any]:
    """Read the page's list of files to load."""
    page = (dist / "index.html").read_text("utf-8")
    [found] = re.findall(r'id="manifest">(.*?)</script>', page)
    told: dict[str, Any] = json.loads(found)
    return told


def sent(*files: Path) -> int:
    """Count the bytes that a compressing host sends."""
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


def first_paint(dist: Path, manifest: dict[str, Any]) -> int:
    """Count the bytes needed for the first paint: page, styles and modules."""
    modules = [dist / url for url in manifest["first"]]
    return sent(dist / "index.html", file_of(dist, "styles.css"), *modules)


def test_the_first_paint_takes_150_kilobytes_at_most(dist: Path, manifest: dict[str, Any]) -> None:
    assert first_paint(dist, manifest) <= 150_000


def test_what_comes_until_python_is_ready_keeps_to_its_budget(
    dist: Path, manifest: dict[str, Any]
) -> None:
    start = [*manifest["ways"]["snapshot"]["start"], "worker.js"]
    python = sent(*(file_of(dist, path) for path in start))
    # Sentences, diagnoses and matrices brought the last 200 kB of Python's memory.
    assert python + first_paint(dist, manifest) <= 9_200_000


def test_the_page_begins_with_few_requests(manifest: dict[str, Any]) -> None:
    assert len(manifest["first"]) <= 8


@pytest.mark.parametrize(("folder", "most"), [("file", 19_000_000), (".", 60_000_000)])
def test_the_folder_keeps_to_its_budget(dist: Path, folder: str, most: int) -> None:
    files = [path for path in (dist / folder).rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= most


def test_no_map_is_loaded_by_a_visitor(dist: Path, manifest: dict[str, Any]) -> None:
    loaded = [file["url"] for kind in ("runtime", "worker", "assets") for file in manifest[kind]]
    maps = [file["url"] for file in listed(dist).values() if file["url"].endswith(".map")]
    assert maps
    assert not set(maps) & set(loaded)
