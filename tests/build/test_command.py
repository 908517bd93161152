"""Test the command line: help for every verb, a sentence for every failure."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import build as command
from buildtools.cli import browsers, testing, verbs
from buildtools.common.build_error import BuildError
from buildtools.common.paths import ROOT, SITE
from buildtools.page import assemble, atomic_folder, core_answers
from buildtools.setup import environment, pythons


@pytest.mark.parametrize("verb", ["build", "serve", "test", "bench"])
def test_every_verb_has_help(verb: str) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "build.py", verb, "--help"], capture_output=True, text=True
    )
    assert done.returncode == 0
    assert f"usage: build.py {verb}" in done.stdout


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run the command in this process."""
    monkeypatch.setattr(sys, "argv", ["build.py", *arguments])
    monkeypatch.setattr(command, "in_venv", lambda: True)
    return command.main()


def test_without_a_verb_it_explains_itself(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch) == 2
    assert "build|serve|test|bench" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (BuildError("One clear sentence."), 1, "build.py: One clear sentence.\n"),
        (OSError(errno.ENOSPC, "x"), 1, "build.py: The disk is full"),
        (PermissionError(errno.EACCES, "x", "dist"), 1, "build.py: This place can't be written to"),
        (KeyboardInterrupt(), 130, "\nStopped.\n"),
    ],
)
def test_every_failure_is_one_sentence_on_stderr(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    sentence: str,
) -> None:
    def fail(_: Path) -> None:
        raise error

    monkeypatch.setattr(verbs, "build", fail)
    assert run(monkeypatch, "build") == code
    captured = capsys.readouterr()
    assert captured.err.startswith(sentence)
    assert captured.err.count("\n") <= 2
    assert captured.out == ""


def test_arguments_after_the_dashes_go_to_pytest(monkeypatch: pytest.MonkeyPatch) -> None:
    handed_on: list[list[str]] = []
    monkeypatch.setattr(testing, "build", lambda _: None)
    monkeypatch.setattr(testing, "run_pytest", handed_on.append)
    run(monkeypatch, "test", "--", "-k", "figure", "-x")
    assert handed_on == [["-k", "figure", "-x"]]


@pytest.mark.parametrize(("complaints", "code"), [(False, 0), (True, 1)])
def test_the_fast_tests_are_those_in_some_folders_and_the_checks(
    monkeypatch: pytest.MonkeyPatch, complaints: bool, code: int
) -> None:
    handed_on: list[list[str]] = []
    checked: list[str] = []

    def check(names: tuple[str, ...]) -> bool:
        checked.extend(names)
        return complaints

    monkeypatch.setattr(testing, "build", lambda _: None)
    monkeypatch.setattr(testing, "run_checks", check)

    def keep(given: list[str]) -> int:
        handed_on.append(given)
        return 0

    monkeypatch.setattr(testing, "run_pytest", keep)
    assert run(monkeypatch, "test", "--fast", "--", "-x") == code
    assert checked == [*testing.FAST_CHECKS]
    assert handed_on[0][: len(testing.FAST)] == [*testing.FAST]
    assert handed_on[0][-1] == "-x"
    assert all((ROOT / path).exists() for path in testing.FAST)


def test_an_old_python_alone_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pythons, "candidates", lambda: iter([["python3"]]))
    monkeypatch.setattr(pythons, "probe", lambda _: pythons.Python("p", "3.8", True))
    with pytest.raises(BuildError, match=r"needs Python 3\.13 \(3\.12 or 3\.14 will do\)"):
        pythons.find_python()


def test_a_python_without_pip_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pythons, "probe", lambda _: pythons.Python("p", "3.13", False))
    with pytest.raises(BuildError, match=r"Python 3\.13 at p has no venv and pip modules"):
        pythons.find_python()


def test_a_newer_python_is_found_by_an_older_one(monkeypatch: pytest.MonkeyPatch) -> None:
    here = {"old": "3.11", "broken": None, "new": "3.12"}
    monkeypatch.setattr(pythons, "candidates", lambda: iter([[name] for name in here]))

    def probe(words: list[str]) -> pythons.Python | None:
        version = here[words[0]]
        return pythons.Python(words[0], version, True) if version else None

    monkeypatch.setattr(pythons, "probe", probe)
    assert pythons.find_python().path == "new"


@pytest.mark.parametrize("words", [["no-such-python"], [sys.executable, "--no-such-option"]])
def test_what_is_no_python_is_passed_over(words: list[str]) -> None:
    assert pythons.probe(words) is None


def test_an_unfinished_or_outdated_venv_is_not_ready(tmp_path: Path) -> None:
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("pip==1\n")
    venv = tmp_path / "venv"
    environment.venv_python(venv).parent.mkdir(parents=True)
    environment.venv_python(venv).touch()
    assert not environment.is_ready(venv, requirements)
    (venv / "requirements.sha256").write_text(environment._hash_of(requirements))
    assert environment.is_ready(venv, requirements)
    requirements.write_text("pip==2\n")
    assert not environment.is_ready(venv, requirements)


def test_the_site_is_not_built_into_its_own_sources() -> None:
    with pytest.raises(BuildError, match="inside site/"):
        assemble.build(SITE / "dist")


def test_a_core_that_fails_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    import learnscope.api.bridge

    monkeypatch.delattr(learnscope.api.bridge, "first_snapshot")
    with pytest.raises(BuildError, match="core can't compute the first snapshot: ImportError"):
        core_answers.first_snapshot()


def test_a_failing_build_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "dist"
    mark = out / atomic_folder.MARK.replace("*", "")
    mark.parent.mkdir(parents=True)
    mark.write_text("old")

    def full(runtime: Path) -> None:
        runtime.mkdir()
        (runtime / "half").touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(assemble, "write_runtime", full)
    with pytest.raises(OSError, match="No space"):
        assemble.build(out)
    assert mark.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]


def test_without_measurements_bench_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(verbs, "ROOT", tmp_path)
    with pytest.raises(BuildError, match="no measurements"):
        verbs.bench([])


def test_a_missing_browser_fails_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = subprocess.CompletedProcess([], 1, "ECONNREFUSED")
    monkeypatch.setattr(browsers, "_installed", lambda *_: None)
    monkeypatch.setattr(browsers, "_playwrights_own", lambda: None)
    monkeypatch.setattr(browsers, "_from_debian", lambda *_: None)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: nothing)
    with pytest.raises(BuildError, match=r"need Chromium or Chrome.*no network"):
        browsers.find_chromium.__wrapped__()
    with pytest.raises(BuildError, match="need Firefox"):
        browsers.find_firefox.__wrapped__(required=True)
    assert browsers.find_firefox.__wrapped__(required=False) is None


@pytest.mark.parametrize(("value", "expected"), [("true", True), ("1", True), ("", False)])
def test_ci_is_what_its_variable_says(
    monkeypatch: pytest.MonkeyPatch, value: str, expected: bool
) -> None:
    monkeypatch.setenv("CI", value)
    assert browsers.in_ci() is expected


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.timeout(120)
def test_serve_ends_politely_on_ctrl_c() -> None:
    with subprocess.Popen(
        [sys.executable, ROOT / "build.py", "serve", "--no-open", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Processes started in the background ignore Ctrl-C unless told otherwise.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as server:
        try:
            assert server.stdout
            for line in server.stdout:
                if line.startswith("Serving"):
                    break
            server.send_signal(signal.SIGINT)
            out, errors = server.communicate(timeout=60)
        finally:
            server.kill()
    assert server.returncode == 0
    assert (out, errors) == ("\nStopped.\n", "")
