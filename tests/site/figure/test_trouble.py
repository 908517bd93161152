"""Check that numerical trouble is marked at its origin, with one click back."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.conftest import snapshot
from tests.site.support.figure import SETTLED, assert_true, field

type Snapshot = dict[str, Any]

RUNAWAY: Snapshot = {
    "layers": [{"weights": [[0.5, 0.25]], "biases": [0.1], "activation": "identity"}],
    "cost": "squared_error",
    "inputs": [1.0, 2.0],
    "targets": [3.0],
    "learning_rate": 1e30,
}
"""Network whose numbers grow with each step."""

RELU: Snapshot = {
    "layers": [
        {"weights": [[0.5, 0.25], [0.3, 0.2]], "biases": [0.1, 0.1], "activation": "relu"},
        {"weights": [[0.5, -0.5]], "biases": [0.0], "activation": "sigmoid"},
    ],
    "cost": "squared_error",
    "inputs": [1.0, 1.0],
    "targets": [1.0],
}
"""Network whose hidden neurons can die."""


def settled(page: Page) -> Snapshot:
    page.evaluate(SETTLED)
    return snapshot(page)


def without_redo(snap: Snapshot) -> Snapshot:
    return {key: value for key, value in snap.items() if key != "can_redo"}


def load(page: Page, network: Snapshot) -> None:
    page.evaluate("network => learnscope.request({op: 'load', network})", network)


def click(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def problem(page: Page) -> Locator:
    return page.locator("#problem")


def marked(page: Page) -> set[str]:
    """List the places that the figure marks."""
    places = page.locator("#figure [data-lit]").evaluate_all("all => all.map(e => e.dataset.place)")
    return set(places)


def looks(page: Page, place: str) -> str:
    """Describe how a place in the figure is drawn."""
    text: str = page.locator(f"#figure [data-place={place}]").last.evaluate(
        """e => [e, ...e.querySelectorAll('*')].map(x => {
          const {stroke, strokeWidth, outline, fill} = getComputedStyle(x);
          return [stroke, strokeWidth, outline, fill].join();
        }).join()"""
    )
    return text


@pytest.mark.parametrize("animation", ["0", "4"])
def test_play_halts_where_numbers_run_away_and_one_click_leads_back(
    app: Page, animation: str
) -> None:
    load(app, RUNAWAY)
    plain = looks(app, "cost")
    app.get_by_label("animation").select_option(animation)
    click(app, "Play")
    expect(problem(app)).to_contain_text("too large to hold", timeout=20_000)
    expect(app.get_by_role("button", name="Play")).to_be_visible()
    expect(problem(app)).to_contain_text("first at the cost")
    expect(problem(app)).to_contain_text("undo it, and make the learning rate smaller")
    assert marked(app) == {"cost"}
    assert looks(app, "cost") != plain
    app.get_by_label("animation").select_option("0")
    step = snapshot(app)["step"]
    assert_true(app)

    click(app, "Undo the last change")
    now = settled(app)
    expect(problem(app)).to_be_hidden()
    assert now["diagnosis"]["kind"] == "too_large"  # it is so already one step before
    assert marked(app) == {now["diagnosis"]["place"]}
    assert (now["step"], now["cost_value"] is None) == (step - 1, False)
    assert_true(app)
    field(app, "learning rate").fill("0.01")
    app.keyboard.press("Enter")
    click(app, "Backprop")
    click(app, "Forward")
    assert settled(app)["cost_value"] < now["cost_value"]
    expect(problem(app)).to_be_hidden()


def test_a_step_beyond_all_numbers_marks_the_weight_it_would_break(app: Page) -> None:
    load(app, {**RUNAWAY, "learning_rate": 1e308, "targets": [1e3]})
    click(app, "Forward")
    before = settled(app)
    click(app, "Backprop")
    expect(problem(app)).to_contain_text("would make a weight too large to hold")
    expect(problem(app)).to_contain_text("Make the learning rate smaller")
    assert marked(app) == {"weight-1-0-0"}
    assert settled(app) == before


def test_an_edit_during_play_that_breaks_the_numbers_halts_it(app: Page) -> None:
    load(app, {**RUNAWAY, "learning_rate": 0.01})
    click(app, "Play")
    app.wait_for_function("learnscope.snapshot().step > 2")
    app.get_by_label("weight from input 2 to output 1").fill("1e308")
    app.keyboard.press("Enter")
    expect(problem(app)).to_contain_text("too large to hold")
    expect(app.get_by_role("button", name="Play")).to_be_visible()
    assert marked(app) <= {"cost", "neuron-1-0"} and marked(app)
    click(app, "Undo the last change")
    now = settled(app)
    assert now["layers"][0]["weights"][0][1] < 1e3
    click(app, "Forward")
    assert settled(app)["cost_value"] is not None
    assert_true(app)


def test_while_live_an_edit_that_cannot_be_followed_is_refused_at_its_field(app: Page) -> None:
    load(app, {**RUNAWAY, "learning_rate": 0.01})
    app.get_by_role("switch", name="Live").check()
    before = settled(app)
    weight = app.get_by_label("weight from input 1 to output 1")
    weight.fill("1e300")
    app.keyboard.press("Enter")
    expect(problem(app)).to_contain_text("too large to hold")
    expect(weight).to_have_attribute("aria-invalid", "true")
    assert marked(app) == {"weight-1-0-0", "cost"}
    # Nothing was changed, so there is nothing to undo.
    expect(app.get_by_role("button", name="Undo the last change")).to_be_hidden()
    app.keyboard.press("Escape")
    expect(problem(app)).to_be_hidden()
    assert settled(app) == before
    assert_true(app)


def break_biases(page: Page, value: str) -> None:
    for name in ("bias of hidden 1", "bias of hidden 2"):
        page.get_by_label(name).fill(value)
        page.keyboard.press("Enter")
    click(page, "Forward")


@pytest.mark.parametrize(
    ("network", "bias", "said", "helps"),
    [
        (None, "500", "saturated", "Smaller weights or a smaller learning rate"),
        (RELU, "-50", "died", "Larger biases or a smaller learning rate"),
    ],
)
def test_silent_neurons_are_pointed_out_and_one_click_leads_to_the_last_good_moment(
    app: Page, network: Snapshot | None, bias: str, said: str, helps: str
) -> None:
    if network:
        load(app, network)
    for name in ("Forward", "Backprop", "Forward"):
        click(app, name)
    well = settled(app)
    plain = looks(app, "neuron-1-0")
    break_biases(app, bias)
    box = app.locator("#trouble")
    expect(box).to_contain_text(f"All neurons of layer 1 have {said}" if said == "died" else said)
    expect(box).to_contain_text(helps)
    assert marked(app) == {"neuron-1-0"}
    assert looks(app, "neuron-1-0") != plain
    ill = settled(app)
    assert_true(app)

    click(app, "Back to the last good step")
    now = settled(app)
    expect(box).to_be_hidden()
    for key in ("inputs", "targets", "guess", "cost_value", "step", "moment"):
        assert now[key] == well[key]
    for layer, before in zip(now["layers"], well["layers"], strict=True):
        for key in ("weights", "biases", "z", "a"):
            assert layer[key] == before[key]
    assert_true(app)
    click(app, "Undo")
    assert without_redo(settled(app)) == without_redo(ill)
    expect(box).to_be_visible()


def test_a_network_that_was_dead_from_the_beginning_has_no_good_step_to_go_back_to(
    app: Page,
) -> None:
    first, last = RELU["layers"]
    load(app, {**RELU, "layers": [{**first, "biases": [-5, -5]}, last]})
    click(app, "Forward")
    expect(app.locator("#trouble")).to_contain_text("have died")
    expect(app.get_by_role("button", name="Back to the last good step")).to_be_hidden()


def test_play_halts_when_all_neurons_fall_silent_and_goes_on_if_told_to(app: Page) -> None:
    field(app, "learning rate").fill("1e6")
    app.keyboard.press("Enter")
    click(app, "Play")
    expect(app.locator("#trouble")).to_contain_text("saturated")
    expect(app.get_by_role("button", name="Play")).to_be_visible()
    halted = settled(app)["step"]
    assert halted < 5
    click(app, "Play")
    app.wait_for_function(f"learnscope.snapshot().step > {halted + 3}")
    click(app, "Pause")
    click(app, "Forward")
    click(app, "Back to the last good step")
    assert settled(app)["diagnosis"] is None
    assert_true(app)


def test_what_a_diagnosis_offers_takes_one_click(app: Page) -> None:
    app.evaluate("learnscope.request({op: 'load_task', name: 'xor'})")
    app.evaluate("learnscope.request({op: 'remove_layer', layer: 1})")
    app.evaluate("learnscope.request({op: 'train', steps: 200, milliseconds: 1000})")
    box = app.locator("#trouble")
    expect(box).to_contain_text("A plateau")
    click(app, "Add a hidden layer")
    expect(box).to_be_hidden()
    assert len(settled(app)["layers"]) == 2
    assert_true(app)
