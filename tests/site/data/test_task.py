"""Test the task menu, the example in the figure, and points put on the plane."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.conftest import snapshot
from tests.site.loading.test_start import slow
from tests.site.support.figure import SETTLED

__all__ = ["slow"]


def menu(page: Page) -> Locator:
    return page.get_by_label("What should it learn?")


def settled(page: Page) -> dict[str, Any]:
    page.evaluate(SETTLED)
    return snapshot(page)


def load(page: Page, name: str, steps: int = 0) -> None:
    page.evaluate("name => learnscope.request({op: 'load_task', name})", name)
    if steps:
        page.evaluate(
            "steps => learnscope.request({op: 'train', steps, milliseconds: 1000})", steps
        )


# -- the menu


def test_the_menu_is_there_before_python_and_nothing_moves_when_it_comes(
    page: Page, slow: tuple[str, Any]
) -> None:
    address, gate = slow
    page.goto(address)
    expect(menu(page)).to_have_value("fruit")
    expect(page.locator("#task .why")).to_contain_text("the only example")
    assert menu(page).locator("option").count() >= 11
    spots = """['#task', '.forward', '.network']
      .map(selector => document.querySelector(selector).getBoundingClientRect().top)"""
    before = page.evaluate(spots)
    gate.set()
    page.evaluate("learnscope.ready")
    page.evaluate(SETTLED)
    assert page.evaluate(spots) == before
    page.reload()
    menu(page).select_option("xor")  # chosen at once, and done as soon as possible
    page.evaluate("learnscope.ready")
    assert settled(page)["task"]["name"] == "xor"
    expect(menu(page)).to_have_value("xor")


def test_the_page_says_nothing_of_fruit_once_another_network_is_loaded(app: Page) -> None:
    expect(app.locator("#task .why")).to_contain_text("how sweet")
    expect(app.locator(".network")).to_contain_text("pear")
    app.evaluate("learnscope.request({op: 'load', network: learnscope.snapshot()})")
    expect(menu(app)).to_have_value("loaded")
    expect(app.locator("#task .why")).to_have_text("")
    expect(app.locator(".network")).not_to_contain_text("pear")
    menu(app).select_option("fruit")
    expect(app.locator(".network")).to_contain_text("pear")
    expect(menu(app).locator("option[value=loaded]")).to_have_count(0)


def test_a_task_is_chosen_and_its_options_make_other_examples(app: Page) -> None:
    menu(app).select_option("circle")
    task = settled(app)["task"]
    assert (task["name"], task["count"]) == ("circle", 200)
    app.locator("#split summary").click()
    expect(app.locator("#task .why")).to_contain_text("A disc inside a ring")
    noise, count = app.get_by_label("Noise", exact=True), app.get_by_label("Points", exact=True)
    noise.fill("0,2")
    noise.press("Enter")
    for _ in range(3):
        count.press("ArrowUp")
    task = settled(app)["task"]
    assert task["options"] == {"noise": 0.2, "count": 230, "seed": 1}
    assert task["count"] == 230
    expect(count).to_be_focused()
    app.keyboard.press("Control+z")  # the arrow keys of one visit to a field are one change
    assert settled(app)["task"]["options"]["count"] == 200
    app.keyboard.press("Control+z")
    assert settled(app)["task"]["options"]["noise"] == 0.05
    expect(noise).to_have_value("0.05")
    noise.fill("9")
    noise.press("Enter")
    expect(app.locator("#problem p")).to_have_text("Noise must be from 0 to 0.5, not 9.")
    noise.press("Escape")


def test_where_examples_are_from_is_said(app: Page) -> None:
    load(app, "digits")
    expect(app.locator("#example")).to_contain_text("UCI Machine Learning Repository, CC BY 4.0")


def test_what_inputs_are_scaled_by_is_said_and_can_be_switched_off(app: Page) -> None:
    load(app, "iris", steps=5)
    app.locator("#split summary").click()
    expect(app.locator("#split summary")).to_contain_text("120 examples to learn from, 30 to test")
    task = snapshot(app)["task"]
    row = app.locator("#split tr").nth(2)
    expect(row).to_have_text(f"petal length− {task['mean'][2]:.4f}÷ {task['scale'][2]:.4f}")
    app.get_by_label("Standardise inputs").click()
    now = settled(app)
    assert now["task"]["scale"] is None
    assert now["inputs"] == [5.1, 3.5, 1.4, 0.2]
    expect(app.locator("#split table")).to_be_hidden()
    share = app.get_by_label("share to learn from")
    share.fill("0.5")
    share.press("Enter")
    expect(app.locator("#split summary")).to_contain_text("75 examples to learn from, 75 to test")
    share.fill("2")
    share.press("Enter")
    expect(app.locator("#problem")).to_contain_text("must be from 0.05 to 1")
    share.press("Escape")


# -- the example in the figure


def test_examples_are_gone_through_with_their_guesses(app: Page) -> None:
    load(app, "iris", steps=30)
    example = app.locator("#example")
    field = example.get_by_label("example", exact=True)
    expect(example.locator(".about")).to_have_text("setosa")
    for name, wanted in (("Next", 1), ("Next", 2), ("Previous", 1)):
        example.get_by_role("button", name=name).click()
        now = settled(app)
        assert now["task"]["index"] == wanted
        assert now["guess"] is not None
    example.get_by_role("button", name="Previous").click()
    example.get_by_role("button", name="Previous").click()
    expect(field).to_have_value("150")
    expect(example.locator(".about")).to_have_text("virginica")
    field.fill("60")
    field.press("Enter")
    assert settled(app)["task"]["index"] == 59
    expect(example.locator(".about")).to_have_text("versicolor")
    expect(example).to_contain_text("sepal length 5.2, sepal width 2.7")
    answer = app.evaluate("learnscope.request({op: 'examples'})")
    kind = "kept back to test" if answer["is_test"] else "learned from"
    expect(example.locator(".kind")).to_have_text(kind)
    example.get_by_role("button", name="The worst").click()
    assert settled(app)["task"]["index"] == answer["worst"]
    app.keyboard.press("Control+z")
    assert settled(app)["task"]["index"] == 59
    field.fill("151")
    field.press("Enter")
    expect(app.locator("#problem")).to_contain_text("must be from 1 to 150")
    field.press("Escape")


def test_an_example_that_was_changed_is_said_to_be_and_comes_back(app: Page) -> None:
    load(app, "xor")
    example = app.locator("#example")
    back = example.get_by_role("button", name="Show it as it was")
    expect(back).to_be_hidden()
    app.locator("[data-kind=input][data-index='0']").fill("0.5")
    app.keyboard.press("Enter")
    expect(example.locator(".about")).to_have_text("changed by you")
    back.click()
    assert settled(app)["inputs"] == [0, 0]
    expect(example.locator(".about")).to_have_text("false")


def test_one_example_has_no_others(app: Page) -> None:
    expect(app.locator("#example")).to_be_hidden()
    expect(app.locator("#split")).to_be_hidden()
    expect(app.locator("#points")).to_be_hidden()


# -- points of your own

BOARD = ".board"


def points(page: Page) -> list[list[float]]:
    page.evaluate(SETTLED)
    told = page.evaluate("learnscope.request({op: 'points'})")
    return [list(each) for each in zip(told["x"], told["y"], told["of_class"], strict=True)]


def marks(page: Page) -> Locator:
    return page.locator(".board [data-class]:visible")


@pytest.fixture
def drawing(app: Page) -> Page:
    """Open a board for points, with none on it yet."""
    menu(app).select_option("points")
    expect(marks(app)).to_have_count(16)
    app.get_by_role("button", name="Clear").click()
    expect(marks(app)).to_have_count(0)
    app.get_by_role("radio", name="dots").check()
    return app


def test_points_are_put_taken_away_and_undone_by_pointer(drawing: Page) -> None:
    box = drawing.locator(BOARD).bounding_box()
    assert box
    drawing.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 4)
    assert points(drawing) == [[pytest.approx(0, abs=0.02), pytest.approx(0.5, abs=0.02), 0]]
    drawing.get_by_role("radio", name="squares").check()
    drawing.mouse.move(box["x"] + 20, box["y"] + box["height"] - 20)
    drawing.mouse.down()
    drawing.mouse.move(box["x"] + 220, box["y"] + box["height"] - 20, steps=20)
    drawing.mouse.up()
    stroke = points(drawing)[1:]
    assert len(stroke) > 5
    assert {point[2] for point in stroke} == {1}
    expect(marks(drawing)).to_have_count(1 + len(stroke))
    drawing.get_by_role("button", name="undo").click()  # a stroke is one change
    assert len(points(drawing)) == 1
    drawing.get_by_role("button", name="redo").click()
    expect(marks(drawing)).to_have_count(1 + len(stroke))
    drawing.get_by_role("radio", name="eraser").check()
    drawing.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 4)
    assert points(drawing) == stroke
    drawing.get_by_role("button", name="undo").click()
    expect(marks(drawing)).to_have_count(1 + len(stroke))
    assert [p[2] for p in points(drawing)] == [0, *[1] * len(stroke)]


def test_points_are_put_by_keys_and_as_a_list(drawing: Page) -> None:
    drawing.locator(BOARD).focus()
    for key in ("ArrowUp", "Space", "Shift+ArrowRight", "2", "ArrowDown", "ArrowDown", "1"):
        drawing.keyboard.press(key)
    first = points(drawing)
    assert [point[2] for point in first] == [0, 1, 0]
    assert first[1][0] == pytest.approx(first[0][0] + 0.25)
    assert first[2][1] == pytest.approx(first[1][1] - 0.1)
    drawing.keyboard.press("Delete")
    assert points(drawing) == first[:2]
    drawing.keyboard.press("Control+z")
    assert points(drawing) == first
    drawing.keyboard.press("3")
    said = drawing.get_by_text("There are 2 classes. Choose “3 classes” below the plane first.")
    expect(said).to_have_role("status")
    height = (said.bounding_box() or {"height": 0})["height"]
    assert height > 10, "for eyes too"
    assert points(drawing) == first
    drawing.keyboard.press("5")
    drawing.keyboard.press("ArrowUp")
    expect(said).to_have_count(0)
    expect(drawing.locator(BOARD)).to_be_focused()
    drawing.get_by_text("As a list").click()
    text = drawing.get_by_label("points, one a line: x, y, class")
    lines = [f"{x:g}, {y:g}, {k + 1}".replace("-", "−") for x, y, k in first]
    expect(text).to_have_value("\n".join(lines))
    text.fill("0.5, 0.5, 1\n-0,5; 0,25; 3\n\n")
    drawing.get_by_role("button", name="Use this list").click()
    expect(drawing.get_by_label("how many classes")).to_have_value("3")
    assert points(drawing) == [[0.5, 0.5, 0], [-0.5, 0.25, 2]]
    text.fill("0.5, up, 1")
    drawing.get_by_role("button", name="Use this list").click()
    expect(drawing.locator("#problem p")).to_have_text("Point 1: y must be a number, not “up”.")


def test_the_network_goes_on_with_the_points_of_a_task_and_with_more_classes(app: Page) -> None:
    load(app, "moons", steps=20)
    weights = snapshot(app)["layers"][0]["weights"]
    app.locator("#split summary").click()
    app.get_by_role("button", name="Change these points").click()
    expect(marks(app)).to_have_count(200)
    now = settled(app)
    assert (now["task"]["name"], now["layers"][0]["weights"]) == ("points", weights)
    app.get_by_label("how many classes").select_option("4")
    now = settled(app)
    assert len(now["targets"]) == 4
    assert now["layers"][0]["weights"] == weights
    expect(app.get_by_role("radio", name="diamonds")).to_be_visible()
    app.get_by_role("button", name="Clear").click()
    app.evaluate(SETTLED)
    app.get_by_role("button", name="Play").click()
    expect(app.locator("#problem")).to_contain_text("put some points on the plane")
