"""Test adding and removing layers and neurons by the controls above the figure."""

import pytest
from playwright.sync_api import Page, expect

from tests.site.conftest import snapshot
from tests.site.support.figure import SETTLED, assert_true
from tests.site.support.tasks import load


def sizes(page: Page) -> list[int]:
    page.evaluate(SETTLED)
    return [len(layer["biases"]) for layer in snapshot(page)["layers"]]


def press(page: Page, name: str) -> None:
    """Press a button by keyboard."""
    button = page.get_by_role("button", name=name, exact=True)
    button.focus()
    page.keyboard.press("Enter")
    page.evaluate(SETTLED)


def test_neurons_come_and_go_by_keyboard_and_what_stays_stays(app: Page) -> None:
    start = snapshot(app)["layers"]
    press(app, "add a neuron to hidden layer 1")
    expect(app.get_by_role("button", name="add a neuron to hidden layer 1")).to_be_focused()
    now = snapshot(app)["layers"]
    assert now[0]["weights"][:2] == start[0]["weights"]
    assert [row[:2] for row in now[1]["weights"]] == start[1]["weights"]
    assert_true(app)
    press(app, "remove a neuron from hidden layer 1")
    assert snapshot(app)["layers"] == start
    app.keyboard.press("Control+z")
    assert sizes(app) == [3, 3]


def test_the_number_of_neurons_can_be_typed(app: Page) -> None:
    field = app.get_by_role("spinbutton", name="neurons in hidden layer 1")
    field.fill("40")
    app.keyboard.press("Enter")
    assert sizes(app) == [40, 3]
    expect(app.locator("[data-kind=neuron][data-layer='1']")).to_have_count(40)
    expect(field).to_be_focused()
    field.fill("129")
    app.keyboard.press("Enter")
    expect(app.locator("#problem")).to_contain_text("from 1 to 128, not 129")
    assert sizes(app) == [40, 3]
    app.keyboard.press("Escape")
    for _ in range(2):
        app.keyboard.press("ArrowDown")
    assert sizes(app) == [38, 3]
    app.keyboard.press("Control+z")
    assert sizes(app) == [40, 3]


def test_layers_come_and_go(app: Page) -> None:
    start = snapshot(app)["layers"]
    press(app, "add a hidden layer after hidden layer 1")
    assert sizes(app) == [2, 2, 3]
    assert snapshot(app)["layers"][0] == start[0]
    press(app, "add a hidden layer after the inputs")
    assert sizes(app) == [3, 2, 2, 3]
    for _ in range(3):
        press(app, "remove hidden layer 1")
    assert sizes(app) == [3]
    expect(app.get_by_role("button", name="add a hidden layer after the inputs")).to_be_focused()
    for _ in range(6):
        press(app, "add a hidden layer after the inputs")
    press(app, "add a hidden layer after the inputs")
    expect(app.locator("#problem")).to_contain_text("at most 6 hidden layers")
    assert len(sizes(app)) == 7


@pytest.mark.parametrize("width", [360, 1440])
def test_the_controls_stand_above_their_layers_and_beside_one_another(
    app: Page, width: int
) -> None:
    app.set_viewport_size({"width": width, "height": 900})
    load(app, "spirals")
    for _ in range(4):
        app.evaluate("learnscope.request({op: 'add_layer', layer: 1})")
    boxes = app.evaluate(
        """[...document.querySelectorAll('.shape button, .shape .field')].filter(
          e => e.checkVisibility({visibilityProperty: true})).map(e => {
          const {x, y, width: w, height: h} = e.getBoundingClientRect();
          return {x, y, w, h};
        })"""
    )
    assert len(boxes) == 7 + 6 + 3  # only the buttons of one layer fit at a time
    for n, a in enumerate(boxes):
        assert a["w"] >= 24 and a["h"] >= 24
        assert a["x"] >= 0 and a["x"] + a["w"] <= width
        for b in boxes[:n]:
            assert not (
                abs(a["x"] + a["w"] / 2 - b["x"] - b["w"] / 2) < (a["w"] + b["w"]) / 2 - 0.5
                and abs(a["y"] + a["h"] / 2 - b["y"] - b["h"] / 2) < (a["h"] + b["h"]) / 2 - 0.5
            ), (a, b)
    for layer in range(1, 7):
        field = app.get_by_label(f"neurons in hidden layer {layer}").bounding_box()
        column = app.locator(f"[data-kind=neuron][data-layer='{layer}'] .body").evaluate_all(
            """all => {
              const boxes = all.map(e => e.getBoundingClientRect());
              const left = Math.min(...boxes.map(box => box.left));
              return (left + Math.max(...boxes.map(box => box.right))) / 2;
            }"""
        )
        assert field and abs(field["x"] + field["width"] / 2 - column) < 6
    app.get_by_label("neurons in hidden layer 5").focus()
    press(app, "remove hidden layer 5")
    assert len(sizes(app)) == 6


def test_start_weights_are_drawn_in_the_way_that_is_chosen(app: Page) -> None:
    menu = app.get_by_label("start weights")
    expect(menu).to_have_value("uniform")
    seed = snapshot(app)["seed"]
    menu.select_option("he")
    app.evaluate(SETTLED)
    now = snapshot(app)
    assert (now["initial"], now["seed"]) == ("he", seed)
    assert now["layers"][0]["biases"] == [0, 0]
    app.keyboard.press("Control+z")
    app.evaluate(SETTLED)
    expect(menu).to_have_value("uniform")


def test_a_neuron_that_is_looked_at_can_be_removed(app: Page) -> None:
    load(app, "digits")
    weights = snapshot(app)["layers"][0]["weights"]
    app.locator(".cell[data-place=neuron-1-3]").click()
    app.get_by_role("button", name="Remove this neuron").click()
    assert sizes(app) == [31, 10]
    assert snapshot(app)["layers"][0]["weights"] == weights[:3] + weights[4:]


def test_a_refused_number_is_not_complained_of_when_its_layer_is_gone(app: Page) -> None:
    field = app.get_by_role("spinbutton", name="neurons in hidden layer 1")
    field.fill("0.7")
    app.keyboard.press("Enter")
    expect(app.locator("#problem")).to_contain_text("not 0.7")
    app.get_by_role("button", name="remove hidden layer 1").click()
    assert sizes(app) == [3]
    expect(app.locator("#problem")).to_be_hidden()
    app.keyboard.press("Control+z")
    assert sizes(app) == [2, 3]


def test_what_tells_the_inputs_of_one_column_apart_can_be_read_in_the_figure(app: Page) -> None:
    rows = [f"{('north', 'south', 'west')[n % 3]},{n % 5},{n}" for n in range(30)]
    table = "\n".join(["neighbourhood,rooms,price", *rows])
    for request in (
        {"op": "table_part", "part": table, "first": True},
        {"op": "table"},
        {"op": "load_table", "predict": "price"},
    ):
        app.evaluate("request => learnscope.request(request)", request)
    figure = app.locator("#figure")
    for name in ("…= north", "…= south", "…= west", "rooms"):
        expect(figure).to_contain_text(name)
