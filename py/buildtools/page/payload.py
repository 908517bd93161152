"""Write files as classic scripts too, for a page opened from `file://`.

There a browser refuses to fetch files, but it does run classic scripts. Each script calls
`learnscopePayload`, which the page's shell defines, with the file's path, its bytes in base64 and
whether they are gzip-compressed. Visitors over http download none of them.
"""

import base64
import gzip
import json
from pathlib import Path

from buildtools.common.paths import CACHE
from buildtools.fetch.build_cache import cached_file
from buildtools.fetch.obtain import sha256_of

FOLDER = "file"
WORTH_COMPRESSING = 0.95


def payload(path: str, file: Path, cache: Path = CACHE) -> bytes:
    """Make the script that delivers a file, or take it from the cache.

    Args:
        path: the path that the page requests.
        file: the file on disk.
    """

    def make(folder: Path) -> Path:
        script = folder / "payload.js"
        script.write_text(binary_call(path, file.read_bytes()), "utf-8", newline="\n")
        return script

    inputs = [path, sha256_of(file), sha256_of(Path(__file__))]
    return cached_file("payload.js", inputs, make, cache).read_bytes()


def binary_call(path: str, data: bytes) -> str:
    """Write the call that delivers a file, compressed if that is clearly smaller."""
    encoded, is_packed = packed(data)
    return f'learnscopePayload({json.dumps(path)}, "{encoded}", {json.dumps(is_packed)});\n'


def packed(data: bytes) -> tuple[str, bool]:
    """Encode bytes in base64; returns also whether they are compressed."""
    smaller = gzip.compress(data, 9, mtime=0)
    is_packed = len(smaller) < WORTH_COMPRESSING * len(data)
    return base64.b64encode(smaller if is_packed else data).decode(), is_packed
