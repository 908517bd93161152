"""Typeset the formulas when building: LaTeX in elements of class `tex` becomes MathML.

`<span class="tex">` is set within the line, `<div class="tex">` on a line of its own. Temml does
the work, in the pinned Node; the visitor's browser gets only MathML.
"""

import html
import json
import re
import tempfile
from pathlib import Path

from buildtools.common.build_error import BuildError
from buildtools.fetch.archives import read_member
from buildtools.fetch.node import run_node

ELEMENT = re.compile(
    r"""(?P<start><(?P<tag>span|div)\b[^>]*\bclass="(?:[^"]*\s)?tex(?:\s[^"]*)?"[^>]*>)"""
    r"""(?P<latex>.*?)(?P<end></(?P=tag)>)""",
    re.DOTALL,
)


def typeset(page: str, temml: Path) -> str:
    """The page with its formulas as MathML.

    Args:
        page: HTML.
        temml: Temml's npm tarball.

    Raises:
        BuildError: a formula is not good LaTeX, or has a tag in it; the sentence names it.
    """
    elements = list(ELEMENT.finditer(page))
    formulas = []
    for element in elements:
        if "<" in element["latex"]:
            raise BuildError(f"The formula “{element['latex']}” has a tag in it (write &lt;).")
        latex = html.unescape(element["latex"]).strip()
        formulas.append({"latex": latex, "display": element["tag"] == "div"})
    results = iter(_render(formulas, temml) if formulas else [])
    return ELEMENT.sub(lambda element: element["start"] + next(results) + element["end"], page)


def _render(formulas: list[dict[str, object]], temml: Path) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        module = Path(folder, "temml.mjs")
        module.write_bytes(read_member(temml, "dist/temml.mjs"))
        answer = run_node(
            Path(__file__).with_name("typeset.mjs"), module, stdin=json.dumps(formulas)
        )
    rendered = json.loads(answer)
    for formula, result in zip(formulas, rendered, strict=True):
        if "error" in result:
            raise BuildError(
                f"The formula “{formula['latex']}” can't be typeset: {result['error']}."
            )
    return [_without_style(result["mathml"]) for result in rendered]


def _without_style(mathml: str) -> str:
    """Without what page.css says of every formula on a line of its own.

    Raises:
        BuildError: there is more, and the page's policy allows no style in an attribute.
    """
    plain = mathml.replace(' style="display:block math;"', "")
    if ' style="' in plain:
        raise BuildError(f"A formula has a style in an attribute: {plain}")
    return plain
