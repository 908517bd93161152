"""Write the service worker of one version: a line listing its files, then its source."""

import json
from typing import Any

from buildtools.common.paths import SITE
from buildtools.fetch.obtain import sha256_of
from buildtools.page.listing import Listing
from buildtools.page.payload import FOLDER as PAYLOADS
from buildtools.pyodide.memory_snapshot import RAW

SCRIPT = "sw.js"


def write_service_worker(listing: Listing, build: str) -> None:
    """Write sw.js beside the page of this version, which already exists."""
    page = listing.folder / "index.html"
    files = [entry(file) for file in listing.all() if is_stored(file["path"])]
    files.append({"url": "index.html", "bytes": page.stat().st_size, "sha256": sha256_of(page)})
    version = json.dumps({"build": build, "files": files}, separators=(",", ":"))
    source = (SITE / SCRIPT).read_text("utf-8")
    text = f"const learnscopeVersion = {version};\n{source}"
    (listing.folder / SCRIPT).write_text(text, "utf-8", newline="\n")


def is_stored(path: str) -> bool:
    """Tell whether the service worker stores a file.

    Files for a folder and for debugging are not needed over http. The snapshot is stored only
    compressed, since nothing compresses responses from a store.
    """
    is_other = path.startswith(f"{PAYLOADS}/") or path == f"runtime/{RAW}"
    return not is_other and not path.endswith(".map")


def entry(file: dict[str, Any]) -> dict[str, Any]:
    """Describe a file as the service worker needs it."""
    return {name: file[name] for name in ("url", "bytes", "sha256")}
