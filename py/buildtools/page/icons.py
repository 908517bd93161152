"""Draw the icons of an installed page from `site/icon.svg`.

Installers need PNGs. resvg draws them in the pinned Node, so they are the same everywhere.
"""

import base64
import json
import re
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from buildtools.common.build_error import BuildError
from buildtools.common.console import say
from buildtools.common.paths import CACHE, SITE
from buildtools.fetch.archives import read_file, unpack
from buildtools.fetch.build_cache import cached_file
from buildtools.fetch.node import run_node
from buildtools.fetch.obtain import obtain, sha256_of
from buildtools.fetch.parts import RESVG

MANIFEST = "app.webmanifest"
PAPER = "#fbfaf6"
SCRIPT = Path(__file__).with_name("icons.mjs")
SIDE = 32
"""Side of the square on which icon.svg is drawn, from 0."""


class Icon(NamedTuple):
    """A PNG; ``around`` is the width of paper on each side of the drawing."""

    file: str
    width: int
    around: int | None = None


ICONS = (
    Icon("icon-192.png", 192),
    Icon("icon-512.png", 512),
    # A launcher may crop it to a circle of 4/5 of the width.
    Icon("icon-maskable-512.png", 512, 7),
    Icon("icon-apple-180.png", 180, 3),
)


def icons(cache: Path = CACHE) -> dict[str, bytes]:
    """Draw every icon, by its name.

    Raises:
        BuildError: icon.svg can't be drawn.
    """
    svg = (SITE / "icon.svg").read_text("utf-8")
    pictures = [{"svg": on_paper(svg, icon.around), "width": icon.width} for icon in ICONS]
    inputs = [RESVG.sha256, sha256_of(SCRIPT), json.dumps(pictures)]
    made = cached_file("icons.tar", inputs, lambda place: _drawn(pictures, place), cache)
    return {icon.file: read_file(made, icon.file) for icon in ICONS}


def web_manifest(urls: Mapping[str, str]) -> str:
    """Write app.webmanifest, with the icons by their names in `dist/`."""
    manifest = json.loads((SITE / MANIFEST).read_text("utf-8"))
    for icon in manifest["icons"]:
        icon["src"] = urls[icon["src"]]
    return json.dumps(manifest, indent=2) + "\n"


def on_paper(svg: str, around: int | None) -> str:
    """Put paper around and behind the drawing, if any is wanted.

    Raises:
        BuildError: the drawing is not on the expected square.
    """
    if around is None:
        return svg
    box = f'viewBox="0 0 {SIDE} {SIDE}"'
    if svg.count(box) != 1:
        raise BuildError(f"icon.svg should have {box}.")
    width = SIDE + 2 * around
    paper = f'<rect x="-{around}" y="-{around}" width="{width}" height="{width}" fill="{PAPER}"/>'
    larger = svg.replace(box, f'viewBox="-{around} -{around} {width} {width}"')
    return re.sub(r"<svg\b[^>]*>", lambda start: start[0] + paper, larger, count=1)


def _drawn(pictures: list[dict[str, object]], folder: Path) -> Path:
    """Draw all icons into one archive."""
    say("Drawing the icons")
    resvg = unpack(obtain(RESVG), folder / "resvg")
    results = json.loads(run_node(SCRIPT, resvg, stdin=json.dumps(pictures)))
    archive = folder / "icons.tar"
    with tarfile.open(archive, "w", format=tarfile.USTAR_FORMAT) as out:
        for icon, result in zip(ICONS, results, strict=True):
            if "error" in result:
                raise BuildError(f"{icon.file} can't be drawn: {result['error']}.")
            path = folder / icon.file
            path.write_bytes(base64.b64decode(result["png"]))
            out.add(path, icon.file, filter=_plain)
    return archive


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Drop metadata that differs between machines."""
    member.mtime = member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o644
    return member
