"""Look for what keeps people from using a page, by the rules of axe."""

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
"""Run the rules, and count those that are passed: naming their elements takes longest."""


def look_through(page: Page, where: str = ":root", without: str = "") -> dict[str, Any]:
    """Return violations in a part of a page, and how many rules were passed."""
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(read_member(obtain(AXE), "axe.min.js").decode())
    parts = {"where": [[where]], "without": [[without]] if without else []}
    found: dict[str, Any] = plainly(page, RUN, parts)
    return found
