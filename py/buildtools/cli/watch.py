"""Serve the site while its sources change: rebuild, and reload open pages."""

import os
import sys
import tempfile
import time
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from threading import Condition, Thread
from typing import override

from buildtools.cli.serve import HOST, Handler, Server, make_server
from buildtools.common.build_error import BuildError
from buildtools.common.console import say
from buildtools.common.paths import CACHE, ROOT, SITE
from buildtools.page.development_site import DevelopmentSite

OUT = CACHE / "watch" / "site"
TOOLS = ROOT / "py" / "buildtools"
WATCHED = (SITE, ROOT / "py", ROOT / "build.py", ROOT / "pyproject.toml")
POLL_SECONDS = 0.1
SETTLE_SECONDS = 0.03
"""Wait this long after a change, while an editor may still be writing."""
CLIENT = Path(__file__).with_name("watch_client.js")
INJECTED = b'<head>\n<script src="watch.js"></script>'
NO_SERVICE_WORKER = b"""\
addEventListener('install', () => skipWaiting());
addEventListener('activate', event => event.waitUntil(leave()));
async function leave() {
  for (const name of await caches.keys()) await caches.delete(name);
  await registration.unregister();
  for (const client of await clients.matchAll({type: 'window'})) client.navigate(client.url);
}
"""
"""A service worker that replaces one left by an earlier `serve`, and removes itself."""

type Times = dict[Path, tuple[int, int]]


class Builds:
    """Count finished builds, and let others wait for the next one."""

    def __init__(self) -> None:
        """Start before the first build; build names differ between runs of the server."""
        self.run = time.time_ns()
        self.count = 0
        self.changed = Condition()

    def finish(self) -> None:
        """Count one more build."""
        with self.changed:
            self.count += 1
            self.changed.notify_all()

    def names(self) -> Iterator[str]:
        """Yield the name of the last build, then that of each new one, endlessly."""
        last = None
        while True:
            with self.changed:
                self.changed.wait_for(lambda: self.count != last)  # noqa: B023 (called at once)
                last = self.count
            yield f"{self.run}-{last}"


builds = Builds()


class WatchHandler(Handler):
    """Serve the site with a script that reloads it after each build."""

    @override
    def do_GET(self) -> None:
        """Answer with a resource of the watched site, or with a file."""
        path = self.path.partition("?")[0]
        if path == "/changes":
            self.send_changes()
        elif path == "/watch.js":
            self.send_bytes(CLIENT.read_bytes(), "text/javascript; charset=utf-8")
        elif path == "/sw.js":
            self.send_bytes(NO_SERVICE_WORKER, "text/javascript; charset=utf-8")
        elif path in ("/", "/index.html"):
            page = Path(self.directory, "index.html").read_bytes()
            self.send_bytes(page.replace(b"<head>", INJECTED, 1), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def send_bytes(self, data: bytes, kind: str) -> None:
        """Answer with these bytes."""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def send_changes(self) -> None:
        """Send each build's name as an event (text/event-stream), until the page closes."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        for name in builds.names():
            self.wfile.write(f"data: {name}\n\n".encode())


def serve_and_watch(port: int | None, open_browser: bool) -> None:
    """Serve until Ctrl-C, and rebuild after each change of the sources.

    Raises:
        BuildError: the port is taken.
    """
    OUT.parent.mkdir(parents=True, exist_ok=True)
    with make_server(OUT, port, WatchHandler) as server, tempfile.TemporaryDirectory() as work:
        number = int(server.server_address[1])
        try:
            follow_changes(DevelopmentSite(OUT, Path(work)), server, open_browser)
        except KeyboardInterrupt:
            say("\nStopped.")
            return
    say("The tools have changed: starting again")
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--watch", "--no-open"]
    os.execv(command[0], [*command, "--port", str(number)])


def follow_changes(site: DevelopmentSite, server: Server, open_browser: bool) -> None:
    """Rebuild after each change, until the build tools themselves change."""
    seen = times()
    build(site, None)
    url = f"http://{HOST}:{server.server_address[1]}/"
    Thread(target=server.serve_forever, daemon=True).start()
    say(f"Serving and watching at {url}  (Ctrl-C ends)")
    if open_browser:
        webbrowser.open(url)
    while True:
        seen, changed = next_change(seen)
        if any(path.is_relative_to(TOOLS) for path in changed):
            return
        build(site, changed)


def build(site: DevelopmentSite, changed: set[Path] | None) -> None:
    """Build what has changed, or everything; print the time it took, or the error."""
    start = time.perf_counter()
    try:
        if changed is None:
            site.build()
        else:
            site.rebuild(changed)
    except BuildError as error:
        say(f"Not built: {error}")
        return
    builds.finish()
    names = ", ".join(sorted(path.name for path in changed or ())[:3])
    say(f"Built in {time.perf_counter() - start:.1f} s {f'({names})' if names else ''}".rstrip())


def times() -> Times:
    """Note each watched file's size and time of last change."""
    found: Times = {}
    for top in WATCHED:
        for path in [top] if top.is_file() else top.rglob("*"):
            if path.suffix != ".pyc" and path.is_file():
                state = path.stat()
                found[path] = (state.st_mtime_ns, state.st_size)
    return found


def next_change(seen: Times) -> tuple[Times, set[Path]]:
    """Wait until files have changed and then stay the same for a moment."""
    while (now := times()) == seen:
        time.sleep(POLL_SECONDS)
    while True:
        time.sleep(SETTLE_SECONDS)
        later = times()
        if later == now:
            return now, {path for path, _ in now.items() ^ seen.items()}
        now = later
