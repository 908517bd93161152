"""Test the controls of training, and the results beside the figure."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from learnscope.common.formatting import shown
from tests.site.conftest import snapshot
from tests.site.support.figure import SETTLED
from tests.site.support.tasks import unfold

PARTS = ("map", "curves", "neurons", "confusion", "distributions")
SHOWN = "([part, open]) => document.querySelector(`#results .${part}`)?.open === open"


def begin(page: Page, task: str, *parts: str) -> None:
    """Load a task, and open only these results."""
    page.evaluate("name => learnscope.request({op: 'load_task', name})", task)
    page.wait_for_selector("#results .distributions", state="attached")
    page.get_by_label("speed of Play").select_option("flat out")
    for part in PARTS:
        fold = page.locator(f"#results details.{part}")
        if fold.is_visible() and fold.evaluate("fold => fold.open") != (part in parts):
            fold.locator("summary").click()
            page.wait_for_function(SHOWN, arg=[part, part in parts])


def train(page: Page, **fields: Any) -> None:
    page.evaluate("fields => learnscope.request({op: 'train', ...fields})", fields)


def training(page: Page) -> dict[str, Any]:
    """Wait for earlier requests, and return the snapshot's training."""
    page.evaluate(SETTLED)
    told: dict[str, Any] = snapshot(page)["training"]
    return told


def setting(page: Page, name: str, value: str) -> None:
    """Type a training setting."""
    unfold(page)
    page.get_by_role("spinbutton", name=name, exact=True).fill(value)
    page.keyboard.press("Enter")
    page.evaluate(SETTLED)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def slider(page: Page) -> Locator:
    return page.get_by_role("slider", name="step of the training")


def wait_for(page: Page, condition: str) -> None:
    """Wait until a condition holds for the training."""
    page.wait_for_function(f"(training => {condition})(learnscope.snapshot().training)")


PAINTED = """async part => {
  for (const _ of 'ab') await new Promise(requestAnimationFrame);
  const canvas = document.querySelector(`#results .${part} canvas`);
  return canvas.width > 2 ? canvas.toDataURL() : null;
}"""
"""Return the picture of a part after two frames, if it is there (JavaScript)."""


def painted(page: Page, part: str) -> str:
    """Wait for the picture of a part."""
    return str(page.wait_for_function(PAINTED, arg=part).json_value())


def repainted(page: Page, part: str, before: str) -> str:
    """Wait until the picture differs from `before`, and return it."""
    differs = f"async ([part, before]) => await ({PAINTED})(part) !== before"
    page.wait_for_function(differs, arg=[part, before])
    return painted(page, part)


def painted_again(page: Page, part: str, before: str) -> None:
    """Wait until the picture is the same as before once more."""
    same = f"async ([part, before]) => await ({PAINTED})(part) === before"
    page.wait_for_function(same, arg=[part, before])


def test_with_one_example_there_is_nothing_of_training(app: Page) -> None:
    expect(app.locator("#training")).to_be_hidden()
    for part in app.locator("#results > details").all():
        expect(part).to_be_hidden()


def test_play_learns_the_two_moons_in_sight(app: Page) -> None:
    begin(app, "moons", "map", "curves")
    app.locator("#settings > summary").click()
    app.get_by_label("optimiser").select_option("adam")
    app.get_by_label("learning rate").fill("0.05")
    app.keyboard.press("Enter")
    before = painted(app, "map")
    press(app, "Play")
    wait_for(app, "training.figures?.test_accuracy >= 0.95")
    repainted(app, "map", before)  # while it plays
    press(app, "Pause")
    now = training(app)
    assert now["optimiser"] == "adam"
    wait_for(app, f"training.step === {now['step']}")  # it has stopped
    readout = app.locator("#training .readout")
    expect(readout).to_contain_text(f"step{now['step']:,}")
    expect(readout).to_contain_text(f"right{100 * now['figures']['test_accuracy']:.1f} %")
    last = app.evaluate("learnscope.request({op: 'progress'})")
    expect(slider(app)).to_have_attribute("max", str(len(last["steps"]) - 1))
    words = f"training step {now['step']:,}: train cost {shown(last['train_cost'][-1])}"
    expect(slider(app)).to_have_attribute("aria-valuetext", re.compile(re.escape(words)))
    expect(app.locator("#results .legend")).to_contain_text(shown(last["test_cost"][-1]))
    app.keyboard.press("Escape")
    app.locator("h1").click()
    app.keyboard.press("Control+z")
    assert training(app)["step"] == 0, "one Play is one step back"
    expect(slider(app)).to_have_attribute("max", "0")


