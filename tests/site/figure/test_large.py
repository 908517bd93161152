"""Check large networks: readable at any width, and every number one step away."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from learnscope.common.formatting import shown
from learnscope.datasets.tasks import FIRST, TASKS
from tests.site.conftest import snapshot
from tests.site.figure.test_layout import assert_tidy
from tests.site.support.figure import SETTLED
from tests.site.support.tasks import load, load_largest, unfold

BOXES = """() => {
  const boxes = [];
  const add = (name, element) => {
    const {x, y, width: w, height: h} = element.getBoundingClientRect();
    if (w && h) boxes.push({name, x, y, w, h});
  };
  for (const cell of document.querySelectorAll('.large .cell')) {
    add('cell ' + cell.dataset.place, cell.querySelector('.body'));
    for (const text of cell.querySelectorAll('text')) {
      if (text.textContent && text.getAttribute('text-anchor') !== 'middle') {
        add('text ' + cell.dataset.place, text);
      }
    }
  }
  for (const pixel of document.querySelectorAll('.pixel')) add('pixel', pixel);
  for (const circle of document.querySelectorAll('.large .input .body')) add('cell', circle);
  for (const part of document.querySelectorAll('.outcome text, .outcome .track, .outcome .field')) {
    if (part.textContent || !part.matches('text')) add('outcome ' + part.textContent, part);
  }
  add('cost', document.querySelector('.large .cost'));
  return boxes;
}"""


def overlapping(boxes: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """List pairs of boxes that overlap.

    Boxes of texts may overlap a little, as they have air above and below.
    """
    found = []
    for n, a in enumerate(boxes):
        for b in boxes[:n]:
            dx = min(a["x"] + a["w"], b["x"] + b["w"]) - max(a["x"], b["x"])
            dy = min(a["y"] + a["h"], b["y"] + b["h"]) - max(a["y"], b["y"])
            air = 6 if a["name"].startswith(("outcome", "text", "cost")) else 1
            if dx > 1 and dy > air:
                found.append((a["name"], b["name"]))
    return found


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_overlaps_whatever_is_learned(app: Page, width: int) -> None:
    app.set_viewport_size({"width": width, "height": 900})
    for name in (*TASKS, "largest"):
        if name == "largest":
            load_largest(app)
        else:
            load(app, name)
        if not app.locator(".network.large").count():
            assert_tidy(app)
            continue
        boxes = app.evaluate(BOXES)
        sizes = [len(layer["biases"]) for layer in snapshot(app)["layers"]]
        assert sum("cell neuron" in box["name"] for box in boxes) == sum(sizes), name
        assert overlapping(boxes) == [], name
        for box in boxes:
            assert box["x"] >= 0 and box["x"] + box["w"] <= width, (name, box)
        assert app.evaluate("document.querySelector('.network').clientHeight") <= 640
        assert app.evaluate("document.documentElement.scrollWidth") <= width, name


def test_the_first_network_is_drawn_with_every_number(app: Page) -> None:
    load(app, "digits")
    expect(app.locator(".network.large")).to_have_count(1)
    load(app, FIRST)
    expect(app.locator(".network.large")).to_have_count(0)
    expect(app.locator("[data-kind=weight]")).to_have_count(12)


def test_a_weight_of_the_largest_network_is_found_and_edited_by_keyboard(app: Page) -> None:
    load_largest(app)
    app.locator("[data-kind=neuron][data-layer='2'][tabindex='0']").focus()
    start = app.evaluate("document.activeElement.dataset.index")
    assert start == "0"
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        app.keyboard.press(key)
    neuron = app.evaluate("document.activeElement.dataset.index")
    expect(app.locator(".numbers h2")).to_have_text(f"Numbers of hidden 2.{int(neuron) + 1}")
    app.keyboard.press("Enter")
    expect(app.get_by_label(f"bias of hidden 2.{int(neuron) + 1}")).to_be_focused()
    for _ in range(30):
        app.keyboard.press("Tab")
        if app.evaluate("document.activeElement.dataset.from") == "25":
            break
    name = f"weight from hidden 1.26 to hidden 2.{int(neuron) + 1}"
    expect(app.get_by_label(name, exact=True)).to_be_focused()
    old = snapshot(app)["layers"][1]["weights"][int(neuron)][25]
    expect(app.get_by_label(name, exact=True)).to_have_value(shown(old))
    app.keyboard.type("0.125")
    app.keyboard.press("Enter")
    app.evaluate(SETTLED)
    assert snapshot(app)["layers"][1]["weights"][int(neuron)][25] == 0.125
    expect(app.locator("#inspector h2")).to_have_text(re.compile(name, re.IGNORECASE))
    app.keyboard.press("Escape")
    assert app.evaluate("document.activeElement.dataset.place") == f"neuron-2-{neuron}"
    app.keyboard.press("Control+z")
    app.evaluate(SETTLED)
    assert snapshot(app)["layers"][1]["weights"][int(neuron)][25] == old


def test_a_line_is_pointed_at_and_selected_by_mouse(app: Page) -> None:
    load(app, "moons")
    app.locator("#figure").scroll_into_view_if_needed()
    a = app.locator(".cell[data-place=neuron-1-0] .body").bounding_box()
    b = app.locator(".cell[data-place=neuron-2-1] .body").bounding_box()
    assert a and b
    start, end = a["x"] + a["width"], b["x"]
    x = start + (end - start) * 0.9
    ya, yb = a["y"] + a["height"] / 2, b["y"] + b["height"] / 2
    app.mouse.move(x, ya + (yb - ya) * 0.9)
    weight = snapshot(app)["layers"][1]["weights"][1][0]
    expect(app.locator(".callout .number")).to_have_text(shown(weight))
    expect(app.locator("#caption p").first).to_contain_text("weight from hidden 1 to output 2")
    app.mouse.click(x, ya + (yb - ya) * 0.9)
    expect(app.locator(".numbers h2")).to_contain_text("Numbers of output 2")
    expect(app.locator("#inspector h2")).to_have_text("weight from hidden 1 to output 2")
    expect(app.locator(".numbers [data-selected][data-kind=weight]")).to_have_count(1)


def test_what_is_selected_stays_so_and_is_true_while_it_trains(app: Page) -> None:
    load(app, "digits")
    app.locator(".cell[data-place=neuron-1-5]").click()
    weight = app.get_by_label("weight from input 12 to hidden 6", exact=True)
    expect(weight).to_have_count(1)
    before = weight.get_attribute("data-value")
    app.get_by_role("button", name="Play").click()
    app.wait_for_function("learnscope.snapshot().step > 3")
    app.get_by_role("button", name="Pause").click()
    app.evaluate(SETTLED)
    now = snapshot(app)
    assert weight.get_attribute("data-value") == str(now["layers"][0]["weights"][5][11])
    assert weight.get_attribute("data-value") != before
    cell = app.locator(".cell[data-place=neuron-1-5]")
    assert cell.get_attribute("data-value") == str(now["layers"][0]["a"][5])
    expect(cell).to_have_attribute("data-selected", "")
    expect(cell).to_have_attribute("aria-label", re.compile(r"hidden 6: .*activation"))


def test_classes_and_features_have_their_names(app: Page) -> None:
    load(app, "iris")
    expect(app.get_by_role("spinbutton", name="input 1, sepal length")).to_have_count(1)
    expect(app.get_by_role("img", name="guess for output 1, setosa")).to_have_count(1)
    expect(app.locator(".outcome[data-right]")).to_have_text(re.compile("→ setosa"))
    app.get_by_role("spinbutton", name="input 1, sepal length").focus()
    raw = snapshot(app)["task"]["raw_inputs"][0]
    expect(app.locator("#caption p").first).to_contain_text(f"which is {raw} before")


def test_motion_runs_through_a_large_network_layer_by_layer(app: Page) -> None:
    app.evaluate("learnscope.request({op: 'load_task', name: 'spirals'})")
    unfold(app)
    app.get_by_label("animation").select_option("4")
    app.get_by_role("button", name="Forward").click()
    first = "document.querySelector(`.cell[data-place=neuron-${n}-0]`)"
    known = f"n => {first}.dataset.computed === 'true'"
    for layer in (1, 2, 3):
        app.wait_for_function(known, arg=layer)
    app.evaluate(SETTLED)
    assert snapshot(app)["cost_value"] is not None
