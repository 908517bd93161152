"""Step through a pass and back by keyboard, and check what is told and shown."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.site.conftest import snapshot
from tests.site.support.figure import SETTLED, assert_true, field, read, value_of
from tests.site.support.keyboard import press_until

type Snapshot = dict[str, Any]

GRAINS = ("pass", "layer", "neuron", "term")
STEPS = {"pass": 2, "layer": 7, "neuron": 19, "term": 74}
"""Number of steps of each size in one Forward and one Backprop."""

every_grain = pytest.mark.parametrize("grain", GRAINS)
CLICK = "(button, times) => { for (let n = 0; n < times; n++) button.click(); }"

NAMED = {
    "term": {"delta": 1, "slope": 1, "bias_slope": 1, "move": 3, "bias_move": 4},
    "neuron": {"bias_slope": 1, "bias_move": 1},
    "layer": {"bias_move": 1},
}
"""Numbers of a step's sentence that the figure or a field must show (default 2).

Products and slopes stand in the sentence only.
"""


def settled(page: Page) -> Snapshot:
    page.evaluate(SETTLED)
    return snapshot(page)


def without_redo(snap: Snapshot) -> Snapshot:
    """Copy a snapshot without redo, and without the ids of its time line and start."""
    without = ("can_redo", "line", "origin")
    return {key: value for key, value in snap.items() if key not in without}


def choose(page: Page, grain: str) -> None:
    """Set the size of a step."""
    page.get_by_label("size of a step").select_option(grain)


def step(page: Page, times: int = 1) -> Snapshot:
    """Click Step that often, without waiting in between."""
    page.get_by_role("button", name="Step", exact=True).evaluate(CLICK, times)
    return settled(page)


def step_back(page: Page, times: int = 1) -> Snapshot:
    page.get_by_role("button", name="Step back").evaluate(CLICK, times)
    return settled(page)


def whole(page: Page, *verbs: str) -> Snapshot:
    """Run whole passes and return the result, leaving the page as before."""
    for op in verbs:
        page.evaluate("op => learnscope.request({op})", op)
    after = snapshot(page)
    first = "JSON.parse(document.getElementById('first-snapshot').textContent)"
    page.evaluate(f"learnscope.request({{op: 'restore', start: {first}, last: {first}}})")
    return without_redo(after)


def numbers_in(text: str) -> set[str]:
    """List the numbers in a text, without those in names and counts."""
    plain = re.sub(
        r"(input|hidden|output|layer) [\d.]*\d|\d+ (products?|slopes?)", "", text, flags=re.I
    )
    return set(re.findall(r"−?\d[\d.]*(?:e−?\d+)?(?<!\.)", plain.replace("by −", "by ")))


def standing(page: Page) -> set[str]:
    """List the numbers that the figure and the learning rate show."""
    texts = [
        thing[part] or ""
        for thing in read(page)
        for part in ("text", "z", "delta", "old", "change")
    ]
    return numbers_in(" ".join([*texts, field(page, "learning rate").input_value()]))


def lit(page: Page) -> set[str]:
    """List the places that the figure highlights."""
    places = page.locator("#figure [data-lit]").evaluate_all("all => all.map(e => e.dataset.place)")
    return set(places)


def assert_told(page: Page, now: Snapshot, grain: str) -> None:
    """Check a step's caption, and that its places are highlighted.

    The caption must say what the step did, with numbers that the figure shows.
    """
    caption = page.locator("#caption p").first.text_content() or ""
    walk = now["walk"]
    if not walk:
        assert lit(page) == set()
        if now["cost_value"] is not None:
            assert numbers_in(caption) & standing(page), caption
        return
    assert caption == walk["sentence"]
    numbers = numbers_in(caption)
    least = min(NAMED[grain].get(walk["phase"], 2), len(numbers))  # equal numbers count once
    assert len(numbers & standing(page)) >= least > 0, caption
    assert lit(page) == set(walk["places"]) != set()


def by_keyboard(page: Page, grain: str) -> None:
    """Tab to the Step button, setting the size of a step on the way."""
    page.locator("h1").click()
    press_until(page, "Shift+Tab", "Skip")
    page.keyboard.press("Enter")
    press_until(page, "Shift+Tab", "size of a step")
    for _ in range(GRAINS.index(grain)):
        page.keyboard.press("ArrowDown")
    press_until(page, "Shift+Tab", "Step")


@every_grain
def test_steps_by_keyboard_lead_to_the_end_and_back_to_the_very_start(
    app: Page, grain: str
) -> None:
    end = whole(app, "forward", "backprop")
    trail = [settled(app)]
    by_keyboard(app, grain)
    while trail[-1]["step"] == 0:
        app.keyboard.press("Enter")
        trail.append(settled(app))
        assert_true(app)
        assert_told(app, trail[-1], grain)
    expect(app.locator(":focus")).to_have_text("Step")
    assert without_redo(trail[-1]) == end
    assert len(trail) - 1 == STEPS[grain]

    app.locator("h1").click()
    press_until(app, "Tab", "Step back")
    for before in reversed(trail[:-1]):
        app.keyboard.press("Space")
        assert without_redo(settled(app)) == without_redo(before)
        assert_true(app)
    app.keyboard.press("Space")
    expect(app.locator("#problem")).to_contain_text("no step to take back")


@every_grain
def test_steps_back_can_be_gone_forward_again_or_redone(app: Page, grain: str) -> None:
    end = whole(app, "forward", "backprop")
    step(app, 2)
    step_back(app, 2)
    choose(app, grain)
    assert without_redo(step(app, STEPS[grain])) == end
    choose(app, "pass")
    start = step_back(app, 2)
    assert start["can_redo"] and not start["can_step_back"]
    for _ in range(2):
        app.keyboard.press("Control+Shift+z")
    assert without_redo(settled(app)) == end
    assert_true(app)


def test_redo_in_the_middle_of_a_walk_leads_to_where_the_pass_led(app: Page) -> None:
    end = whole(app, "forward")
    step(app)
    step_back(app)
    choose(app, "neuron")
    assert step(app, 2)["walk"]
    app.get_by_role("button", name="Redo").click()
    assert without_redo(settled(app)) == end


@pytest.mark.parametrize(
    ("grain", "before", "steps"),
    [("layer", [], 2), ("neuron", ["forward"], 2), ("term", [], 3), ("term", ["forward"], 40)],
)
def test_an_edit_in_the_middle_of_a_walk_ends_it_and_undo_leads_to_its_beginning(
    app: Page, grain: str, before: list[str], steps: int
) -> None:
    for op in before:
        app.evaluate("op => learnscope.request({op})", op)
    begun = settled(app)
    choose(app, grain)
    assert step(app, steps)["walk"]
    field(app, "weight").fill("0.25")
    app.keyboard.press("Enter")
    edited = settled(app)
    assert edited["walk"] is None
    assert value_of(edited, "weight") == 0.25
    assert edited["step"] == begun["step"]
    assert lit(app) == set()
    assert_true(app)
    app.get_by_role("button", name="Undo").click()
    assert without_redo(settled(app)) == without_redo(begun)
    assert_true(app)


@pytest.mark.parametrize("animation", ["0", "4"])
@pytest.mark.parametrize(
    ("name", "walked", "steps", "verbs"),
    [
        ("Forward", [], 5, ["forward"]),
        ("Backprop", [], 5, ["forward", "backprop"]),
        ("Forward", ["forward"], 20, ["forward"]),
        ("Backprop", ["forward"], 20, ["forward", "backprop"]),
        ("Backprop", ["forward"], 40, ["forward", "backprop"]),
    ],
)
def test_forward_and_backprop_in_the_middle_of_a_walk_do_the_whole_pass(
    app: Page, name: str, walked: list[str], steps: int, verbs: list[str], animation: str
) -> None:
    end = whole(app, *verbs)
    for op in walked:
        app.evaluate("op => learnscope.request({op})", op)
    choose(app, "term")
    assert step(app, steps)["walk"]
    app.get_by_label("animation").select_option(animation)
    app.get_by_role("button", name=name).click()
    assert without_redo(settled(app)) == end
    assert_true(app)


@pytest.mark.parametrize("grain", GRAINS[1:])
def test_fast_clicking_loses_no_step(app: Page, grain: str) -> None:
    choose(app, grain)
    trail = [settled(app), *(step(app) for _ in range(12))]
    step(app, 60)
    assert without_redo(step_back(app, 65)) == without_redo(trail[7])
    assert_true(app)
