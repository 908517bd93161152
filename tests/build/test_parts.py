"""Test parts: right bytes or a clear sentence, whatever the source does."""

import errno
import hashlib
import http.client
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError

import pytest

from buildtools.common.build_error import BuildError, explain, explain_output
from buildtools.fetch import sources
from buildtools.fetch.obtain import Part, Source, obtain

RIGHT = b"the right bytes"


def giving(data: bytes) -> Source:
    """Make a source that has these bytes."""

    def fetch(folder: Path) -> Path:
        path = folder / "part.bin"
        path.write_bytes(data)
        return path

    return fetch


def failing(error: BaseException) -> Source:
    """Make a source that fails half-way through."""

    def fetch(folder: Path) -> Path:
        (folder / "part.bin").write_bytes(RIGHT[:5])
        raise error

    return fetch


def a_part(*sources: Source) -> Part:
    return Part("part", "1.0", hashlib.sha256(RIGHT).hexdigest(), "part.bin", sources)


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_part_is_fetched_once_and_then_comes_out_of_the_cache(tmp_path: Path) -> None:
    first = obtain(a_part(giving(RIGHT)), tmp_path)
    again = obtain(a_part(failing(AssertionError("not asked"))), tmp_path)
    assert first == again
    assert again.read_bytes() == RIGHT


def test_a_wrong_checksum_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"part 1\.0 has the wrong checksum"):
        obtain(a_part(giving(b"other bytes")), tmp_path)
    assert files_in(tmp_path) == []


@pytest.mark.parametrize("damage", [b"", RIGHT[:-1], RIGHT.upper()])
def test_a_damaged_cache_is_noticed_and_fetched_again(tmp_path: Path, damage: bytes) -> None:
    obtain(a_part(giving(RIGHT)), tmp_path).write_bytes(damage)
    assert obtain(a_part(giving(RIGHT)), tmp_path).read_bytes() == RIGHT


@pytest.mark.parametrize("first", [failing(BuildError("No network.")), giving(b"other bytes")])
def test_where_one_source_fails_the_next_is_asked(tmp_path: Path, first: Source) -> None:
    assert obtain(a_part(first, giving(RIGHT)), tmp_path).read_bytes() == RIGHT


def test_without_a_network_the_sentence_has_every_reason(tmp_path: Path) -> None:
    part = a_part(failing(BuildError("No CDN.")), failing(BuildError("No pip.")))
    with pytest.raises(BuildError, match=r"^No CDN\. No pip\.$"):
        obtain(part, tmp_path)
    assert files_in(tmp_path) == []


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_a_full_disk_or_ctrl_c_leaves_nothing_half_made(
    tmp_path: Path, error: BaseException
) -> None:
    with pytest.raises(type(error)):
        obtain(a_part(failing(error), giving(RIGHT)), tmp_path)
    assert files_in(tmp_path) == []


class Answer(http.client.HTTPResponse):
    """An answer from a server that promises more bytes than it sends."""

    def __init__(self) -> None:
        self.headers = http.client.HTTPMessage()
        self.headers["Content-Length"] = "1000"
        self.parts = [RIGHT]

    def read(self, amt: int | None = None) -> bytes:
        del amt
        return self.parts.pop() if self.parts else b""

    def close(self) -> None:
        """Do nothing: there is nothing to close."""

    def flush(self) -> None:
        """Do nothing: there is nothing to flush."""


def answering(answer: object) -> Callable[..., object]:
    def urlopen(url: str, timeout: float) -> object:
        assert url.startswith("https://"), url
        assert timeout <= 10
        if isinstance(answer, Exception):
            raise answer
        return answer

    return urlopen


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (Answer(), "cut short"),
        (URLError("no route"), "can't be reached"),
        (TimeoutError("slow"), "can't be reached"),
        (http.client.IncompleteRead(b""), "can't be reached"),
    ],
)
def test_a_broken_download_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: object, sentence: str
) -> None:
    monkeypatch.setattr("buildtools.fetch.sources.urlopen", answering(answer))
    with pytest.raises(BuildError, match=sentence):
        sources.from_pyodide_cdn("1", "x.whl")(tmp_path)


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("npm error code ENOTFOUND\nnpm error network request failed", "no network"),
        ("WARNING: Retrying: Temporary failure in name resolution", "no network"),
        ("ERROR: Could not install: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE FILE", "wrong checksum"),
        ("npm error 404 Not Found\nnpm error A complete log is in: /x", "404 Not Found"),
        ("ERROR: No matching distribution found for x==1", "found for x==1"),
        ("", "no reason"),
    ],
)
def test_what_a_tool_prints_becomes_a_reason(output: str, reason: str) -> None:
    assert reason in explain_output(output)


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.ENOSPC, "disk is full"), (errno.EACCES, "can't be written"), (errno.EIO, "refused")],
)
def test_what_the_system_refuses_becomes_a_sentence(code: int, words: str) -> None:
    assert words in explain(OSError(code, "reason", "somewhere"))
    assert "somewhere" in explain(OSError(code, "reason", "somewhere"))
