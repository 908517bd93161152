"""Drive a real, unpatched Firefox by WebDriver BiDi, the W3C protocol it speaks.

Firefox is started with its strict origin policy for files, as visitors have it.
"""

import json
import re
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

from websockets.sync.client import ClientConnection, connect

from tests.site.support.watching import is_local

PREFS = {
    "security.fileuri.strict_origin_policy": True,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "ui.prefersReducedMotion": 1,
}
START_SECONDS = 60
ANSWER_SECONDS = 60


class Firefox:
    """A Firefox with one tab and the given preferences; use it in a ``with``."""

    def __init__(self, executable: Path, **prefs: object) -> None:
        self._prefs = {**PREFS, **{name.replace("__", "."): prefs[name] for name in prefs}}
        self.trouble: list[str] = []
        self._executable = executable
        self._last_id = 0
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            profile = Path(stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True)))
            prefs = [
                f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in self._prefs.items()
            ]
            (profile / "user.js").write_text("\n".join(prefs))
            said = profile / "stderr.txt"
            command = [
                str(self._executable),
                "--headless",
                "--no-remote",
                "--profile",
                str(profile),
            ]
            with said.open("w") as stderr:
                process = subprocess.Popen(
                    [*command, "--remote-debugging-port", "0"],
                    stdout=subprocess.DEVNULL,
                    stderr=stderr,
                )
            stack.callback(process.wait, 20)
            stack.callback(process.terminate)
            address = listening(said, process) + "/session"
            self._socket: ClientConnection = stack.enter_context(connect(address, max_size=None))
            self._stack = stack.pop_all()
        self._ask("session.new", {"capabilities": {}})
        events = ["log.entryAdded", "network.beforeRequestSent"]
        self._ask("session.subscribe", {"events": events})
        self._tab = self._ask("browsingContext.getTree", {})["contexts"][0]["context"]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._stack.close()

    def go(self, url: str) -> None:
        """Visit a page, starting from an empty one, and wait until it is loaded."""
        for address in ("about:blank", url):
            where = {"context": self._tab, "url": address, "wait": "complete"}
            self._ask("browsingContext.navigate", where)

    def evaluate(self, expression: str) -> Any:
        """Evaluate and await a JavaScript expression, whose value must be JSON."""
        wrapped = f"(async () => JSON.stringify(await ({expression})))()"
        answer = self._ask(
            "script.evaluate",
            {"expression": wrapped, "target": {"context": self._tab}, "awaitPromise": True},
        )
        assert answer["type"] == "success", answer
        value = answer["result"].get("value")
        return None if value is None else json.loads(value)

    def press(self, *keys: str) -> None:
        """Type keys, one after another, wherever the focus is."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._perform({"type": "key", "id": "keyboard", "actions": actions})

    def click(self, selector: str) -> None:
        """Click in the middle of the element."""
        box = (
            f"(e => {{ e.scrollIntoView({{block: 'center', behavior: 'instant'}});"
            " const r = e.getBoundingClientRect();"
            " return [r.x + r.width / 2, r.y + r.height / 2]; })"
            f"(document.querySelector({json.dumps(selector)}))"
        )
        x, y = self.evaluate(box)
        self._perform(
            {
                "type": "pointer",
                "id": "mouse",
                "actions": [
                    {"type": "pointerMove", "x": round(x), "y": round(y)},
                    {"type": "pointerDown", "button": 0},
                    {"type": "pointerUp", "button": 0},
                ],
            }
        )

    def wait_until(self, expression: str, seconds: float = 30) -> None:
        """Wait for a JavaScript expression to become true."""
        deadline = time.monotonic() + seconds
        while not self.evaluate(expression):
            assert time.monotonic() < deadline, f"never became true: {expression}"
            time.sleep(0.05)

    def _perform(self, action: dict[str, Any]) -> None:
        self._ask("input.performActions", {"context": self._tab, "actions": [action]})

    def _ask(self, method: str, params: dict[str, Any]) -> Any:
        self._last_id += 1
        self._socket.send(json.dumps({"id": self._last_id, "method": method, "params": params}))
        while True:
            message = json.loads(self._socket.recv(timeout=ANSWER_SECONDS))
            if message.get("id") == self._last_id:
                assert message["type"] == "success", message
                return message["result"]
            self._note(message)

    def _note(self, event: dict[str, Any]) -> None:
        params = event.get("params", {})
        if event.get("method") == "log.entryAdded" and params["level"] in ("error", "warn"):
            self.trouble.append(f"console {params['level']}: {params['text']}")
        if event.get("method") == "network.beforeRequestSent":
            url = params["request"]["url"]
            if not url.startswith(("about:", "resource:", "chrome:")) and not is_local(url):
                self.trouble.append(f"request to {url}")


def listening(said: Path, process: subprocess.Popen[bytes]) -> str:
    """Wait for a starting Firefox, and return the address of its protocol."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        found = re.search(
            r"WebDriver BiDi listening on (ws://\S+)", said.read_text(errors="replace")
        )
        if found:
            return found[1]
        time.sleep(0.05)
    raise AssertionError("Firefox did not start its remote protocol")
