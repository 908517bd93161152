"""Draw the network as a picture, for pages on which no script runs.

The page's own view draws it, in the pinned Node, from numbers that the core computed, so the
geometry exists once. The live figure replaces it as soon as scripts run. The controls above it are
there too, invisible, so that nothing moves when scripts arrive late on a slow line.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from buildtools.common.paths import CACHE
from buildtools.fetch.build_cache import cached_file
from buildtools.fetch.esbuild import run_esbuild
from buildtools.fetch.node import run_node
from buildtools.fetch.obtain import sha256_of
from buildtools.fetch.packages import node_modules
from buildtools.fetch.parts import DOM

SCRIPT = Path(__file__).with_name("prerender.mjs")
BUNDLED = ("--bundle", "--format=esm", "--platform=node", "--log-level=error")


def prerendered(answers: dict[str, Any], cache: Path = CACHE) -> dict[str, str]:
    """Draw the parts of index.html that scripts draw later, by their tokens.

    Args:
        answers: the core's answers.
        cache: the folder of the cache.

    Returns:
        SVG of the network after one Forward, and HTML of the controls above it.

    Raises:
        BuildError: a view can't draw outside a browser, or a part can't be had.
    """
    drawn = {"snapshot": answers["forward"], "motion": None, "drafts": {}, "problem": None}
    first = {**drawn, "snapshot": answers["first"], "tasks": answers["tasks"], "points": None}
    first |= {"choices": None, "playing": False, "speed": 1}
    state = json.dumps({**drawn, "first": first})
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder, SCRIPT.name)
        run_esbuild(SCRIPT.name, *BUNDLED, f"--outfile={program}", cwd=SCRIPT.parent)

        def draw(folder: Path) -> Path:
            entry = node_modules(*DOM) / "happy-dom" / "lib" / "index.js"
            picture = folder / "parts.json"
            picture.write_text(run_node(program, entry, stdin=state), "utf-8", newline="\n")
            return picture

        inputs = [state, *(part.sha256 for part in DOM), sha256_of(program)]
        made = cached_file("prerendered.json", inputs, draw, cache).read_text("utf-8")
    parts: dict[str, str] = json.loads(made)
    return parts
