"""Assemble dist/: the site's own files, the runtime, and the payloads for `file://`."""

import tempfile
from pathlib import Path, PurePosixPath

from buildtools.common.build_error import BuildError
from buildtools.common.console import say
from buildtools.common.paths import SITE
from buildtools.fetch.build_cache import cached_member, drop_unused
from buildtools.fetch.datasets import FOLDER as DATA
from buildtools.fetch.esbuild import esbuild_part
from buildtools.fetch.obtain import obtain, sha256_of
from buildtools.fetch.parts import EDITOR, FOR_THE_SITE, NUMPY, PYODIDE, TEMML, UPLOT, ZIP
from buildtools.page.atomic_folder import atomic_folder
from buildtools.page.bundle import FOLDER as ASSETS
from buildtools.page.bundle import Modules, modules
from buildtools.page.editor import SCRIPT, editor_script
from buildtools.page.icons import MANIFEST as WEB_MANIFEST
from buildtools.page.icons import icons, web_manifest
from buildtools.page.index_html import write_page
from buildtools.page.listing import Listing, hashed
from buildtools.page.payload import FOLDER as PAYLOADS
from buildtools.page.payload import payload
from buildtools.page.service_worker import write_service_worker
from buildtools.page.single_file import write_single
from buildtools.pyodide.memory_snapshot import FILE, RAW, Snapshot, snapshot
from buildtools.pyodide.runtime import write_runtime

NOTICE = f"""\
Learnscope is under the MIT licence. This folder also has the work of others:

{PYODIDE.title}, Mozilla Public License 2.0, source at https://github.com/pyodide/pyodide
CPython, in Pyodide, Python Software Foundation License, source at https://www.python.org
{NUMPY.title}, BSD 3-Clause and others, see the licences inside its wheel
Two datasets, in learnscope's wheel, see "Datasets" below

The libraries in vendor/ are under the following licences.
"""

LICENSED = (TEMML, UPLOT, ZIP, *EDITOR)
VENDORED = (
    (TEMML, "dist/temml.min.js"),
    (UPLOT, "dist/uPlot.iife.min.js"),
    (UPLOT, "dist/uPlot.min.css"),
    (ZIP, "dist/zip-core.min.js"),
)
"""Scripts and styles that are served unchanged; they also work from a folder."""


def build(out: Path) -> None:
    """Make the whole static site in `out`, or leave `out` unchanged.

    Raises:
        BuildError, OSError: a part can't be had, a source has an error, or the disk is full.
    """
    make_folder(out)
    say(f"Built {out}")


def build_single(out: Path) -> None:
    """Make the whole site as one HTML file, or leave `out` unchanged.

    Raises:
        BuildError, OSError: as for the folder.
    """
    with tempfile.TemporaryDirectory() as folder:
        make_folder(Path(folder, "dist"))
        write_single(Path(folder, "dist"), out)


def make_folder(out: Path) -> None:
    """Make the site without printing anything.

    Raises:
        BuildError, OSError: as for `build`.
    """
    if out.resolve().is_relative_to(SITE):
        raise BuildError("The site can't be built inside site/, which it is made from.")
    fetch_parts()
    drop_unused()
    with atomic_folder(out) as dist, tempfile.TemporaryDirectory() as folder:
        runtime = Path(folder, "runtime")
        write_runtime(runtime)
        taken = snapshot(runtime)
        listing = Listing(dist)
        add_payloads(listing, runtime, taken, modules())
        write_site(listing, runtime, taken)


def fetch_parts() -> None:
    """Fetch every missing part of the site."""
    for part in (*FOR_THE_SITE, esbuild_part()):
        obtain(part)


def write_site(listing: Listing, runtime: Path, taken: Snapshot) -> None:
    """Write all files that are needed over http, the page last.

    Args:
        listing: the listing of the folder to write to.
        runtime: the folder that runs Python, with files under their logical names.
        taken: the memory snapshot of that folder.
    """
    made = modules()
    add_modules(listing, made)
    for path, file in runtime_files(runtime, taken).items():
        listing.add(path, file.read_bytes())
    listing.add(f"runtime/{RAW}", taken.raw())
    write_vendor(listing)
    (listing.folder / ".nojekyll").touch()  # without it GitHub Pages leaves files out
    add_icons(listing)
    write_service_worker(listing, write_page(listing, runtime, taken.id, made))


def add_modules(listing: Listing, made: Modules) -> None:
    """Add the page's bundled scripts and styles."""
    names = {name: path for path, name in made.names.items()}
    for name, text in made.files.items():
        listing.add(names.get(name, f"{ASSETS}/{name}"), text.encode(), f"{ASSETS}/{name}")
    listing.add("icon.svg", (SITE / "icon.svg").read_bytes())


def runtime_files(runtime: Path, taken: Snapshot) -> dict[str, Path]:
    """List the files that Python starts from, by their logical paths."""
    files = {f"runtime/{file.name}": file for file in sorted(runtime.iterdir())}
    return {**files, f"runtime/{FILE}": taken.file}


def add_payloads(listing: Listing, runtime: Path, taken: Snapshot, made: Modules) -> None:
    """Add the scripts that hand files to a page opened from a folder."""
    listing.add("file/app.js", made.folder.encode())
    worker = runtime.parent / "worker.js"
    worker.write_text(made.files[made.names["worker.js"]], "utf-8", newline="\n")
    for path, file in {"worker.js": worker, **runtime_files(runtime, taken)}.items():
        url = made.url_of(path) if file is worker else hashed(path, sha256_of(file))
        listing.add(f"{PAYLOADS}/{path}.js", payload(path, file), f"{PAYLOADS}/{url}.js")


def add_icons(listing: Listing) -> None:
    """Add the icons that installers need, and the manifest that names them."""
    for name, data in icons().items():
        listing.add(name, data)
    urls = {path: file.url for path, file in listing.files.items()}
    listing.add(WEB_MANIFEST, web_manifest(urls).encode())


def write_vendor(listing: Listing) -> None:
    """Add the libraries that the page loads on demand, and their licences."""
    for part, file in VENDORED:
        listing.add(f"vendor/{PurePosixPath(file).name}", cached_member(part, file).read_bytes())
    listing.add(f"vendor/{SCRIPT}", editor_script().read_bytes())
    licences = [
        f"\n{part.title}:\n\n{cached_member(part, 'LICENSE').read_text('utf-8')}"
        for part in LICENSED
    ]
    licences.append(f"\nDatasets:\n\n{(DATA / 'SOURCES.txt').read_text('utf-8')}")
    listing.add("vendor/LICENSES.txt", (NOTICE + "".join(licences)).encode())
