"""Typeset formulas when building: LaTeX in elements of class `tex` becomes MathML.

`<span class="tex">` is set within the line, `<div class="tex">` on a line of its own. Temml does
the work in the pinned Node; the visitor's browser gets only MathML.
"""

import html
import json
import re
from pathlib import Path

from buildtools.common.build_error import BuildError
from buildtools.common.paths import CACHE
from buildtools.fetch.archives import read_member
from buildtools.fetch.build_cache import cached_file
from buildtools.fetch.node import run_node
from buildtools.fetch.obtain import sha256_of

SCRIPT = Path(__file__).with_name("typeset.mjs")

ELEMENT = re.compile(
    r"""(?P<start><(?P<tag>span|div)\b[^>]*\bclass="(?:[^"]*\s)?tex(?:\s[^"]*)?"[^>]*>)"""
    r"""(?P<latex>.*?)(?P<end></(?P=tag)>)""",
    re.DOTALL,
)


def typeset(page: str, temml: Path, cache: Path = CACHE) -> str:
    """Replace the formulas of a page by MathML.

    Args:
        page: HTML.
        temml: Temml's npm tarball.
        cache: the folder of the cache.

    Raises:
        BuildError: a formula is invalid LaTeX, or contains a tag; the sentence names it.
    """
    elements = list(ELEMENT.finditer(page))
    formulas = []
    for element in elements:
        if "<" in element["latex"]:
            raise BuildError(f"The formula “{element['latex']}” has a tag in it (write &lt;).")
        latex = html.unescape(element["latex"]).strip()
        formulas.append({"latex": latex, "display": element["tag"] == "div"})
    results = iter(_rendered(formulas, temml, cache) if formulas else [])
    return ELEMENT.sub(lambda element: element["start"] + next(results) + element["end"], page)


def _rendered(formulas: list[dict[str, object]], temml: Path, cache: Path) -> list[str]:
    """Render formulas, or take them from the cache.

    Raises:
        BuildError: one of them is invalid LaTeX.
    """
    given = json.dumps(formulas)

    def render(folder: Path) -> Path:
        module, results = folder / "temml.mjs", folder / "results.json"
        module.write_bytes(read_member(temml, "dist/temml.mjs"))
        results.write_text(run_node(SCRIPT, module, stdin=given), "utf-8")
        return results

    inputs = [sha256_of(temml), sha256_of(SCRIPT), given]
    rendered = json.loads(cached_file("formulas.json", inputs, render, cache).read_text("utf-8"))
    for formula, result in zip(formulas, rendered, strict=True):
        if "error" in result:
            raise BuildError(
                f"The formula “{formula['latex']}” can't be typeset: {result['error']}."
            )
    return [_without_style(result["mathml"]) for result in rendered]


def _without_style(mathml: str) -> str:
    """Drop the style that prose.css already sets for formulas on their own line.

    Raises:
        BuildError: there is another style, and the page's policy forbids style attributes.
    """
    plain = mathml.replace(' style="display:block math;"', "")
    if ' style="' in plain:
        raise BuildError(f"A formula has a style in an attribute: {plain}")
    return plain
