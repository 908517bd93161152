"""Check that a selected number shows where it comes from and proves its slope."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from learnscope.common.formatting import shown, trimmed
from tests.site.conftest import snapshot
from tests.site.support.figure import PLACES, SETTLED, read
from tests.site.support.watching import Watch

INSPECTOR = "#inspector"
NUMBERS = """() => [...document.querySelectorAll('#inspector [data-place], #proof td')]
  .map(element => [element.dataset.place, element.textContent])"""


def place(kind: str, layer: int = 0, index: int = 0, from_: int | None = None) -> str:
    """Write a selector for a thing in the figure."""
    of_layer = f"[data-layer='{layer}']" if layer else ""
    other = "" if from_ is None else f"[data-from='{from_}']"
    return f"#figure [data-kind={kind}]{of_layer}[data-index='{index}']{other}"


def select(page: Page, selector: str) -> None:
    """Select by focus, as a click or Tab does, and wait for the explanation."""
    page.locator(selector).focus()
    chosen = page.locator(selector).get_attribute("data-place")
    page.wait_for_function(
        """chosen => {
          const heading = document.querySelector('#inspector h2');
          return !heading.hidden && heading.dataset.of === chosen
            && !document.querySelector('#inspector[aria-busy]');
        }""",
        arg=chosen,
    )


def numbers_in_formulas(page: Page) -> list[tuple[str, str]]:
    """List the linked numbers in the inspector, each with its place."""
    found = [(key, text.replace("-", "−")) for key, text in page.evaluate(NUMBERS)]
    return [(key, text) for key, text in found if any(c.isdigit() for c in text)]


def forward(page: Page) -> None:
    page.get_by_role("button", name="Forward").click()
    page.evaluate(SETTLED)


def test_formulas_have_the_digits_that_stand_in_the_figure(app: Page) -> None:
    forward(app)
    figure = {text for thing in read(app) for text in (thing["text"], thing["z"]) if text}
    figure |= {text.removeprefix("σ ") for text in figure}
    for selector in (
        place("neuron", 1, 1), place("neuron", 2, 0), place("guess", index=2),
    ):  # fmt: skip
        select(app, selector)
        section = app.locator("#inspector section").first
        texts = section.locator("[data-place]").all_text_contents()
        written = [t.replace("-", "−") for t in texts if any(c.isdigit() for c in t)]
        numbers = [t for t in written if not t.isalpha() and "a" not in t and "w" not in t]
        assert len(numbers) > 2
        assert set(numbers) <= figure, set(numbers) - figure


def test_selecting_works_by_click_on_a_neuron_and_on_a_line_and_by_tab(app: Page) -> None:
    forward(app)
    heading = app.locator("#inspector h2")
    app.locator(place("neuron", 1, 0)).click()
    expect(heading).to_have_text("hidden 1")
    line = app.locator(".connection .line[data-place='weight-1-1-2']")
    box = line.bounding_box()
    assert box
    app.mouse.click(box["x"] + 0.08 * box["width"], box["y"] + box["height"] * 0.92)
    expect(heading).to_have_text("weight from input 3 to hidden 2")
    app.locator(place("weight", 2, 2, 1)).focus()
    app.keyboard.press("Tab")
    expect(heading).to_have_text("output 1")
    expect(app.locator(INSPECTOR)).to_contain_text("Share of the blame δ")


def test_pointing_at_a_term_lights_its_place_and_the_other_way_round(app: Page) -> None:
    forward(app)
    select(app, place("neuron", 1, 0))
    term = app.locator("#inspector section").first.locator("mn[data-place='input-1']")
    term.hover()
    expect(app.locator(PLACES["input"])).to_have_attribute("data-lit", "")
    app.locator(PLACES["bias"]).hover()
    expect(app.locator(PLACES["input"])).not_to_have_attribute("data-lit", "")
    app.locator(place("bias", 1, 0)).hover()
    expect(
        app.locator("#inspector section").first.locator("mn[data-place='bias-1-0']")
    ).to_have_attribute("data-lit", "")


def test_the_explanation_follows_every_edit(app: Page) -> None:
    forward(app)
    select(app, place("neuron", 2, 1))
    weight = app.locator(PLACES["weight"])
    for value in ("1.5", "-0.25"):
        weight.fill(value)
        weight.press("Enter")
        app.evaluate(SETTLED)
        forward(app)
        select(app, place("neuron", 2, 1))
        texts = app.locator("#inspector [data-place='weight-2-1-0']").all_text_contents()
        assert f"{float(value):.4f}".replace("-", "−") in [t.replace("-", "−") for t in texts]
    weight.fill("2")
    weight.press("Enter")
    app.evaluate(SETTLED)
    select(app, place("neuron", 2, 1))
    expect(app.locator(INSPECTOR)).to_contain_text("Not computed yet: press Forward.")
    assert "0.4630" not in app.locator(INSPECTOR).inner_text()


def test_after_a_backprop_the_whole_chain_of_the_step_just_made_is_shown(app: Page) -> None:
    forward(app)
    before = snapshot(app)
    app.get_by_role("button", name="Backprop").click()
    app.evaluate(SETTLED)
    after = snapshot(app)
    select(app, place("weight", 1, 0, 2))
    text = app.locator(INSPECTOR).inner_text()
    assert "The step just made, with the numbers from before it." in text
    assert "3 paths lead from here to the cost." in text
    for output in (1, 2, 3):
        assert f"hidden 1 → output {output}" in text
    moves = app.locator("#inspector section").last.inner_text().replace("-", "−")
    assert shown(before["layers"][0]["weights"][0][2]) in moves
    assert shown(after["layers"][0]["weights"][0][2]) in moves


def test_a_slope_is_proved_and_the_cost_nudged_by_hand(app: Page) -> None:
    forward(app)
    select(app, place("weight", 2, 0, 1))
    expect(app.locator("#proof .verdict").first).to_contain_text("✓ Nudged by ±0.00001")
    slider = app.get_by_label("nudge it yourself")
    told = app.locator("#proof .told")
    expect(told).to_contain_text(f"the cost is {shown(snapshot(app)['cost_value'])}.")
    slider.focus()
    app.keyboard.press("ArrowRight")
    expect(told).to_contain_text("the tangent promises")
    assert slider.get_attribute("aria-valuetext") == told.inner_text()
    at = app.locator("#proof circle.point")
    here = at.get_attribute("cx")
    app.keyboard.press("End")
    assert at.get_attribute("cx") != here
    select(app, place("weight", 2, 0, 0))
    expect(told).to_contain_text("the cost is")


def test_every_slope_is_checked_on_a_map(app: Page) -> None:
    forward(app)
    app.get_by_text("Check every slope").click()
    expect(app.locator("#proof details")).to_contain_text("✓ All 17 slopes agree")
    cells = app.locator("#proof td")
    assert cells.count() == 17
    cells.nth(1).hover()
    expect(app.locator(place("weight", 1, 0, 1))).to_have_attribute("data-lit", "")
    app.get_by_role("button", name="Reset").click()
    expect(app.locator("#proof details")).to_contain_text("Press Forward")
    assert cells.count() == 0


def test_a_wide_sum_is_folded_and_unfolds(app: Page) -> None:
    layer = {
        "weights": [[0.01 * (i + 1) for i in range(30)]],
        "biases": [0.5],
        "activation": "tanh",
    }
    network = {"layers": [layer], "inputs": [1.0] * 30, "cost": "squared_error"}
    app.evaluate("network => learnscope.request({op: 'load', network})", network)
    forward(app)
    select(app, place("neuron", 1, 0))
    expect(app.locator(INSPECTOR)).to_contain_text("24 more")
    app.get_by_role("button", name="Show every term").click()
    expect(app.locator(INSPECTOR)).not_to_contain_text("24 more")
    assert (
        len(app.locator("#inspector section").first.locator("mn[data-place^=weight]").all()) == 30
    )
    app.get_by_role("button", name="Show the largest terms only").click()
    expect(app.locator(INSPECTOR)).to_contain_text("24 more")


def test_results_can_be_hidden_to_work_them_out_first(app: Page) -> None:
    forward(app)
    select(app, place("neuron", 2, 1))
    results = app.locator("#inspector [data-worked-out]")
    assert results.count() > 6
    switch = app.get_by_label("Let me work it out first")
    switch.check()
    assert not any(results.nth(n).is_visible() for n in range(results.count()))
    expect(app.locator("#inspector .formula").first).to_be_visible()
    switch.uncheck()
    expect(results.first).to_be_visible()


def test_a_selected_place_that_is_gone_is_let_go(app: Page) -> None:
    forward(app)
    select(app, place("neuron", 2, 2))
    layer = {"weights": [[1.0]], "biases": [0.5], "activation": "tanh"}
    network = {"layers": [layer], "inputs": [1.0]}
    app.evaluate("network => learnscope.request({op: 'load', network})", network)
    expect(app.locator("#inspector .hint")).to_be_visible()
    expect(app.locator("#inspector h2")).to_be_hidden()


def test_enter_leads_to_the_explanation_and_escape_back(app: Page) -> None:
    forward(app)
    app.locator(place("neuron", 1, 1)).focus()
    app.keyboard.press("Enter")
    assert app.evaluate("document.activeElement === document.querySelector('#inspector h2')")
    app.keyboard.press("Escape")
    assert app.evaluate("document.activeElement.dataset.place") == "neuron-1-1"
    app.get_by_role("button", name="close the explanation").click()
    expect(app.locator("#inspector .hint")).to_be_visible()


def test_a_tap_on_a_term_brings_the_figure_into_the_corner(app: Page) -> None:
    app.set_viewport_size({"width": 360, "height": 700})
    forward(app)
    select(app, place("neuron", 2, 1))
    term = app.locator("#inspector mn[data-place='neuron-1-0']").last
    term.scroll_into_view_if_needed()
    app.evaluate("document.querySelector('#inspector').scrollIntoView()")
    at = term.evaluate("e => e.getBoundingClientRect().y")
    term.tap()
    expect(app.locator("#figure")).to_have_class("peek")
    expect(app.locator("#figure [data-place='neuron-1-0']")).to_have_attribute("data-lit", "")
    assert abs(term.evaluate("e => e.getBoundingClientRect().y") - at) < 1
    app.keyboard.press("Escape")
    expect(app.locator("#figure")).not_to_have_class("peek")


def test_it_works_over_http_and_from_a_folder_and_loads_only_when_needed(
    page: Page, watch: Watch, address: str
) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address)
    page.evaluate("learnscope.ready")
    forward(page)
    assert not [url for url in requests if "temml" in url]
    select(page, place("bias", 2, 1))
    expect(page.locator("#inspector math").first).to_be_visible()
    assert len({url for url in requests if "temml" in url}) == 1
    expect(page.locator("#proof .verdict").first).to_contain_text("they agree")
    assert watch.trouble == []


def test_the_figure_writes_what_was_set_as_it_was_typed(app: Page) -> None:
    values: list[Any] = [0.9, 0.1, 0.5]
    assert [trimmed(value) for value in values] == ["0.9", "0.1", "0.5"]
    forward(app)
    select(app, place("neuron", 1, 0))
    shown_inputs = app.locator("#inspector section").first.locator("mn[data-place^=input]")
    assert shown_inputs.all_text_contents() == ["0.9", "0.1", "0.5"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_in_the_inspector_is_cut_off(app: Page, scheme: Any) -> None:
    app.emulate_media(color_scheme=scheme)
    forward(app)
    for width in (360, 768, 1440):
        app.set_viewport_size({"width": width, "height": 900})
        select(app, place("weight", 1, 0, 1))
        over = app.evaluate(
            """() => [...document.querySelectorAll('#inspector *, #proof *')]
              .filter(e => getComputedStyle(e).overflowX !== 'visible')
              .filter(e => e.scrollWidth > e.clientWidth + 1)
              .map(e => e.className + ' ' + e.textContent)"""
        )
        assert over == [], width
        assert app.evaluate("document.documentElement.scrollWidth") <= width
    app.emulate_media(color_scheme="light")
