"""Fail on what no visit may leave behind: errors, warnings, foreign requests."""

from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

from tests.site.support import script_coverage


class Watch:
    """Listens to pages and collects their trouble."""

    def __init__(self) -> None:
        self.trouble: list[str] = []
        self.expected: list[str] = []

    def expect(self, part: str) -> None:
        """Trouble with this text in it is what the test provokes."""
        self.expected.append(part)

    def over(self, page: Page) -> None:
        """Watch a page from now on."""
        script_coverage.begin(page)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._add(f"script error: {error}"))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._add(f"console {message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        if not is_local(request.url):
            self._add(f"request to {request.url}")

    def _add(self, text: str) -> None:
        if not any(part in text for part in self.expected):
            self.trouble.append(text)


def is_local(url: str) -> bool:
    """Whether a request stays with the page: its own server, its folder, or itself."""
    parts = urlsplit(url)
    return parts.scheme in ("file", "data", "blob") or parts.hostname == "127.0.0.1"
