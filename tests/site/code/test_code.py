"""Test the Python pane: read, edit, run, check, stop and step through code."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from learnscope.usercode import overrides
from tests.site.conftest import snapshot
from tests.site.support.axe import look_through
from tests.site.support.figure import SETTLED, assert_true
from tests.site.support.watching import Watch

EDITOR = "CodeMirror.EditorView.findFromDOM(document.querySelector('#code .cm-editor'))"
SIGN = ("delta = d_a *", "delta = -d_a *")
ENDLESS = ("    d_a = COSTS", "    while True: pass\n    d_a = COSTS")
TANH = """import numpy as np

def f(z):
    return np.tanh(z)

def f_prime(z):
    return 1 - np.tanh(z) ** 2
"""


def edited(module: str, *changes: tuple[str, str]) -> str:
    text = overrides.source(module)
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


def pane(page: Page) -> Locator:
    """Open the code pane as a visitor does."""
    found = page.locator("#code")
    if found.get_attribute("open") is None:
        found.locator("summary").click()
    expect(found.locator(".cm-content")).to_be_visible()
    return found


def show(page: Page, tab: str) -> Locator:
    found = pane(page)
    found.get_by_role("tab", name=tab).click()
    label = {"Your own activation": "your activation"}.get(tab, tab)
    expect(found.get_by_label(f"{label}, Python that can be edited")).to_be_visible()
    return found


def text_of(page: Page) -> str:
    text: str = page.evaluate(f"{EDITOR}.state.doc.toString()")
    return text


def write(page: Page, text: str) -> None:
    change = "{changes: {from: 0, to: editor.state.doc.length, insert: text}}"
    page.evaluate(f"text => {{ const editor = {EDITOR}; editor.dispatch({change}); }}", text)


def run(page: Page, tab: str, text: str) -> Locator:
    found = show(page, tab)
    write(page, text)
    found.get_by_role("button", name="Run").click()
    return found


# -- loaded only when opened


@pytest.mark.parametrize("way", ["http", "file"])
def test_nothing_of_the_editor_is_requested_until_the_pane_is_opened(
    request: pytest.FixtureRequest, page: Page, way: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda it: asked.append(it.url))
    page.goto(request.getfixturevalue(f"{way}_address"))
    page.evaluate("learnscope.ready")
    page.get_by_role("button", name="Forward").click()
    page.evaluate(SETTLED)
    assert not any("codemirror" in url for url in asked)
    expect(page.get_by_role("heading", name="The Python that does it")).to_be_visible()
    run(page, "backprop.py", edited("backprop", SIGN))
    expect(page.locator("#code .verdict")).to_contain_text("✗ The gradient check disagrees")
    assert len({url for url in asked if "codemirror" in url}) == 1


def test_the_texts_are_those_of_the_core(app: Page) -> None:
    for module in ("network", "backprop"):
        show(app, f"{module}.py")
        assert text_of(app) == overrides.source(module)
    show(app, "Your own activation")
    assert text_of(app) == overrides.TEMPLATE


SAME = """
import types
from learnscope.usercode.overrides import FUNCTIONS, SOURCES, source
def code(kind):
    namespace = types.ModuleType("compared").__dict__
    exec(compile(source(kind), "compared", "exec", optimize=2), namespace)
    return [(namespace[name].__code__, getattr(SOURCES[kind], name).__code__)
            for name in FUNCTIONS[kind]]
