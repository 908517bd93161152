"""Read a WebAssembly module's imports, and drop some of its exports.

The format: https://webassembly.github.io/spec/core/binary/modules.html
"""

from collections.abc import Callable

HEADER = 8  # bytes before the first section
IMPORTS, EXPORTS = 2, 7
TABLE, MEMORY, GLOBAL, TAG = range(1, 5)  # kinds of imports; 0 is a function


def imports_of(wasm: bytes) -> set[str]:
    """List the names that a module imports, from any module."""
    start, _ = section(wasm, IMPORTS)
    count, at = number(wasm, start)
    found = set()
    for _ in range(count):
        _, at = text(wasm, at)
        name, at = text(wasm, at)
        at = past_type(wasm, at + 1, kind=wasm[at])
        found.add(name)
    return found


def with_exports(wasm: bytes, is_wanted: Callable[[str], bool]) -> bytes:
    """Drop unwanted exports; every other byte stays the same."""
    start, end = section(wasm, EXPORTS)
    count, at = number(wasm, start)
    kept = []
    for _ in range(count):
        begin = at
        name, at = text(wasm, at)
        _, at = number(wasm, at + 1)
        if is_wanted(name):
            kept.append(wasm[begin:at])
    content = coded(len(kept)) + b"".join(kept)
    before = wasm[: start - len(coded(end - start))]
    return before + coded(len(content)) + content + wasm[end:]


def section(wasm: bytes, wanted: int) -> tuple[int, int]:
    """Find the start and end of a section's content.

    Raises:
        ValueError: there is no such section.
    """
    at = HEADER
    while at < len(wasm):
        length, start = number(wasm, at + 1)
        if wasm[at] == wanted:
            return start, start + length
        at = start + length
    raise ValueError(f"It has no section {wanted}.")


def past_type(wasm: bytes, at: int, kind: int) -> int:
    """Find the end of an import's type."""
    if kind == GLOBAL:
        return at + 2  # its type, and whether it is mutable
    if kind in (TABLE, MEMORY):
        at += kind == TABLE  # the type of its elements
        has_most = wasm[at] & 1
        _, at = number(wasm, at + 1)
        return number(wasm, at)[1] if has_most else at
    return number(wasm, at + (kind == TAG))[1]


def text(wasm: bytes, at: int) -> tuple[str, int]:
    """Read a name; returns also where it ends."""
    length, start = number(wasm, at)
    return wasm[start : start + length].decode(), start + length


def number(wasm: bytes, at: int) -> tuple[int, int]:
    """Read a number in LEB128, lowest seven bits first; returns also where it ends."""
    value = shift = 0
    while True:
        byte = wasm[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def coded(value: int) -> bytes:
    """Write a number in LEB128."""
    found = []
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])
