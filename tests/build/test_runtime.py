"""Test the runtime: the lock fits the wheels, payloads keep bytes, Python starts."""

import base64
import gzip
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from buildtools.common.build_error import BuildError
from buildtools.common.paths import ROOT
from buildtools.fetch.archives import read_member
from buildtools.fetch.node import run_node
from buildtools.fetch.obtain import obtain, sha256_of
from buildtools.fetch.parts import NUMPY, PYODIDE
from buildtools.page.assemble import build
from buildtools.page.payload import binary_call
from buildtools.pyodide import bytecode, excluded_modules, memory_snapshot
from buildtools.pyodide.bytecode import NUMPY_WHEEL, with_bytecode
from buildtools.pyodide.compile_archive import compile_archive
from buildtools.pyodide.trim_pyodide import END, EXPECTED, EXPORT, FUNCTION, LIBRARY, trimmed_script
from buildtools.pyodide.wasm import imports_of
from buildtools.pyodide.wheel import build_wheel
from learnscope import selftest
from learnscope.datasets.tasks import TASKS
from tests.listed import file_of, listed, runtime_of

CORE = ROOT / "py" / "learnscope"


def test_the_lock_names_our_wheels_with_their_checksums(dist: Path) -> None:
    packages = json.loads(file_of(dist, "runtime/pyodide-lock.json").read_text())["packages"]
    assert set(packages) == {"numpy", "learnscope"}
    assert packages["learnscope"]["depends"] == ["numpy"]
    for package in packages.values():
        assert package["sha256"] == sha256_of(file_of(dist, f"runtime/{package['file_name']}"))


@pytest.mark.timeout(120)
def test_python_starts_with_numpy_and_the_core(dist: Path, tmp_path: Path) -> None:
    page = (dist / "index.html").read_text("utf-8")
    shown = re.search(r'id="first-snapshot">(.*?)</script>', page)
    assert shown
    answer = json.loads(run_node(Path(__file__).with_name("boot.mjs"), runtime_of(dist, tmp_path)))
    assert answer["numpy"] == NUMPY.version
    assert answer["solved"] == [0.5, 0.25]
    assert 0 <= answer["drawn"] < 1
    assert answer["examples"] == {
        name: task.dataset().inputs.tolist() for name, task in TASKS.items()
    }
    weights = answer["snapshot"]["layers"][0]["weights"]
    assert weights == json.loads(shown[1])["layers"][0]["weights"]


def test_our_wheel_is_the_same_each_time_and_has_its_sources(tmp_path: Path) -> None:
    first = build_wheel(tmp_path / "a")
    second = build_wheel(tmp_path / "b")
    assert first != second
    assert first.read_bytes() == second.read_bytes()
    assert "learnscope/nn/network.py" in zipfile.ZipFile(first).namelist()


def test_our_wheel_has_the_datasets_and_the_page_says_whose_they_are(dist: Path) -> None:
    wheel = zipfile.ZipFile(next((dist / "runtime").glob("learnscope-*.whl")))
    files = {info.filename: info for info in wheel.infolist()}
    sources = wheel.read("learnscope/datasets/SOURCES.txt").decode()
    data = [files[f"learnscope/datasets/{name}"] for name in ("iris.csv", "digits.txt")]
    assert sum(info.compress_size for info in data) < 50_000
    assert all(name in sources for name in ("R. A. Fisher", "E. Alpaydin", "scikit-learn"))
    assert sources in file_of(dist, "vendor/LICENSES.txt").read_text("utf-8")


def test_of_numpy_only_what_no_program_imports_is_left_out(dist: Path) -> None:
    official = set(zipfile.ZipFile(obtain(NUMPY)).namelist())
    ours = {
        n.replace(".pyc", ".py")
        for n in zipfile.ZipFile(file_of(dist, f"runtime/{NUMPY.file}")).namelist()
    }
    gone = {name for name in official - ours if not name.endswith("/")}
    assert ours <= official
    known = re.compile(
        r"/tests/|/f2py/|/_pyinstaller/|/lapack_lite\.|/conftest\.py|/_configtool\.py"
    )
    assert all(known.search(name) or not name.endswith((".py", ".so")) for name in gone)


def test_pyodides_script_is_one_function_that_browsers_compile_at_once(dist: Path) -> None:
    script = file_of(dist, "runtime/pyodide.asm.mjs").read_text("utf-8")
    assert script.startswith(f"const _createPyodideModule=({FUNCTION}")
    assert script.endswith(f"{END});\n{EXPORT}\n")
    with pytest.raises(BuildError, match="not one function any more"):
        trimmed_script(f"{FUNCTION}{END} const more = 1;\n{EXPORT}", set(), [])
    with pytest.raises(BuildError, match="has no var wasmImports"):
        trimmed_script(f"{FUNCTION}{END};\n{EXPORT}", set(), [])


@pytest.mark.parametrize("pattern", EXPECTED, ids=lambda pattern: pattern.pattern[:20])
def test_a_script_that_is_made_otherwise_is_not_taken_apart(pattern: re.Pattern[str]) -> None:
    official = read_member(obtain(PYODIDE), "pyodide.asm.mjs").decode()
    with pytest.raises(BuildError, match=re.escape(f"has no {pattern.pattern} now")):
        trimmed_script(pattern.sub("", official), set(), [])


