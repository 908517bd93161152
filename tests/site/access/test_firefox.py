"""Follow the main path in real Firefox, over http and opened from the folder."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Thread

import pytest

from buildtools.cli.browsers import find_firefox, in_ci
from buildtools.cli.serve import HOST, Handler, Server
from learnscope import selftest
from tests.listed import listed
from tests.site.loading.test_restored import COMPLETE, DIGEST, TYPED, WAY
from tests.site.support.faulty import faulty_server
from tests.site.support.firefox import Firefox

EXECUTABLE = find_firefox(required=in_ci())
pytestmark = pytest.mark.xdist_group("firefox")
if EXECUTABLE is None:
    print("NOTE: there is no Firefox here, so the tests in Firefox were not run.")  # noqa: T201


def forward_and_backprop_work(firefox: Firefox, address: str) -> None:
    """Run Forward, Backprop and Forward, and check that the cost falls."""
    firefox.go(address)
    assert firefox.evaluate("document.querySelectorAll('[data-kind=weight]').length") == 12
    firefox.evaluate("learnscope.ready")
    firefox.click(".forward")
    firefox.wait_until("learnscope.snapshot().cost_value !== null")
    before = firefox.evaluate("learnscope.snapshot()")
    firefox.click(".backprop")
    firefox.wait_until("learnscope.snapshot().step === 1")
    firefox.click(".forward")
    firefox.wait_until("learnscope.snapshot().cost_value !== null")
    after = firefox.evaluate("learnscope.snapshot()")
    assert after["cost_value"] < before["cost_value"]
    shown = firefox.evaluate("Number(document.querySelector('[data-kind=cost]').dataset.value)")
    assert shown == after["cost_value"]


def a_typed_weight_reaches_python(firefox: Firefox) -> None:
    """Click a weight, type another, press Enter."""
    firefox.click("[data-kind=weight][data-layer='2'][data-index='1'][data-from='0']")
    firefox.press("-", "1", ",", "2", "5", "\ue007")
    firefox.wait_until("learnscope.snapshot().layers[1].weights[1][0] === -1.25")


@pytest.fixture
def without_snapshot(dist: Path) -> Iterator[str]:
    """Serve the site without its snapshot."""

    class Lost(Handler):
        def do_GET(self) -> None:  # noqa: N802 (named by the base class)
            if self.path.endswith(".snapshot"):
                self.send_error(404)
            else:
                super().do_GET()

    with Server((HOST, 0), partial(Lost, directory=dist)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://{HOST}:{server.server_address[1]}/"
        server.shutdown()


def computes_what_cpython_computes(firefox: Firefox, address: str, way: str) -> None:
    """Check thousands of numbers against CPython's, and that every module is found."""
    firefox.go(address)
    firefox.evaluate("learnscope.ready")
    assert firefox.evaluate(WAY) == way
    assert selftest.digest() in firefox.evaluate(f"({TYPED})({json.dumps(DIGEST)})")
    assert firefox.evaluate(f"({TYPED})({json.dumps(COMPLETE)})") == "installed"


if EXECUTABLE:

    def test_a_restored_python_is_right(firefox: Firefox, address: str) -> None:
        firefox.trouble.clear()
        computes_what_cpython_computes(firefox, address, "snapshot")
        assert firefox.trouble == []

    def test_without_a_snapshot_python_starts_plainly_and_is_right(
        firefox: Firefox, without_snapshot: str
    ) -> None:
        computes_what_cpython_computes(firefox, without_snapshot, "plain")

    def test_the_main_path_works_and_leaves_no_trouble(firefox: Firefox, address: str) -> None:
        firefox.trouble.clear()
        forward_and_backprop_work(firefox, address)
        a_typed_weight_reaches_python(firefox)
        assert firefox.trouble == []

    FAULTS = {
        "runtime/pyodide.asm.wasm": ("one bit flipped", "was changed on its way"),
        "worker.js": ("missing", "the server answered 404"),
        "app.js": ("cut short", "The page’s script could not be loaded"),
    }

    @pytest.mark.parametrize("path", FAULTS)
    def test_a_faulty_file_is_told_of_and_a_retry_works(
        firefox: Firefox, dist: Path, path: str
    ) -> None:
        fault, said = FAULTS[path]
        with faulty_server(dist) as faulty:
            faulty.faults[listed(dist)[path]["url"]] = fault
            firefox.go(faulty.address)
            status = "document.getElementById('status')"
            firefox.wait_until(f"{status}?.textContent.includes({json.dumps(said)})")
            faulty.repair()
            firefox.evaluate(f"{status}.querySelector('button').click()")
            firefox.wait_until(f"{status}?.dataset.stage === 'ready'")
            forward = "learnscope.request({op: 'forward'}).then(now => now.cost_value > 0)"
            assert firefox.evaluate(forward)
        firefox.trouble.clear()
