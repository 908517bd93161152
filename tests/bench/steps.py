"""Microseconds for one training step, by size of network and batch.

Ours twice: through bridge and worker as the page does it, with its curve noted, and in the worker
the step alone. Native is the same core under CPython, whose NumPy has SIMD, BLAS and threads.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from playwright.sync_api import Page

from tests.bench import core
from tests.bench.measuring import Measurement, Place, Section
from tests.bench.peers import OURS, PEERS, in_python, page_of, page_of_ours

WORK: tuple[tuple[tuple[int, ...], int], ...] = (
    ((3, 2, 3), 1),
    ((2, 4, 2), 10),
    ((7, 8, 8, 8, 2), 30),
    ((2, 8, 8, 2), 500),
    ((64, 32, 10), 32),
    ((64, 32, 10), 1797),
    ((784, 30, 10), 10),
    ((784, 128, 10), 64),
)
ALONE, NATIVE = "its step alone", "native NumPy"
LOOP = 0.1
"""Least seconds of a loop of steps: browsers' clocks tick ten times a millisecond."""


def section(place: Place) -> Section:
    """All of it."""
    ours = page_of_ours(place)
    pages = {peer.name: page_of(peer, place) for peer in PEERS}
    return Section(
        "One training step",
        "µs",
        [
            Measurement("-".join(map(str, sizes)) + f" × {count}", column, sample)
            for sizes, count in WORK
            for column, sample in samples(ours, pages, list(sizes), count).items()
        ],
        notes=[
            f"{ALONE}: in the worker, without bridge, curve and snapshot.",
            f"{NATIVE}: the same core under CPython, OPENBLAS_CORETYPE unset.",
            "brain.js has no batches: it makes as many single steps.",
            "TensorFlow.js computes in float32, the wasm one with SIMD; all others in float64 "
            "(brain.js keeps its weights in float32).",
        ],
    )


def samples(
    ours: Page, pages: dict[str, Page], sizes: list[int], count: int
) -> dict[str, Callable[[], list[float]]]:
    """List who does this work, and how."""
    return {
        OURS: partial(bridged, ours, sizes, count),
        ALONE: lambda: [in_python(ours, "microseconds", sizes, count, LOOP)],
        NATIVE: partial(native, sizes, count),
        **{name: partial(by_peer, page, sizes, count) for name, page in pages.items()},
    }


def bridged(page: Page, sizes: list[int], count: int) -> list[float]:
    """Ours, by requests."""
    in_python(page, "put_task", sizes, max(2, count))  # one example is no task
    # Longer loops, for at first there is a point of the curve for every step.
    return [page.evaluate("given => timeSteps(...given)", [count, 3000 * LOOP])]


def by_peer(page: Page, sizes: list[int], count: int) -> list[float]:
    """A peer's."""
    inputs, targets = core.examples(sizes, count)
    network = {"sizes": sizes, "activation": core.ACTIVATION, "rate": core.RATE}
    given = [network, inputs.tolist(), targets.tolist(), 1000 * LOOP]
    return [page.evaluate("given => timeSteps(...given)", given)]


def native(sizes: list[int], count: int) -> list[float]:
    """Ours in CPython, on whatever kernel OpenBLAS itself takes for this processor."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("OPENBLAS_")}
    env["PYTHONPATH"] = os.pathsep.join(sys.path[:2])
    asked = json.dumps({"sizes": sizes, "count": count, "seconds": LOOP})
    done = subprocess.run(
        [sys.executable, Path(core.__file__)],
        input=asked, env=env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [float(done.stdout)]
