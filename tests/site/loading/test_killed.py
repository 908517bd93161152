"""Kill the worker at work: the network is restored, and nothing typed is lost."""

import json
import re
from collections.abc import Iterable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from learnscope.protocol.parsing import REQUESTS
from learnscope.session.snapshot import to_plain
from learnscope.usercode import overrides
from tests.operations import ALL, OPS
from tests.recorded import Visitor
from tests.site.access.test_requests import numbers, others
from tests.site.code.test_code import EDITOR, SIGN, TANH, edited, pane, run, show, text_of
from tests.site.conftest import AROUND, snapshot
from tests.site.data.test_own_table import TABLE, paste
from tests.site.data.test_task import menu
from tests.site.support.live import awake
from tests.site.support.stub_worker import stub_python
from tests.site.support.watching import Watch

type Plain = dict[str, Any]

READY = "document.getElementById('status').dataset.stage === 'ready'"
DIES = """op => {
  const own = self.onmessage;
  self.onmessage = event => {
    if (event.data.request?.op === op) self.postMessage({dead: 'killed'});
    else own(event);
  };
}"""
ASK = (
    "request => learnscope.request(request).then(answer => ({answer}), ({message}) => ({message}))"
)

# Ops about things that a new Python does not know, so they are not repeated.
FORGOTTEN = {op for op, kind in REQUESTS.items() if "forgotten" in kind.traits}
QUERY_FIELDS: dict[str, Plain] = {
    "question": {"verb": "backprop"},
    "verdict": {"verb": "backprop", "choice": "up"},
    "explain": {"place": "weight-1-0-0"},
    "proof": {"place": "weight-1-0-0"},
    "nudge_curve": {"place": "weight-1-0-0"},
    "source": {"module": "network"},
    "check": {"place": "neuron-1-0", "quantity": "z", "value": 0.5},
    "table_part": {"part": "a;b\n1;2", "first": True},
    "table_plan": {"predict": "b"},
    "rows": {"indices": [0, 1]},
    "decision_map": {"size": 5},
    "neuron_maps": {"size": 5},
    "load_table": {"predict": "b"},
    "go_to_step": {"step": 1},
}
TYPING = ("set_source", "set_own_activation")  # the text itself may have killed the worker
GROUPS = 2
OF_EACH_KIND = ("backprop", "explain", "life", "load_table", "set_source", "train")
"""Ops over which a real worker is killed, one of each kind."""


def assert_same(got: Plain, wanted: Plain, op: str) -> None:
    """Compare plain data, but allow for another processor's rounding."""
    assert others(got) == others(wanted), op
    assert numbers(got) == pytest.approx(numbers(wanted), rel=1e-9, abs=1e-12), op


def without_history(now: Plain) -> Plain:
    """Return the fields of a snapshot that another Python gets."""
    kept = {key: value for key, value in now.items() if key not in AROUND | {"python"}}
    if now["training"]:
        kept["training"] = {
            k: v for k, v in now["training"].items() if k not in ("curve", "points", "figures")
        }
    if now["task"]:
        kept["task"] = {k: v for k, v in now["task"].items() if k != "edition"}
    if now["diagnosis"]:  # its last good moment is on the time line that is gone
        kept["diagnosis"] = {k: v for k, v in now["diagnosis"].items() if k != "last_well"}
    return kept


def dies_over(page: Page, op: str) -> None:
    """End the worker, real or a stub, at the next request for this op."""
    if page.workers:
        page.workers[-1].evaluate(DIES, op)
    else:
        page.evaluate("op => Worker.made.at(-1).deadly.add(op)", op)


def begun(page: Page, address: str) -> Visitor:
    """Start training in the page, and in a Python that never dies."""
    page.goto(address)
    page.evaluate("learnscope.ready")
    visitor = Visitor(seed=5)
    for op, fields in (
        ("load_task", {"name": "xor"}),
        ("train", {"steps": 3, "milliseconds": 1000}),
    ):
        visitor.ask(op, **fields)
        page.evaluate(ASK, {"op": op, **fields})
    return visitor


