"""Write the whole site as one HTML file, for mail or a USB stick.

It is made from a built folder. Files that the page names are inlined; files that are loaded later
come at its end, packed, in script elements that browsers do not run. It requests nothing at all,
wherever it is opened, and its policy says so.
"""

import base64
import html
import json
import re
import tempfile
from pathlib import Path
from typing import Any

from buildtools.common.build_error import BuildError
from buildtools.common.console import say
from buildtools.page.csp import one_file_policy
from buildtools.page.payload import packed

MAP = re.compile(r"(?://# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*$")
NOT_INSIDE = re.compile(
    r'<link rel="(?:apple-touch-icon|manifest)"[^>]*>\n|<script type="importmap">.*?</script>\n'
)
POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*')
SHELL = re.compile(r"<script>(.*?)</script>", re.DOTALL)
MANIFEST = re.compile(r'<script type="application/json" id="manifest">(.*?)</script>')


def write_single(dist: Path, out: Path) -> None:
    """Write the file.

    Args:
        dist: a built folder.
        out: the file to write; an existing file is replaced once all has succeeded.

    Raises:
        BuildError: a folder is in the way.
    """
    if out.is_dir():
        raise BuildError(f"{out} is a folder: name a file, such as learnscope.html.")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f"{out.name}.new-") as folder:
        made = Path(folder, out.name)
        made.write_text(single(dist), "utf-8", newline="\n")
        made.replace(out)
    say(f"Built {out}")


def single(dist: Path) -> str:
    """Make the file's text."""
    page = (dist / "index.html").read_text("utf-8")
    [manifest] = MANIFEST.findall(page)
    files: dict[str, dict[str, Any]] = {}
    entries = json.loads(manifest)
    for kind in ("runtime", "worker", "assets"):
        files |= {file["path"]: file for file in entries[kind]}
    own = text_of(dist / files.pop("file/app.js")["url"])
    files.pop("app.js")
    styles, scripts = [], [own, *SHELL.findall(page)]
    for path, file in files.items():
        if path.endswith(".css"):
            styles.append(text_of(dist / file["url"]))
        elif path.startswith("vendor/"):
            scripts.append(text_of(dist / file["url"]))
    page = NOT_INSIDE.sub("", page).replace("<html ", '<html data-files="inside" ', 1)
    page, first = with_style(page, dist)
    page = with_icon(page, dist)
    policy = html.escape(one_file_policy(scripts, [first, *styles]), quote=True)
    page = POLICY.sub(lambda found: found[1] + policy.replace("&#x27;", "'"), page, count=1)
    blocks = [block(path, dist / file["url"]) for path, file in sorted(files.items())]
    body, end = page.rsplit("</body>", 1)
    return "".join([body, f"<script>{own}</script>\n", *blocks, "</body>", end])


def text_of(path: Path) -> str:
    """Read a script or style, without the link to its source map."""
    return MAP.sub("", path.read_text("utf-8"))


def with_style(page: str, dist: Path) -> tuple[str, str]:
    """Inline the first styles; returns the page and these styles."""
    link = re.search(r'<link rel="stylesheet" href="([^"]+)">', page)
    assert link, "index.html names its styles"
    style = text_of(dist / link[1])
    return page.replace(link[0], f"<style>{style}</style>"), style


def with_icon(page: str, dist: Path) -> str:
    """Inline the icon."""

    def inside(found: re.Match[str]) -> str:
        data = base64.b64encode((dist / found[1]).read_bytes()).decode()
        return f'<link rel="icon" href="data:image/svg+xml;base64,{data}"'

    return re.sub(r'<link rel="icon" href="([^"]+)"', inside, page)


def block(path: str, file: Path) -> str:
    """Write a file as a data element."""
    is_text = file.suffix in (".js", ".css")
    data = text_of(file).encode() if is_text and path != "worker.js" else file.read_bytes()
    text, is_packed = packed(data)
    zipped = " data-zipped" if is_packed else ""
    return f'<script type="text/plain" data-path="{path}"{zipped}>{text}</script>\n'
