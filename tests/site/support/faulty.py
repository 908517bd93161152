"""Serve a folder with faults in chosen files."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event, Thread

from buildtools.cli.serve import HOST, Handler, Server

SLOWLY, AT_ONCE = 1_000, 1_000_000_000  # bytes a second
PAUSE = 0.05  # seconds between two pieces of a slow file
BEGUN = 100  # bytes sent of a file that stalls
FAULTS = ("missing", "cut short", "one bit flipped", "a page to log in", "stalled", "slow")


class Faulty:
    """Spoil files of a host, and record which are asked for. Faults can change at any time."""

    def __init__(self) -> None:
        self.address = ""
        self.faults: dict[str, str] = {}
        self.cut: dict[str, int] = {}  # files that are cut short, and the bytes sent of them
        self.asked: list[str] = []
        self.pace = SLOWLY
        self.pieces = 0  # sent so far, of slow files
        self._over = Event()

    def repair(self) -> None:
        """Repair all files. Those on their way never arrive."""
        self.faults.clear()
        self.cut.clear()
        self.pace = SLOWLY
        self._over.set()
        self._over = Event()

    def recover(self) -> None:
        """Repair all files. Slow ones on their way come at once."""
        self.faults.clear()
        self.pace = AT_ONCE

    def wait(self, seconds: float) -> bool:
        """Wait, and tell whether all files were repaired meanwhile."""
        return self._over.wait(seconds)


class FaultyHandler(Handler):
    """Serve a folder, with its faults."""

    def __init__(self, faulty: Faulty, *args: object, directory: str) -> None:
        self.faulty = faulty
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:  # noqa: N802 (named by the base class)
        path = self.path.split("?")[0].removeprefix("/")
        self.faulty.asked.append(path)
        self.fault = self.faulty.faults.get(path)
        file = Path(self.directory, path)
        match self.fault:
            case None if path in self.faulty.cut:
                data = file.read_bytes()[: self.faulty.cut[path]]
                self._send(self.guess_type(path), data)
            case None:
                super().do_GET()
            case "missing":
                self.send_error(404)
            case "a page to log in":
                self._send("text/html", b"<!doctype html><title>Hotel</title><p>Please log in.")
            case fault:
                data = file.read_bytes()
                if fault == "cut short":
                    data = data[: len(data) // 2]
                if fault == "one bit flipped":
                    middle = len(data) // 2
                    data = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
                self._send(self.guess_type(path), data)

    def _send(self, kind: str, data: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.fault == "stalled":
            self.wfile.write(data[:BEGUN])
            self.faulty.wait(60)
        elif self.fault == "slow":
            latest = time.monotonic()
            while data:
                over = self.faulty.wait(PAUSE)
                now = time.monotonic()
                size = int(self.faulty.pace * (now - latest))  # more, if the machine was busy
                latest = now
                self.wfile.write(data[:size])
                data = data[size:]
                self.faulty.pieces += 1
                if over:
                    break
        else:
            self.wfile.write(data)
            return
        self.close_connection = True

    def end_headers(self) -> None:
        """Let intact files be cached, so that the next visit asks only for the others."""
        self.send_header("Cache-Control", "no-store" if self.fault else "max-age=600")
        super(Handler, self).end_headers()


@contextmanager
def faulty_server(folder: Path) -> Iterator[Faulty]:
    """Serve a folder, with faults that a test chooses later."""
    faulty = Faulty()
    handler = partial(FaultyHandler, faulty, directory=str(folder))
    with Server((HOST, 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        faulty.address = f"http://{HOST}:{server.server_address[1]}/"
        yield faulty
        faulty.repair()
        server.shutdown()