@pytest.mark.parametrize("group", range(GROUPS))
def test_killed_over_any_op_the_state_is_restored_and_the_op_done(
    page: Page, watch: Watch, http_address: str, group: int
) -> None:
    stub_python(page)
    killed_over(sorted(ALL)[group::GROUPS], page, watch, http_address)


def test_killed_over_an_op_of_each_kind_another_pyodide_goes_on(
    page: Page, watch: Watch, http_address: str
) -> None:
    killed_over(OF_EACH_KIND, page, watch, http_address)


def killed_over(ops: Iterable[str], page: Page, watch: Watch, address: str) -> None:
    """End a worker over each op: another one restores the state and does the op."""
    watch.expect("")
    visitor = begun(page, address)
    for op in ops:
        request = {
            "op": op,
            **QUERY_FIELDS.get(op, {}),
            **(visitor.fields(op) if op in OPS and op != "load_table" else {}),
        }
        if op == "new_weights":
            request["seed"] = 7
        if snapshot(page)["walk"]:  # the position within a pass is not restored
            to_the_end = {"op": "step", "grain": "pass"}
            visitor.ask(**to_the_end)
            page.evaluate(ASK, to_the_end)
        before = snapshot(page)
        dies_over(page, op)
        got = page.evaluate(ASK, request)
        page.wait_for_function(READY)
        assert page.evaluate("document.getElementById('status').dataset.way") == "snapshot"
        if op in FORGOTTEN or op in TYPING:
            assert "Python broke down over this" in got["message"], op
            assert without_history(snapshot(page)) == without_history(before), op
            continue
        wanted = to_plain(visitor.bridge.handle(json.loads(json.dumps(request))))
        assert got.get("message") == wanted.get("error"), op
        if "snapshot" in wanted:
            visitor.now = wanted["snapshot"]
        assert_same(without_history(snapshot(page)), without_history(visitor.now), op)


def killed(page: Page, op: str, then: str = "") -> None:
    """End the worker at the next request for this op, and wait for another one."""
    count = page.evaluate("ends")
    page.workers[-1].evaluate(DIES, op)
    if then:
        page.evaluate(then)
    page.wait_for_function("count => ends > count", arg=count)
    page.wait_for_function(READY)


ENDS = """globalThis.ends = 0;
const {terminate} = Worker.prototype;
Worker.prototype.terminate = function () {
  ends++;
  terminate.call(this);
};"""


def mortal(page: Page, watch: Watch, address: str) -> None:
    """Open a page in which workers may end, and count how many do."""
    watch.expect("")
    page.add_init_script(ENDS)
    page.goto(address)
    page.evaluate("learnscope.ready")


def test_killed_while_anything_goes_on_it_goes_on_and_all_texts_are_there(
    page: Page, watch: Watch, http_address: str
) -> None:
    """Kill one visitor's worker again and again."""
    mortal(page, watch, http_address)
    # Texts being typed, in a field and in the editor.
    expect(pane(page).locator(".cm-content")).to_contain_text("A network is a value")
    page.evaluate(f"{EDITOR}.dispatch({{changes: {{from: 0, insert: '# mine\\n'}}}})")
    weight = page.get_by_label("weight from input 1 to hidden 1")
    weight.focus()
    page.keyboard.type("-0.12")
    killed(page, "snapshot", "void learnscope.request({op: 'snapshot'})")
    expect(weight).to_have_value("-0.12")
    expect(weight).to_be_focused()
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    page.wait_for_function("learnscope.snapshot().layers[0].weights[0][0] === -0.125")
    assert page.evaluate(f"{EDITOR}.state.doc.toString()").startswith("# mine\n")
    # A number being sent.
    page.workers[-1].evaluate(DIES, "set_input")
    page.get_by_label("input 2", exact=True).fill("0.25")
    page.keyboard.press("Enter")
    page.wait_for_function("learnscope.snapshot().inputs[1] === 0.25")
    assert snapshot(page)["layers"][0]["weights"][0][0] == -0.125
    # Training.
    menu(page).select_option("xor")
    page.wait_for_function("learnscope.snapshot().training")
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("learnscope.snapshot().step > 20")
    reached = snapshot(page)["step"]
    killed(page, "train")
    page.wait_for_function("step => learnscope.snapshot().step > step", arg=reached + 20)
    page.get_by_role("button", name="Pause").click()
    # A live figure that is being prepared.
    page.workers[-1].evaluate(DIES, "life")
    awake(page, "life")


