"""Drives WebKitGTK, the nearest thing to Safari where there is none, by WebDriver.

Debian has it as `webkit2gtk-driver`, with `xvfb` for a screen where there is none.
"""

import json
import os
import shutil
import subprocess
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

BROWSERS = [*Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser")]
PORT, SCREEN = 4477, ":77"
PLAIN = {"WEBKIT_DISABLE_COMPOSITING_MODE": "1", "LIBGL_ALWAYS_SOFTWARE": "1"}
AS_ROOT = {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
SECONDS = 120


def is_here() -> bool:
    """Whether it can be driven on this machine."""
    tools = ("WebKitWebDriver", "Xvfb")
    return bool(BROWSERS) and all(shutil.which(name) for name in tools)


class WebKit:
    """One browser that has never been anywhere; use it in a ``with`` statement."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._session = ""

    def __enter__(self) -> Self:
        env = {**os.environ, **PLAIN, "DISPLAY": SCREEN}
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            env |= AS_ROOT
        with ExitStack() as stack:
            for command in (
                ["Xvfb", SCREEN, "-screen", "0", "1280x900x24"],
                ["WebKitWebDriver", f"--port={PORT}"],
            ):
                quiet = subprocess.DEVNULL
                process = subprocess.Popen(command, env=env, stdout=quiet, stderr=quiet)
                stack.callback(process.wait, 20)
                stack.callback(process.terminate)
            options = {"binary": str(BROWSERS[0]), "args": ["--automation"]}
            wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
            self._session = self._started({"capabilities": wanted})
            stack.callback(self._ask, "DELETE", self._session)
            self._ask("POST", f"{self._session}/timeouts", {"script": 1000 * SECONDS})
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._stack.close()

    def go(self, url: str) -> None:
        """Visit a page."""
        self._ask("POST", f"{self._session}/url", {"url": url})

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression, awaited."""
        script = (
            "const done = arguments[0];"
            f"(async () => ({expression}))().then(done, error => done(String(error)));"
        )
        return self._ask("POST", f"{self._session}/execute/async", {"script": script, "args": []})

    def _started(self, wanted: dict[str, Any]) -> str:
        deadline = time.monotonic() + SECONDS
        while True:
            try:
                return f"/session/{self._ask('POST', '/session', wanted)['sessionId']}"
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", method=method, data=data)
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return json.load(answer)["value"]
