"""Check that no number is ever wrong or out of date, however fast one clicks."""

from random import Random
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from learnscope.figure.state import State
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.backprop import cost_value
from learnscope.nn.costs import COSTS
from learnscope.nn.network import forward
from learnscope.session.from_plain import state_from_plain
from tests.site.conftest import snapshot
from tests.site.support.figure import READ, SETTLED, assert_true, field, read
from tests.site.support.plain import plainly

WATCH_FRAMES = f"""() => {{
  const read = {READ};
  globalThis.frames = [];
  let [last, latest] = ['', null];
  const look = () => {{
    if (!globalThis.frames) return;
    const now = read();
    const text = JSON.stringify(now);
    if (text !== last) [last, latest] = [text, now];
    frames.push(latest);
    requestAnimationFrame(look);
  }};
  look();
}}"""

TAKE_FRAMES = """() => {
  const all = frames;
  frames = null;
  return [all.length, all.filter((frame, n) => frame !== all[n - 1])];
}"""
"""Count the frames, and keep each that differs from the one before."""

CLICKS = """async actions => {
  // Elements by selector, found before the clicking starts.
  const verbs = Object.fromEntries(actions.filter(([what]) => what === 'click')
    .map(([, selector]) => [selector, document.querySelector(selector)]));
  for (const [what, value, wait] of actions) {
    if (what === 'edit') {
      const [selector, text] = value;
      const input = document.querySelector(selector);
      input.focus();
      input.value = text;
      input.dispatchEvent(new Event('input'));
      input.blur();
    } else if (what === 'choose') {
      const [label, option] = value;
      const select = [...document.querySelectorAll('select')]
        .find(({options}) => options[0]?.textContent === label);
      select.selectedIndex = option;
      select.dispatchEvent(new Event('change'));
    } else if (what === 'live') document.querySelector('[data-place=live]').click();
    else verbs[value].click();
    for (let n = 0; n < wait; n++) await new Promise(requestAnimationFrame);
  }
}"""


def random_actions(random: Random, count: int) -> list[list[Any]]:
    """Draw random actions of a hasty visitor: mostly clicks, at once or some frames apart."""
    fields = [
        "[data-kind=input][data-index='0']",
        "[data-kind=target][data-index='1']",
        "[data-kind=weight][data-layer='1'][data-index='0'][data-from='2']",
        "[data-kind=weight][data-layer='2'][data-index='2'][data-from='1']",
        "[data-kind=bias][data-layer='2'][data-index='0']",
        "[data-place=learning-rate]",
    ]
    clicks = [".forward", ".backprop"] * 4 + [
        ".play",
        ".play",
        "[data-place=step_back]",
        "[data-place=reset]",
        "[data-place=step]",
        "[data-place=step]",
        "[data-place=undo]",
        "[data-place=redo]",
        ".seed button",
    ]
    actions: list[list[Any]] = []
    for _ in range(count):
        wait = random.choice([0, 0, 0, 1, 2, 5])
        kind = random.random()
        if kind < 0.25:
            text = f"{random.uniform(0, 1.5):.3f}"
            actions.append(["edit", [random.choice(fields), text], wait])
        elif kind < 0.3:
            actions.append(["live", None, wait])
        elif kind < 0.36:
            actions.append(["choose", ["none", random.randrange(6)], wait])
        elif kind < 0.42:
            actions.append(["choose", ["whole pass", random.randrange(4)], wait])
        else:
            actions.append(["click", random.choice(clicks), wait])
    return actions


@pytest.mark.parametrize("seed", range(2))
def test_hasty_clicking_never_shows_a_wrong_number(app: Page, seed: int) -> None:
    random = Random(seed)
    app.evaluate(WATCH_FRAMES)
    for _ in range(4):
        app.evaluate(CLICKS, random_actions(random, 60))
        if app.get_by_role("button", name="Pause").is_visible():
            app.get_by_role("button", name="Pause").click()
        app.evaluate(SETTLED)
        now = snapshot(app)
        if now["walk"] is None:
            assert_true(app)
            assert_computed_rightly(now)
    count, frames = plainly(app, TAKE_FRAMES)
    assert count > 100
    assert len(frames) > 1
    for frame in frames:
        assert_consistent(frame, now)


def assert_computed_rightly(now: dict[str, Any]) -> None:
    """Check a snapshot's computed numbers against NumPy, from its weights and inputs."""
    state = state_from_plain(now)
    passes = forward(state.network, state.inputs[None])
    for layer, passed in zip(now["layers"], passes, strict=True):
        for name, mine in (("z", passed.z[0]), ("a", passed.a[0])):
            assert layer[name] is None or layer[name] == pytest.approx(mine.tolist(), rel=1e-12)
    if now["cost_value"] is not None:
        cost = cost_value(state.cost, passes, state.targets[None])
        assert now["cost_value"] == pytest.approx(cost, rel=1e-12)
        assert now["guess"] == pytest.approx(COSTS[state.cost].guess(passes[-1].a)[0].tolist())