all(a.co_code == b.co_code and a.co_names == b.co_names for kind in SOURCES for a, b in code(kind))
"""


def test_the_bytecode_that_runs_is_that_of_the_text(app: Page) -> None:
    assert app.workers[0].evaluate("program => pyodide.runPython(program)", SAME) is True


def test_an_editor_that_cannot_be_loaded_says_so_and_is_tried_again(
    page: Page, watch: Watch, http_address: str
) -> None:
    watch.expect("")
    asked: list[str] = []
    page.on("request", lambda it: asked.append(it.url))
    page.context.route("**/codemirror*", lambda route: route.abort())
    page.goto(http_address)
    page.evaluate("learnscope.ready")
    page.locator("#code summary").click()
    expect(page.locator("#code")).to_contain_text("The editor could not be loaded")
    count = sum("codemirror" in url for url in asked)
    page.get_by_role("button", name="Backprop").click()
    page.evaluate(SETTLED)
    assert sum("codemirror" in url for url in asked) == count
    page.context.unroute("**/codemirror*")
    page.locator("#code").get_by_role("button", name="Try again").click()
    pane(page)
    assert text_of(page) == overrides.source("network")


# -- running another version


def test_an_edited_backprop_with_a_wrong_sign_runs_and_the_figure_uses_it(app: Page) -> None:
    app.get_by_role("button", name="Backprop").click()
    app.evaluate(SETTLED)
    right = snapshot(app)
    app.evaluate("learnscope.request({op: 'reset'})")
    found = run(app, "backprop.py", edited("backprop", SIGN))
    verdict = found.locator(".verdict")
    expect(verdict).to_contain_text("✗ The gradient check disagrees")
    expect(verdict).to_contain_text("backprop says")
    assert verdict.get_attribute("data-agrees") == "false"
    app.get_by_role("button", name="Backprop").click()
    app.get_by_role("button", name="Forward").click()
    app.evaluate(SETTLED)
    now = snapshot(app)
    assert now["cost_change"] > 0
    assert_true(app)
    last, wrong = right["layers"][1]["delta"], "learnscope.request({op: 'step_back'})"
    assert app.evaluate(wrong)["layers"][1]["delta"] == [-value for value in last]

    found.get_by_role("button", name="Restore the original").click()
    expect(verdict).to_be_hidden()
    original = overrides.source("backprop")
    app.wait_for_function(f"text => {EDITOR}.state.doc.toString() === text", arg=original)
    assert snapshot(app)["cost_value"] is None
    app.evaluate("learnscope.request({op: 'reset'})")
    app.get_by_role("button", name="Backprop").click()
    app.evaluate(SETTLED)
    assert snapshot(app)["layers"] == right["layers"]


def test_the_same_text_is_said_to_agree_in_words_and_with_a_sign(app: Page) -> None:
    found = run(app, "network.py", edited("network") + "\n# mine\n")
    verdict = found.locator(".verdict")
    expect(verdict).to_contain_text("✓ The gradient check agrees")
    assert verdict.get_attribute("data-agrees") == "true"
    found.get_by_role("button", name="Restore the original").click()
    expect(verdict).to_be_hidden()


def test_an_error_is_shown_at_its_line_and_what_ran_before_runs_on(app: Page) -> None:
    text = edited("backprop", ("delta = d_a *", "delta = d_q *"))
    line = text[: text.index("d_q")].count("\n") + 1
    found = run(app, "backprop.py", text)
    error = found.get_by_role("alert")
    where = f"Line {line} of your backprop.py"
    expect(error).to_have_text(f"{where}: NameError: name 'd_q' is not defined.")
    marked = found.locator(".cm-wrong")
    expect(marked).to_have_text(text.splitlines()[line - 1])
    assert snapshot(app)["python"]["typed"] == {}
    app.get_by_role("button", name="Backprop").click()
    app.evaluate(SETTLED)
    assert snapshot(app)["step"] == 1
    write(app, text.replace("d_q", "d_a"))
    found.get_by_role("button", name="Run").click()
    expect(found.locator(".verdict")).to_contain_text("✓")
    expect(marked).to_have_count(0)
    expect(error).to_be_hidden()


def test_it_can_be_done_by_keyboard_alone_and_the_editor_holds_nobody(app: Page) -> None:
    found = show(app, "network.py")
    found.get_by_role("tab", name="network.py").focus()
    app.keyboard.press("ArrowRight")
    expect(found.get_by_role("tab", name="backprop.py")).to_be_focused()
    app.keyboard.press("ArrowRight")
    expect(found.get_by_role("tab", name="Your own activation")).to_be_focused()
    app.keyboard.press("Tab")
    content = found.locator(".cm-content")
    expect(content).to_be_focused()
    description = content.get_attribute("aria-describedby")
    expect(app.locator(f"#{description}")).to_contain_text("Tab moves on")
    app.keyboard.press("Control+a")
    app.keyboard.type("f = abs")
    app.keyboard.press("Enter")
    app.keyboard.type("f_prime = abs")
    app.keyboard.press("Control+Enter")
    expect(found.locator(".verdict")).to_contain_text("✗ f_prime is not the slope of f: at z = ")
    app.keyboard.press("Control+z")  # undoes in the text, not in the network
    assert text_of(app) != "f = abs\nf_prime = abs"
    app.keyboard.press("Tab")
    expect(found.get_by_role("button", name="Run")).to_be_focused()
    app.keyboard.press("Shift+Tab")
    app.keyboard.press("Shift+Tab")
    expect(found.get_by_role("tab", name="Your own activation")).to_be_focused()
    write(app, overrides.TEMPLATE)


# -- code that never ends


def ticking(page: Page) -> None:
    """Start counting the page's frames."""
    page.evaluate("""() => {
      globalThis.frames = 0;
      const tick = () => { globalThis.frames++; requestAnimationFrame(tick); };
      requestAnimationFrame(tick);
    }""")