# Let a worker break down, with a message, once over each of these requests.
DEADLY = """globalThis.deadly = [];
const {postMessage} = Worker.prototype;
Worker.prototype.postMessage = function (...given) {
  const at = deadly.indexOf(given[0].request?.op);
  if (at < 0) return postMessage.apply(this, given);
  deadly.splice(at, 1);
  this.onmessage(new MessageEvent('message', {data: {dead: 'killed'}}));
};
globalThis.told = new Set();
new MutationObserver(() => told.add(document.getElementById('status')?.textContent ?? ''))
  .observe(document, {subtree: true, childList: true, characterData: true});"""
TOLD = "told => [...globalThis.told].some(text => text.includes(told))"


def typing(page: Page, watch: Watch, address: str) -> Locator:
    """Type a backprop with a wrong sign and an activation, and train with them."""
    page.add_init_script(DEADLY)
    mortal(page, watch, address)
    run(page, "Your own activation", TANH)
    page.get_by_label("activation of layer 1").select_option("Yours")
    found = run(page, "backprop.py", edited("backprop", SIGN))
    expect(found.locator(".verdict")).to_contain_text("✗")
    for op in ("forward", "backprop", "forward", "backprop"):
        page.evaluate(ASK, {"op": op})
    return found


def assert_typed_runs(page: Page, found: Locator) -> None:
    """Check that the submitted Python runs, and that the pane says so."""
    assert set(snapshot(page)["python"]["typed"]) == {"own", "backprop"}
    expect(found).to_contain_text("This is what runs when you press Backprop")
    expect(found.locator(".verdict")).to_contain_text("✗ The gradient check disagrees")
    assert text_of(page) == edited("backprop", SIGN)
    assert not page.evaluate(TOLD, "The original Python runs")


def assert_original_runs(page: Page, found: Locator) -> None:
    """Check that the original runs, and that the page and the pane say so."""
    page.wait_for_function("Object.keys(learnscope.snapshot().python.typed).length === 0")
    expect(found).to_contain_text("This text is not what runs: press Run")
    expect(found.locator(".verdict")).to_be_hidden()
    assert text_of(page) == edited("backprop", SIGN)
    assert page.evaluate(TOLD, "The original Python runs: your text is in the editor, press Run.")


def test_killed_once_ones_own_texts_run_on_and_everything_is_as_it_was(
    page: Page, watch: Watch, http_address: str
) -> None:
    found = typing(page, watch, http_address)
    before = without_history(snapshot(page)) | {"python": snapshot(page)["python"]}
    count = page.evaluate("ends")
    for number in range(2):  # while idle
        page.workers[-1].evaluate("self.postMessage({dead: 'killed'})")
        page.wait_for_function("count => ends > count", arg=count + number)
        page.wait_for_function(READY)
        assert "snapshot" not in page.evaluate(ASK, {"op": "snapshot"})
        now = snapshot(page)
        assert without_history(now) | {"python": now["python"]} == before
        assert_typed_runs(page, found)
    for op in ("forward", "backprop", "explain"):  # over requests that run it
        page.evaluate("op => deadly.push(op)", op)
        assert "answer" in page.evaluate(ASK, {"op": op, **QUERY_FIELDS.get(op, {})})
        assert page.evaluate("deadly.length") == 0
        assert_typed_runs(page, found)
    assert snapshot(page)["step"] == before["step"] + 1
    page.evaluate("deadly.push('set_source')")  # over another text, which is then not accepted
    run(page, "network.py", "# mine\n" + overrides.source("network"))
    expect(found.get_by_role("alert")).to_contain_text("Python broke down over this")
    page.wait_for_function(READY)
    show(page, "backprop.py")
    assert_typed_runs(page, found)


