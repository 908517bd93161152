"""Check the page with axe, and the whole main path by keyboard alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.site.conftest import snapshot
from tests.site.support.axe import look_through
from tests.site.support.figure import SETTLED
from tests.site.support.keyboard import press_until
from tests.site.support.live import awake
from tests.site.support.stub_worker import stub_python
from tests.site.support.tasks import load
from tests.site.training.test_training import PARTS, begin, painted, setting, train


def nothing(_: Page) -> None:
    """Leave the page as it is when Python is ready."""


def learned(page: Page) -> None:
    """Run Forward and Backprop, so that changes stand beside every number."""
    for name in ("Forward", "Backprop", "Forward", "Backprop"):
        page.get_by_role("button", name=name).click()
    page.evaluate(SETTLED)


def refused(page: Page) -> None:
    """Cause a problem at a field."""
    page.get_by_label("bias of hidden 1").fill("abc")
    page.keyboard.press("Enter")
    expect(page.locator("#problem")).to_be_visible()


def asked(page: Page) -> None:
    """Open a question."""
    page.get_by_label("Predict first").check()
    page.get_by_role("button", name="Backprop").click()
    expect(page.get_by_role("button", name="up", exact=True)).to_be_visible()


def told(page: Page) -> None:
    """Answer a question, so that the comment on it is shown."""
    asked(page)
    page.keyboard.press("Enter")
    expect(page.locator("#prediction .score")).to_contain_text("right so far")


def saturated(page: Page) -> None:
    """Silence neurons, so that the way back is offered."""
    page.get_by_role("button", name="Forward").click()
    for name in ("bias of hidden 1", "bias of hidden 2"):
        page.get_by_label(name).fill("500")
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Forward").click()
    expect(page.get_by_role("button", name="Back to the last good step")).to_be_visible()


def beyond(page: Page) -> None:
    """Make numbers too large to hold, so that the way back is offered."""
    page.get_by_label("weight from input 1 to hidden 1").fill("1e308")
    page.get_by_label("input 1", exact=True).fill("100")
    page.get_by_role("button", name="Forward").click()
    expect(page.get_by_role("button", name="Undo the last change")).to_be_visible()


def walking(page: Page) -> None:
    """Stop in the middle of small steps."""
    page.get_by_label("size of a step").select_option("term")
    page.get_by_role("button", name="Step", exact=True).click()
    page.evaluate(SETTLED)


def explained(page: Page) -> None:
    """Open a weight's derivation, its proof and the map of all slopes."""
    page.get_by_role("button", name="Forward").click()
    page.get_by_label("weight from input 1 to hidden 1").focus()
    expect(page.locator("#proof .verdict").first).to_contain_text("agree")
    page.locator("#proof summary").click()
    expect(page.locator("#proof td").first).to_be_visible()


def drawing(page: Page) -> None:
    """Choose points of one's own, and open their list."""
    page.evaluate("learnscope.request({op: 'load_task', name: 'points'})")
    page.get_by_text("As a list").click()
    page.locator("#split summary").click()


def tabling(page: Page) -> None:
    """Enter a table of one's own that has a fault."""
    page.get_by_label("What should it learn?").select_option("table")
    dialog = page.get_by_role("dialog", name="A table of your own")
    dialog.get_by_label("table as text").fill("a,b\n1,x\n2,y\n3,x\n4,y\n,x\n")
    dialog.get_by_role("button", name="Use this text").click()
    expect(dialog).to_contain_text("line 6")


def large(page: Page) -> None:
    """Load a network with many neurons, and select one."""
    load(page, "digits")
    page.locator(".cell[data-place=neuron-1-5]").focus()
    expect(page.locator("#inspector h2")).to_have_text("hidden 6")
    page.get_by_role("button", name="Clear the picture").click()
    expect(page.locator(".meaning")).to_be_visible()


