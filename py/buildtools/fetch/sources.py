"""Get parts through npm, through pip, or from Pyodide's own CDN.

npm and pip know the user's registries, mirrors and proxies; no registry's address is written here.
"""

import http.client
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from buildtools.common.build_error import BuildError, explain_output
from buildtools.common.console import say, show_progress
from buildtools.fetch.node import npm_pack

CDN = "https://cdn.jsdelivr.net/pyodide/v{version}/full/{file}"
CDN_SECONDS = 5  # before giving up: on a closed network nothing answers
CHUNK = 1 << 16


def from_npm(package: str) -> Callable[[Path], Path]:
    """Make a source of a package's tarball, such as `temml@0.13.5`."""
    return lambda folder: npm_pack(package, folder)


def from_pyodide_cdn(version: str, file: str) -> Callable[[Path], Path]:
    """Make a source of a file of the full Pyodide distribution, at its documented address."""

    def fetch(folder: Path) -> Path:
        target = folder / file
        try:
            with urlopen(CDN.format(version=version, file=file), timeout=CDN_SECONDS) as answer:
                total = int(answer.headers["Content-Length"])
                with target.open("wb") as out:
                    while chunk := answer.read(CHUNK):
                        out.write(chunk)
                        show_progress(out.tell(), total)
                if target.stat().st_size != total:
                    raise BuildError(f"The download of {file} was cut short.")
        except (URLError, TimeoutError, ConnectionError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", error)  # a URLError wraps the real one
            words = getattr(reason, "strerror", None) or reason
            raise BuildError(f"Pyodide's CDN can't be reached ({words}).") from error
        return target

    return fetch


def from_wheel_in_pypi(package: str, member: str) -> Callable[[Path], Path]:
    """Make a source of a file inside another wheel, such as `open-webui==0.12.4`."""

    def fetch(folder: Path) -> Path:
        say(f"  not at Pyodide's CDN: taking it out of the package {package} (about 100 MB)")
        _pip_download(package, folder)
        wheels = list(folder.glob("*.whl"))
        try:
            with zipfile.ZipFile(wheels[0]) as archive:
                return Path(archive.extract(member, folder))
        except (IndexError, KeyError, zipfile.BadZipFile) as error:
            raise BuildError(f"{package} does not have the file {Path(member).name}.") from error

    return fetch


def from_pypi(package: str, *chosen: str) -> Callable[[Path], Path]:
    """Make a source of a package's wheel.

    ``chosen`` are pip's options that select one of several wheels.
    """

    def fetch(folder: Path) -> Path:
        _pip_download(package, folder, *chosen)
        return next(folder.glob("*.whl"))

    return fetch


def _pip_download(package: str, folder: Path, *chosen: str) -> None:
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--ignore-requires-python"]
    command += ["--only-binary", ":all:", "--no-input", "--disable-pip-version-check"]
    # "raw" progress is lines such as "Progress 1234 of 5678", meant for programs.
    command += ["--progress-bar", "raw", "--dest", str(folder), *chosen, package]
    output = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    ) as pip:
        assert pip.stdout
        for line in pip.stdout:
            words = line.split()
            if words[:1] == ["Progress"]:
                show_progress(int(words[1]), int(words[3]))
            else:
                output.append(line)
    if pip.returncode:
        raise BuildError(f"pip could not fetch {package}: {explain_output(''.join(output))}.")
