"""Payload scripts: the same files again as classic scripts, for a page opened as `file://`.

There a browser refuses to fetch files and to import modules, but it does run classic scripts.
Each of these calls `learnscopePayload`, which the page's shell defines: with a path and a text
for a module, with a path, base64 and "is it gzip-compressed?" for anything else. A visitor over
http downloads none of them.
"""

import base64
import gzip
import json
from pathlib import Path

FOLDER = "file"
MODULES = (".js", ".mjs")
WORTH_COMPRESSING = 0.95


def write_payloads(dist: Path) -> None:
    """Write `file/sources.js` for every module, and one script for every other runtime file."""
    vendor = dist / "vendor"  # scripts that need no payload
    modules = sorted(
        path for path in dist.rglob("*") if path.suffix in MODULES and vendor not in path.parents
    )
    others = sorted(p for p in (dist / "runtime").iterdir() if p.suffix not in MODULES)
    (dist / FOLDER / "runtime").mkdir(parents=True)
    calls = [
        text_call(path.relative_to(dist).as_posix(), path.read_text("utf-8")) for path in modules
    ]
    (dist / FOLDER / "sources.js").write_text("".join(calls), "utf-8", newline="\n")
    for path in others:
        name = path.relative_to(dist).as_posix()
        script = binary_call(name, path.read_bytes())
        (dist / FOLDER / f"{name}.js").write_text(script, "utf-8", newline="\n")


def text_call(path: str, text: str) -> str:
    """The line that hands over a module's source."""
    return f"learnscopePayload({json.dumps(path)}, {json.dumps(text)});\n"


def binary_call(path: str, data: bytes) -> str:
    """The line that hands over a binary file, compressed if that makes it clearly smaller."""
    packed = gzip.compress(data, 9, mtime=0)
    is_packed = len(packed) < WORTH_COMPRESSING * len(data)
    encoded = base64.b64encode(packed if is_packed else data).decode()
    return f'learnscopePayload({json.dumps(path)}, "{encoded}", {json.dumps(is_packed)});\n'
