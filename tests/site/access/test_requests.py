"""Test the API for other programs: refusals change nothing, and nothing leaks."""

import json
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from learnscope.api.bridge import Bridge
from learnscope.session.snapshot import to_plain
from tests.listed import requests_for
from tests.operations import ASKED as QUERIES
from tests.operations import OPS
from tests.recorded import PYTHON, recorded_requests
from tests.site.conftest import snapshot
from tests.site.support.plain import plainly
from tests.site.support.watching import Watch

TRY = """async requests => {
  const answers = [];
  for (const request of requests) {
    try {
      answers.push({answer: await learnscope.request(request)});
    } catch (error) {
      answers.push({error: error.message});
    }
  }
  return answers;
}"""

TRY_PYTHON = """async requests => {
  const [answers, plain] = [[], (_, value) => ArrayBuffer.isView(value) ? [...value] : value];
  const ownPost = self.postMessage;
  self.postMessage = ({snapshot, answer, error}) =>
    answers.push(error ? {error} : {answer: snapshot ?? answer});
  for (const request of requests) await self.onmessage({data: {id: -1, request}});
  self.postMessage = ownPost;
  return JSON.parse(JSON.stringify(answers, plain));
}"""
"""Send requests inside the worker, as if they came from the page."""

BAD: dict[str, tuple[str, str]] = {
    "unknown op": ("{op: 'jump'}", "must be one of"),
    "no op": ("{}", "must be one of"),
    "null": ("null", "A request is an object"),
    "text": ("'forward'", "A request is an object"),
    "a list": ("[1]", "A request is an object"),
    "index out of range": ("{op: 'set_input', index: 3, value: 1}", "must be from 0 to 2"),
    "negative index": ("{op: 'set_input', index: -1, value: 1}", "must be from 0 to 2"),
    "half an index": ("{op: 'set_input', index: 0.5, value: 1}", "whole number"),
    "NaN": ("{op: 'set_input', index: 0, value: NaN}", "finite number, not NaN"),
    "Infinity": ("{op: 'set_bias', layer: 1, index: 0, value: Infinity}", "finite number, not ∞"),
    "-Infinity": ("{op: 'set_target', index: 0, value: -Infinity}", "finite number, not −∞"),
    "text value": ("{op: 'set_input', index: 0, value: '1'}", "must be a number, not “1”"),
    "null value": ("{op: 'set_input', index: 0, value: null}", "not nothing"),
    "undefined value": ("{op: 'set_input', index: 0, value: undefined}", "not nothing"),
    "missing field": ("{op: 'set_weight', layer: 1, to: 0, value: 1}", "needs from"),
    "unknown field": ("{op: 'forward', fast: true}", "does not take"),
    "a function": ("{op: 'set_input', index: 0, value: () => 1}", "plain data"),
    "a Map": ("new Map([['op', 'forward']])", "A request is an object"),
    "a Set in a field": ("{op: 'set_inputs', values: new Set([1])}", "“values” is a Set"),
    "a Map in a field": ("{op: 'load', network: new Map()}", "“network” is a Map"),
    "a date": ("{op: 'set_input', index: 0, value: new Date()}", "“value” is a Date"),
    "a BigInt": ("{op: 'set_input', index: 0, value: 1n}", "“value” is a BigInt"),
    "a buffer": ("{op: 'load', network: new ArrayBuffer(8)}", "“network” is an ArrayBuffer"),
    "numbers for a number": (
        "{op: 'set_input', index: 0, value: new Float64Array(2)}",
        "must be a number, not a list",
    ),
    "a nest": (
        "{op: 'load', network: Array(2000).fill().reduce(inner => [inner], [])}",
        "“network” is nested too deeply",
    ),
    "itself": ("(() => { const r = {op: 'load'}; r.network = r; return r; })()", "holds itself"),
    "an endless list": (
        "{op: 'set_inputs', values: Array(4294967295)}",
        "ten million values at most",
    ),
    "a getter that throws": (
        "{op: 'set_input', index: 0, get value() { throw new Error('x'); }}",
        "plain data only",
    ),
    "no layers": ("{op: 'load', network: {layers: []}}", "at least one layer"),
    "wrong shape": (
        "{op: 'load', network: {layers: [{weights: [[1, 2]], biases: [0, 0],"
        " activation: 'tanh'}], inputs: [1, 2]}}",
        "2 lists",
    ),
    "ten million neurons": (
        "{op: 'load', network: {layers: [{weights: [], biases: new Float64Array(1e7),"
        " activation: 'tanh'}], inputs: [1]}}",
        "10,000,001 neurons",
    ),
}