def test_one_step_and_one_epoch_in_batches(app: Page) -> None:
    begin(app, "moons")
    setting(app, "batch size", "40")
    about = app.locator("#training .about")
    expect(about).to_contain_text("all 160, 40 at a time")
    press(app, "One step")
    now = training(app)
    assert (now["step"], now["epoch"]) == (1, 0)
    press(app, "One epoch")
    wait_for(app, "training.epoch === 1")
    assert training(app)["step"] == 4
    expect(app.get_by_role("button", name="One epoch")).to_be_focused()
    setting(app, "batch size", "all")
    assert training(app)["batch_size"] == 0
    expect(about).to_contain_text("all 160, at once")
    setting(app, "batch size", "-3")
    expect(app.locator("#problem")).to_contain_text("The batch size must be")
    assert training(app)["batch_size"] == 0


def test_a_pace_is_kept_to(app: Page) -> None:
    begin(app, "xor")
    app.get_by_label("speed of Play").select_option("25 a second")
    press(app, "Play")
    wait_for(app, "training.step >= 3")
    begun = app.evaluate("performance.now() - 40 * learnscope.snapshot().training.step")
    wait_for(app, "training.step >= 15")
    took = app.evaluate("performance.now() - 40 * learnscope.snapshot().training.step") - begun
    press(app, "Pause")
    assert took > -60, "no faster than that"


def test_pause_and_play_in_one_breath_train_once_and_not_twice(app: Page) -> None:
    begin(app, "moons")
    press(app, "Play")
    wait_for(app, "training.step > 0")
    app.evaluate("() => { for (let n = 0; n < 4; n++) document.querySelector('.play').click(); }")
    step = training(app)["step"]
    wait_for(app, f"training.step > {step + 200}")
    press(app, "Pause")
    assert training(app)["step"] > step
    for _ in range(3):  # the runs that were played: the first, a short one, and the last
        if training(app)["step"]:
            app.evaluate("learnscope.request({op: 'step_back'})")
    assert training(app)["step"] == 0


def test_figures_beside_the_step_are_those_of_the_step(app: Page) -> None:
    begin(app, "moons", "curves")
    press(app, "Play")
    wait_for(app, "training.step > 300")
    press(app, "Pause")
    told = training(app)
    assert told["figures"]["step"] == told["step"]
    expect(app.locator("#training .readout")).to_contain_text(f"{told['step']:,}")
    cost = app.locator("#training .readout dd").nth(2).text_content()
    expect(app.locator("#results .curves tbody td").first).to_have_text(cost or "")


def test_training_stops_where_it_is_told_to_and_shows_the_way_on(app: Page) -> None:
    begin(app, "moons")
    setting(app, "stop at step", "30")
    press(app, "Play")
    stopped = app.locator("#training .stopped p")
    expect(stopped).to_contain_text("Training stopped at step 30, as you asked.")
    expect(app.get_by_role("button", name="Play", exact=True)).to_be_visible()
    assert training(app)["step"] == 30
    press(app, "Train on without a stop")
    wait_for(app, "training.step > 40")
    expect(stopped).to_have_text("")
    press(app, "Pause")
    assert training(app)["stop_step"] == 0
    setting(app, "or at a cost of", "0.25")
    press(app, "Reset")
    press(app, "Play")
    expect(stopped).to_contain_text("the cost has come down to 0.2")
    assert training(app)["figures"]["train_cost"] <= 0.25
    press(app, "Undo this training")
    expect(stopped).to_have_text("")
    assert training(app)["step"] == 0


