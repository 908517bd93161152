"""Test the editor: one classic script, the same every time, with its licences."""

from pathlib import Path

import pytest

from buildtools.common.build_error import BuildError
from buildtools.common.paths import CACHE
from buildtools.fetch.parts import EDITOR, ESBUILD
from buildtools.page import editor
from buildtools.page.editor import SCRIPT, editor_script
from tests.listed import file_of

MADE = CACHE / "parts"


def with_parts(folder: Path) -> Path:
    """Make a cache that has the parts, but nothing made from them."""
    (folder / "parts").symlink_to(MADE, target_is_directory=True)
    return folder


def test_the_editor_made_anew_has_the_same_bytes(dist: Path, tmp_path: Path) -> None:
    anew = editor_script(with_parts(tmp_path))
    assert anew.read_bytes() == file_of(dist, f"vendor/{SCRIPT}").read_bytes()


def test_the_editor_is_one_classic_script_that_names_no_folder_of_this_machine(dist: Path) -> None:
    script = file_of(dist, f"vendor/{SCRIPT}").read_text("utf-8")
    assert script.startswith(('"use strict";var CodeMirror=', "var CodeMirror="))
    assert "node_modules" not in script
    assert str(Path.home()) not in script
    assert len(script) < 500_000


def test_an_entry_that_asks_for_what_is_not_there_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = tmp_path / "entry.mjs"
    entry.write_text("export {nothing} from '@codemirror/state';\n")
    monkeypatch.setattr(editor, "ENTRY", entry)
    with pytest.raises(BuildError, match=r"esbuild failed: .*\.$"):
        editor_script(with_parts(tmp_path))


def test_all_that_is_in_it_is_listed_with_its_licence_and_esbuild_is_not_shipped(
    dist: Path,
) -> None:
    licences = file_of(dist, "vendor/LICENSES.txt").read_text("utf-8")
    for part in EDITOR:
        assert f"{part.title}:" in licences
    assert licences.count("Permission is hereby granted") >= len(EDITOR)
    assert ESBUILD.name not in licences
    assert not list(dist.rglob("*esbuild*"))
