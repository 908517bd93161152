"""Test that an installed page has its icons, and the manifest that names them."""

import json
import struct
from pathlib import Path

import pytest

from buildtools.common.build_error import BuildError
from buildtools.common.paths import SITE
from buildtools.page.icons import ICONS, icons, on_paper


def test_every_icon_is_a_square_png_of_its_width_and_the_same_each_time(tmp_path: Path) -> None:
    once, again = icons(tmp_path / "once"), icons(tmp_path / "again")
    assert once == again
    for icon in ICONS:
        data = once[icon.file]
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        assert struct.unpack(">II", data[16:24]) == (icon.width, icon.width)


def test_nothing_of_a_maskable_icon_is_lost_where_it_is_cut_to_a_circle() -> None:
    around = next(icon.around for icon in ICONS if "maskable" in icon.file)
    assert around
    # The circles in icon.svg's corners: offset from its middle by 10 and 9, with radius 4.
    assert 0.4 * (32 + 2 * around) > (10**2 + 9**2) ** 0.5 + 4


def test_a_drawing_of_another_size_is_a_sentence() -> None:
    with pytest.raises(BuildError, match=r"icon\.svg should have viewBox"):
        on_paper('<svg viewBox="0 0 10 10"></svg>', 3)


def test_the_manifest_names_what_is_there(dist: Path) -> None:
    [path] = dist.glob("app*.webmanifest")
    manifest = json.loads(path.read_text("utf-8"))
    for icon in manifest["icons"]:
        assert (path.parent / icon["src"]).is_file(), icon
    assert (path.parent / manifest["start_url"]).resolve() == dist.resolve()
    assert '<link rel="manifest"' in (SITE / "index.html").read_text("utf-8")
