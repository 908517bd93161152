"""Share what measurements need: a browser with pages, samples by round, medians."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser

from buildtools.cli.serve import HOST, Handler, Server


@dataclass(frozen=True)
class Place:
    """Hold a browser to measure in, and what to close when all is done."""

    browser: Browser
    closing: ExitStack
    folder: Path
    against: Path | None = None
    minutes: float = 10

    def serve(self, folder: Path, handler: Callable[..., Handler] = Handler) -> str:
        """Serve a folder to the end, by a handler that takes its `directory`."""
        return self.closing.enter_context(served(folder, handler))


@dataclass(frozen=True)
class Measurement:
    """Describe one figure: its row and column in the table, and how to sample it.

    A sample is a list of figures, or empty where there is nothing to be had.
    """

    row: str
    column: str
    sample: Callable[[], list[float]]


@dataclass(frozen=True)
class Section:
    """Group measurements into one table; notes are printed below it."""

    title: str
    unit: str
    measurements: list[Measurement]
    smaller_is_better: bool = True
    notes: list[str] = field(default_factory=list)


@contextmanager
def served(folder: Path, handler: Callable[..., Handler]) -> Iterator[str]:
    """The folder's address."""
    with Server((HOST, 0), partial(handler, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://{HOST}:{server.server_address[1]}/"
        server.shutdown()
