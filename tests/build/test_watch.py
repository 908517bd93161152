"""Test that serving notices changes, builds what they need, and tells pages."""

import os
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from buildtools.cli import watch
from buildtools.cli.serve import make_server
from buildtools.cli.watch import WatchHandler, builds
from buildtools.common.build_error import BuildError
from buildtools.common.paths import ROOT, SITE
from buildtools.page.development_site import DevelopmentSite
from buildtools.pyodide import wheel
from buildtools.pyodide.wheel import CORE, patch_wheel


@pytest.fixture
def base(tmp_path: Path) -> Iterator[str]:
    """Run a server that watches nothing, for an empty page."""
    (tmp_path / "index.html").write_text("<!doctype html>\n<head>\n<title>x</title>")
    (tmp_path / "sw.js").write_text("keeps everything")
    with make_server(tmp_path, 0, WatchHandler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


def read(url: str) -> str:
    with urlopen(url) as answer:
        return str(answer.read().decode())


def test_the_page_gets_a_script_before_all_others_and_no_service_worker(base: str) -> None:
    assert '<head>\n<script src="watch.js"></script>\n<title>' in read(base)
    assert "new EventSource('changes')" in read(base + "watch.js")
    assert "registration.unregister()" in read(base + "sw.js")


def test_each_build_is_told_to_pages_that_wait(base: str) -> None:
    with urlopen(base + "changes") as events:
        first = events.readline()
        events.readline()
        threading.Timer(0.1, builds.finish).start()
        second = events.readline()
    assert first.startswith(b"data: ")
    assert second.startswith(b"data: ")
    assert first != second


def test_nothing_of_it_is_in_the_built_site(dist: Path) -> None:
    assert "watch.js" not in (dist / "index.html").read_text("utf-8")
    assert not list(dist.rglob("*watch*"))


@pytest.mark.parametrize("change", ["write", "add", "remove"])
def test_a_change_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    monkeypatch.setattr(watch, "WATCHED", (tmp_path,))
    file = tmp_path / "folder" / "a.js"
    file.parent.mkdir()
    if change != "add":
        file.write_text("old")
        os.utime(file, (0, 0))
    seen = watch.times()
    if change == "remove":
        file.unlink()
    else:
        file.write_text("new")
    now, changed = watch.next_change(seen)
    assert changed == {file}
    assert now == watch.times()


CHANGES = [
    (SITE / "views" / "task" / "task.js", ["write"]),
    (CORE / "nn" / "network.py", ["core", "write"]),
    (SITE / "boot" / "boot.js", ["all"]),
    (ROOT / "pyproject.toml", ["all"]),
]


@pytest.mark.parametrize(("path", "expected"), CHANGES, ids=[each.name for each, _ in CHANGES])
def test_only_what_a_change_asks_for_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: Path, expected: list[str]
) -> None:
    done: list[str] = []
    site = DevelopmentSite(tmp_path / "site", tmp_path / "work")
    monkeypatch.setattr(site, "taken", object())
    monkeypatch.setattr(site, "build", lambda: done.append("all"))
    monkeypatch.setattr(site, "snapshot_core", lambda: done.append("core"))
    monkeypatch.setattr(site, "write", lambda _: done.append("write"))
    site.rebuild([path])
    assert done == expected


def test_after_a_core_with_an_error_everything_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise BuildError("The core has an error.")

    done: list[str] = []
    site = DevelopmentSite(tmp_path / "site", tmp_path / "work")
    monkeypatch.setattr(site, "taken", object())
    monkeypatch.setattr(site, "build", lambda: done.append("all"))
    monkeypatch.setattr(site, "snapshot_core", fail)
    with pytest.raises(BuildError):
        site.rebuild([CORE / "nn" / "network.py"])
    site.rebuild([CORE / "nn" / "network.py"])
    assert done == ["all"]


def test_bytecode_stays_beside_sources_that_did_not_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    core = tmp_path / "learnscope"
    core.mkdir()
    monkeypatch.setattr(wheel, "CORE", core)
    old = {"same": "a = 1", "changed": "b = 1", "gone": "c = 1"}
    with zipfile.ZipFile(tmp_path / "old.whl", "w") as archive:
        archive.writestr("learnscope-1.dist-info/METADATA", "told")
        for name, text in old.items():
            archive.writestr(f"learnscope/{name}.py", text)
            archive.writestr(f"learnscope/__pycache__/{name}.cpython-314.pyc", "code")
    for name, text in {"same": "a = 1", "changed": "b = 2", "new": "d = 1"}.items():
        (core / f"{name}.py").write_text(text)
    patch_wheel(tmp_path / "old.whl", tmp_path / "new.whl")
    with zipfile.ZipFile(tmp_path / "new.whl") as archive:
        assert sorted(archive.namelist()) == [
            "learnscope-1.dist-info/METADATA",
            "learnscope/__pycache__/same.cpython-314.pyc",
            *(f"learnscope/{name}.py" for name in ("changed", "new", "same")),
        ]
        assert archive.read("learnscope/changed.py") == b"b = 2"
