"""Test checking one's answers, and the worksheet, over http and from a folder."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from learnscope.common.formatting import shown
from tests.core.direct import Session
from tests.listed import file_of
from tests.recorded import Visitor
from tests.site.conftest import snapshot
from tests.site.support.axe import look_through
from tests.site.support.figure import SETTLED
from tests.site.support.stub_worker import stub_python

HIDDEN = "[data-kind=neuron][data-layer='1'][data-index='0']"
WEIGHT = "[data-kind=weight][data-layer='2'][data-index='1'][data-from='0']"


@pytest.fixture(autouse=True)
def put_away(app: Page) -> Iterator[None]:
    """Close the worksheet that a test may have left open."""
    yield
    app.emulate_media(media="null", color_scheme="light")
    if app.get_by_role("dialog").count():
        app.get_by_role("button", name="Close", exact=True).last.click()


def answer(page: Page) -> Locator:
    """Find the element that says whether a value is right."""
    return page.locator("#working").get_by_role("status")


def check(page: Page, quantity: str, value: str) -> None:
    """Type a value for the selected place, and have it checked."""
    page.get_by_label("what you worked out").select_option(quantity)
    page.get_by_label("your value").fill(value)
    page.get_by_role("button", name="Check", exact=True).click()


def worksheet(page: Page) -> Locator:
    """Open the worksheet."""
    page.get_by_role("button", name="Worksheet").click()
    sheet = page.get_by_role("dialog", name="Worksheet")
    expect(sheet.locator("math").first).to_be_visible()
    return sheet


def test_a_right_value_is_right_and_a_wrong_one_is_explained(app: Page) -> None:
    app.locator(HIDDEN).click()
    expect(app.get_by_role("heading", name="Check my working: hidden 1")).to_be_visible()
    before = snapshot(app)
    check(app, "z", "1,2229")
    expect(answer(app)).to_have_text("Right, to 4 decimals: it is 1.2229.")
    check(app, "z", "0.9157")
    expect(answer(app)).to_contain_text("the bias was forgotten: 0.3072 belongs to the sum too")
    check(app, "delta", "−0.0267")
    expect(answer(app)).to_contain_text("σ′(z) was forgotten")
    assert snapshot(app) == before


def test_bad_text_gets_one_clear_sentence_and_can_be_corrected(app: Page) -> None:
    app.locator(HIDDEN).click()
    value = app.get_by_label("your value")
    for text, says in (("abc", "“abc”"), ("", "“”"), ("1e999", "∞")):
        check(app, "a", text)
        expect(answer(app)).to_contain_text("Your value of a must be a")
        expect(answer(app)).to_contain_text(f"not {says}.")
        expect(value).to_have_attribute("aria-invalid", "true")
        expect(value).to_have_value(text)
    check(app, "a", "0.7726")
    expect(answer(app)).to_contain_text("Right")
    expect(value).not_to_have_attribute("aria-invalid", "true")


def test_by_keyboard_alone(app: Page) -> None:
    app.locator(HIDDEN).focus()
    app.keyboard.press("Enter")
    for _ in range(60):
        app.keyboard.press("Tab")
        if app.locator(":focus").get_attribute("aria-label") == "what you worked out":
            break
    expect(app.get_by_role("heading", name="Check my working: hidden 1")).to_be_visible()
    app.keyboard.press("End")  # δ
    app.keyboard.press("Tab")
    session = Session()
    session.backprop()
    assert session.state.gradients
    delta = shown(float(session.state.gradients[0].delta[0, 0]))
    app.keyboard.type(delta)
    app.keyboard.press("Enter")
    expect(answer(app)).to_contain_text("Right, to")
    app.keyboard.type("0.1")  # the old text is selected, so this replaces it
    app.keyboard.press("Enter")
    expect(app.get_by_role("button", name="Show me")).to_be_visible()
    expect(answer(app)).not_to_contain_text("Right, to")
    app.keyboard.press("Tab")
    app.keyboard.press("Tab")
    expect(app.get_by_role("button", name="Show me")).to_be_focused()
    app.keyboard.press("Enter")
    expect(app.locator("#working .solution math").first).to_be_visible()
    expect(app.locator("#working .solution")).to_be_focused()
    expect(app.locator("#working .solution")).to_contain_text(f"={delta}")


def test_the_solution_can_be_looked_at_again(app: Page) -> None:
    app.locator(HIDDEN).click()
    for _ in range(2):
        check(app, "a", "7")
        expect(answer(app)).to_contain_text("Not it")
        app.get_by_role("button", name="Show me").click()
        expect(app.locator("#working .solution math").first).to_be_visible()
        expect(app.locator("#working .solution")).not_to_contain_text("\\")


def test_ctrl_z_in_the_field_is_about_what_is_typed(app: Page) -> None:
    app.get_by_role("button", name="Forward").click()
    app.locator(HIDDEN).click()
    app.get_by_label("your value").fill("5")
    app.keyboard.press("Control+z")
    app.evaluate(SETTLED)
    assert snapshot(app)["cost_value"] is not None


def test_an_answer_does_not_outlive_what_it_was_about(app: Page) -> None:
    app.locator(HIDDEN).click()
    check(app, "z", "1.2229")
    expect(answer(app)).to_contain_text("Right")
    app.get_by_label("what you worked out").select_option("a")
    expect(answer(app)).to_have_text("")
    check(app, "z", "1.2229")
    expect(answer(app)).to_contain_text("Right")
    app.evaluate("learnscope.request({op: 'set_input', index: 0, value: 0})")
    expect(answer(app)).to_have_text("")
    expect(app.get_by_role("button", name="Show me")).to_be_hidden()
    app.locator(WEIGHT).focus()
    expect(app.get_by_label("your value")).to_have_value("")
    expect(app.get_by_label("what you worked out").locator("option")).to_have_text(
        ["gradient", "new value"]
    )


# -- the worksheet


def pages_of(page: Page, **options: Any) -> int:
    """Count the printed pages."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(**options)))


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize(
    "network",
    [
        None,
        Visitor(3).network((2, 3, 2, 2), "relu", "softmax_cross_entropy"),
        Visitor(4).network((4, 7, 5, 3, 8), "sigmoid", "binary_cross_entropy"),
        Visitor(6).network((64, 9, 10), "tanh", "squared_error"),
    ],
    ids=["first", "deep", "deeper", "wide"],
)
def test_it_prints_the_questions_and_the_key_on_a_page_each(
    app: Page, network: Any, paper: str
) -> None:
    if network:
        app.evaluate("network => learnscope.request({op: 'load', network})", network)
    sheet = worksheet(app)
    assert pages_of(app, format=paper) == 2
    app.emulate_media(media="print")
    for article in sheet.locator("article").all():
        assert article.evaluate("e => e.scrollWidth <= e.clientWidth")
    expect(app.locator("h1")).to_be_hidden()
    expect(sheet.get_by_role("button", name="Print")).to_be_hidden()
    app.emulate_media(media="null")
    sheet.get_by_role("button", name="Close").click()


