"""The service worker of one version: its source, after a line that says which files it keeps."""

import json
from typing import Any

from buildtools.common.paths import SITE
from buildtools.fetch.parts import sha256_of
from buildtools.page.listing import Listing
from buildtools.page.payload import FOLDER as PAYLOADS
from buildtools.pyodide.memory_snapshot import RAW

SCRIPT = "sw.js"


def write_service_worker(listing: Listing, build: str) -> None:
    """Write sw.js beside the page of this version, which is there already."""
    page = listing.folder / "index.html"
    files = [told(file) for file in listing.all() if is_kept(file["path"])]
    files.append({"url": "index.html", "bytes": page.stat().st_size, "sha256": sha256_of(page)})
    version = json.dumps({"build": build, "files": files}, separators=(",", ":"))
    source = (SITE / SCRIPT).read_text("utf-8")
    text = f"const learnscopeVersion = {version};\n{source}"
    (listing.folder / SCRIPT).write_text(text, "utf-8", newline="\n")


def is_kept(path: str) -> bool:
    """Whether a file is needed over http: not what is for a folder, or for debugging.

    Of the snapshot only the compressed file is: nothing is compressed on its way out of a store.
    """
    is_other = path.startswith(f"{PAYLOADS}/") or path == f"runtime/{RAW}"
    return not is_other and not path.endswith(".map")


def told(file: dict[str, Any]) -> dict[str, Any]:
    """Of a file what the service worker needs to know."""
    return {name: file[name] for name in ("url", "bytes", "sha256")}
