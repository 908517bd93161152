"""Fail on errors, warnings and foreign requests, which no visit may cause."""

from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

from tests.site.support import script_coverage


class Watch:
    """Listen to pages, and collect their trouble."""

    def __init__(self) -> None:
        self.trouble: list[str] = []
        self.expected: list[str] = []

    def expect(self, part: str) -> None:
        """Expect trouble whose text contains `part`."""
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
    """Tell whether a request stays with the page's own server or folder."""
    parts = urlsplit(url)
    return parts.scheme in ("file", "data", "blob") or parts.hostname == "127.0.0.1"
