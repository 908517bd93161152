"""Test index.html: tokens, embedded JSON and formulas."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from buildtools.common.build_error import BuildError
from buildtools.common.paths import CACHE
from buildtools.fetch.obtain import obtain
from buildtools.fetch.parts import TEMML
from buildtools.page.bundle import modules
from buildtools.page.listing import Listing
from buildtools.page.template import fill, json_for_html
from buildtools.page.typeset import typeset
from tests.listed import listed


def test_every_token_gives_way_to_its_value() -> None:
    filled = fill("<p><!--build:a--></p><!--build:b--><!-- a remark -->", {"a": r"\1", "b": ""})
    assert filled == r"<p>\1</p><!-- a remark -->"


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("<!--build:a--><!--build:c-->", "unknown token <!--build:c-->"),
        ("nothing", "no token <!--build:a-->"),
        ("<!--build:a--><!--build:a-->", "more than one token <!--build:a-->"),
    ],
)
def test_a_wrong_template_is_a_sentence(template: str, sentence: str) -> None:
    with pytest.raises(BuildError, match=sentence):
        fill(template, {"a": "1"})


def test_json_in_a_page_can_not_end_its_element() -> None:
    text = json_for_html({"a": "</script><!--"})
    assert "<" not in text
    assert json.loads(text) == {"a": "</script><!--"}


def test_json_in_a_page_has_no_nan() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        json_for_html([float("nan")])


def typeset_here(page: str) -> str:
    return typeset(page, obtain(TEMML))


def test_formulas_become_mathml_in_their_elements() -> None:
    page = '<span class="tex">a &lt; b</span> <div id="x" class="wide tex">\\frac{1}{2}</div>'
    inline, display = typeset_here(page).split("</span> ")
    assert re.match(r'<span class="tex"><math>.*<mo>&lt;</mo>.*</math>$', inline)
    assert re.match(
        r'<div id="x" class="wide tex"><math[^>]*block.*<mfrac>.*</math></div>$', display
    )


def test_other_elements_are_left_alone() -> None:
    page = '<span class="text">a_i</span><p class="tex">a_i</p>'
    assert typeset_here(page) == page


@pytest.mark.parametrize("latex", [r"\frac{1}", r"\nosuch", "a <b>b</b>"])
def test_a_bad_formula_is_named(latex: str) -> None:
    with pytest.raises(BuildError, match=re.escape(f"The formula “{latex}”")):
        typeset_here(f'<span class="tex">x</span><span class="tex">{latex}</span>')


def urls_in(css: str) -> list[str]:
    """List the URLs that a stylesheet loads, without data: URLs."""
    without_data = re.sub(r"""url\((["'])data:.*?\1\)""", "", css)
    return re.findall(r"""url\(["']?([^"')]*)""", without_data)


class Resources(HTMLParser):
    """Collect what a page loads by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wanted = {"link": "href", "a": None}.get(tag, "src")
        self.found += [value for name, value in attrs if name == wanted and value]


def test_the_page_loads_relative_files_that_are_there(dist: Path) -> None:
    parser = Resources()
    parser.feed((dist / "index.html").read_text("utf-8"))
    assert parser.found
    for resource in parser.found:
        assert not re.match(r"/|\w+:", resource), resource
        assert (dist / resource).is_file(), resource


def test_stylesheets_load_relative_files_that_are_there(dist: Path) -> None:
    for path in dist.rglob("*.css"):
        for url in urls_in(path.read_text("utf-8")):
            assert not re.match(r"/|\w+:", url), (path, url)
            assert (path.parent / url).is_file(), (path, url)


def test_modules_import_relative_files_that_are_there(dist: Path) -> None:
    statement = re.compile(r"""\b(?:from|import)\s*\(?["'](\.[^"']+)["']""")
    found = 0
    for path in (dist / "assets").glob("*.js"):
        for target in statement.findall(path.read_text("utf-8")):
            assert (path.parent / target).is_file(), (path, target)
            found += 1
    assert found > 1


def test_the_page_holds_the_first_snapshot_and_the_manifest(dist: Path) -> None:
    scripts = data_in(dist)
    assert scripts["first-snapshot"]["layers"]
    manifest = scripts["manifest"]
    assert manifest["packages"] == ["learnscope"]
    files = listed(dist)
    for told in (*manifest["runtime"], *manifest["worker"], *manifest["assets"]):
        raw = told.pop("raw", None)
        assert told == files[told["path"]]
        is_snapshot = told["path"] == "runtime/python.snapshot"
        assert raw == (files["runtime/python.raw.wasm"] if is_snapshot else None)
    runtime = {file["path"] for file in manifest["runtime"]} | {"runtime/python.raw.wasm"}
    assert runtime == {path for path in files if path.startswith("runtime/")}
    for way in manifest["ways"].values():
        assert {*way["start"], *way["later"]} <= runtime


def data_in(dist: Path) -> dict[str, Any]:
    """Read the plain data embedded in the page."""
    page = (dist / "index.html").read_text("utf-8")
    found = re.findall(r'<script type="application/json" id="([\w-]+)">(.*?)</script>', page)
    return {name: json.loads(text) for name, text in found}


def test_every_file_but_the_page_is_listed_under_a_name_with_a_hash(dist: Path) -> None:
    files = {file["url"]: file for file in listed(dist).values()}
    build = data_in(dist)["manifest"]["build"]
    mine = {"index.html", ".nojekyll", "sw.js", f"files-{build}.json"}
    there = {path.relative_to(dist).as_posix() for path in dist.rglob("*") if path.is_file()}
    assert there == files.keys() | mine
    for url, file in files.items():
        assert re.search(r"-([0-9a-f]{10}|[0-9A-Z]{8})\.", url), url
        data = (dist / url).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file["bytes"], file["sha256"])


def test_other_bytes_have_another_name_and_make_another_version(tmp_path: Path) -> None:
    versions = set()
    urls = set()
    for data in (b"one", b"two"):
        listing = Listing(tmp_path)
        urls.add(listing.add("a/b.txt", data).url)
        versions |= {listing.version_of("page"), listing.version_of("other page")}
    assert len(urls) == 2
    assert len(versions) == 4
    assert sorted(path.read_bytes() for path in (tmp_path / "a").iterdir()) == [b"one", b"two"]


def test_the_page_says_what_each_of_its_modules_must_be(dist: Path) -> None:
    page = (dist / "index.html").read_text("utf-8")
    found = re.search(r'<script type="importmap">(.*?)</script>', page)
    assert found
    integrity = json.loads(found[1])["integrity"]
    assert integrity.keys() == {f"./assets/{path.name}" for path in (dist / "assets").glob("*.js")}
    for url, expected in integrity.items():
        digest = hashlib.sha256((dist / url).read_bytes()).digest()
        assert expected == f"sha256-{base64.b64encode(digest).decode()}"


def test_the_page_put_together_anew_has_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "parts").symlink_to(CACHE / "parts", target_is_directory=True)
    assert modules(tmp_path) == modules()