@pytest.mark.parametrize(("request_", "said"), BAD.values(), ids=BAD)
def test_a_bad_request_is_answered_with_a_sentence_and_changes_nothing(
    app: Page, request_: str, said: str
) -> None:
    app.evaluate("learnscope.request({op: 'backprop'})")
    before = snapshot(app)
    error = app.evaluate(f"learnscope.request({request_}).then(() => null, error => error.message)")
    assert error
    assert said in error
    assert error.endswith(".")
    assert snapshot(app) == before
    assert app.evaluate("learnscope.request({op: 'snapshot'})") == before


def test_a_request_is_what_it_was_when_it_was_made(app: Page) -> None:
    """Change requests after sending them: it has no effect, and none waits for ever."""
    inputs = app.evaluate("""async () => {
      const request = {op: 'set_input', index: 0, value: 0.25};
      const first = learnscope.request(request);
      request.value = 0.75;
      const second = learnscope.request(request);
      delete request.op;
      return (await Promise.all([first, second])).map(({inputs}) => inputs[0]);
    }""")
    assert inputs == [0.25, 0.75]
    assert app.evaluate("learnscope.request({op: 'forward'})")["cost_value"] is not None


def test_what_is_refused_takes_nothing_back(app: Page) -> None:
    """Check that Python and its history survive refused requests."""
    app.evaluate("learnscope.request({op: 'set_input', index: 0, value: 0.125})")
    for request, _ in BAD.values():
        app.evaluate(f"learnscope.request({request}).catch(() => {{}})")
    assert snapshot(app)["can_step_back"]
    assert app.evaluate("learnscope.request({op: 'step_back'})")["inputs"][0] != 0.125


def test_whole_numbers_of_any_size_are_plain_numbers(app: Page) -> None:
    """Check that JSON can write them, as it can't write a BigInt."""
    got = app.evaluate("""async () => {
      const seeded = await learnscope.request({op: 'new_weights', seed: 2 ** 53 - 1});
      const choices = await learnscope.request({op: 'choices'});
      return [JSON.stringify(seeded), JSON.stringify(choices)];
    }""")
    assert json.loads(got[0])["seed"] == 2**53 - 1
    assert str(2**53 - 1) in got[1]


def test_every_op_and_query_can_be_asked_for_by_other_programs(app: Page) -> None:
    ops = app.evaluate("learnscope.request({op: ''}).catch(error => error.message)")
    for op in (*OPS, *QUERIES):
        assert op in ops


def test_what_answers_a_query_is_never_taken_for_a_snapshot(app: Page) -> None:
    app.evaluate("learnscope.request({op: 'load_task', name: 'xor'})")
    before = snapshot(app)
    answer = app.evaluate("learnscope.request({op: 'distributions'})")
    assert set(answer) == {"layers", "looked_at"}
    assert snapshot(app) == before


def numbers(value: Any) -> list[float]:
    """List every number in plain data, in order."""
    if isinstance(value, dict):
        value = [value[key] for key in sorted(value)]
    if isinstance(value, list):
        return [number for item in value for number in numbers(item)]
    return [value] if isinstance(value, int | float) and not isinstance(value, bool) else []


def others(value: Any) -> Any:
    """Replace every number in plain data by a placeholder."""
    if isinstance(value, dict):
        return {key: others(item) for key, item in value.items()}
    if isinstance(value, list):
        return [others(item) for item in value]
    return "number" if isinstance(value, int | float) and not isinstance(value, bool) else value


LATER = (requests_for("runtime/python_stdlib.zip"), requests_for("runtime/numpy-*.whl"))
"""Files that a restored Python needs only once a visitor submits Python."""

STARTS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "restored": ("snapshot", (), ()),
    "restored, and the rest never comes": ("snapshot", LATER, PYTHON),
    "plain": ("plain", (requests_for("runtime/python.snapshot"),), ()),
}


