"""Replace the page's worker by one without Pyodide: this Python's core answers.

A start of Pyodide takes more than a second of computing, which tests of the page alone do without.
The stub sends the messages of ``site/python/worker.js`` in the same order.
"""

import json
from collections import defaultdict
from typing import Any

import numpy as np
from playwright.sync_api import BrowserContext, Page

from learnscope.api.bridge import Bridge

STUB = """globalThis.Worker = class StubWorker extends EventTarget {
  static made = [];
  #channel = new MessageChannel();
  #heard = null;
  lives = true;
  deadly = new Set();
  constructor(url, options = {}) {
    super();
    void options.type; // by this read the page detects module workers
    this.name = `${performance.timeOrigin} ${StubWorker.made.push(this)}`;
    this.#channel.port1.onmessage = ({data}) =>
      this.lives && this.dispatchEvent(new MessageEvent('message', {data}));
    this.say({here: true});
    if (options.name) this.start(JSON.parse(options.name).boot);
  }
  get onmessage() {
    return this.#heard;
  }
  set onmessage(hear) {
    this.removeEventListener('message', this.#heard);
    this.addEventListener('message', (this.#heard = hear));
  }
  say(message) {
    this.#channel.port2.postMessage(message);
  }
  start({wanted}) {
    this.say({bytes: 1, path: wanted[0]});
    this.say({started: true});
    this.say({ready: true});
  }
  postMessage(message) {
    const {boot, complete, id} = message;
    const request = structuredClone(message.request);
    if (boot) this.start(boot);
    else if (complete) this.say({completed: true, error: ''});
    else if (this.deadly.has(request?.op)) this.say({dead: 'killed'});
    else if (id)
      askCore(this.name, JSON.stringify(request, plain)).then(answer =>
        this.say({id, ...JSON.parse(answer, revived)}),
      );
  }
  terminate() {
    this.lives = false;
  }
};
const plain = (_, value) => ArrayBuffer.isView(value) ? [...value] : value;
const revived = (_, value) => value?.$type ? globalThis[value.$type].from(value.values) : value;
"""
"""Define a worker that takes the place of the page's, with the same messages."""

TYPES = {"float64": "Float64Array", "int64": "Float64Array", "uint8": "Uint8Array"}


def stub_python(visitor: Page | BrowserContext) -> None:
    """Let the core in this Python answer a page.

    Each of the page's workers has a session of its own.
    """
    bridges: defaultdict[str, Bridge] = defaultdict(Bridge)

    def answer(worker: str, request: str) -> str:
        return json.dumps(packed(bridges[worker].handle(json.loads(request))))

    visitor.expose_function("askCore", answer)
    visitor.add_init_script(STUB)


def packed(value: Any) -> Any:
    """Turn an answer into JSON, with each row of an array marked as typed numbers."""
    if isinstance(value, dict):
        return {key: packed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [packed(item) for item in value]
    if isinstance(value, np.ndarray):
        if value.ndim > 1:
            return [packed(row) for row in value]
        return {"$type": TYPES[str(value.dtype)], "values": value.tolist()}
    return value