def prepared(page: Page, address: str) -> dict[str, Any]:
    page.goto(address)
    page.evaluate("learnscope.ready")
    page.evaluate("learnscope.request({op: 'set_weight', layer: 1, to: 0, from: 0, value: 0.125})")
    page.evaluate("learnscope.request({op: 'backprop'})")
    page.evaluate("learnscope.request({op: 'forward'})")
    pane(page)
    return snapshot(page)


NUMBERS = ("layers", "inputs", "targets", "cost", "cost_value", "guess", "step", "learning_rate")


def numbers(now: dict[str, Any]) -> dict[str, Any]:
    return {key: now[key] for key in NUMBERS}


def test_an_endless_loop_is_stopped_by_the_button_and_the_network_is_as_it_was(
    page: Page, watch: Watch, http_address: str
) -> None:
    watch.expect("")
    before = prepared(page, http_address)
    text = edited("backprop", ENDLESS)
    found = run(page, "backprop.py", text)
    stop = page.get_by_role("button", name="Stop")
    expect(stop).to_be_visible()
    ticking(page)
    page.wait_for_function("frames > 30")
    page.get_by_label("size of a step").select_option("neuron")  # the page still responds
    stop.click()
    expect(found.get_by_role("alert")).to_contain_text(
        "You pressed Stop, so it was stopped. The original Python runs again, the network is as "
        "it was, and your text is still in the editor."
    )
    expect(stop).to_be_hidden()
    page.evaluate(SETTLED)
    assert numbers(snapshot(page)) == numbers(before)
    assert snapshot(page)["python"]["typed"] == {}
    assert text_of(page) == text
    page.get_by_role("button", name="Backprop").click()
    page.evaluate(SETTLED)
    assert snapshot(page)["step"] == before["step"] + 1
    assert_true(page)


def test_a_loop_that_begins_later_is_stopped_by_the_time_limit(
    page: Page, watch: Watch, http_address: str
) -> None:
    watch.expect("")
    before = prepared(page, http_address)
    later = ("    d_a = COSTS", "    while inputs[0, 0] == 5: pass\n    d_a = COSTS")
    text = edited("backprop", later)
    found = run(page, "backprop.py", text)
    expect(found.locator(".verdict")).to_contain_text("✓")
    page.evaluate("learnscope.request({op: 'set_input', index: 0, value: 5})")
    page.evaluate("learnscope.request({op: 'forward'})")
    waiting = numbers(snapshot(page))
    ticking(page)
    page.get_by_role("button", name="Backprop").click()
    problem = page.locator("#problem")
    expect(problem).to_contain_text("It did not answer for 5 seconds, so it was stopped.")
    expect(problem).to_contain_text("your text is still in the editor")
    assert page.evaluate("frames") > 60
    page.wait_for_function("document.querySelector('#status').dataset.stage === 'ready'")
    page.evaluate(SETTLED)
    now = numbers(snapshot(page))
    # The typed Python's results are discarded; the network is the same to the bit.
    for name in ("inputs", "targets", "step", "learning_rate", "cost"):
        assert now[name] == waiting[name]
    for layer, old in zip(now["layers"], waiting["layers"], strict=True):
        assert (layer["weights"], layer["biases"]) == (old["weights"], old["biases"])
    assert now["cost_value"] is None
    assert text_of(page) == text
    expect(found.locator(".verdict")).to_be_hidden()
    page.get_by_role("button", name="Backprop").click()
    page.evaluate(SETTLED)
    assert snapshot(page)["step"] == before["step"] + 1
    assert_true(page)


