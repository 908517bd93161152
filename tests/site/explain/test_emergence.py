"""Check that the essay's live figures start when seen, by mouse or keyboard."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.listed import requests_for
from tests.site.conftest import snapshot
from tests.site.support.live import FIGURES, awake
from tests.site.support.watching import Watch

WASM = requests_for("runtime/pyodide.asm.wasm")


def shown(page: Page, name: str) -> dict[str, Any]:
    """Read what a figure shows."""
    value: dict[str, Any] = page.evaluate("op => learnscope.request({op})", name)
    return value


def button(figure: Locator, name: str) -> Locator:
    return figure.get_by_role("button", name=name, exact=True)


def test_nothing_is_asked_of_python_before_a_figure_is_seen(page: Page, file_address: str) -> None:
    page.goto(file_address)
    page.evaluate("learnscope.ready")
    page.evaluate("learnscope.request({op: 'snapshot'})")  # all earlier requests are answered
    for name in FIGURES:
        expect(page.locator(f"#live-{name} figure")).to_have_attribute("data-ready", "false")
    figure = awake(page, "life")
    button(figure, "One generation").click()
    expect(figure.locator(".count").first).to_contain_text("Generation 1:")


def test_a_glider_drawn_by_keys_glides_in_both_worlds_once_the_rule_is_learned(app: Page) -> None:
    figure, before = awake(app, "life"), snapshot(app)
    button(figure, "New random weights").click()
    expect(figure.locator("output")).to_contain_text("step 0")
    button(figure, "Let it learn").click()
    expect(button(figure, "It has learned")).to_be_visible(timeout=30_000)
    expect(figure.locator("output")).to_contain_text("512 of 512 right")
    expect(figure.locator(".told")).to_contain_text("The network has learned the rule")
    figure.get_by_label("begin with").select_option("an empty sheet")
    world = figure.get_by_role("application").last
    world.focus()
    for key in ("Right", "Space", "Right", "Down", "Space", "Down", "Space", "Left", "Space"):
        app.keyboard.press(key if key == "Space" else f"Arrow{key}")
    app.keyboard.press("ArrowLeft")
    app.keyboard.press("Space")
    drawn = [(0, 1), (1, 2), (2, 0), (2, 1), (2, 2)]
    expect(figure.locator(".told")).to_contain_text("Generation 0. The two worlds are alike")
    assert cells(app) == {"true": drawn, "learned": drawn}
    app.keyboard.press("ArrowRight")
    expect(figure.locator(".told")).to_have_text("Row 3, column 2: alive.")
    for _ in range(4):
        button(figure, "One generation").click()
    expect(figure.locator(".count").first).to_contain_text("Generation 4: 5 alive")
    glided = [(row + 1, column + 1) for row, column in drawn]
    assert cells(app) == {"true": glided, "learned": glided}
    assert snapshot(app) == before


def cells(page: Page) -> dict[str, list[tuple[int, int]]]:
    """List the live cells of both worlds, by row and column."""
    life = shown(page, "life")
    return {
        which: [divmod(n, life["columns"]) for n, cell in enumerate(life[which]) if cell]
        for which in ("true", "learned")
    }


def test_a_stroke_draws_and_worlds_run_until_they_are_paused(app: Page) -> None:
    figure = awake(app, "life")
    figure.get_by_label("begin with").select_option("an empty sheet")
    expect(figure.locator(".count").first).to_contain_text("Generation 0: 0 alive")
    box = figure.get_by_role("application").first.bounding_box()
    assert box
    size = box["width"] / 24
    app.mouse.move(box["x"] + 4.5 * size, box["y"] + 4.5 * size)
    app.mouse.down()
    app.mouse.move(box["x"] + 6.5 * size, box["y"] + 4.5 * size, steps=6)
    app.mouse.up()
    expect(figure.locator(".count").first).to_contain_text("3 alive")
    assert cells(app)["true"] == [(4, 4), (4, 5), (4, 6)]
    for alive in (4, 3):  # a tap brings a cell to life, and another one kills it
        app.touchscreen.tap(box["x"] + 15.5 * size, box["y"] + 12.5 * size)
        expect(figure.locator(".count").first).to_contain_text(f"{alive} alive")
    button(figure, "Start both").click()
    expect(figure.locator(".count").first).to_contain_text(re.compile("Generation [3-9]: 3 alive"))
    assert generations(app, "scrollTo(0, 0)") == 0  # they pause while out of sight
    assert generations(app, "document.querySelector('#live-life').scrollIntoView()") > 0
    button(figure, "Stop both").click()
    expect(button(figure, "Start both")).to_be_visible()
    expect(figure.locator(".told")).to_contain_text(re.compile("Generation [0-9]+[.]"))
    now = shown(app, "life")
    assert now["broken_count"] == len([cell for cell in now["broken"] if cell])
    assert now == shown(app, "life")


def generations(page: Page, scroll: str) -> int:
    """Count generations in half a second of frames, once the page has been scrolled."""
    found: int = page.evaluate(
        """async scroll => {
          const frames = async count => {
            while (count--) await new Promise(requestAnimationFrame);
            return (await learnscope.request({op: 'life'})).generation;
          };
          document.documentElement.style.scrollBehavior = 'auto';
          eval(scroll);
          const before = await frames(5);
          return (await frames(30)) - before;
        }""",
        scroll,
    )
    return found


def test_what_is_cut_is_counted_as_python_counts_it(app: Page) -> None:
    figure = awake(app, "cut")
    button(figure, "Make all whole").click()
    expect(figure.locator(".verdict")).to_contain_text("Nothing is damaged")
    figure.get_by_role("radio", name="hidden 4").check(force=True)
    grid = figure.get_by_role("application", name=re.compile("Weights from the 64 pixels"))
    grid.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "Space"):
        app.keyboard.press(key)
    expect(figure.locator(".told")).to_contain_text("pixel 3, 3 to hidden 4: 0.0000, now cut")
    now = shown(app, "cut")
    assert now["touched"][3 * 64 + 18] == 1
    expect(figure.locator(".verdict")).to_contain_text(f"{now['right']} of 359 test pictures")
    expect(figure.locator(".verdict")).to_contain_text("1 connection is damaged")
    figure.get_by_role("radio", name="shakes").check()
    button(figure, "Shake all of hidden 4").click()
    expect(figure.locator(".verdict")).to_contain_text("74 connections are damaged")
    button(figure, "Mend hidden 4").click()
    expect(figure.locator(".verdict")).to_contain_text("Nothing is damaged")
    figure.get_by_role("button", name=re.compile("Cut them all|Again")).click()
    while not shown(app, "cut")["curves"]["done"]:
        pass
    expect(figure.locator(".cuts p")).to_contain_text("With none left it gives one answer")
    expect(figure.locator(".cuts canvas")).to_be_visible()
    half = shown(app, "cut")["curves"]["smallest"][20]
    expect(figure.locator(".cuts p")).to_contain_text(f"{100 * half:.1f} %")


def test_swapped_neurons_change_the_numbers_and_no_answer(app: Page) -> None:
    figure = awake(app, "seeds")
    button(figure, "Put them back").click()
    expect(figure.locator(".twin .told")).to_contain_text("All 1,210 numbers are where")
    figure.get_by_label("the second hidden neuron").select_option("9")
    button(figure, "Swap").click()
    told = figure.locator(".twin .told")
    expect(told).to_contain_text("150 of 1,210 numbers are not what they were")
    expect(told).to_contain_text("not one has changed")
    expect(told).to_contain_text(re.compile("the largest difference is [0-9.]+e−1[4-6]"))
    now = shown(app, "seeds")
    table = figure.locator(".agreement tbody td").all_inner_texts()
    expected = [f"{100 * share:.1f} %" for share in now["agreement"]]
    assert [text for text in table if text != "—"] == [
        text for n, text in enumerate(expected) if n // 6 != n % 6
    ]
    figure.get_by_label("which hidden neuron").press("ArrowRight")
    expect(figure.locator(".stepper output")).to_have_text("hidden 2")


def test_a_figure_waits_for_python_and_begins_anew_with_another_python_but_keeps_the_score(
    page: Page, watch: Watch, http_address: str
) -> None:
    held: list[Route] = []
    page.context.route(WASM, lambda route: held.append(route) if not held else route.continue_())
    page.goto(http_address)
    figure = page.locator("#live-guess")
    figure.scroll_into_view_if_needed()
    expect(figure.locator(".waiting")).to_contain_text("as soon as Python is here")
    expect(figure.locator(".contents")).to_have_attribute("inert", "")
    expect(page.locator("#status p")).not_to_contain_text("kept")  # nothing has been asked
    while not held:
        page.wait_for_timeout(10)
    held[0].continue_()
    awake(page, "guess")
    expect(figure.locator(".waiting")).to_be_hidden()
    expect(figure.locator(".share").first).to_have_text("")
    button(figure, "The left one").press("Enter")
    expect(figure.locator(".word")).to_contain_text(re.compile("^(Right|Wrong): the (left|right)"))
    expect(figure.locator(".share").first).to_contain_text("rightly")
    score = figure.locator("p.score")
    expect(score).to_contain_text("of 1 right. A tossed coin gets 0.5 on average")
    before = score.inner_text()
    watch.expect("")
    page.workers[0].evaluate("setTimeout(() => { throw new Error('provoked'); })")
    expect(figure.locator("figure")).to_have_attribute("data-ready", "false")
    awake(page, "guess")
    expect(figure.locator(".share").first).to_have_text("")
    expect(score).to_have_text(before)
    button(figure, "The right one").click()
    expect(score).to_contain_text("of 2 right")


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_no_figure_is_wider_than_the_page(app: Page, width: int) -> None:
    app.set_viewport_size({"width": width, "height": 900})
    for name in FIGURES:
        awake(app, name)
    assert app.evaluate("document.documentElement.scrollWidth") <= width
    clipped = app.evaluate(
        """[...document.querySelectorAll('.live :is(p, button, output, figcaption, label)')]
          .filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1)
          .map(e => e.textContent)"""
    )
    assert clipped == []
