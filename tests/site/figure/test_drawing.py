"""Test drawing on an input that is a picture."""

from playwright.sync_api import Page, expect

from tests.site.conftest import snapshot
from tests.site.support.figure import SETTLED
from tests.site.support.tasks import load


def raw(page: Page) -> list[float]:
    page.evaluate(SETTLED)
    values: list[float] = snapshot(page)["task"]["raw_inputs"]
    return values


def stroke(page: Page) -> None:
    """Draw down the leftmost column of pixels."""
    page.locator(".drawing").scroll_into_view_if_needed()
    box = page.locator(".drawing").bounding_box()
    assert box
    side = box["width"] / 8
    page.mouse.move(box["x"] + side / 2, box["y"] + side / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + side / 2, box["y"] + 7.5 * side, steps=12)
    page.mouse.up()


def test_a_stroke_darkens_what_it_goes_over_and_is_undone_as_one(app: Page) -> None:
    load(app, "digits")
    app.evaluate("learnscope.request({op: 'train', steps: 5})")
    before, guess = raw(app), snapshot(app)["guess"]
    assert [before[8 * row] for row in range(8)] == [0] * 8
    stroke(app)
    drawn = raw(app)
    assert all(drawn[8 * row] > 0.7 for row in range(8))
    assert drawn[7::8] == before[7::8]
    assert snapshot(app)["guess"] != guess
    expect(app.locator("[data-place=input-16]")).to_have_attribute("data-value", str(drawn[16]))
    app.get_by_role("radio", name="erase", exact=True).check()
    stroke(app)
    assert all(raw(app)[8 * row] < 0.3 for row in range(8))
    app.keyboard.press("Control+z")
    assert raw(app) == drawn
    app.get_by_role("button", name="Clear the picture").click()
    assert raw(app) == [0] * 64
    app.keyboard.press("Control+z")
    app.keyboard.press("Control+z")
    assert raw(app) == before


def test_a_changed_example_says_what_it_would_teach_and_can_be_told_what_it_is(app: Page) -> None:
    load(app, "digits")
    meaning = app.locator(".meaning")
    expect(meaning).to_be_hidden()
    stroke(app)
    expect(meaning).to_contain_text("Backprop would teach that it is")
    menu = app.get_by_label("class that the changed example is of")
    expect(menu).to_have_value("0")  # the class of the original example
    menu.select_option("7")
    app.evaluate(SETTLED)
    assert snapshot(app)["targets"] == [float(k == 7) for k in range(10)]
    box, cost = meaning.bounding_box(), app.locator("[data-kind=cost]").bounding_box()
    assert box and cost and box["x"] + box["width"] < cost["x"]
    app.keyboard.press("Control+z")
    expect(menu).to_have_value("0")
    app.get_by_role("button", name="Show it as it was").click()
    expect(meaning).to_be_hidden()


def test_a_scaled_picture_is_drawn_in_its_own_units(app: Page) -> None:
    load(app, "digits")
    app.evaluate("learnscope.request({op: 'set_training', standardise: true})")
    stroke(app)
    ink, now = raw(app), snapshot(app)
    assert all(0.7 < ink[8 * row] <= 1 + 1e-9 for row in range(8))
    mean, scale = now["task"]["mean"], now["task"]["scale"]
    assert abs(now["inputs"][8] - (ink[8] - mean[8]) / scale[8]) < 1e-9


def test_pixels_are_drawn_by_keyboard(app: Page) -> None:
    load(app, "digits")
    app.locator(".pixel[tabindex='0']").focus()
    for key in ("Home", "ArrowDown", "ArrowRight"):
        app.keyboard.press(key)
    expect(app.get_by_role("spinbutton", name="input 10, pixel 2, 2")).to_be_focused()
    before = raw(app)
    app.keyboard.press("9")
    assert raw(app)[9] == 1
    app.keyboard.press("Delete")
    assert raw(app)[9] == 0
    app.keyboard.press("Space")
    assert raw(app)[9] == 0.25
    expect(app.locator(".numbers h2")).to_have_text("Numbers of input 10, pixel 2, 2")
    for _ in range(3):
        app.keyboard.press("Control+z")
    assert raw(app) == before
    app.get_by_label("select pixels").check()
    app.locator(".pixel").nth(20).click()
    expect(app.locator(".numbers h2")).to_have_text("Numbers of input 21, pixel 3, 5")
    assert raw(app) == before