def test_after_a_stop_an_own_activation_is_missing_and_the_page_says_so(
    page: Page, watch: Watch, http_address: str
) -> None:
    watch.expect("")
    prepared(page, http_address)
    run(page, "Your own activation", TANH)
    menu = page.get_by_label("activation of layer 1")
    menu.select_option("Yours")
    page.get_by_role("button", name="Forward").click()
    page.evaluate(SETTLED)
    run(page, "backprop.py", edited("backprop", ENDLESS))
    page.get_by_role("button", name="Stop").click()
    page.wait_for_function("learnscope.snapshot().cost_value === null")
    assert snapshot(page)["layers"][0]["activation"] == "own"
    page.get_by_role("button", name="Forward").click()
    expect(page.locator("#problem")).to_contain_text("nothing runs here but what you type yourself")
    show(page, "Your own activation")
    assert text_of(page) == TANH
    page.locator("#code").get_by_role("button", name="Run").click()
    expect(page.locator("#code .verdict")).to_contain_text("✓")
    page.get_by_role("button", name="Forward").click()
    page.evaluate(SETTLED)
    assert snapshot(page)["cost_value"] is not None


# -- menus and an own activation


def test_menus_change_activations_and_the_cost_and_undo_takes_that_back(app: Page) -> None:
    app.get_by_label("activation of layer 2").select_option("Tanh")
    app.get_by_label("cost", exact=True).select_option("Squared error")
    app.evaluate(SETTLED)
    now = snapshot(app)
    assert [layer["activation"] for layer in now["layers"]] == ["sigmoid", "tanh"]
    assert now["cost"] == "squared_error"
    for _ in range(2):
        app.get_by_role("button", name="Undo").click()
    app.evaluate(SETTLED)
    expect(app.get_by_label("activation of layer 2")).to_have_value("sigmoid")
    expect(app.get_by_label("cost", exact=True)).to_have_value("softmax_cross_entropy")


def test_an_own_activation_is_in_the_menu_with_its_curve_and_the_network_uses_it(app: Page) -> None:
    found = run(app, "Your own activation", TANH)
    expect(found.locator(".verdict")).to_contain_text("✓ f_prime is the slope of f")
    expect(found.locator(".curve path.f")).to_be_visible()
    assert found.locator(".curve path.slope").get_attribute("d")
    for layer in (1, 2):
        app.get_by_label(f"activation of layer {layer}").select_option("Yours")
    app.get_by_role("button", name="Forward").click()
    app.evaluate(SETTLED)
    mine = snapshot(app)
    for layer in (1, 2):
        app.get_by_label(f"activation of layer {layer}").select_option("Tanh")
    app.get_by_role("button", name="Forward").click()
    app.evaluate(SETTLED)
    assert [layer["a"] for layer in snapshot(app)["layers"]] == [
        pytest.approx(layer["a"]) for layer in mine["layers"]
    ]
    found.get_by_role("button", name="Take it away").click()
    expect(app.get_by_label("activation of layer 1").locator("option")).to_have_count(4)
    assert text_of(app) == TANH
    write(app, overrides.TEMPLATE)


def test_a_refused_choice_leaves_the_menu_as_it_was(app: Page) -> None:
    app.evaluate("learnscope.request({op: 'set_live', value: true})")
    app.evaluate("learnscope.request({op: 'set_activation', layer: 1, name: 'identity'})")
    app.evaluate("learnscope.request({op: 'set_weight', layer: 1, to: 0, from: 0, value: 1e200})")
    app.evaluate("learnscope.request({op: 'set_cost', name: 'squared_error'})")
    app.get_by_label("activation of layer 2").select_option("Identity")
    expect(app.locator("#problem")).to_contain_text("too large to hold")
    expect(app.get_by_label("activation of layer 2")).to_have_value("sigmoid")
    app.get_by_role("button", name="Reset").click()
    expect(app.locator("#problem")).to_be_hidden()


