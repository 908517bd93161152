"""Write the page's Content-Security-Policy: what it may load and run.

Nothing may come from elsewhere, no style may be in an attribute, and no text may become a program.
(`'wasm-unsafe-eval'` allows WebAssembly to be compiled, which Python needs; JavaScript's eval stays
forbidden.) The scripts inside the page itself are allowed by their hashes.

Opened from a folder, a worker can only start from a data: URL and import from blob: URLs, so the
policy in the page allows these. Over http, site/entry/shell.js first adds a narrower policy.
"""

import base64
import hashlib
from collections.abc import Iterable


def policy(scripts: Iterable[str]) -> str:
    """Write the policy of a page that contains these scripts."""
    directives = {
        "default-src": ["'self'"],
        "script-src": ["'self'", "blob:", "'wasm-unsafe-eval'", *map(source, scripts)],
        "style-src": ["'self'"],
        "worker-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return _written(directives)


def one_file_policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Write the policy of the single-file page, which requests nothing."""
    directives = {
        "default-src": ["'none'"],
        "script-src": ["blob:", "'wasm-unsafe-eval'", *map(source, scripts)],
        "style-src": [*map(source, styles)],
        "img-src": ["data:"],
        "worker-src": ["data:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return _written(directives)


def _written(directives: dict[str, list[str]]) -> str:
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def source(text: str) -> str:
    """Write a script or style as its hash, as policies do."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
