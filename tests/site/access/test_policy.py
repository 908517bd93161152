"""Check that the page's policy allows all that the page does, and nothing else."""

import pytest
from playwright.sync_api import Page

from tests.site.support.tour import VIOLATIONS, tour
from tests.site.support.watching import Watch


@pytest.mark.timeout(120)
def test_nothing_that_the_page_does_offends_its_policy(page: Page, address: str) -> None:
    page.add_init_script(VIOLATIONS)
    page.goto(address)
    tour(page)
    assert page.evaluate("violations") == []


FORBIDDEN = {
    "a style in an attribute": "document.body.setAttribute('style', 'color: red')",
    "a script in the page": (
        "document.body.append(Object.assign(document.createElement('script'), {textContent: '0'}))"
    ),
    "text as a program": "setTimeout('globalThis.ran = true')",
    "a picture from elsewhere": "new Image().src = 'http://127.0.0.2/picture.png'",
    "a request to elsewhere": "void fetch('http://127.0.0.2/').catch(() => {})",
}


def test_what_the_policy_forbids_is_not_done(page: Page, watch: Watch, http_address: str) -> None:
    watch.expect("")
    page.add_init_script(VIOLATIONS)
    page.goto(http_address)
    for count, deed in enumerate(FORBIDDEN.values(), 1):
        page.evaluate(f"() => {{ {deed} }}")
        page.wait_for_function("count => violations.length >= count", arg=count)
    assert page.evaluate("globalThis.ran") is None


def test_over_http_not_even_what_a_folder_needs_is_allowed(
    page: Page, watch: Watch, http_address: str
) -> None:
    watch.expect("")
    page.add_init_script(VIOLATIONS)
    page.goto(http_address)
    imported = "import(URL.createObjectURL(new Blob(['']))).then(() => 'ran', () => 'refused')"
    assert page.evaluate(imported) == "refused"
    assert [directive for directive, *_ in page.evaluate("violations")] == ["script-src-elem"]
