"""Test that dist/ is replaced as a whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from buildtools.common.build_error import BuildError
from buildtools.page.atomic_folder import MARK, atomic_folder

MARKED = MARK.replace("*", "-0123456789")


def make(out: Path, text: str) -> None:
    """Imitate a small build."""
    with atomic_folder(out) as folder:
        (folder / MARKED).parent.mkdir()
        (folder / MARKED).write_text(text)


def test_a_folder_is_made_and_made_again(tmp_path: Path) -> None:
    out = tmp_path / "some" / "dist"
    make(out, "first")
    make(out, "second")
    assert (out / MARKED).read_text() == "second"
    assert list(out.parent.iterdir()) == [out]


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_a_build_that_fails_leaves_the_old_folder(tmp_path: Path, error: BaseException) -> None:
    out = tmp_path / "dist"
    make(out, "old")
    with pytest.raises(type(error)), atomic_folder(out) as folder:
        (folder / "half").touch()
        raise error
    assert (out / MARKED).read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("interrupted_at", [1, 2])
def test_an_interrupted_swap_leaves_the_old_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, interrupted_at: int
) -> None:
    out = tmp_path / "dist"
    make(out, "old")
    rename, calls = Path.rename, [0]

    def interrupted(self: Path, target: Path) -> Path:
        calls[0] += 1
        if calls[0] == interrupted_at:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        make(out, "new")
    assert (out / MARKED).read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]


def test_a_folder_with_other_files_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(BuildError, match="other files"):
        make(tmp_path, "new")
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    make(tmp_path / "dist", "new")
    assert (tmp_path / "dist" / MARKED).read_text() == "new"


def test_what_killed_builds_left_goes_when_it_is_old(tmp_path: Path) -> None:
    old, recent = tmp_path / "dist.new-1", tmp_path / "dist.new-2"
    old.mkdir()
    recent.mkdir()
    os.utime(old, (0, 0))
    make(tmp_path / "dist", "new")
    assert not old.exists()
    assert recent.exists()