def test_pyodides_script_gives_what_is_asked_for_and_nothing_else(dist: Path) -> None:
    official = read_member(obtain(PYODIDE), "pyodide.asm.mjs").decode()
    ours = file_of(dist, "runtime/pyodide.asm.mjs").read_text("utf-8")
    assert len(ours) < 0.5 * len(official)
    assert "SDL" in official
    assert not re.search(r"\b(SDL\.|GL\.|Browser|MainLoop|miniTempWebGL|_emscripten_gl)", ours)
    given = dict(re.findall(r"[{,](\w+):(\w+)", LIBRARY.findall(ours)[0]))
    wasm = file_of(dist, "runtime/pyodide.asm.wasm").read_bytes()
    asked = imports_of(wasm)
    assert {"js2python_js", "fd_read", "emscripten_glClear", "emscripten_console_log"} <= asked
    assert given["fd_read"] == "_fd_read"  # the module calls it
    assert given["emscripten_console_log"] == "_emscripten_console_log"  # it takes the address
    assert given["emscripten_glClear"] == "absent"  # the same, but it never calls it
    assert set(given) <= asked
    assert 'throw new Error("This Python has no WebGL.")' in ours


def test_pyodide_exports_what_is_asked_for_and_all_else_of_it_is_as_it_was(dist: Path) -> None:
    official = read_member(obtain(PYODIDE), "pyodide.asm.wasm")
    ours = file_of(dist, "runtime/pyodide.asm.wasm").read_bytes()
    assert official.startswith(ours[:46_000])
    assert official.endswith(ours[70_000:])
    exports = ours[46_000:70_000]
    assert len(official) - len(ours) > 320_000
    assert b"PyFloat_FromDouble" in exports  # NumPy imports it
    assert b"_pyproxy_getattr" in exports  # Pyodide's script calls it
    assert b"BZ2_bzCompress" in official
    assert b"BZ2_bzCompress" not in exports


WANTED = (
    *("abc", "argparse", "array", "ast", "asyncio", "base64", "bisect", "calendar", "cmath"),
    *("collections.abc", "concurrent.futures", "contextlib", "copy", "csv", "dataclasses"),
    *("datetime", "decimal", "difflib", "dis", "enum", "fractions", "functools", "gc", "gzip"),
    *("hashlib", "heapq", "html", "importlib.metadata", "importlib.resources", "inspect", "io"),
    *("itertools", "json", "logging", "math", "numbers", "operator", "os", "pathlib", "pickle"),
    *("pprint", "queue", "random", "re", "secrets", "shutil", "statistics", "string", "struct"),
    *("sys", "tempfile", "textwrap", "threading", "time", "timeit", "tokenize", "traceback"),
    *("types", "typing", "unittest", "urllib.parse", "uuid", "warnings", "weakref", "zipfile"),
    *("zoneinfo", "numpy.fft", "numpy.linalg", "numpy.ma", "numpy.polynomial", "numpy.random"),
    *("numpy.testing", "numpy.lib.stride_tricks", "numpy.ctypeslib", "numpy.char", "numpy.rec"),
)
"""Modules that a visitor's own Python may reasonably import."""


@pytest.mark.timeout(120)
def test_what_a_visitor_may_import_is_there(dist: Path, tmp_path: Path) -> None:
    script = Path(__file__).with_name("boot.mjs")
    answer = json.loads(run_node(script, runtime_of(dist, tmp_path), *WANTED))
    assert answer["missing"] == []


def test_what_is_left_out_of_the_standard_library_is_named(dist: Path) -> None:
    official = zipfile.ZipFile(io.BytesIO(read_member(obtain(PYODIDE), "python_stdlib.zip")))
    ours = {n.removesuffix("c") for n in zipfile.ZipFile(stdlib_of(dist)).namelist()}
    theirs = {name for name in official.namelist() if not name.endswith("/")}
    gone = theirs - ours
    assert gone == {name for name in theirs if re.search(excluded_modules.STDLIB, name)}
    assert len(gone) > 100


def stdlib_of(dist: Path) -> Path:
    return file_of(dist, "runtime/python_stdlib.zip")


@pytest.mark.timeout(180)
def test_the_snapshot_is_the_same_each_time_and_knows_what_the_core_computes(
    dist: Path, tmp_path: Path
) -> None:
    runtime = runtime_of(dist, tmp_path / "runtime")
    for made in (memory_snapshot.FILE, memory_snapshot.RAW):
        (runtime / made).unlink()
    first, second = (memory_snapshot.snapshot(runtime, tmp_path / name) for name in "ab")
    assert first.id == second.id
    assert first.file.read_bytes() == second.file.read_bytes()
    assert first.file.read_bytes() == file_of(dist, f"runtime/{memory_snapshot.FILE}").read_bytes()
    assert first.raw() == file_of(dist, f"runtime/{memory_snapshot.RAW}").read_bytes()
    header = header_of(first.file)
    assert header["id"] == first.id
    assert header["digest"] == selftest.sample()
    assert {file["path"] for file in header["files"]} >= {
        f"learnscope/{path.relative_to(CORE).as_posix()}" for path in CORE.rglob("*.py")
    }


