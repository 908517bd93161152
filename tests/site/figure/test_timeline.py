"""Check that the cost curve, undo and redo restore every moment to the last bit."""

from collections.abc import Iterator
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.site.conftest import snapshot
from tests.site.support.figure import SETTLED, assert_true, field, value_of
from tests.site.support.plain import plainly

type Snapshot = dict[str, Any]

TRAIN = """async count => {
  const trail = [[null, await learnscope.request({op: 'forward'})]];
  for (let n = 0; n < count; n++) {
    const learned = await learnscope.request({op: 'backprop'});
    trail.push([learned, await learnscope.request({op: 'forward'})]);
  }
  return trail;
}"""
"""Run Forward, then `count` times Backprop and Forward, and record both snapshots."""

SLOPES = ("delta", "d_weights", "d_biases", "weights_before", "biases_before", "weights_change")
VALUES = ("weights", "biases", "z", "a")


def settled(page: Page) -> Snapshot:
    page.evaluate(SETTLED)
    return snapshot(page)


def without_redo(snap: Snapshot) -> Snapshot:
    return {key: value for key, value in snap.items() if key != "can_redo"}


def assert_moment(page: Page, trail: list[list[Snapshot]], moment: int) -> None:
    """Check that the page shows that moment's network, exact to the last bit."""
    now = settled(page)
    learned, seen = trail[moment]
    assert now["moment"] == moment
    for key in ("inputs", "targets", "learning_rate", "step", "guess", "cost_value", "cost_change"):
        assert now[key] == seen[key]
    for number, layer in enumerate(now["layers"]):
        for name in VALUES:
            assert layer[name] == seen["layers"][number][name]
        for name in SLOPES:
            assert layer[name] == (learned and learned["layers"][number][name])
    assert_true(page)
    where = page.locator("#timeline output")
    expect(where).to_have_text(f"step {now['step']}, cost {now['cost_value']:.4f}")


def slider(page: Page) -> Any:
    return page.get_by_label("moment on the time line")


def train(page: Page, count: int) -> list[list[Snapshot]]:
    trail: list[list[Snapshot]] = plainly(page, TRAIN, count)
    expect(slider(page)).to_have_attribute("max", str(count))
    expect(page.locator("#timeline canvas")).to_be_visible()
    return trail


def test_the_arrow_keys_of_the_slider_show_each_moment_as_it_was(app: Page) -> None:
    trail = train(app, 6)
    slider(app).focus()
    moment = 6
    for key, by in [("ArrowLeft", -1)] * 6 + [("ArrowRight", 1)] * 3 + [("Home", -3), ("End", 6)]:
        app.keyboard.press(key)
        moment += by
        assert_moment(app, trail, moment)
        expect(slider(app)).to_have_value(str(moment))


def test_an_arrow_key_held_down_on_the_slider_loses_no_moment(app: Page) -> None:
    trail = train(app, 30)
    end = settled(app)
    slider(app).focus()
    for _ in range(25):
        app.keyboard.press("ArrowLeft")
    assert_moment(app, trail, 5)
    app.keyboard.press("Control+z")
    assert without_redo(settled(app)) == without_redo(end)


def along(page: Page, shares: list[float]) -> Iterator[None]:
    """Press on the chart and drag to shares of its width, from 0 to 1."""
    page.locator("#timeline").scroll_into_view_if_needed()
    box = page.locator("#timeline .u-over").bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + shares[0] * box["width"], y)
    page.mouse.down()
    for share in shares:
        page.mouse.move(box["x"] + share * box["width"], y, steps=3)
        yield
    page.mouse.up()


def test_dragging_along_the_curve_shows_each_moment_and_is_undone_as_one(app: Page) -> None:
    trail = train(app, 8)
    before = settled(app)
    moments = [6, 3, 0, 1, 5, 8, 2]
    for moment, _ in zip(moments, along(app, [m / 8 for m in moments]), strict=False):
        assert_moment(app, trail, moment)
    app.mouse.up()
    app.keyboard.press("Control+z")
    assert without_redo(settled(app)) == without_redo(before)
    app.keyboard.press("Control+Shift+z")
    assert_moment(app, trail, 2)


