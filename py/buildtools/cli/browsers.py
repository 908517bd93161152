"""Find or install the browsers that drive the tests."""

import functools
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import sync_playwright

from buildtools.common.build_error import BuildError, explain_output
from buildtools.common.console import say

CHROMIUM_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
CHROMIUM_APPS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
    r"%LocalAppData%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
)
FIREFOX_NAMES = ("firefox", "firefox-esr")
FIREFOX_APPS = (
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    r"%ProgramFiles%\Mozilla Firefox\firefox.exe",
    r"%ProgramFiles(x86)%\Mozilla Firefox\firefox.exe",
)


def in_ci() -> bool:
    """Tell whether this is continuous integration, where nothing may go untested."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


@functools.cache
def find_chromium() -> Path:
    """Find Chromium or a browser based on it, or install one.

    The system's comes before Playwright's own.

    Raises:
        BuildError: there is none and none could be installed.
    """
    found = _installed(CHROMIUM_NAMES, CHROMIUM_APPS) or _playwrights_own()
    if found:
        return found
    say("No Chromium here: getting Playwright's own")
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False
    )
    reason = explain_output(done.stdout)
    found = _playwrights_own() or _from_debian("chromium", CHROMIUM_NAMES)
    if not found:
        raise BuildError(
            f"The tests need Chromium or Chrome, there is none, and Playwright could not get "
            f"its own ({reason}): install one and run this command again."
        )
    return found


@functools.cache
def find_firefox(required: bool) -> Path | None:
    """Find Firefox, or on Debian install it as root; None if there is none.

    Raises:
        BuildError: it is required and there is none.
    """
    found = _installed(FIREFOX_NAMES, FIREFOX_APPS) or _from_debian("firefox-esr", FIREFOX_NAMES)
    if required and not found:
        raise BuildError("The tests need Firefox and there is none: install it.")
    return found


def _installed(names: Iterable[str], apps: Iterable[str]) -> Path | None:
    """Find the first of these that runs, on PATH or among the usual applications."""
    on_path = [Path(path) for name in names if (path := shutil.which(name))]
    others = (Path(os.path.expandvars(app)) for app in apps)
    return next((path for path in (*on_path, *others) if _runs(path)), None)


def _runs(path: Path) -> bool:
    """Tell whether this is a browser that starts.

    A stub does not start, nor does a browser whose libraries are missing.
    """
    if not path.is_file():
        return False
    if os.name == "nt":
        return True  # there `--version` would open a window
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _playwrights_own() -> Path | None:
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if _runs(path) else None


def _from_debian(package: str, names: Iterable[str]) -> Path | None:
    """Install a Debian package, if this is Debian and we are root."""
    if not _is_debian() or os.geteuid() != 0:
        return None
    say(f"Installing {package} by apt-get")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", package]):
        subprocess.run(["apt-get", "-qq", *arguments], env=env, capture_output=True, check=False)
    return _installed(names, ())


def _is_debian() -> bool:
    try:
        return platform.freedesktop_os_release().get("ID") == "debian"
    except OSError:
        return False
