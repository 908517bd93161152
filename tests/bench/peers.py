"""Open the libraries that a visitor would otherwise use, each on its own page.

To add one: its tarball in ``buildtools.fetch.parts``, a file in `peers/` (which says what it is to
do there: `peer.js`), and one entry in ``PEERS``.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from buildtools.common.paths import DIST, SITE
from buildtools.fetch.archives import read_member
from buildtools.fetch.obtain import Part, obtain
from buildtools.fetch.parts import BRAIN, CONVNET, TFJS, TFJS_WASM
from tests.bench.measuring import Place

HERE = Path(__file__).parent / "peers"
OURS = "Learnscope"


@dataclass(frozen=True)
class Peer:
    """Describe a library: its files, what starts it, and our script that drives it.

    activations are those that it may learn with, batches their sizes (0: all), initials its ways
    to draw weights that suit it.
    """

    name: str
    files: tuple[tuple[Part, str], ...]
    script: str
    start: str = "true"
    activations: tuple[str, ...] = ("tanh",)
    batches: tuple[int, ...] = (32, 0)
    initials: tuple[str, ...] = ("",)


_TF = (TFJS, "dist/tf.min.js")
_DRAWN = ("glorotUniform", "heUniform")
_WASM = tuple((TFJS_WASM, f"dist/tfjs-backend-wasm{kind}.wasm") for kind in ("", "-simd"))
PEERS = (
    Peer(
        "TensorFlow.js cpu",
        (_TF,),
        "tfjs.js",
        "tf.setBackend('cpu').then(() => tf.ready())",
        initials=_DRAWN,
    ),
    Peer(
        "TensorFlow.js wasm",
        (_TF, (TFJS_WASM, "dist/tf-backend-wasm.min.js"), *_WASM),
        "tfjs.js",
        "(tf.wasm.setWasmPaths('./'), tf.setBackend('wasm').then(() => tf.ready()))",
        initials=_DRAWN,
    ),
    Peer("ConvNetJS", ((CONVNET, "build/convnet-min.js"),), "convnet.js"),
    Peer(
        "brain.js",
        ((BRAIN, "browser.min.js"),),
        "brain.js",
        activations=("sigmoid", "tanh"),
        batches=(1,),
    ),
)
PARTS = tuple(dict.fromkeys(part for peer in PEERS for part, _ in peer.files))


def page_of(peer: Peer, place: Place) -> Page:
    """A page with the library on it, ready."""
    folder = place.folder / peer.name.replace(" ", "-")
    folder.mkdir()
    scripts = []
    for part, member in peer.files:
        file = Path(member).name
        (folder / file).write_bytes(read_member(obtain(part), member))
        scripts += [file] if file.endswith(".js") else []
    for file in ("peer.js", peer.script):
        shutil.copyfile(HERE / file, folder / file)
    tags = "".join(f'<script src="{file}"></script>' for file in [*scripts, "peer.js", peer.script])
    page = opened(place, folder, tags)
    assert page.evaluate(peer.start) is not False, f"{peer.name} did not start"
    return page


def page_of_ours(place: Place) -> Page:
    """A page with the site's bridge and worker, and none of its views."""
    folder = place.folder / "ours"
    folder.mkdir()
    for path in DIST.iterdir():
        (folder / path.name).symlink_to(path)
    (folder / "site").symlink_to(SITE)
    shutil.copyfile(HERE / "ours.js", folder / "ours.js")
    page = opened(place, folder, '<script type="module" src="ours.js"></script>')
    page.wait_for_function("globalThis.ready")
    page.evaluate("ready")
    page.workers[0].evaluate(
        "text => pyodide.runPython(text)",
        (HERE.parent / "core.py").read_text("utf-8").replace("__main__", "bench"),
    )
    return page


def opened(place: Place, folder: Path, tags: str) -> Page:
    """A page of a folder with these tags on it."""
    (folder / "bench.html").write_text(f"<!doctype html><meta charset=utf-8>{tags}")
    page = place.browser.new_context().new_page()
    page.goto(place.serve(folder) + "bench.html")
    return page


def in_python(page: Page, name: str, *values: Any) -> Any:
    """Call a function of ``core`` in the site's own Python."""
    call = "([name, values]) => pyodide.globals.get(name)(...values.map(v => pyodide.toPy(v)))"
    return page.workers[0].evaluate(call, [name, list(values)])
