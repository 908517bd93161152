"""Compare two builds by turns, through what both offer: boot, clicks, steps and frames.

`python3 build.py bench -- pairs --against DIR` measures another built folder beside dist/. Each
round takes one sample of each, right after each other, because machines drift and are shared.
"""

from functools import partial

from playwright.sync_api import Page

from buildtools.common.paths import DIST
from tests.bench import boot, frames, start
from tests.bench.measuring import Measurement, Place, Section

BEFORE, NOW = "the other build", "dist/"

STEPS = """async ([task, changes, milliseconds]) => {
  await learnscope.request({op: 'load_task', name: task});
  for (const change of changes) await learnscope.request(change);
  const begun = performance.now();
  let step = 0;
  while (performance.now() - begun < milliseconds) {
    const snapshot = await learnscope.request({op: 'train', milliseconds: 100});
    step = snapshot.training.step;
  }
  return (1000 * (performance.now() - begun)) / step;
}"""
"""Microseconds for a step, of training that goes on slice after slice as Play does."""
MILLISECONDS = 1500


def sections(place: Place) -> list[Section]:
    """Make one table for each unit.

    Raises:
        ValueError: no other build is named.
    """
    if not place.against:
        raise ValueError("Name the other build: --against DIR.")
    addresses = {BEFORE: place.serve(place.against), NOW: place.serve(DIST)}
    pages = {name: ready_page(place, address) for name, address in addresses.items()}
    boots = [("first paint", start.PAINT, 1), ("Python ready", start.READY, 1)]
    boots.append(("Python ready, second visit", start.READY, 2))
    clicks = [("Forward to numbers", ".forward", start.SHOWN)]
    clicks.append(("Backprop to numbers", ".backprop", start.MOVED))
    milliseconds = [
        *(
            Measurement(row, name, partial(boot.visit, place.browser, address, wait, visits))
            for row, wait, visits in boots
            for name, address in addresses.items()
        ),
        *(
            Measurement(row, name, partial(start.click, page, button, is_done))
            for row, button, is_done in clicks
            for name, page in pages.items()
        ),
    ]
    return [
        Section("Start and clicks, two builds", "ms", milliseconds),
        each_network("A step of training, two builds", "µs", pages, steps),
        each_network("Frames while training, two builds", "/s", pages, frames.frames),
        each_network("Answers while training, two builds", "ms", pages, frames.answers),
    ]


def each_network(title: str, unit: str, pages: dict[str, Page], sample: frames.Sample) -> Section:
    """Make a table with a row for each network."""
    every = [
        Measurement(network, name, partial(sample, page, network))
        for network in frames.NETWORKS
        for name, page in pages.items()
    ]
    return Section(title, unit, every)


def ready_page(place: Place, address: str) -> Page:
    """Open a build, and wait for its Python."""
    context = place.browser.new_context(
        reduced_motion="reduce", viewport={"width": 1440, "height": 1000}
    )
    page = context.new_page()
    page.goto(address)
    page.evaluate("learnscope.ready")
    return page


def steps(page: Page, network: str) -> list[float]:
    """Measure microseconds for a step."""
    task, changes = frames.NETWORKS[network]
    return [page.evaluate(STEPS, [task, list(changes), MILLISECONDS])]
