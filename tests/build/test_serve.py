"""Test the local server: right types, fresh files, and clear words about ports."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from buildtools.cli import serve
from buildtools.cli.serve import make_server
from buildtools.common.build_error import BuildError


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run a server with one file of each kind."""
    tmp_path = tmp_path_factory.mktemp("served")
    for name in ("a.wasm", "a.mjs", "a.js", "a.json", "a.whl", "index.html"):
        (tmp_path / name).write_text("x")
    with make_server(tmp_path, 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a.wasm", "application/wasm"),
        ("a.mjs", "text/javascript; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.json", "application/json"),
        ("a.whl", "application/zip"),
        ("", "text/html; charset=utf-8"),
    ],
)
def test_files_have_their_types_and_are_always_asked_for(base: str, path: str, kind: str) -> None:
    with urlopen(base + path) as answer:
        assert answer.headers["Content-Type"] == kind
        assert answer.headers["Cache-Control"] == "no-cache"


def test_a_taken_port_is_a_sentence(tmp_path: Path) -> None:
    with make_server(tmp_path, 0) as server:
        port = int(server.server_address[1])
        with pytest.raises(BuildError, match=f"Port {port} is taken"):
            make_server(tmp_path, port)


def test_without_a_port_the_next_free_one_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        first = taken.getsockname()[1]
        monkeypatch.setattr(serve, "FIRST_PORT", first)
        with make_server(tmp_path) as server:
            assert int(server.server_address[1]) > first


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_that_can_not_be_is_a_sentence(tmp_path: Path, port: int) -> None:
    with pytest.raises(BuildError, match="There is no port"):
        make_server(tmp_path, port)