# -- the current line


def test_each_small_step_marks_its_line_and_shows_the_figures_numbers(app: Page) -> None:
    found = show(app, "network.py")
    app.get_by_label("size of a step").select_option("term")
    step = app.get_by_role("button", name="Step", exact=True)
    lines = {
        "term": "z = a @", "bias": "z = a @", "activate": "a = layer.act", "blame": "d_a = COSTS",
        "delta": "delta = d_a", "slope": "d_weights =", "bias_slope": "d_biases =",
    }  # fmt: skip
    met = set()
    for _ in range(40):
        step.click()
        app.evaluate(SETTLED)
        walk = snapshot(app)["walk"]
        if not walk or walk["phase"] not in lines:
            continue
        met.add(walk["phase"])
        found.scroll_into_view_if_needed()
        expect(found.locator(".cm-runs")).to_contain_text(lines[walk["phase"]])
        if walk["phase"] == "bias":
            z = snapshot(app)["layers"][walk["layer"] - 1]["z"][walk["index"]]
            expect(found.locator(".runs mark")).to_have_attribute("title", str(z).replace("-", "−"))
            expect(found.locator(".runs")).to_contain_text("layer.weights.T")
    assert met == set(lines)


def test_a_text_that_does_not_run_gets_a_sentence_and_no_mark(app: Page) -> None:
    found = show(app, "network.py")
    found.get_by_role("button", name="Next step").click()
    expect(found.locator(".cm-runs")).to_have_count(1)
    expect(app.get_by_label("size of a step")).to_have_value("neuron")
    write(app, "# mine\n" + overrides.source("network"))
    expect(found.locator(".runs")).to_contain_text("This text is not what runs")
    expect(found.locator(".cm-runs")).to_have_count(0)
    found.get_by_role("button", name="Run").click()
    expect(found.locator(".verdict")).to_contain_text("✓")
    found.get_by_role("button", name="Next step").click()
    expect(found.locator(".cm-runs")).to_contain_text("a = layer.activation")
    found.get_by_role("button", name="Restore the original").click()
    expect(found.locator(".runs")).to_contain_text("Take a small step")


def wrong(page: Page) -> None:
    """Show a failed gradient check and a current line."""
    found = run(page, "backprop.py", edited("backprop", SIGN))
    expect(found.locator(".verdict")).to_contain_text("✗")
    page.get_by_role("button", name="Forward").click()
    found.get_by_role("button", name="Next step").click()
    expect(found.locator(".runs mark")).to_be_visible()


def failing(page: Page) -> None:
    """Show an error at its line."""
    found = run(page, "network.py", edited("network", ("z = a @", "z = y @")))
    expect(found.locator(".cm-wrong")).to_have_count(1)


def own(page: Page) -> None:
    """Show a correct activation with its curve."""
    found = run(page, "Your own activation", TANH)
    expect(found.locator(".curve svg")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (360, "dark")])
@pytest.mark.parametrize("before", [wrong, failing, own])
def test_axe_finds_nothing_in_the_pane_and_it_is_no_wider_than_the_page(
    app: Page, before: Callable[[Page], None], width: int, scheme: str
) -> None:
    app.set_viewport_size({"width": width, "height": 900})
    app.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    before(app)
    found = look_through(app, where="#code")
    app.emulate_media(color_scheme="light")
    assert found["violations"] == []
    assert found["passes"] > 10
    assert app.evaluate("document.documentElement.scrollWidth") <= width


def test_an_older_session_in_a_snapshot_brings_no_python_with_it(app: Page) -> None:
    run(app, "backprop.py", edited("backprop", SIGN))
    expect(app.locator("#code .verdict")).to_contain_text("✗")
    app.evaluate("""async () => {
      const now = learnscope.snapshot();
      await learnscope.request({op: 'restore', start: now, last: now});
    }""")
    expect(app.locator("#code .verdict")).to_be_hidden()
    assert snapshot(app)["python"]["typed"] == {}
    app.get_by_role("button", name="Backprop").click()
    app.get_by_role("button", name="Forward").click()
    app.evaluate(SETTLED)
    assert snapshot(app)["cost_change"] < 0
