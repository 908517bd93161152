"""Check that terms in the explanation highlight their elements, wherever the figure is."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.support.figure import SETTLED

THINGS = {
    "input": ".network .input .body, .network [data-kind=input]",
    "neuron": ":is(.hidden, .output) .body, :is(.hidden, .output) .z",
    "hidden": ".hidden .body, .hidden .z",
    "output": ".output .body, .output .activation",
    "weight": ".line, [data-kind=weight]",
    "bias": "[data-kind=bias]",
    "z": ".network .z",
    "activation": ".network .activation",
    "guess": "[data-kind=guess] .guess, [data-kind=guess] .bar",
    "target": ".network [data-kind=target]",
    "cost": "[data-kind=cost] .cost",
    "delta": ".network .delta",
    "gradient": ".line, .network .change",
    "forward": ".row .forward",
    "backprop": ".row .backprop",
    "learning-rate": ".learning-rate",
}
"""Selectors of the elements that each term means."""

NOT_IN_THE_FIGURE = ("forward", "backprop", "learning-rate")

LOOK = """things => {
  const faint = element => {
    for (let e = element; e && e.id !== 'stage'; e = e.parentElement) {
      if (getComputedStyle(e).opacity !== '1') return true;
    }
    return false;
  };
  const all = [...document.querySelectorAll('.network :is(.body, .line, .field, text, .bar)')];
  const own = [...document.querySelectorAll(things)];
  return {
    own: own.length,
    faint: own.filter(faint).length,
    others: all.filter(e => !own.includes(e) && faint(e)).length,
    outlined: own.filter(e => parseFloat(getComputedStyle(e).outlineWidth) > 1
      && getComputedStyle(e).outlineStyle !== 'none').length,
  };
}"""


def words(page: Page) -> list[tuple[Locator, str]]:
    """List every link of a term, with its term."""
    links = page.locator("#explanation a.term")
    terms: list[str] = links.evaluate_all("all => all.map(e => e.dataset.term)")
    return [(links.nth(n), term) for n, term in enumerate(terms)]


def each_once(page: Page) -> list[tuple[Locator, str]]:
    """List the first link of each term."""
    return list({term: (word, term) for word, term in reversed(words(page))}.values())


def look(page: Page, term: str) -> dict[str, int]:
    seen: dict[str, int] = page.evaluate(LOOK, THINGS[term])
    return seen


def assert_lit(page: Page, term: str) -> None:
    """Check that a term's elements stand out: the rest is dimmed, or they are outlined."""
    expect(page.locator("#stage")).to_have_attribute("data-term", term)
    seen = look(page, term)
    assert seen["own"] > 0, term
    assert seen["faint"] == 0, (term, seen)
    if term in NOT_IN_THE_FIGURE:
        assert seen["outlined"] == seen["own"], (term, seen)
        assert seen["others"] == 0, (term, seen)
    else:
        assert seen["others"] > 5, (term, seen)


def assert_dark(page: Page) -> None:
    """Check that nothing is highlighted, and the figure is in its usual place."""
    expect(page.locator("#stage:not([data-term])")).to_have_count(1)
    expect(page.locator("#figure")).not_to_have_class("peek")
    seen = look(page, "weight")
    assert (seen["faint"], seen["others"]) == (0, 0)


@pytest.fixture
def learned(app: Page) -> Page:
    """Run a Backprop, so that the figure shows deltas and changes."""
    for op in ("forward", "backprop"):
        app.evaluate("op => learnscope.request({op})", op)
    return app


def test_every_word_has_things_and_all_things_have_a_word(app: Page) -> None:
    assert {term for _, term in words(app)} == set(THINGS)
    assert len(words(app)) >= 40


def test_pointing_at_any_word_lights_up_its_things(learned: Page) -> None:
    for word, term in words(learned):
        word.hover()
        assert_lit(learned, term)
    learned.mouse.move(1, 1)
    assert_dark(learned)


def test_the_focus_on_any_word_lights_up_its_things(learned: Page) -> None:
    all_words = words(learned)
    all_words[0][0].focus()
    for word, term in all_words:
        expect(word).to_be_focused()
        assert_lit(learned, term)
        learned.keyboard.press("Tab")
        while learned.locator(".live :focus").count():  # a live figure on the way to the next term
            learned.keyboard.press("Tab")
    learned.get_by_role("button", name="Forward").focus()
    assert_dark(learned)