def test_without_it_the_page_prints_as_ever(app: Page) -> None:
    worksheet(app)
    app.keyboard.press("Escape")
    app.emulate_media(media="print")
    expect(app.locator("h1")).to_be_visible()
    expect(app.locator("#explanation")).to_be_visible()
    expect(app.locator(".worksheet")).to_have_count(0)
    expect(app.get_by_role("button", name="Worksheet")).to_be_hidden()
    app.emulate_media(media="null")


def test_it_has_the_numbers_of_the_network_as_it_is(app: Page) -> None:
    app.get_by_role("button", name="Backprop").click()
    app.evaluate(SETTLED)
    now = snapshot(app)
    sheet = worksheet(app)
    expect(sheet).to_contain_text("Seed 2015, after 1 step")
    expect(sheet.get_by_text("Name")).to_be_visible()
    cells = sheet.locator("tbody").first.locator("td").all_inner_texts()
    layer = now["layers"][0]
    rows = zip(layer["weights"], layer["biases"], strict=True)
    assert cells == [shown(number) for row, bias in rows for number in (*row, bias)]
    key = "".join(sheet.locator(".key").inner_text().split())
    app.keyboard.press("Escape")
    app.get_by_role("button", name="Forward").click()
    app.evaluate(SETTLED)
    for layer in snapshot(app)["layers"]:
        for number in (*layer["z"], *layer["a"]):
            assert shown(number) in key


def test_print_prints_and_close_returns_to_where_one_was(app: Page) -> None:
    app.evaluate("() => { window.printed = 0; window.print = () => { window.printed++; }; }")
    app.get_by_role("button", name="Worksheet").focus()
    app.keyboard.press("Enter")
    expect(app.get_by_role("button", name="Print")).to_be_focused()
    app.keyboard.press("Enter")
    assert app.evaluate("window.printed") == 1
    app.keyboard.press("Tab")
    expect(app.get_by_role("button", name="Close")).to_be_focused()
    app.keyboard.press("Enter")
    expect(app.get_by_role("dialog")).to_have_count(0)
    expect(app.get_by_role("button", name="Worksheet")).to_be_focused()
    assert app.evaluate("document.querySelectorAll('body > [inert]').length") == 0


def test_a_network_too_large_to_compute_has_no_worksheet_but_a_sentence(app: Page) -> None:
    layer = {"weights": [[1e200]], "biases": [0], "activation": "identity"}
    network = {"layers": [layer], "inputs": [1e200], "targets": [0], "cost": "squared_error"}
    app.evaluate("network => learnscope.request({op: 'load', network})", network)
    app.get_by_role("button", name="Worksheet").click()
    expect(app.locator("#problem")).to_contain_text("numbers too large to hold")
    expect(app.get_by_role("dialog")).to_have_count(0)


def test_formulas_are_loaded_when_first_needed_from_a_folder_too(
    page: Page, address: str, dist: Path
) -> None:
    assert file_of(dist, "vendor/temml.min.js").is_file()
    asked: list[str] = []
    stub_python(page)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.evaluate("learnscope.ready")
    assert not any("temml" in url for url in asked)
    worksheet(page)
    assert any("temml.min-" in url for url in asked)


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (360, "dark")])
def test_axe_finds_nothing(app: Page, width: int, scheme: str) -> None:
    app.set_viewport_size({"width": width, "height": 900})
    app.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    app.locator(HIDDEN).click()
    check(app, "delta", "7")
    expect(answer(app)).to_contain_text("Not it")
    app.get_by_role("button", name="Show me").click()
    expect(app.locator("#working math").first).to_be_visible()
    found = look_through(app)["violations"]
    worksheet(app)
    found += look_through(app)["violations"]
    wide = app.evaluate("document.documentElement.scrollWidth")
    app.keyboard.press("Escape")
    app.emulate_media(color_scheme="light")
    assert found == []
    assert wide <= width
