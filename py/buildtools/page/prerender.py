"""The network as a picture, for where no script draws it: with JavaScript off, or none that came.

The page's own view draws it, in the pinned Node, from numbers that the core computed: so there is
one geometry. The script takes its place as soon as it runs. What it will put above the picture is
there as well, unseen, so that nothing moves when a slow line brings it late.
"""

import json
from pathlib import Path
from typing import Any

from buildtools.common.paths import CACHE, SITE
from buildtools.fetch.archives import unpack
from buildtools.fetch.build_cache import made_once
from buildtools.fetch.node import run_node
from buildtools.fetch.parts import DOM, obtain, sha256_of

DRAWN = ("lib", "store", "ui", "views")
"""Folders of the page whose modules draw."""
SCRIPT = Path(__file__).with_name("prerender.mjs")


def still(first: Any, tasks: Any, cache: Path = CACHE) -> dict[str, str]:
    """What index.html has of it, by its token: the network as it begins, after one Forward, as SVG,
    and what stands above it when the script is there, to keep its place.

    Args:
        first: the first snapshot.
        tasks: what the menu of tasks offers.

    Raises:
        BuildError: a view can't draw outside a browser, or a part can't be had.
    """
    begun = {**shown(), "snapshot": first, "tasks": tasks, "points": None, "choices": None}
    begun |= {"playing": False, "speed": 1}
    state = json.dumps({**shown(), "first": begun})
    drawing = [SCRIPT, *sorted(p for name in DRAWN for p in (SITE / name).rglob("*.js"))]
    inputs = [state, *(part.sha256 for part in DOM), *map(sha256_of, drawing)]

    def make(folder: Path) -> Path:
        for part in DOM:
            package = folder / "node_modules" / part.name
            package.parent.mkdir(exist_ok=True)
            unpack(obtain(part), folder / part.file).rename(package)
        entry = folder / "node_modules" / "happy-dom" / "lib" / "index.js"
        picture = folder / "still.json"
        picture.write_text(run_node(SCRIPT, SITE, entry, stdin=state), "utf-8", newline="\n")
        return picture

    made = made_once("still.json", inputs, make, cache).read_text("utf-8")
    parts: dict[str, str] = json.loads(made)
    return parts


def shown() -> dict[str, Any]:
    """What the views draw: numbers of the core, and nothing that moves or is being typed."""
    from learnscope.api.bridge import Bridge
    from learnscope.session.snapshot import to_plain

    snapshot = to_plain(Bridge().handle({"op": "forward"})["snapshot"])
    return {"snapshot": snapshot, "motion": None, "drafts": {}, "problem": None}
