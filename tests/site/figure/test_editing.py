"""Check that every editable number can be typed, dragged and changed by arrow keys."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.conftest import snapshot
from tests.site.support.figure import PLACES, SETTLED, assert_true, field, value_of

every_kind = pytest.mark.parametrize("kind", PLACES)


def settled(page: Page, kind: str) -> float:
    page.evaluate(SETTLED)
    return value_of(snapshot(page), kind)


@every_kind
def test_a_typed_number_is_taken_by_enter(app: Page, kind: str) -> None:
    field(app, kind).click()
    app.keyboard.type("0.625")
    app.keyboard.press("Enter")
    assert settled(app, kind) == 0.625
    expect(field(app, kind)).to_be_focused()
    assert_true(app)


@every_kind
def test_a_typed_number_is_taken_when_the_field_is_left(app: Page, kind: str) -> None:
    field(app, kind).click()
    app.keyboard.type("0.375")
    app.locator("h1").click()
    assert settled(app, kind) == 0.375
    assert_true(app)


def test_a_typed_number_is_taken_by_forward_without_leaving_the_field_first(app: Page) -> None:
    field(app, "weight").click()
    app.keyboard.type("0.75")
    app.get_by_role("button", name="Forward").click()
    app.evaluate(SETTLED)
    assert value_of(snapshot(app), "weight") == 0.75
    assert snapshot(app)["cost_value"] is not None
    assert_true(app)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("0,5", 0.5), ("−0.25", -0.25), ("-.5", -0.5), ("1e-3", 0.001), ("+2", 2), (" 3 ", 3)],
)
def test_numbers_may_be_written_as_people_write_them(app: Page, typed: str, value: float) -> None:
    field(app, "weight").fill(typed)
    field(app, "weight").press("Enter")
    assert settled(app, "weight") == value


@every_kind
def test_arrow_keys_move_it_coarser_with_shift_and_finer_with_alt(app: Page, kind: str) -> None:
    field(app, kind).click()
    app.keyboard.type("0.5")
    app.keyboard.press("Enter")
    for key, value in [
        ("ArrowUp", 0.6),
        ("Shift+ArrowUp", 1.6),
        ("Alt+ArrowUp", 1.61),
        ("ArrowDown", 1.51),
        ("Shift+ArrowDown", 0.51),
        ("Alt+ArrowDown", 0.5),
    ]:
        app.keyboard.press(key)
        assert settled(app, kind) == value
    assert_true(app)


def test_an_arrow_key_held_down_loses_no_step(app: Page) -> None:
    field(app, "input").click()
    for _ in range(30):
        app.keyboard.press("ArrowUp")
    assert settled(app, "input") == pytest.approx(0.1 + 30 * 0.1)


@every_kind
def test_dragging_sideways_moves_it(app: Page, kind: str) -> None:
    before = settled(app, kind)
    drag(app, field(app, kind), 30)
    assert settled(app, kind) == pytest.approx(before + 0.3, abs=1e-9)
    drag(app, field(app, kind), 10, key="Shift")
    assert settled(app, kind) == pytest.approx(before + 0.3 + 1.0, abs=1e-9)
    assert_true(app)


def drag(page: Page, target: Locator, pixels: int, key: str | None = None) -> None:
    box = target.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    if key:
        page.keyboard.down(key)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + pixels, y, steps=6)
    page.mouse.up()
    if key:
        page.keyboard.up(key)


def test_a_finger_drags_as_well(app: Page) -> None:
    before = settled(app, "weight")
    box = field(app, "weight").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session = app.context.new_cdp_session(app)
    for kind, points in [
        ("touchStart", [{"x": x, "y": y}]),
        *(("touchMove", [{"x": x + dx, "y": y}]) for dx in range(0, 41, 5)),
        ("touchEnd", []),
    ]:
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.detach()
    after = settled(app, "weight")
    assert before + 0.2 < after <= before + 0.4 + 1e-9


def test_escape_gives_the_number_back(app: Page) -> None:
    before = value_of(snapshot(app), "bias")
    shown = field(app, "bias").input_value()
    field(app, "bias").click()
    app.keyboard.type("7")
    app.keyboard.press("Escape")
    expect(field(app, "bias")).to_have_value(shown)
    app.locator("h1").click()
    assert settled(app, "bias") == before


NONSENSE = {
    "text": ("abc", "must be a number, not “abc”."),
    "nothing": ("", "must be a number, not"),
    "two signs": ("--1", "must be a number, not “--1”."),
    "not a number": ("NaN", "must be a number, not “NaN”."),
    "infinity": ("Infinity", "must be a finite number, not ∞."),
    "too large": ("-1e999", "must be a finite number, not −∞."),
    "a novel": ("la" * 5000, "must be a number, not “lala"),
}


@pytest.mark.parametrize(("typed", "said"), NONSENSE.values(), ids=NONSENSE)
@pytest.mark.parametrize("kind", ["weight", "learning rate"])
def test_nonsense_is_answered_at_the_field_and_changes_nothing(
    app: Page, kind: str, typed: str, said: str
) -> None:
    app.get_by_role("button", name="Forward").click()
    app.evaluate(SETTLED)
    before = snapshot(app)
    field(app, kind).click()
    field(app, kind).fill(typed)
    app.keyboard.press("Enter")
    bubble = app.locator("#problem")
    expect(bubble).to_contain_text(said)
    expect(field(app, kind)).to_have_value(typed)
    expect(field(app, kind)).to_have_attribute("aria-invalid", "true")
    assert snapshot(app) == before
    at, where = bubble.bounding_box(), field(app, kind).bounding_box()
    assert at and where
    assert 0 <= at["y"] - (where["y"] + where["height"]) < 20
    app.keyboard.press("Escape")
    expect(bubble).to_be_hidden()
    assert_true(app)


def test_a_negative_learning_rate_is_answered_where_it_was_typed(app: Page) -> None:
    field(app, "learning rate").fill("-1")
    app.keyboard.press("Enter")
    expect(app.locator("#problem")).to_contain_text("0 or more")
    assert snapshot(app)["learning_rate"] == 0.3


@pytest.mark.parametrize("typed", ["abc", "-1", "0.5", "1e300"])
def test_a_seed_that_is_none_is_answered_where_it_was_typed(app: Page, typed: str) -> None:
    before = snapshot(app)
    app.get_by_label("seed", exact=True).fill(typed)
    app.get_by_role("button", name="New weights").click()
    expect(app.locator("#problem")).to_contain_text("The seed must be")
    expect(app.get_by_label("seed", exact=True)).to_have_value(typed)
    assert snapshot(app) == before
    app.get_by_label("seed", exact=True).press("Escape")


def test_every_digit_is_shown_on_focus_and_on_pointing(app: Page) -> None:
    exact = str(value_of(snapshot(app), "weight")).replace("-", "−")
    field(app, "weight").focus()
    expect(app.locator("#caption")).to_contain_text(exact)
    app.locator("h1").click()
    expect(app.locator("#caption")).not_to_contain_text(exact)
    field(app, "weight").hover()
    expect(app.locator("#caption")).to_contain_text(exact)


def test_leaving_a_field_before_the_answer_is_there_sends_nothing_twice(app: Page) -> None:
    before = settled(app, "weight")
    field(app, "weight").evaluate(
        """input => {
          input.focus();
          input.value = '0.25';
          input.dispatchEvent(new Event('input'));
          input.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'}));
          input.blur();
        }"""
    )
    assert settled(app, "weight") == 0.25
    app.get_by_role("button", name="Step back").click()
    assert settled(app, "weight") == before


def test_one_drag_is_undone_as_one_and_two_typed_numbers_as_two(app: Page) -> None:
    before = settled(app, "weight")
    drag(app, field(app, "weight"), 30)
    dragged = settled(app, "weight")
    for text in ("0.5", "0.25"):
        field(app, "weight").fill(text)
        app.keyboard.press("Enter")
    app.locator("h1").click()
    for value in (0.5, dragged, before):
        app.keyboard.press("Control+z")
        assert settled(app, "weight") == value
    for value in (dragged, 0.5, 0.25):
        app.keyboard.press("Control+Shift+z")
        assert settled(app, "weight") == value
    assert_true(app)


def test_what_is_typed_while_an_answer_is_on_its_way_is_kept(app: Page) -> None:
    app.evaluate(
        """selector => {
          const input = document.querySelector(selector);
          const type = text => {
            input.focus();
            input.value = text;
            input.dispatchEvent(new Event('input'));
            input.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'}));
          };
          type('0.5');
          input.value = '0.25';
          input.dispatchEvent(new Event('input'));
        }""",
        PLACES["weight"],
    )
    app.evaluate(SETTLED)
    expect(field(app, "weight")).to_have_value("0.25")
    app.keyboard.press("Enter")
    assert settled(app, "weight") == 0.25
