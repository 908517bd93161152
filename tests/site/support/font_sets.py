"""Write sets of fonts for the browsers that tests launch.

Results then don't depend on the fonts of a machine. A browser that uses fontconfig reads the file
named by ``FONTCONFIG_FILE``. Each set has one family for the page's sans-serif text and one for its
prose. Each also has DejaVu Sans, for signs that the others lack.
"""

import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from buildtools.fetch.font_parts import FONTS
from buildtools.fetch.obtain import Part, obtain

SANS_NAMES = ("Arial", "Helvetica", "Liberation Sans", "sans-serif", "system-ui")
SERIF_NAMES = ("Liberation Serif", "Palatino", "Times", "Times New Roman", "serif")
SUFFIXES = (".ttf", ".otf")

CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  {rules}
</fontconfig>
"""
RULE = """<match target="pattern">
    <test name="family" qual="first"><string>{asked}</string></test>
    <edit name="family" mode="assign" binding="same"><string>{given}</string></edit>
  </match>"""


@dataclass(frozen=True)
class FontSet:
    """Families for the page's sans-serif text and its prose, and their packages."""

    sans: str
    serif: str
    packages: tuple[str, ...]


FONT_SETS = {
    "dejavu": FontSet("DejaVu Sans", "DejaVu Serif", ("dejavuserif",)),
    # Liberation Sans and Serif, under the names of their maintained versions.
    "liberation": FontSet("Arimo", "Tinos", ("arimo", "tinos")),
    # The maintained versions of URW's Nimbus Sans and Palladio (P052), with the same widths.
    "urw": FontSet("TeX Gyre Heros", "TeX Gyre Pagella", ("texgyreheros", "texgyrepagella")),
    "wide": FontSet("Lexend", "Lexend", ("lexend",)),
    "narrow": FontSet(
        "Liberation Sans Narrow", "Liberation Sans Narrow", ("liberationsansnarrow",)
    ),
}
DEFAULT = "liberation"
FALLBACK = "dejavusans"


def write_fonts(name: str, folder: Path) -> Path:
    """Put a set of fonts into a folder; return its fontconfig file.

    Args:
        name: a key of FONT_SETS.
        folder: an empty folder, which must last as long as the browser.
    """
    chosen = FONT_SETS[name]
    fonts = folder / "fonts"
    fonts.mkdir()
    for package in (*chosen.packages, FALLBACK):
        for file, data in font_files(FONTS[package]):
            (fonts / file).write_bytes(data)
    rules = [
        RULE.format(asked=asked, given=given)
        for names, given in ((SANS_NAMES, chosen.sans), (SERIF_NAMES, chosen.serif))
        for asked in names
    ]
    config = folder / "fonts.conf"
    text = CONFIG.format(fonts=fonts, cache=folder / "cache", rules="\n  ".join(rules))
    config.write_text(text, "utf-8")
    return config


def font_files(part: Part) -> Iterator[tuple[str, bytes]]:
    """Yield the name and contents of each font in a wheel or tarball."""
    path = obtain(part)
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            for name in wheel.namelist():
                if name.endswith(SUFFIXES):
                    yield PurePosixPath(name).name, wheel.read(name)
        return
    with tarfile.open(path) as tarball:
        for member in tarball:
            file = tarball.extractfile(member) if member.name.endswith(SUFFIXES) else None
            if file:
                yield PurePosixPath(member.name).name, file.read()