def test_numbers_too_large_to_hold_stop_training_with_a_way_back(app: Page) -> None:
    begin(app, "blobs")
    app.evaluate("learnscope.request({op: 'set_cost', name: 'squared_error'})")
    app.evaluate("learnscope.request({op: 'set_learning_rate', value: 1e6})")
    before = snapshot(app)["layers"]
    press(app, "Play")
    stopped = app.locator("#training .stopped p")
    expect(stopped).to_contain_text("too large to hold")
    expect(app.get_by_role("button", name="Train on without a stop")).to_be_hidden()
    press(app, "Undo this training")
    app.evaluate(SETTLED)
    assert snapshot(app)["layers"] == before


def test_the_curve_leads_back_to_the_network_of_then_and_another_future_begins(app: Page) -> None:
    begin(app, "moons", "curves")
    train(app, steps=20)
    then = snapshot(app)["layers"]
    train(app, steps=20)
    end = snapshot(app)["layers"]
    expect(slider(app)).to_have_attribute("max", "40")
    slider(app).focus()
    for _ in range(20):
        app.keyboard.press("ArrowLeft")
    wait_for(app, "training.step === 20")
    assert snapshot(app)["layers"] == then
    expect(slider(app)).to_have_attribute("max", "40")
    expect(slider(app)).to_be_focused()
    chart = app.locator("#results .chart .u-over").first.bounding_box()
    assert chart
    app.mouse.move(chart["x"] + chart["width"] * 0.1, chart["y"] + 20)
    expect(app.locator("#results .legend caption")).to_have_text(
        re.compile("^at training step [3-5]$")
    )
    app.mouse.down()
    app.mouse.move(chart["x"] + chart["width"] - 1, chart["y"] + 20, steps=5)
    app.mouse.up()
    wait_for(app, "training.step === 40")
    assert snapshot(app)["layers"] == end
    app.mouse.click(chart["x"] + chart["width"] / 4, chart["y"] + 20)
    wait_for(app, "training.step === 10")
    press(app, "One step")
    expect(slider(app)).to_have_attribute("max", "11")
    for _ in range(2):
        app.keyboard.press("Control+z")
    assert training(app)["step"] == 40, "the old future is still there"
    expect(slider(app)).to_have_attribute("max", "40")


def test_costs_can_be_seen_on_a_logarithmic_scale(app: Page) -> None:
    begin(app, "iris", "curves")
    train(app, steps=30)
    expect(slider(app)).to_have_attribute("max", "30")
    switch = app.get_by_role("switch", name="logarithmic scale for the cost")
    plain = painted(app, "curves")
    switch.check()
    repainted(app, "curves", plain)
    switch.uncheck()
    painted_again(app, "curves", plain)


def test_a_run_is_kept_to_compare_the_next_one_with(app: Page) -> None:
    begin(app, "moons", "curves")
    train(app, steps=30)
    expect(slider(app)).to_have_attribute("max", "30")
    before = painted(app, "curves")
    press(app, "Keep this run to compare")
    kept = app.locator("#results .runs-kept li")
    expect(kept).to_have_text(
        re.compile("^A Two moons, seed 1, η 2, Gradient descent, all at once")
    )
    unfold(app)
    press(app, "New weights")
    keep = app.get_by_role("button", name="Keep this run to compare")
    expect(keep).to_have_attribute("aria-disabled", "true")
    train(app, steps=10)
    expect(slider(app)).to_have_attribute("max", "10")
    repainted(app, "curves", before)
    for letter in "BC":
        press(app, "Keep this run to compare")
        expect(kept.last).to_have_text(re.compile(f"^{letter} Two moons, seed 2"))
    expect(keep).to_have_attribute("aria-disabled", "true")
    expect(keep).to_have_accessible_description(re.compile("Three runs are kept"))
    app.get_by_role("button", name="remove run B").click()
    expect(kept).to_have_count(2)
    expect(keep).to_be_focused()
    app.keyboard.press("Enter")
    expect(kept.last).to_have_text(re.compile("^B"))
    begin(app, "circle", "curves")
    expect(kept).to_have_count(0)
    expect(keep).to_have_accessible_description("There is no run to keep yet: press Play first.")