def emerging(page: Page) -> None:
    """Start all live figures of the explanation, and do something to each."""
    life, cut, seeds, guess = (awake(page, name) for name in ("life", "cut", "seeds", "guess"))
    life.get_by_role("button", name="One generation").click()
    cut.get_by_role("button", name="Make all whole").click()
    cut.get_by_role("radio", name="cuts").check()
    cut.get_by_role("button", name=re.compile("^Cut all of hidden")).click()
    cut.get_by_role("button", name=re.compile("Cut them all|Again")).click()
    expect(cut.locator(".cuts p")).to_contain_text("With none left", timeout=20_000)
    seeds.get_by_role("button", name="Shuffle all").click()
    guess.get_by_role("button", name="Another pair").click()
    guess.get_by_role("button", name="The left one").click()
    expect(guess.locator(".word")).to_contain_text("reads better.")


def trained(page: Page) -> None:
    """Train on a plane, and open all results and settings."""
    begin(page, "spirals", *PARTS)
    train(page, steps=3)
    page.locator("#settings > summary").click()
    page.get_by_role("button", name="Keep this run to compare").click()
    expect(page.locator("#results .runs-kept li").first).to_be_visible()
    painted(page, "map")


def confused(page: Page) -> None:
    """Open the confusion matrix with its examples, after training has stopped."""
    begin(page, "iris")  # so that other tests' results for the digits are gone
    begin(page, "digits", "confusion")
    setting(page, "stop at step", "1")
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.locator("#training .stopped p")).not_to_be_empty()
    now = page.evaluate("learnscope.request({op: 'confusion', of: 'test'})")
    told = f"{now['right']} of {now['total']} are right"
    expect(page.locator("#results details.confusion")).to_contain_text(told)
    unlisted = "#results .confusion button:not([data-none]):not([aria-pressed=true])"
    page.locator(unlisted).first.click()
    page.locator("#results .examples canvas").first.wait_for()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (360, "dark")])
@pytest.mark.parametrize(
    "before",
    [
        nothing,
        learned,
        refused,
        asked,
        told,
        saturated,
        beyond,
        walking,
        explained,
        drawing,
        tabling,
        emerging,
        large,
        trained,
        confused,
    ],
)
def test_axe_finds_nothing(
    app: Page, before: Callable[[Page], None], width: int, scheme: str
) -> None:
    app.set_viewport_size({"width": width, "height": 900})
    app.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    before(app)
    # The long explanation is checked twice: unchanged, and with its live figures in use.
    without = "" if before in (nothing, emerging) else "#explanation"
    found = look_through(app, without=without)
    app.keyboard.press("Escape")  # closes a dialog
    app.emulate_media(color_scheme="light")
    assert found["violations"] == []
    assert found["passes"] > 20


def test_the_whole_main_path_by_keyboard_alone(app: Page) -> None:
    app.locator("h1").click()  # the top of the page
    press_until(app, "Tab", "Forward")
    app.keyboard.press("Enter")
    app.evaluate(SETTLED)
    first = snapshot(app)["cost_value"]
    assert first is not None

    press_until(app, "Tab", "input 1")
    app.keyboard.press("ArrowUp")
    press_until(app, "Tab", "weight from input 2 to hidden 1")
    app.keyboard.type("0.5")
    app.keyboard.press("Enter")
    press_until(app, "Tab", "bias of hidden 2")
    app.keyboard.press("Shift+ArrowDown")
    app.evaluate(SETTLED)
    now = snapshot(app)
    assert (now["inputs"][0], now["layers"][0]["weights"][0][1]) == (1.0, 0.5)
    assert now["cost_value"] is None

    press_until(app, "Shift+Tab", "Backprop")
    app.keyboard.press("Space")
    press_until(app, "Shift+Tab", "Forward")
    app.keyboard.press("Enter")
    app.evaluate(SETTLED)
    assert snapshot(app)["cost_change"] < 0
    press_until(app, "Tab", "output 2")
    press_until(app, "Tab", "guess for output 3")
    expect(app.locator("#caption")).to_contain_text(re.compile("guess for output 3: 0[.]"))
    press_until(app, "Tab", "target 3")
    press_until(app, "Tab", "cost:")
    press_until(app, "Shift+Tab", "Reset")
    app.keyboard.press("Enter")
    app.evaluate(SETTLED)
    assert snapshot(app)["step"] == 0
    expect(app.get_by_role("button", name="Reset")).to_be_focused()