@pytest.mark.parametrize(("way", "missing", "unasked"), STARTS.values(), ids=STARTS)
def test_pyodide_answers_as_cpython_does(
    page: Page,
    watch: Watch,
    http_address: str,
    way: str,
    missing: tuple[str, ...],
    unasked: tuple[str, ...],
) -> None:
    watch.expect("404")
    for pattern in missing:
        page.context.route(pattern, lambda route: route.fulfill(status=404))
    page.goto(http_address)
    page.evaluate("learnscope.ready")
    assert page.evaluate("document.getElementById('status').dataset.way") == way
    requests = [asked for asked in recorded_requests() if asked["op"] not in unasked]
    start = json.loads(page.evaluate("document.getElementById('first-snapshot').textContent"))
    # One run goes through the page, which draws every answer; the others ask Python directly.
    if way == "snapshot" and not missing:
        theirs = plainly(page, TRY, requests)
    else:
        theirs = plainly(page.workers[0], TRY_PYTHON, requests)
    compare_with_cpython(theirs, requests, start)


def compare_with_cpython(
    theirs: list[dict[str, Any]], requests: list[dict[str, Any]], start: dict[str, Any]
) -> None:
    """Compare answers with those of CPython, from the same start."""
    bridge = Bridge()
    restore = {"op": "restore", "start": start, "last": start}
    mine = [to_plain(bridge.handle(request)) for request in [restore, *requests]][1:]
    assert len(theirs) == len(mine) > 250
    for request, here, there in zip(requests, mine, theirs, strict=True):
        if "error" in here:
            assert there["error"] == here["error"], request
            continue
        assert "answer" in there, (request, there)
        wanted, got = here.get("snapshot", here.get("answer")), there["answer"]
        for plain in (wanted, got):
            # Ids of lines, curves and starts depend on earlier requests.
            for part in (plain, plain.get("training") or {}):
                for name in ("line", "curve", "origin"):
                    part.pop(name, None)
            if (verdict := plain.get("python", {}).get("verdict")) and verdict["agrees"]:
                verdict.pop("text")  # it contains rounding errors of the measured slope
        sentences = [plain["walk"].pop("sentence") for plain in (wanted, got) if plain.get("walk")]
        assert len(set(sentences)) <= 1, request
        assert others(got) == others(wanted), request
        assert numbers(got) == pytest.approx(numbers(wanted), rel=1e-12, abs=1e-13), request


def test_the_tests_run_the_numpy_that_the_page_runs(app: Page) -> None:
    [worker] = app.workers
    assert worker.evaluate("pyodide.runPython('import numpy; numpy.__version__')") == np.__version__


ROUND = """([count, first]) => {
  for (let n = 0; n < count; n++) {
    const request = [
      {op: 'set_input', index: 0, value: n / count}, {op: 'set_input', index: 0, value: 'x'},
      {op: 'backprop'}, {op: 'step', grain: 'term'}, {op: 'timeline', start: 1e9},
    ][n % 5];
    self.onmessage({data: {id: -1, request}});  // as if it came from the page
  }
  self.onmessage({data: {id: -1, request: {op: 'restore', start: first, last: first}}});
}"""

MEASURE = """() => {
  const objects = pyodide.runPython('import gc; gc.collect(); len(gc.get_objects())');
  const {HEAP8, _hiwire_num_refs} = pyodide._module;
  return {objects, heap: HEAP8.length, proxies: _hiwire_num_refs()};
}"""


def test_ten_thousand_requests_leave_nothing_behind(app: Page) -> None:
    [worker] = app.workers
    first = json.loads(app.locator("#first-snapshot").evaluate("e => e.textContent"))
    worker.evaluate(ROUND, [5000, first])  # enough to fill the history, which is bounded
    before = worker.evaluate(MEASURE)
    for _ in range(2):
        worker.evaluate(ROUND, [5000, first])
    after = worker.evaluate(MEASURE)
    assert after["proxies"] <= before["proxies"]
    assert after["objects"] <= before["objects"] + 20
    assert after["heap"] <= 1.1 * before["heap"]


def test_the_measure_sees_a_proxy_that_is_left_behind(app: Page) -> None:
    [worker] = app.workers
    before = worker.evaluate(MEASURE)["proxies"]
    worker.evaluate("globalThis.kept = pyodide.runPython('import js; [js.Object.new()]')")
    after = worker.evaluate(MEASURE)["proxies"]
    worker.evaluate("kept.destroy()")
    assert after > before
