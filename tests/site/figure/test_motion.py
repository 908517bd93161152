"""Check that the animations show real numbers at every moment."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from learnscope.common.formatting import shown
from learnscope.nn.network import random_network
from tests.site.conftest import snapshot
from tests.site.support.figure import READ, SETTLED, assert_true, read
from tests.site.support.stub_worker import stub_python

STORY = """async verb => {
  const read = READ;
  const all = selector => [...document.querySelectorAll(selector)];
  const texts = selector => all(selector).map(element => element.textContent).filter(Boolean);
  const look = () => ({
    figure: read(),
    signals: all('.network .signal:not([style*=none])').length,
    errors: all('.network .error:not([style*=none])')
      .map(element => element.getBoundingClientRect().x),
    old: texts('.old'),
    change: texts('.label .change'),
    caption: document.querySelector('#caption p').textContent,
    moving: document.getElementById('figure').dataset.moving ?? null,
  });
  const story = [];
  document.querySelector(verb).click();
  for (let n = 0; n < 3000; n++) {
    await new Promise(requestAnimationFrame);
    const now = look();
    if (JSON.stringify(now) !== JSON.stringify(story.at(-1))) story.push(now);
    if (story.length > 1 && now.moving === null) return story;
  }
}"""


def story(page: Page, verb: str) -> list[dict[str, Any]]:
    """Record every distinct frame from the click to the end of the animation."""
    page.get_by_label("animation").select_option("2")
    frames: list[dict[str, Any]] = page.evaluate(STORY.replace("READ", READ), verb)
    return frames


def first(frames: list[dict[str, Any]], is_so: Any) -> int:
    """Return the index of the first frame that meets a condition."""
    return next(n for n, frame in enumerate(frames) if is_so(frame))


def known(kind: str, layer: int = 0) -> Any:
    """Make a condition: all numbers of a kind are shown in a frame."""
    return lambda frame: all(
        t["value"] is not None for t in frame["figure"] if (t["kind"], t["layer"]) == (kind, layer)
    )


def z_known(layer: int) -> Any:
    return lambda frame: all(
        t["z"] != "—" for t in frame["figure"] if (t["kind"], t["layer"]) == ("neuron", layer)
    )


def delta_known(layer: int) -> Any:
    return lambda frame: all(
        t["delta"] != "" for t in frame["figure"] if (t["kind"], t["layer"]) == ("neuron", layer)
    )


def test_forward_goes_from_left_to_right_and_ends_with_the_cost(app: Page) -> None:
    frames = story(app, ".forward")
    steps = [z_known(1), known("neuron", 1), z_known(2), known("neuron", 2), known("guess")]
    order = [first(frames, step) for step in [*steps, known("cost")]]
    assert order == sorted(set(order))
    assert frames[first(frames, lambda f: f["signals"])]["signals"] == 6
    assert first(frames, lambda f: f["signals"]) < order[0]
    assert len({frame["caption"] for frame in frames}) >= 5
    assert_true(app)


def test_backprop_goes_from_right_to_left_and_then_moves_every_number(app: Page) -> None:
    app.get_by_role("button", name="Forward").click()
    app.evaluate(SETTLED)
    before = snapshot(app)
    frames = story(app, ".backprop")
    after = snapshot(app)
    order = [first(frames, step) for step in (delta_known(2), delta_known(1))]
    moved = first(frames, lambda f: f["old"])
    assert order == sorted(set(order)) and order[-1] < moved
    rightmost = [max(frame["errors"]) for frame in frames if frame["errors"]]
    assert rightmost[0] > rightmost[-1]
    olds = [shown(v) for v in numbers(before)]
    changes = [shown(b - a) for a, b in zip(numbers(before), numbers(after), strict=True)]
    assert sorted(frames[moved]["old"]) == sorted(f"{old} →" for old in olds)
    assert sorted(frames[moved]["change"]) == sorted(
        change if change.startswith("−") else f"+{change}" for change in changes
    )
    for n, frame in enumerate(frames):
        weights = [t["value"] for t in frame["figure"] if t["kind"] == "weight"]
        assert weights == (weights_of(after) if n >= moved else weights_of(before))
    assert frames[-1]["old"] == []
    assert frames[-1]["change"] != []
    assert_true(app)


def numbers(snap: dict[str, Any]) -> list[float]:
    """List every weight and bias."""
    return [*weights_of(snap), *(b for layer in snap["layers"] for b in layer["biases"])]


def weights_of(snap: dict[str, Any]) -> list[float]:
    return [w for layer in snap["layers"] for row in layer["weights"] for w in row]


def test_the_next_forward_shows_how_the_cost_changed(app: Page) -> None:
    for name in ("Forward", "Backprop", "Forward"):
        app.get_by_role("button", name=name).click()
    app.evaluate(SETTLED)
    change = snapshot(app)["cost_change"]
    assert change < 0
    expect(app.locator("[data-kind=cost] .change")).to_have_text(shown(change))
    expect(app.locator("#caption p").first).to_contain_text("fell")


def test_a_motion_is_cut_short_by_the_next_click(app: Page) -> None:
    app.get_by_label("animation").select_option("0.25")
    app.get_by_role("button", name="Forward").click()
    expect(app.locator("#figure")).to_have_attribute("data-moving", "forward")
    app.get_by_role("button", name="Backprop").click()
    expect(app.locator("#figure")).to_have_attribute("data-moving", "backprop")
    app.get_by_role("button", name="Reset").click()
    expect(app.locator("#figure")).not_to_have_attribute("data-moving", "backprop")
    app.evaluate(SETTLED)
    assert snapshot(app)["step"] == 0
    assert_true(app)


def test_the_speed_can_be_changed_and_switched_off_in_mid_motion(app: Page) -> None:
    app.get_by_label("animation").select_option("0.25")
    app.get_by_role("button", name="Forward").click()
    expect(app.locator("#figure")).to_have_attribute("data-moving", "forward")
    app.get_by_label("animation").select_option("0")
    expect(app.locator("#figure")).not_to_have_attribute("data-moving", "forward")
    assert_true(app)


@pytest.mark.parametrize("reduced", [True, False])
def test_motion_is_off_at_first_for_those_who_asked_for_less(app: Page, reduced: bool) -> None:
    context = app.context.browser
    assert context
    other = context.new_context(reduced_motion="reduce" if reduced else "no-preference")
    page = other.new_page()
    stub_python(page)
    page.goto(app.url)
    expect(page.get_by_label("animation")).to_have_value("0" if reduced else "1")
    other.close()


def test_play_goes_on_until_pause(app: Page) -> None:
    app.get_by_role("button", name="Play").click()
    app.wait_for_function("learnscope.snapshot().step > 5")
    app.get_by_role("button", name="Pause").click()
    app.evaluate(SETTLED)
    step = snapshot(app)["step"]
    app.evaluate("new Promise(resolve => setTimeout(resolve, 100))")
    assert snapshot(app)["step"] == step
    expect(app.get_by_role("button", name="Play")).to_be_visible()
    assert_true(app)


def test_step_back_reset_and_new_weights(app: Page) -> None:
    start = read(app)
    app.get_by_role("button", name="Backprop").click()
    app.get_by_role("button", name="Forward").click()
    app.evaluate(SETTLED)
    computed = read(app)
    app.get_by_role("button", name="Backprop").click()
    app.get_by_role("button", name="Step back").click()
    app.evaluate(SETTLED)
    assert read(app) == computed
    app.get_by_role("button", name="Reset").click()
    app.evaluate(SETTLED)
    assert read(app) == start

    app.get_by_label("seed", exact=True).fill("42")
    app.get_by_role("button", name="New weights").click()
    app.evaluate(SETTLED)
    drawn = [layer.weights.tolist() for layer in random_network((3, 2, 3), 42)]
    assert [layer["weights"] for layer in snapshot(app)["layers"]] == drawn
    expect(app.get_by_label("seed", exact=True)).to_have_value("42")
    app.get_by_role("button", name="New weights").click()
    app.evaluate(SETTLED)
    expect(app.get_by_label("seed", exact=True)).to_have_value("43")
    app.get_by_role("button", name="Reset").click()
    app.evaluate(SETTLED)
    assert snapshot(app)["seed"] == 43
    assert_true(app)
    app.get_by_label("learning rate").fill("0.7")
    app.get_by_role("button", name="Reset").click()
    app.evaluate(SETTLED)
    assert snapshot(app)["learning_rate"] == 0.7
    app.get_by_role("button", name="Task defaults").click()
    app.evaluate(SETTLED)
    assert read(app) == start
    assert snapshot(app)["learning_rate"] == 0.3