HUES = """() => new Set([...document.querySelectorAll('#results .plane .points.train')]
  .map(path => getComputedStyle(path).fill)).size"""


NEAR = """wanted => learnscope.snapshot().inputs
  .every((value, n) => Math.abs(value - wanted[n]) < 0.05)"""


def test_a_click_on_a_point_puts_its_example_into_the_figure(app: Page) -> None:
    begin(app, "moons", "map")
    points = app.evaluate("learnscope.request({op: 'plane'})")
    painted(app, "map")
    assert app.evaluate(HUES) == 2, "a hue for each class"
    box = app.locator("#results .plane canvas").bounding_box()
    assert box
    index = max(range(200), key=lambda n: points["x"][n])  # the outermost point has no neighbour
    x, y = (
        (points[axis][index] - points["low"][n]) / (points["high"][n] - points["low"][n])
        for n, axis in enumerate("xy")
    )
    app.mouse.move(box["x"] + x * box["width"], box["y"] + (1 - y) * box["height"])
    expect(app.locator("#results .where")).to_contain_text(f"example {index + 1} of 200, lower")
    app.mouse.down()
    app.mouse.up()
    app.wait_for_function("n => learnscope.snapshot().task.index === n", arg=index)
    now = snapshot(app)
    assert now["inputs"] == [points["x"][index], points["y"][index]]
    ring = app.locator("#results .plane .here")
    expect(ring).to_have_attribute("cx", re.compile(rf"^{320 * x:.4f}"[:-2]))
    app.mouse.click(box["x"] + 2, box["y"] + box["height"] / 2)  # where there is no point
    middle_y = (points["low"][1] + points["high"][1]) / 2
    app.wait_for_function(NEAR, arg=[points["low"][0], middle_y])
    app.get_by_role("slider", name="example on the plane").focus()
    app.keyboard.press("ArrowRight")
    app.wait_for_function("n => learnscope.snapshot().task.index === n", arg=(index + 1) % 200)
    app.evaluate("learnscope.request({op: 'set_input', index: 0, value: 0})")
    middle = -320 * points["low"][0] / (points["high"][0] - points["low"][0])
    expect(ring).to_have_attribute("cx", re.compile(rf"^{middle:.4f}"[:-2]))


def test_a_neuron_shows_its_map_in_small_and_large(app: Page) -> None:
    begin(app, "circle", "map", "neurons")
    small = app.locator("#results .small-maps button")
    expect(small).to_have_count(4)
    guess = painted(app, "map")
    small.nth(2).click()
    what = app.locator("#results .map")
    told = app.evaluate("learnscope.request({op: 'decision_map', size: 80, neuron: 'neuron-1-2'})")
    least = f"{told['least']:.4f}".replace("-", "−")
    expect(what).to_contain_text(f"activation of hidden 3, from {least} to")
    app.mouse.move(0, 0)
    repainted(app, "map", guess)
    expect(small.nth(2)).to_have_attribute("aria-pressed", "true")
    press(app, "Back to the guess")
    painted_again(app, "map", guess)
    expect(app.get_by_role("slider", name="example on the plane")).to_be_focused()
    app.locator("#figure [data-place=neuron-1-0]").first.hover()
    expect(what).to_contain_text("activation of hidden 1")