def test_a_tap_lights_up_the_things_until_the_next_tap_elsewhere(learned: Page) -> None:
    for word, term in each_once(learned):
        word.scroll_into_view_if_needed()
        at = learned.evaluate("scrollY")
        word.tap()
        assert_lit(learned, term)
        assert learned.evaluate("scrollY") == at
    learned.locator("#explanation h2").last.tap()
    assert_dark(learned)


def test_a_second_tap_and_a_click_lead_to_the_figure_and_leave_the_things_lit(
    learned: Page,
) -> None:
    word, term = next(pair for pair in reversed(words(learned)) if pair[1] == "bias")
    for act in ("tap", "click", "Enter"):
        learned.mouse.move(1, 1)
        learned.evaluate("document.activeElement.blur()")
        if act == "tap":
            word.tap()
            expect(learned.locator("#figure")).to_have_class("peek")  # in the corner by then
            word.tap()
        elif act == "click":
            word.hover()
            expect(learned.locator("#figure")).to_have_class("peek")
            word.click()
        else:
            word.focus()
            expect(learned.locator("#figure")).to_have_class("peek")
            learned.keyboard.press("Enter")
        expect(learned.locator("#figure-place")).to_be_in_viewport()
        assert_lit(learned, term)
        expect(learned.locator("#figure")).not_to_have_class("peek")
        assert_dark(learned)


def places(page: Page) -> Any:
    """Measure the position of all text, and the page's height."""
    return page.evaluate(
        """() => [document.documentElement.scrollHeight, scrollY,
          ...[...document.querySelectorAll('#explanation :is(p, h2, a)')].map(e => {
            const {x, y, width, height} = e.getBoundingClientRect();
            return [x, y, width, height].join();
          })]"""
    )


def far_down(page: Page) -> tuple[Locator, str]:
    """Find a term from which the figure is out of sight."""
    word, term = next(pair for pair in reversed(words(page)) if pair[1] == "target")
    word.scroll_into_view_if_needed()
    expect(page.locator("#figure")).not_to_be_in_viewport()
    return word, term


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("way", ["pointer", "focus", "tap"])
def test_out_of_sight_the_figure_comes_into_the_corner_and_the_text_stays_where_it_is(
    app: Page, way: str, width: int
) -> None:
    app.set_viewport_size({"width": width, "height": 800})
    word, term = far_down(app)
    before = places(app)
    if way == "pointer":
        word.hover()
    elif way == "focus":
        word.focus()
    else:
        word.tap()
    expect(app.locator("#figure")).to_have_class("peek")
    expect(app.locator("#figure .network")).to_be_in_viewport(ratio=0.95)
    assert_lit(app, term)
    assert places(app) == before

    if way == "pointer":
        app.mouse.move(1, 1)
    elif way == "focus":
        word.evaluate("e => e.blur()")
    else:
        app.touchscreen.tap(2, 2)
    assert_dark(app)
    assert places(app) == before


@pytest.mark.parametrize("way", ["pointer", "focus"])
def test_escape_sends_it_away_again(app: Page, way: str) -> None:
    word, _ = far_down(app)
    before = places(app)
    if way == "pointer":
        word.hover()
    else:
        word.focus()
    expect(app.locator("#figure")).to_have_class("peek")
    app.keyboard.press("Escape")
    assert_dark(app)
    assert places(app) == before
    if way == "focus":
        expect(word).to_be_focused()


def test_a_word_stays_lit_when_an_earlier_click_has_had_its_time(app: Page) -> None:
    first, second = app.locator("#explanation a.term").all()[:2]
    first.click()
    second.hover()
    term = second.get_attribute("data-term") or ""
    app.evaluate("new Promise(resolve => setTimeout(resolve, 2700))")
    assert_lit(app, term)


def test_the_figure_goes_on_working_after_it_was_in_the_corner(app: Page) -> None:
    box = app.locator("#figure .network").bounding_box()
    word, _ = far_down(app)
    word.hover()
    expect(app.locator("#figure")).to_have_class("peek")
    app.keyboard.press("Escape")
    app.evaluate("scrollTo(0, 0)")
    assert app.locator("#figure .network").bounding_box() == box
    app.get_by_role("button", name="Forward").click()
    app.evaluate(SETTLED)
    expect(app.locator("[data-kind=cost] .cost")).not_to_have_text("—")


@pytest.mark.parametrize("term", ["neuron", "activation", "hidden", "output"])
def test_an_input_is_no_neuron(app: Page, term: str) -> None:
    next(word for word, of in words(app) if of == term).hover()
    assert_lit(app, term)
    seen = app.evaluate(LOOK, THINGS["input"])
    assert seen["faint"] == seen["own"] == 6