def test_a_finger_drags_along_the_curve_too(app: Page) -> None:
    trail = train(app, 4)
    app.locator("#timeline").scroll_into_view_if_needed()
    box = app.locator("#timeline .u-over").bounding_box()
    assert box
    y, points = box["y"] + 40, [box["x"] + share * box["width"] for share in (0.75, 0.5, 0.25)]
    session = app.context.new_cdp_session(app)
    for n, x in enumerate(points):
        kind = "touchMove" if n else "touchStart"
        at = [{"x": x, "y": y}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()
    assert_moment(app, trail, 1)


def test_going_on_from_an_earlier_moment_branches_and_undo_brings_the_old_future_back(
    app: Page,
) -> None:
    trail = train(app, 6)
    end = settled(app)
    slider(app).focus()
    for _ in range(4):
        app.keyboard.press("ArrowLeft")
    assert_moment(app, trail, 2)
    field(app, "input").fill("0.7")
    app.keyboard.press("Enter")
    for name in ("Forward", "Backprop", "Forward"):
        app.get_by_role("button", name=name).click()
    branch = settled(app)
    assert branch["line"] != end["line"]
    expect(slider(app)).to_have_attribute("max", "4")
    slider(app).focus()
    app.keyboard.press("Home")
    assert_moment(app, trail, 0)
    for _ in range(6):  # the scrubbing, three verbs, the edit, and the earlier scrubbing
        app.keyboard.press("Control+z")
    assert without_redo(settled(app)) == without_redo(end)
    expect(slider(app)).to_have_attribute("max", "6")
    for moment in (5, 4, 3):
        app.keyboard.press("ArrowLeft")
        assert_moment(app, trail, moment)


def test_reset_begins_again_with_the_same_weights_and_undo_takes_it_back(app: Page) -> None:
    start = settled(app)
    trail = train(app, 5)
    end = settled(app)
    app.get_by_role("button", name="Reset").click()
    again = settled(app)
    assert again["layers"] == start["layers"]
    assert (again["step"], again["cost_value"], again["moments"]) == (0, None, 0)
    expect(slider(app)).to_be_hidden()
    app.keyboard.press("Control+z")
    assert without_redo(settled(app)) == without_redo(end)
    slider(app).focus()
    app.keyboard.press("ArrowLeft")
    assert_moment(app, trail, 4)
    app.get_by_role("button", name="Reset").click()
    for (learned, seen), (before, then) in zip(train(app, 5), trail, strict=True):
        assert (learned and learned["layers"]) == (before and before["layers"])
        assert (seen["layers"], seen["guess"]) == (then["layers"], then["guess"])


def test_a_long_run_still_shows_every_moment_as_it_was(app: Page) -> None:
    trail = train(app, 200)
    random = Random(1)
    for moment in random.sample(range(201), 8):
        slider(app).fill(str(moment))
        assert_moment(app, trail, moment)
    shares = [random.random() for _ in range(8)]
    for share, _ in zip(shares, along(app, shares), strict=False):
        assert_moment(app, trail, settled(app)["moment"])
        assert abs(snapshot(app)["moment"] - share * 200) < 2
    app.mouse.up()


BEYOND_WHAT_IS_KEPT = """count => {
  for (let n = 0; n < count; n++) self.onmessage({data: {id: -1, request: {op: 'backprop'}}});
}"""


def test_moments_that_are_not_kept_any_more_are_worked_out_again_to_the_last_bit(app: Page) -> None:
    [worker] = app.workers
    kept: dict[int, Snapshot] = {}
    for _ in range(6):
        worker.evaluate(BEYOND_WHAT_IS_KEPT, 500)
        app.evaluate("learnscope.request({op: 'forward'})")
        kept[snapshot(app)["moment"]] = snapshot(app)
    assert snapshot(app)["moment"] == 3000
    for moment, seen in kept.items():
        slider(app).fill(str(moment))
        now = settled(app)
        assert now["step"] == seen["step"]
        assert (now["guess"], now["cost_value"]) == (seen["guess"], seen["cost_value"])
        for layer, then in zip(now["layers"], seen["layers"], strict=True):
            assert [layer[name] for name in VALUES] == [then[name] for name in VALUES]
        assert_true(app)


DO = """async actions => {
  const trail = [learnscope.snapshot()];
  for (const [selector, text] of actions) {
    const element = document.querySelector(selector);
    if (text === null) element.click();
    else {
      element.value = text;
      element.dispatchEvent(new Event('input'));
      element.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'}));
    }
    trail.push(await learnscope.request({op: 'snapshot'}));
  }
  return trail;
}"""


def random_actions(random: Random, edits: int) -> Iterator[list[str | None]]:
    """Draw random edits of numbers, with some Forward and Backprop in between."""
    fields = [
        *(f"[data-kind=input][data-index='{i}']" for i in range(3)),
        *(f"[data-kind=target][data-index='{k}']" for k in range(3)),
        *(
            f"[data-kind=weight][data-layer='{layer}'][data-index='{j}'][data-from='0']"
            for layer, j in ((1, 0), (1, 1), (2, 0), (2, 2))
        ),
        "[data-kind=bias][data-layer='1'][data-index='1']",
        "[data-place=learning-rate]",
    ]
    for _ in range(edits):
        yield [random.choice(fields), f"{random.uniform(0, 2):.4f}"]
        if random.random() < 0.3:
            yield [".forward", None]
            if random.random() < 0.7:
                yield [".backprop", None]


KEY_HELD = """([times, shiftKey]) => {
  for (let n = 0; n < times; n++) {
    const key = shiftKey ? 'Z' : 'z';
    const keys = {key, ctrlKey: true, shiftKey, bubbles: true, cancelable: true};
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', keys));
  }
}"""
"""Press Ctrl+Z or Ctrl+Shift+Z many times at once, faster than any answer."""


def test_200_random_edits_are_undone_and_done_again_to_the_last_bit(app: Page) -> None:
    shown = plainly(app, DO, list(random_actions(Random(200), 200)))
    # A Forward with nothing to compute is no step.
    trail = [a for a, b in pairwise(shown) if without_redo(a) != without_redo(b)] + shown[-1:]
    assert len(trail) > 270
    app.evaluate(KEY_HELD, [(len(trail) - 1) % 25, False])
    for at in reversed(range(0, len(trail), 25)):
        assert without_redo(settled(app)) == without_redo(trail[at])
        assert_true(app)
        app.evaluate(KEY_HELD, [25 if at else 0, False])
    assert not snapshot(app)["can_step_back"]
    for at in range(25, len(trail), 25):
        app.evaluate(KEY_HELD, [25, True])
        assert without_redo(settled(app)) == without_redo(trail[at])
    app.evaluate(KEY_HELD, [len(trail) % 25, True])
    assert without_redo(settled(app)) == without_redo(trail[-1])
    assert not snapshot(app)["can_redo"]
    assert_true(app)


@pytest.mark.parametrize("kind", ["input", "weight", "learning rate"])
def test_while_a_number_is_typed_undo_takes_back_the_typing_only(app: Page, kind: str) -> None:
    field(app, "bias").fill("0.75")
    app.keyboard.press("Enter")
    before = settled(app)
    shown = field(app, kind).input_value()
    field(app, kind).click()
    app.keyboard.type("0.5")
    while field(app, kind).input_value() != shown:
        app.keyboard.press("Control+z")
        assert settled(app) == before
    app.keyboard.press("Control+z")  # nothing typed is left to undo
    assert value_of(settled(app), "bias") != 0.75
    app.keyboard.press("Control+Shift+z")
    assert settled(app) == before
    expect(field(app, kind)).to_be_focused()
    expect(field(app, kind)).to_have_value(shown)


def test_a_number_that_has_been_taken_is_undone_in_the_network(app: Page) -> None:
    before = settled(app)
    shown = field(app, "weight").input_value()
    field(app, "weight").click()
    app.keyboard.type("0.5")
    app.keyboard.press("Enter")
    app.keyboard.press("Control+z")
    assert without_redo(settled(app)) == without_redo(before)
    expect(field(app, "weight")).to_have_value(shown)
    app.keyboard.press("Control+y")
    assert value_of(settled(app), "weight") == 0.5


def test_a_refused_number_is_taken_back_by_undo_and_the_network_stays(app: Page) -> None:
    field(app, "bias").fill("0.75")
    app.keyboard.press("Enter")
    before = settled(app)
    field(app, "weight").click()
    app.keyboard.type("abc")
    app.keyboard.press("Enter")
    expect(app.locator("#problem")).to_be_visible()
    app.keyboard.press("Control+z")
    expect(field(app, "weight")).not_to_have_value("abc")
    assert settled(app) == before


def test_undo_in_the_seed_field_is_for_what_is_typed_there(app: Page) -> None:
    field(app, "bias").fill("0.75")
    app.keyboard.press("Enter")
    before = settled(app)
    app.get_by_label("seed", exact=True).click()
    app.keyboard.type("7")
    app.keyboard.press("Control+z")
    assert settled(app) == before
    expect(app.get_by_label("seed", exact=True)).to_have_value("2015")
    app.keyboard.press("End")
    app.keyboard.type("7")
    app.keyboard.press("Enter")
    assert settled(app)["seed"] == 20157
    app.keyboard.press("Control+z")
    assert without_redo(settled(app)) == without_redo(before)