def assert_consistent(frame: list[dict[str, Any]], like: dict[str, Any]) -> None:
    """Check that every activation in a frame follows from the numbers beside it."""
    shown = {(t["kind"], t["layer"], t["index"], t["from"]): t["value"] for t in frame}
    a_prev = [shown["input", 0, i, -1] for i in range(len(like["inputs"]))]
    for number, layer in enumerate(like["layers"], start=1):
        size = len(layer["biases"])
        activations = [shown["neuron", number, j, -1] for j in range(size)]
        for j, a in enumerate(activations):
            if a is None:
                continue
            assert None not in a_prev, frame
            weights = [shown["weight", number, j, i] for i in range(len(a_prev))]
            z = np.dot(weights, a_prev) + shown["bias", number, j, -1]
            f = ACTIVATIONS[layer["activation"]].f
            assert a == pytest.approx(float(f(np.array(z))), rel=1e-9), frame
        a_prev = activations
    targets = np.array([[shown["target", 0, k, -1] for k in range(size)]])
    guess = [shown["guess", 0, k, -1] for k in range(size)]
    if None not in guess and None not in a_prev:
        assert guess == pytest.approx(COSTS[like["cost"]].guess(np.array([a_prev]))[0].tolist())
    if shown["cost", 0, 0, -1] is not None:
        cost = COSTS[like["cost"]].value(np.array([a_prev]), targets)[0]
        assert shown["cost", 0, 0, -1] == pytest.approx(cost)


def unknown(page: Page) -> set[tuple[str, int]]:
    """List kind and layer of the numbers that are shown as not computed."""
    for thing in read(page):
        if thing["value"] is None:
            assert "—" in thing["text"]
    return {(t["kind"], t["layer"]) for t in read(page) if t["value"] is None}


@pytest.mark.parametrize(
    ("kind", "stale"),
    [
        ("input", {("neuron", 1), ("neuron", 2), ("guess", 0), ("cost", 0)}),
        ("bias", {("neuron", 1), ("neuron", 2), ("guess", 0), ("cost", 0)}),
        ("weight", {("neuron", 2), ("guess", 0), ("cost", 0)}),
        ("target", {("cost", 0)}),
        ("learning rate", set()),
    ],
)
def test_an_edit_makes_what_follows_it_not_computed_until_forward(
    app: Page, kind: str, stale: set[tuple[str, int]]
) -> None:
    app.get_by_role("button", name="Forward").click()
    app.evaluate(SETTLED)
    assert unknown(app) == set()
    field(app, kind).fill("0.4")
    app.keyboard.press("Enter")
    app.evaluate(SETTLED)
    assert unknown(app) == stale
    app.get_by_role("button", name="Forward").click()
    app.evaluate(SETTLED)
    assert unknown(app) == set()
    assert_true(app)


def test_with_live_on_everything_follows_while_one_drags(app: Page) -> None:
    live = app.get_by_role("switch", name="Live")
    expect(live).not_to_be_checked()
    live.check()
    app.evaluate(SETTLED)
    costs = [snapshot(app)["cost_value"]]
    box = field(app, "input").bounding_box()
    assert box
    app.mouse.move(box["x"] + 10, box["y"] + 10)
    app.mouse.down()
    for pixels in (20, 40, 60):
        app.mouse.move(box["x"] + 10 + pixels, box["y"] + 10)
        app.evaluate(SETTLED)
        assert unknown(app) == set()
        assert_true(app)
        costs.append(snapshot(app)["cost_value"])
    app.mouse.up()
    assert len(set(costs)) == 4
    live.uncheck()


def test_backprop_before_forward_does_the_forward_first(app: Page) -> None:
    app.get_by_role("button", name="Backprop").click()
    app.evaluate(SETTLED)
    now = snapshot(app)
    first = State(
        **{
            name: getattr(state_from_plain(app.evaluate(FIRST)), name)
            for name in ("network", "inputs", "targets", "cost", "learning_rate")
        }
    )
    learned = first.learned()
    assert now["step"] == 1
    assert now["last_cost"] == pytest.approx(learned.last_cost, rel=1e-12)
    for layer, mine in zip(now["layers"], learned.network, strict=True):
        for row, wanted in zip(layer["weights"], mine.weights.tolist(), strict=True):
            assert row == pytest.approx(wanted, rel=1e-12)
    assert_true(app)


FIRST = "JSON.parse(document.getElementById('first-snapshot').textContent)"