@pytest.mark.parametrize("second", ["forward", "restore"])
def test_killed_twice_ones_own_texts_are_given_up(
    page: Page, watch: Watch, http_address: str, second: str
) -> None:
    found = typing(page, watch, http_address)
    before = snapshot(page)
    page.evaluate("ops => deadly.push(...ops)", ["forward", second])
    got = page.evaluate(ASK, {"op": "forward"})
    if second == "forward":  # twice over the same request, which is then not repeated
        assert "Python broke down over this, so it was not done." in got["message"]
    else:
        assert "somebody typed, and nothing runs here but" in got["message"]
    assert_original_runs(page, found)
    assert snapshot(page)["layers"][0]["weights"] == before["layers"][0]["weights"]


def test_killed_and_ones_own_text_cannot_be_taken_up_again_the_original_runs_and_it_says_why(
    page: Page, watch: Watch, http_address: str
) -> None:
    mortal(page, watch, http_address)
    text = (
        "import traceback\n"
        "if 'restore' in [frame.name for frame in traceback.extract_stack()]:\n"
        "    raise ValueError('never again')\n"
    )
    found = run(page, "network.py", text + overrides.source("network"))
    expect(found.locator(".verdict")).to_contain_text("✓")
    page.workers[-1].evaluate("self.postMessage({dead: 'killed'})")
    expect(page.locator("#problem")).to_have_text(
        re.compile(
            "What you typed could not be taken up again. Line 3 of your network.py: ValueError: "
            "never again. The original Python runs: your text is in the editor, press Run."
        ),
        timeout=20_000,  # it waits for Python's last files
    )
    expect(found).to_contain_text("This text is not what runs: press Run")
    assert snapshot(page)["python"]["typed"] == {}


@pytest.mark.parametrize("optimiser", ["descent", "momentum", "adam"])
def test_killed_in_training_it_goes_on_to_the_bit(
    page: Page, watch: Watch, http_address: str, optimiser: str
) -> None:
    mortal(page, watch, http_address)
    slices = {"op": "train", "steps": 33, "milliseconds": 1000}  # ends in the middle of an epoch
    page.evaluate(ASK, {"op": "load_task", "name": "iris"})
    page.evaluate(ASK, {"op": "set_training", "optimiser": optimiser, "batch_size": 7})
    page.evaluate(ASK, slices)
    killed(page, "snapshot", "void learnscope.request({op: 'snapshot'})")
    page.evaluate(ASK, slices)
    interrupted = snapshot(page)
    page.evaluate(ASK, {"op": "reset"})
    for _ in range(2):
        page.evaluate(ASK, slices)
    whole = snapshot(page)
    assert (interrupted["step"], whole["step"]) == (66, 66), "in time"
    assert whole["layers"] == interrupted["layers"]
    assert whole["training"]["moments"] == interrupted["training"]["moments"]


@pytest.mark.parametrize("op", ["table_part", "table", "table_plan", "load_table"])
def test_killed_over_a_table_of_ones_own_it_is_handed_over_again(
    lasting_page: tuple[Page, Watch], op: str
) -> None:
    page, watch = lasting_page
    watch.expected, before = [""], watch.expected
    page.evaluate("scrollTo(0, 0)")
    menu(page).select_option("table")
    dialog = page.get_by_role("dialog", name="A table of your own")
    if op == "load_table":  # the worker dies after the table was looked at
        paste(dialog, TABLE)
        expect(dialog).to_contain_text("40 rows, 3 columns")
    page.workers[-1].evaluate(DIES, op)
    if op != "load_table":
        paste(dialog, TABLE)
    expect(dialog).to_contain_text("by 2 inputs (long, wide).", timeout=20_000)
    dialog.get_by_role("button", name="Learn this").click()
    expect(dialog).to_be_hidden(timeout=20_000)
    assert snapshot(page)["task"]["features"] == ["long", "wide"]
    watch.expected = before


def test_killed_without_a_sound_it_is_replaced_and_what_was_asked_for_is_done(
    page: Page, watch: Watch, http_address: str
) -> None:
    watch.expect("")
    page.clock.install()
    page.goto(http_address)
    page.evaluate("learnscope.ready")
    page.workers[-1].evaluate("self.close()")
    page.get_by_role("button", name="Forward").click()
    page.clock.run_for(21_000)
    page.wait_for_function("learnscope.snapshot().cost_value !== null")
