"""Test predictions: a question before a pass, if wanted, and a comment afterwards."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.site.conftest import snapshot
from tests.site.support.figure import SETTLED, assert_true, field
from tests.site.support.keyboard import press_until
from tests.site.support.stub_worker import stub_python
from tests.site.support.watching import Watch

VERBS = ("Forward", "Backprop")
every_verb = pytest.mark.parametrize("verb", VERBS)


def switch(page: Page) -> Locator:
    return page.get_by_role("switch", name="Predict first")


def question(page: Page) -> Locator:
    return page.locator("#prediction [role=status]")


def press(page: Page, verb: str) -> None:
    """Press the button of a pass, with everything computed before a Backprop."""
    if verb == "Backprop":
        page.evaluate("learnscope.request({op: 'forward'})")
    page.get_by_role("button", name=verb).click()


def labels(page: Page, verb: str) -> tuple[str, list[str]]:
    """Return the label of the right choice for a pass, and the others."""
    asked, verdicts = page.evaluate(
        """async verb => {
          if (verb === 'backprop') await learnscope.request({op: 'forward'});
          const asked = await learnscope.request({op: 'question', verb});
          const verdicts = {};
          for (const [choice] of asked.choices) {
            verdicts[choice] = await learnscope.request({op: 'verdict', verb, choice});
          }
          return [asked, verdicts];
        }""",
        verb.lower(),
    )
    names = dict(asked["choices"])
    right = [name for choice, name in names.items() if verdicts[choice]["right"]]
    assert len(right) == 1
    return right[0], [name for name in names.values() if name != right[0]]


def score(page: Page) -> tuple[int, int]:
    """Read the score on the page: how many were right, of how many."""
    said = page.locator("#prediction .score").text_content() or ""
    found = re.match(r"(\d+) of (\d+) right so far", said)
    assert found, said
    return int(found[1]), int(found[2])


def done(page: Page, verb: str) -> bool:
    now: dict[str, Any] = snapshot(page)
    return now["step"] == 1 if verb == "Backprop" else now["cost_value"] is not None


def choose(page: Page, name: str) -> None:
    page.locator("#prediction").get_by_role("button", name=name, exact=True).click()


def answer(page: Page) -> None:
    """Take the first choice, which gets the focus when the question appears."""
    expect(page.locator("#prediction button").first).to_be_focused()
    page.keyboard.press("Enter")


@every_verb
def test_nobody_is_asked_who_did_not_want_it(app: Page, verb: str) -> None:
    expect(switch(app)).not_to_be_checked()
    press(app, verb)
    app.evaluate(SETTLED)
    assert done(app, verb)
    expect(app.locator("#prediction")).to_be_hidden()


@every_verb
@pytest.mark.parametrize("is_right", [True, False])
def test_a_right_and_a_wrong_answer_get_a_kind_word_with_the_reason(
    app: Page, verb: str, is_right: bool
) -> None:
    right, wrong = labels(app, verb)
    switch(app).check()
    press(app, verb)
    first = app.locator("#prediction button").first
    expect(first).to_be_focused()
    expect(question(app)).to_contain_text("Before you look")
    assert not done(app, verb)
    lit = app.locator("#figure [data-lit]").first
    expect(lit).to_have_attribute("data-place", re.compile("weight|guess"))

    choose(app, right if is_right else wrong[0])
    expect(app.locator("#prediction .score")).to_contain_text("right so far")
    assert done(app, verb)
    assert_true(app)
    word = question(app).text_content() or ""
    assert word.startswith("Right." if is_right else "Not this time")
    assert right in word
    shown = app.locator("#figure").inner_text()
    assert any(number in shown for number in re.findall(r"−?\d\.\d{4}", word)), word
    expect(app.get_by_role("button", name=verb)).to_be_focused()

    before = score(app)
    app.get_by_role("button", name="Reset").click()
    expect(app.locator("#prediction")).to_be_hidden()
    press(app, verb)
    choose(app, right)
    expect(app.locator("#prediction .score")).to_contain_text("right so far")
    assert score(app) == (before[0] + 1, before[1] + 1)


@every_verb
def test_who_only_wants_to_see_is_shown(app: Page, verb: str) -> None:
    switch(app).check()
    press(app, verb)
    choose(app, "just show me")
    expect(app.locator("#prediction")).to_be_hidden()
    app.evaluate(SETTLED)
    assert done(app, verb)
    expect(app.get_by_role("button", name=verb)).to_be_focused()
    assert_true(app)


def test_all_of_it_by_keyboard_alone(app: Page) -> None:
    app.get_by_role("button", name="Redo").focus()
    app.keyboard.press("Tab")
    expect(switch(app)).to_be_focused()
    app.keyboard.press("Space")
    expect(switch(app)).to_be_checked()
    app.locator("h1").click()
    for verb in VERBS:
        press_until(app, "Tab", verb)
        app.keyboard.press("Enter")
        expect(app.locator("#prediction button").first).to_be_focused()
        app.keyboard.press("Tab")
        app.keyboard.press("Enter")
        expect(question(app)).to_have_text(re.compile("^(Right|Not this time)"))
        expect(app.get_by_role("button", name=verb)).to_be_focused()
    app.evaluate(SETTLED)
    assert done(app, "Backprop")


def test_a_step_of_a_whole_pass_asks_too_and_gets_the_focus_back(app: Page) -> None:
    switch(app).check()
    step = app.get_by_role("button", name="Step", exact=True)
    step.click()
    expect(question(app)).to_contain_text("which output")
    answer(app)
    expect(app.locator("#prediction .score")).to_contain_text("right so far")
    expect(step).to_be_focused()
    app.get_by_label("size of a step").select_option("term")
    step.click()
    app.evaluate(SETTLED)
    assert snapshot(app)["walk"] is not None
    expect(app.locator("#prediction")).to_be_hidden()


def test_play_does_not_ask(app: Page) -> None:
    switch(app).check()
    app.get_by_role("button", name="Play").click()
    app.wait_for_function("learnscope.snapshot().step > 2")
    app.get_by_role("button", name="Pause").click()
    app.evaluate(SETTLED)
    expect(app.locator("#prediction")).to_be_hidden()
    assert_true(app)


def edit(page: Page) -> None:
    field(page, "weight").fill("0.5")
    page.keyboard.press("Enter")


def click(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=name, exact=True).click()


OTHERS: dict[str, Callable[[Page], None]] = {
    "an edit": edit,
    "undo": click("Undo"),
    "Reset": click("Reset"),
    "New weights": click("New weights"),
    "the switch": lambda page: switch(page).uncheck(),
    "a program": lambda page: page.evaluate("learnscope.request({op: 'snapshot'})"),
}


@pytest.mark.parametrize("other", OTHERS)
def test_doing_something_else_gives_the_question_up(app: Page, other: str) -> None:
    app.evaluate("learnscope.request({op: 'set_input', index: 0, value: 0.25})")
    switch(app).check()
    press(app, "Forward")
    expect(app.locator("#prediction button").first).to_be_focused()
    OTHERS[other](app)
    app.evaluate(SETTLED)
    expect(app.locator("#prediction")).to_be_hidden()
    assert snapshot(app)["cost_value"] is None
    assert_true(app)


def test_hasty_clicks_leave_one_question_at_most_and_nothing_waits(app: Page) -> None:
    switch(app).check()
    app.evaluate(
        """() => {
          const names = ['.forward', '.backprop', '.forward', '[data-place=reset]', '.backprop'];
          for (const name of names) document.querySelector(name).click();
        }"""
    )
    expect(question(app)).to_contain_text("Which way")
    assert snapshot(app)["step"] == 0
    choose(app, "up")
    expect(app.locator("#prediction .score")).to_contain_text("right so far")
    app.evaluate(SETTLED)
    assert snapshot(app)["step"] == 1
    assert_true(app)


def test_the_word_comes_when_there_is_something_to_see(app: Page) -> None:
    app.get_by_label("animation").select_option("4")
    switch(app).check()
    press(app, "Forward")
    answer(app)
    expect(app.locator("#figure")).to_have_attribute("data-moving", "forward")
    expect(question(app)).to_have_text("Now look …")
    expect(question(app)).to_have_text(re.compile("^(Right|Not this time)"))
    expect(app.locator("#figure")).not_to_have_attribute("data-moving", "forward")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_question_is_in_sight(app: Page, width: int) -> None:
    app.set_viewport_size({"width": width, "height": 700})
    switch(app).check()
    press(app, "Forward")
    expect(app.get_by_role("button", name="just show me")).to_be_in_viewport()
    expect(question(app)).to_be_in_viewport()


def other_visitor(browser: Browser, watch: Watch, address: str, script: str = "") -> Page:
    """Open the page with separate storage and a stub for Python."""
    context = browser.new_context(reduced_motion="reduce")
    stub_python(context)
    context.add_init_script(script)
    page = context.new_page()
    watch.over(page)
    page.goto(address)
    page.evaluate("learnscope.ready")
    return page


def test_the_switch_and_the_score_are_remembered(
    browser: Browser, watch: Watch, http_address: str
) -> None:
    page = other_visitor(browser, watch, http_address)
    expect(switch(page)).not_to_be_checked()
    switch(page).check()
    for count in (1, 2):
        page.get_by_role("button", name="Backprop").click()
        answer(page)
        expect(page.locator("#prediction .score")).to_contain_text(f"of {count} right so far")
    right, _ = score(page)
    page.reload()
    expect(switch(page)).to_be_checked()
    page.evaluate("learnscope.ready")
    page.get_by_role("button", name="Forward").click()
    answer(page)
    expect(page.locator("#prediction .score")).to_contain_text("of 3 right so far")
    assert score(page)[0] in (right, right + 1)
    assert page.context.cookies() == []
    switch(page).uncheck()
    page.reload()
    expect(switch(page)).not_to_be_checked()
    page.context.close()


def test_all_works_where_storage_is_blocked(
    browser: Browser, watch: Watch, http_address: str
) -> None:
    denied = "get() { throw new DOMException('denied', 'SecurityError'); }"
    script = f"Object.defineProperty(window, 'localStorage', {{{denied}}})"
    page = other_visitor(browser, watch, http_address, script)
    switch(page).check()
    page.get_by_role("button", name="Forward").click()
    answer(page)
    expect(page.locator("#prediction .score")).to_contain_text("of 1 right so far")
    page.context.close()


def test_a_worksheet_opens_while_a_prediction_is_asked_for_which_then_goes_on(app: Page) -> None:
    switch(app).check()
    press(app, "Backprop")
    expect(question(app)).to_contain_text("Before you look")
    app.get_by_role("button", name="Worksheet").click()
    expect(app.locator(".worksheet")).to_be_visible()
    app.keyboard.press("Escape")
    expect(app.locator(".worksheet")).to_be_hidden()
    expect(question(app)).to_contain_text("Before you look")
    assert snapshot(app)["step"] == 0
