"""Compile the Python in a zip file or a wheel. Runs inside Pyodide, standard library only.

Only Pyodide's own CPython writes bytecode that Pyodide's CPython reads. The bytecode is of the
"unchecked hash" kind: it holds no time stamp, so the same sources give the same bytes.
"""

import base64
import hashlib
import marshal
import py_compile
import re
import zipfile
from importlib.util import cache_from_source
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType

HEADER = 16  # bytes of a .pyc before its code
NO_COLUMNS = 13
TIME = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip file can hold


def compile_archive(source: str, target: str, drop: str, empty: str, keep_sources: bool) -> None:
    """Write `target`: the content of `source`, with bytecode.

    The bytecode has no docstrings, assertions or columns.

    Args:
        source, target: paths of zip files.
        drop, empty: patterns for files that are left out, or emptied. An empty pattern
            matches none.
        keep_sources: put the bytecode beside the sources, in `__pycache__`; if false, it
            replaces them and has no line numbers.
    """
    record = ""
    lines = []
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in sorted(old.namelist()):
            if name.endswith("/") or (drop and re.search(drop, name)):
                continue
            if name.endswith(".dist-info/RECORD"):
                record = name
                continue
            held = b"" if empty and re.search(empty, name) else old.read(name)
            for path, data in _compiled(name, held, keep_sources):
                _write(new, path, data)
                lines.append(f"{path},sha256={_digest(data)},{len(data)}\n")
        if record:
            _write(new, record, "".join([*lines, f"{record},,\n"]).encode())


def _compiled(name: str, data: bytes, keep_sources: bool) -> list[tuple[str, bytes]]:
    """List the files that replace one file of the old archive."""
    if not name.endswith(".py"):
        return [(name, data)]
    code = _bytecode(name, data)
    if keep_sources:
        return [(name, data), (cache_from_source(name, optimization=""), code)]
    marshalled = marshal.dumps(plain(marshal.loads(code[HEADER:])))
    return [(name + "c", code[:HEADER] + marshalled)]


def _bytecode(name: str, source: bytes) -> bytes:
    """Compile one module without docstrings, which would use memory that nobody reads."""
    with TemporaryDirectory() as folder:
        path, made = Path(folder, "source.py"), Path(folder, "made.pyc")
        path.write_bytes(source)
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(
            str(path),
            str(made),
            dfile=name,
            doraise=True,
            optimize=2,
            invalidation_mode=mode,
        )
        return made.read_bytes()


def plain(code: CodeType) -> CodeType:
    """Place all instructions of a code object on its first line.

    Without sources nobody can use line numbers, and the line tables are a tenth of everything. Each
    entry covers up to eight units, with no new line and no columns (Objects/locations.md of CPython
    has the format).
    """
    full, rest = divmod(len(code.co_code) // 2, 8)
    table = bytes((0x80 | NO_COLUMNS << 3 | 7, 0)) * full
    if rest:
        table += bytes((0x80 | NO_COLUMNS << 3 | rest - 1, 0))
    constants = tuple(
        plain(each) if isinstance(each, CodeType) else each for each in code.co_consts
    )
    return code.replace(co_linetable=table, co_consts=constants)


def _write(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, data, compresslevel=9)


def _digest(data: bytes) -> str:
    """Write a checksum as a wheel's RECORD does."""
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
