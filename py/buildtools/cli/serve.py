"""Serve dist/ on this machine."""

import errno
import os
import sys
import webbrowser
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from buildtools.common.build_error import BuildError
from buildtools.common.console import say

HOST = "127.0.0.1"
FIRST_PORT = 8000
PORTS_TRIED = 50


class Handler(SimpleHTTPRequestHandler):
    """Serve files with the right types, and make browsers revalidate their caches."""

    protocol_version = "HTTP/1.1"
    # The system's table may call .js plain text on Windows.
    extensions_map = {  # noqa: RUF012 (the base class has it so)
        **SimpleHTTPRequestHandler.extensions_map,
        ".css": "text/css; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".mjs": "text/javascript; charset=utf-8",
        ".svg": "image/svg+xml",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
        ".whl": "application/zip",
        ".zip": "application/zip",
    }

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing: the browser's own tools show requests."""


class Server(ThreadingHTTPServer):
    """Refuse to share the port, and ignore browsers that hang up."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # on Windows it would let two servers have one port
    allow_reuse_port = False

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def make_server(folder: Path, port: int | None = None, handler: type[Handler] = Handler) -> Server:
    """Bind a server to this port, or to the first free one from 8000.

    It does not run yet. Port 0 takes any free port.

    Raises:
        BuildError: the port is taken or may not be used.
    """
    answering = partial(handler, directory=str(folder))
    ports = range(FIRST_PORT, FIRST_PORT + PORTS_TRIED) if port is None else [port]
    for number in ports:
        try:
            return Server((HOST, number), answering)
        except OverflowError as error:
            raise BuildError(f"There is no port {number}: they go from 0 to 65535.") from error
        except PermissionError as error:
            raise BuildError(
                f"Port {number} may not be used here: choose one above 1023."
            ) from error
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    raise BuildError(
        f"Port {port} is taken: choose another with --port."
        if port is not None
        else f"Every port from {ports[0]} to {ports[-1]} is taken: choose another with --port."
    )


def serve_folder(server: Server, folder: Path, open_browser: bool) -> None:
    """Serve until Ctrl-C."""
    url = f"http://{HOST}:{server.server_address[1]}/"
    try:
        say(f"Serving {folder} at {url}  (Ctrl-C ends)")
        if open_browser:
            webbrowser.open(url)
        server.serve_forever()
    except KeyboardInterrupt:
        say("\nStopped.")
