"""Find accessibility violations by the rules of axe."""

from typing import Any

from playwright.sync_api import Page

from buildtools.fetch.archives import read_member
from buildtools.fetch.obtain import obtain
from buildtools.fetch.parts import AXE
from tests.site.support.plain import plainly

RUN = """async ({where, without}) => {
  const parts = {include: where, exclude: without};
  const {violations, passes} = await axe.run(parts, {resultTypes: ['violations']});
  return {
    passes: passes.length,
    violations: violations.map(({id, nodes}) => [id, nodes.slice(0, 3).map(({html}) => html)]),
  };
}"""
"""Run the rules, and only count those passed: listing their elements is slow."""


def look_through(page: Page, where: str = ":root", without: str = "") -> dict[str, Any]:
    """Return the violations in a part of a page, and how many rules it passes."""
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(read_member(obtain(AXE), "axe.min.js").decode())
    parts = {"where": [[where]], "without": [[without]] if without else []}
    found: dict[str, Any] = plainly(page, RUN, parts)
    return found
