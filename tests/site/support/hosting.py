"""Run a host that can lose files, go away, and switch to another version."""

import shutil
import subprocess
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

from buildtools.cli.serve import HOST, Handler, Server
from buildtools.common.paths import ROOT

COPIED = ("site", "py", "build.py", "pyproject.toml", "README.md", "LICENSE", ".gitignore")
LINKED = (".venv", ".cache")


class Host:
    """Serve a folder under a sub-path, as GitHub Pages does, and count bytes sent."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.sent: Counter[str] = Counter()
        self.lost: set[str] = set()
        self.has_changed = False
        self._link = root / "some-repo"
        self._link.symlink_to(folder, target_is_directory=True)
        self._port = 0
        self.up()

    def up(self) -> None:
        """Start answering, always at the same address."""
        handler = partial(_handler(self), directory=str(self._link.parent))
        self._server = Server((HOST, self._port), handler)
        self._port = self._server.server_address[1]
        Thread(target=self._server.serve_forever, daemon=True).start()

    def down(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()

    def has(self, folder: Path) -> None:
        """Switch to another version, without any file of the one before."""
        self._link.unlink()
        self._link.symlink_to(folder, target_is_directory=True)
        self.has_changed = True
        self.sent.clear()

    @property
    def address(self) -> str:
        """Return the address of the site."""
        return f"http://{HOST}:{self._port}/some-repo/"


def _handler(host: Host) -> type[Handler]:
    class Counting(Handler):
        def do_GET(self) -> None:  # noqa: N802 (named by the base class)
            if host.has_changed:
                del self.headers["If-Modified-Since"]  # another version's files may be older
            if any(part in self.path for part in host.lost):
                self.send_error(404)
            else:
                super().do_GET()

        def copyfile(self, source: Any, outputfile: Any) -> None:
            data = source.read()
            host.sent[self.path.removeprefix("/some-repo/")] += len(data)
            outputfile.write(data)

    return Counting


def built_with(changes: dict[str, tuple[str, str]], folder: Path) -> Path:
    """Build the site with some texts in its sources replaced."""
    copy = folder / "repository"
    for name in COPIED:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, copy / name)
    for name in LINKED:
        (copy / name).symlink_to((ROOT / name).resolve(), target_is_directory=True)
    for name, (old, new) in changes.items():
        path = copy / name
        text = path.read_text("utf-8")
        assert old in text, (name, old)
        path.write_text(text.replace(old, new), "utf-8", newline="\n")
    out = folder / "dist"
    command = [sys.executable, str(copy / "build.py"), "build", "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=copy, check=False)
    assert done.returncode == 0, done.stderr
    return out