def test_a_cell_of_the_confusion_matrix_leads_to_its_examples(app: Page) -> None:
    begin(app, "digits", "confusion")
    train(app, steps=3)
    found = app.evaluate("learnscope.request({op: 'confusion'})")
    row, column = next(
        (r, c) for r in range(10) for c in range(10) if r != c and found["counts"][r][c] > 1
    )
    examples, count = found["examples"][row][column], int(found["counts"][row][column])
    fold = app.locator("#results .confusion").first
    expect(fold).to_contain_text(f"{found['right']} of {found['total']} are right")
    cell = app.get_by_role("button", name=f"{count}: {row} taken for {column}", exact=True)
    cell.click()
    expect(fold.locator("h3")).to_contain_text(f"{count} of class {row}, taken for {column}")
    pictures = fold.locator(".examples button")
    expect(pictures).to_have_count(min(60, count))
    assert painted(app, "examples").startswith("data:image")
    pictures.nth(1).click()
    app.wait_for_function("n => learnscope.snapshot().task.index === n", arg=examples[1])
    assert snapshot(app)["targets"][row] == 1
    expect(pictures.nth(1)).to_have_attribute("aria-pressed", "true")
    cell.focus()
    app.keyboard.press("ArrowDown")
    expect(app.locator("#results .confusion button:focus")).to_have_attribute(
        "aria-label", re.compile(f"{row + 1} taken for {column}")
    )
    fold.get_by_label("examples that are counted").select_option("train")
    trained = app.evaluate("learnscope.request({op: 'confusion', of: 'train'})")
    expect(fold).to_contain_text(f"{trained['right']} of {trained['total']:,} are right")
    fold.get_by_label("examples that are counted").select_option("test")


def test_steps_of_training_are_told_from_those_of_the_figure_and_thousands_look_alike(
    app: Page,
) -> None:
    begin(app, "digits")
    train(app, steps=1)
    app.get_by_role("button", name="Backprop", exact=True).click()
    app.evaluate(SETTLED)
    expect(app.locator("#training .readout")).to_contain_text("training step1")
    app.get_by_role("button", name="Forward", exact=True).click()
    app.evaluate(SETTLED)
    expect(app.locator("#timeline")).to_contain_text("step 2, cost")
    expect(app.locator("#example")).to_contain_text("of 1,797")
    expect(app.locator("#training")).to_contain_text("all 1,438")


def test_weights_and_slopes_are_shown_as_they_are_spread(app: Page) -> None:
    begin(app, "iris", "distributions")
    train(app, steps=5)
    layers = app.evaluate("learnscope.request({op: 'distributions'})")["layers"]
    for n, layer in enumerate(layers):
        for kind, words in (("weights", "weights"), ("d_biases", "slopes of the biases")):
            low = f"{layer[kind]['low']:.4f}".replace("-", "−")
            picture = app.get_by_role(
                "img", name=re.compile(f"^{words} of layer {n + 1}: from {low}")
            )
            expect(picture).to_be_visible()


SENT = """() => {
  const {postMessage} = Worker.prototype;
  globalThis.sent = [];
  Worker.prototype.postMessage = function (message, ...rest) {
    sent.push(message.request?.op);
    return postMessage.call(this, message, ...rest);
  };
  globalThis.unwatch = () => void (Worker.prototype.postMessage = postMessage);
}"""


def test_only_what_is_looked_at_is_asked_for(app: Page) -> None:
    begin(app, "moons", "curves")
    train(app, steps=3)
    expect(slider(app)).to_have_attribute("max", "3")
    app.evaluate(SENT)
    train(app, steps=1)
    expect(slider(app)).to_have_attribute("max", "4")
    app.evaluate(SETTLED)
    asked = set(app.evaluate("sent"))
    assert asked <= {"train", "progress", "examples", "timeline", "snapshot"}
    app.locator("#results .map summary").click()
    painted(app, "map")
    app.evaluate(SETTLED)
    assert set(app.evaluate("sent")) - asked <= {"decision_map", "plane"}
    app.evaluate("unwatch()")


@pytest.mark.parametrize("task", ["spirals", "digits"])
def test_the_results_fit_on_a_small_screen(app: Page, task: str) -> None:
    app.set_viewport_size({"width": 360, "height": 800})
    begin(app, task, *PARTS)
    train(app, steps=2)
    app.locator("#settings > summary").click()
    page_width = "[document.documentElement.scrollWidth, innerWidth]"
    width, room = app.evaluate(page_width)
    assert width <= room
    wider = app.evaluate(
        """[...document.querySelectorAll('#training *, #results *')].filter(e => {
          const {left, right, width} = e.getBoundingClientRect();
          return width && !e.closest('.wide, svg') && (left < 0 || right > innerWidth);
        }).map(e => e.outerHTML.slice(0, 80))"""
    )
    assert wider == []