def header_of(snapshot: Path) -> dict[str, Any]:
    """Read a snapshot's header."""
    data = gzip.decompress(snapshot.read_bytes())
    length = int.from_bytes(data[:4], "little")
    header: dict[str, Any] = json.loads(data[4 : 4 + length])
    return header


def test_a_compiled_archive_comes_out_of_the_cache_unless_it_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "small.zip"
    archive.write_bytes(b"sources")
    runs = []

    def compile_here(_script: Path, *arguments: Path | str) -> None:
        runs.append(arguments)
        Path(arguments[3]).write_bytes(b"bytecode")

    monkeypatch.setattr(bytecode, "run_node", compile_here)
    first = with_bytecode(archive, NUMPY_WHEEL, tmp_path)
    assert (with_bytecode(archive, NUMPY_WHEEL, tmp_path), len(runs)) == (first, 1)
    first.write_bytes(b"byteco")
    assert with_bytecode(archive, NUMPY_WHEEL, tmp_path).read_bytes() == b"bytecode"
    archive.write_bytes(b"other sources")
    assert with_bytecode(archive, NUMPY_WHEEL, tmp_path) != first
    assert len(runs) == 3


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """Make a small wheel."""
    path = tmp_path / "w.whl"
    with zipfile.ZipFile(path, "w") as new:
        new.writestr("p/__init__.py", '"""Doc."""\nassert True\n')
        new.writestr("p/tests/test_p.py", "")
        new.writestr("p/data.txt", "data")
        new.writestr("w-1.dist-info/RECORD", "")
    return path


def test_bytecode_takes_the_place_of_sources_or_stands_beside_them(wheel: Path) -> None:
    compile_archive(str(wheel), f"{wheel}.a", drop="/tests/", empty="", keep_sources=False)
    compile_archive(str(wheel), f"{wheel}.b", drop="", empty="", keep_sources=True)
    assert zipfile.ZipFile(f"{wheel}.a").namelist() == [
        "p/__init__.pyc",
        "p/data.txt",
        "w-1.dist-info/RECORD",
    ]
    beside = f"p/__pycache__/__init__.{sys.implementation.cache_tag}.pyc"
    assert {"p/__init__.py", beside} <= set(zipfile.ZipFile(f"{wheel}.b").namelist())


def test_of_a_module_that_is_to_have_nothing_in_it_only_the_name_is_left(wheel: Path) -> None:
    compile_archive(str(wheel), f"{wheel}.a", drop="", empty=r"/__init__\.py$", keep_sources=True)
    archive = zipfile.ZipFile(f"{wheel}.a")
    assert archive.read("p/__init__.py") == b""
    assert archive.read("p/data.txt") == b"data"


def test_compiled_modules_run(wheel: Path) -> None:
    compile_archive(str(wheel), f"{wheel}.a", drop="", empty="", keep_sources=False)
    program = "import p; print(p.__file__, p.__doc__)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": f"{wheel}.a"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [f"{wheel}.a/p/__init__.pyc", "None"]


def handed_over(script: str) -> list[list[object]]:
    """List the arguments of each call in a payload script."""
    lines = re.findall(r"learnscopePayload\((.*)\);\n", script)
    assert "".join(f"learnscopePayload({line});\n" for line in lines) == script
    return [json.loads(f"[{line}]") for line in lines]


def unpacked(encoded: object, is_packed: object) -> bytes:
    data = base64.b64decode(str(encoded))
    return gzip.decompress(data) if is_packed else data


@pytest.mark.parametrize("data", [b"", b"a" * 1000, bytes(range(256))])
def test_binary_payloads_come_back_as_they_were(data: bytes) -> None:
    [[path, encoded, is_packed]] = handed_over(binary_call("runtime/x.wasm", data))
    assert path == "runtime/x.wasm"
    assert is_packed == (data == b"a" * 1000)
    assert unpacked(encoded, is_packed) == data


def test_every_file_that_python_needs_is_in_a_payload(dist: Path) -> None:
    files = listed(dist)
    raw = f"runtime/{memory_snapshot.RAW}"  # only for hosts that compress
    needed = [path for path in files if path.startswith("runtime/") and path != raw]
    assert len(needed) == 8
    needed.append("worker.js")
    for path in needed:
        url = files[path]["url"]
        script = (dist / "file" / f"{url}.js").read_text("utf-8")
        [[called, encoded, is_packed]] = handed_over(script)
        assert called == path
        assert unpacked(encoded, is_packed) == (dist / url).read_bytes()


def test_two_builds_have_the_same_bytes(tmp_path: Path) -> None:
    def files(folder: Path) -> dict[str, str]:
        return {
            path.relative_to(folder).as_posix(): sha256_of(path)
            for path in folder.rglob("*")
            if path.is_file()
        }

    for name in ("one", "two"):
        build(tmp_path / name)
    assert len(files(tmp_path / "one")) > 40
    assert files(tmp_path / "one") == files(tmp_path / "two")
