"""What measurements have in common: a browser with pages, samples by round, medians."""

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
    """Where measurements are made: a browser, and what to close when all is done."""

    browser: Browser
    closing: ExitStack
    folder: Path
    against: Path | None = None
    minutes: float = 10

    def serve(self, folder: Path, handler: Callable[..., Handler] = Handler) -> str:
        """The address of a folder, served to the end by a handler that takes its `directory`."""
        return self.closing.enter_context(served(folder, handler))


@dataclass(frozen=True)
class Measurement:
    """One figure: of what (a row of the table), by whom (a column), and how a sample is taken.

    A sample is a list of figures, or empty where there is nothing to be had.
    """

    row: str
    column: str
    sample: Callable[[], list[float]]


@dataclass(frozen=True)
class Section:
    """Measurements that make one table. What they have to say beside the figures is in notes."""

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
