"""Serve as static hosts do: compressed by gzip, near or over a slow line."""

import gzip
import time
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from threading import Lock
from typing import Any

from buildtools.cli.serve import Handler
from tests.bench.measuring import Place

COMPRESSED = (".js", ".mjs", ".wasm", ".json", ".html", ".css")


class Compressing(Handler):
    """Sends text and WebAssembly compressed."""

    def guess_type(self, path: Any) -> str:
        self.compressed = Path(path).suffix in COMPRESSED
        return super().guess_type(path)

    def copyfile(self, source: Any, outputfile: Any) -> None:
        data = packed(Path(source.name)) if self.compressed else source.read()
        for part in self.parts(data):
            outputfile.write(part)

    def parts(self, data: bytes) -> Iterator[bytes]:
        """How the bytes of a file leave."""
        yield data

    def send_header(self, keyword: str, value: str) -> None:
        if keyword == "Content-Length" and getattr(self, "compressed", False):
            path = Path(self.translate_path(self.path))
            file = path / "index.html" if path.is_dir() else path
            super().send_header("Content-Encoding", "gzip")
            value = str(len(packed(file)))
        super().send_header(keyword, value)


class Line:
    """Share a line among requests: each waits, and longer the more is under way."""

    bytes_a_second = 20e6 / 8
    latency = 0.040
    piece = 1 << 14

    def __init__(self) -> None:
        self._lock = Lock()
        self._free_at = 0.0

    def carry(self, size: int) -> None:
        """Return when so many bytes would have come through."""
        with self._lock:
            self._free_at = max(self._free_at, time.monotonic()) + size / self.bytes_a_second
            until = self._free_at
        time.sleep(max(0.0, until - time.monotonic()))


class Distant(Compressing):
    """Serve over one line of 20 Mbit/s and 40 ms."""

    def __init__(self, *given: Any, line: Line, **named: Any) -> None:
        self.line = line
        super().__init__(*given, **named)

    def do_GET(self) -> None:  # noqa: N802 (the base class has it so)
        time.sleep(self.line.latency)
        super().do_GET()

    def parts(self, data: bytes) -> Iterator[bytes]:
        for at in range(0, len(data), self.line.piece):
            part = data[at : at + self.line.piece]
            self.line.carry(len(part))
            yield part


@cache
def packed(path: Path) -> bytes:
    """A file's bytes, compressed once."""
    return gzip.compress(path.read_bytes(), 6)


def hosted(place: Place, folder: Path, line: Line | None = None) -> str:
    """Serve a folder from a host that compresses, near or over a line."""
    for path in folder.rglob("*"):
        if path.suffix in COMPRESSED and "file" not in path.parts:
            packed(path)  # hosts have done so before
    return place.serve(folder, partial(Distant, line=line) if line else Compressing)
