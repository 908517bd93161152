"""Check that a page of `serve --watch` reloads after each build and continues as before."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page

from buildtools.cli.serve import make_server
from buildtools.cli.watch import WatchHandler, builds


@pytest.fixture
def watched_address(dist: Path) -> Iterator[str]:
    """Serve the built site as `serve --watch` does."""
    server = make_server(dist, 0, WatchHandler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def test_after_a_build_the_network_and_the_place_are_as_they_were(
    page: Page, watched_address: str
) -> None:
    page.goto(watched_address)
    page.evaluate("learnscope.ready")
    page.evaluate("learnscope.request({op: 'load_task', name: 'xor'})")
    page.evaluate("learnscope.request({op: 'train', steps: 5})")
    weights = page.evaluate("learnscope.snapshot().layers[0].weights")
    page.evaluate("scrollTo(0, 500)")
    for _ in range(2):  # the second comes before the first has been taken up
        with page.expect_navigation():
            builds.finish()
    page.evaluate("learnscope.ready")
    assert page.evaluate("learnscope.request({op: 'snapshot'})")["layers"][0]["weights"] == weights
    # The page above may change its height; the browser keeps the line being read in place.
    place = page.evaluate("new Promise(done => setTimeout(() => done(scrollY), 500))")
    assert abs(place - 500) < 100