def test_the_focus_stays_where_it_is_whatever_is_computed(app: Page) -> None:
    app.get_by_label("weight from input 1 to hidden 1").focus()
    for op in ("forward", "backprop", "new_weights"):
        app.evaluate("op => learnscope.request({op})", op)
        expect(app.get_by_label("weight from input 1 to hidden 1")).to_be_focused()


def test_every_number_has_a_name_and_its_value(app: Page) -> None:
    weight = app.get_by_role("spinbutton", name="weight from input 2 to hidden 1")
    value = snapshot(app)["layers"][0]["weights"][0][1]
    expect(weight).to_have_attribute("aria-valuenow", str(value))
    for name in ("Forward", "Backprop", "Play", "Step back", "Reset"):
        expect(app.get_by_role("button", name=name, exact=True)).to_be_visible()
    names = ["input 3", "bias of output 1", "target 2", "learning rate"]
    for name in names:
        expect(app.get_by_role("spinbutton", name=name, exact=True)).to_have_count(1)
    app.get_by_role("button", name="Forward").click()
    app.evaluate(SETTLED)
    neuron = app.locator("[data-kind=neuron][data-layer='1'][data-index='0']")
    expect(neuron).to_have_attribute("aria-label", re.compile(r"hidden 1: .*activation 0\.\d{10}"))


def test_what_happened_is_said_aloud_but_not_all_that_play_does(app: Page) -> None:
    spoken = app.locator("#caption [aria-live=polite]")
    for name in ("Forward", "Backprop", "Forward"):
        app.get_by_role("button", name=name).click()
        app.evaluate(SETTLED)
    expect(spoken).to_contain_text("The cost fell")
    said = spoken.text_content()
    status = app.locator("#status p")
    assert status.get_attribute("aria-live") is None  # its role implies it
    app.get_by_role("button", name="Play").click()
    app.wait_for_function("learnscope.snapshot().step > 3")
    assert spoken.text_content() == said
    expect(status).to_have_attribute("aria-live", "off")
    app.get_by_role("button", name="Pause").click()
    expect(status).not_to_have_attribute("aria-live", "off")


COVERED = """() => {
  const bar = document.querySelector('.verbs').getBoundingClientRect();
  const {top, bottom} = document.activeElement.getBoundingClientRect();
  return !document.activeElement.closest('.verbs') && top < bar.bottom - 1 && bottom > bar.top;
}"""
"""Tell whether the sticky buttons cover the element that has the focus."""


def test_on_a_narrow_screen_nothing_that_has_the_focus_is_covered(
    browser: Browser, http_address: str
) -> None:
    size: ViewportSize = {"width": 360, "height": 500}
    with browser.new_context(reduced_motion="reduce", viewport=size) as context:
        page = context.new_page()
        stub_python(page)
        page.goto(http_address)
        page.evaluate("learnscope.ready")
        page.get_by_role("button", name="Forward").focus()
        for key in ("Tab", "Shift+Tab"):
            for _ in range(40):
                page.keyboard.press(key)
                page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
                name = page.evaluate("document.activeElement.getAttribute('aria-label')")
                assert not page.evaluate(COVERED), name


def test_nothing_moves_by_itself_for_those_who_asked_for_less(app: Page) -> None:
    moving = app.evaluate(
        """[...document.querySelectorAll('*')].filter(e => {
          const {transitionDuration, animationName, scrollBehavior} = getComputedStyle(e);
          const looks = [transitionDuration, animationName, scrollBehavior].join();
          return looks !== '0s,none,auto';
        }).map(e => e.tagName)"""
    )
    assert moving == []
