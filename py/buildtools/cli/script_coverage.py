"""Find the lines of the page's modules that ran, from V8's precise coverage.

V8 reports ranges of characters and how often each ran: in the modules themselves under Node, in
bundles in a browser. Source maps lead from a bundle's characters to lines of modules.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from buildtools.common.paths import SITE

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

type Lines = dict[str, set[int]]
"""Line numbers, from 1, by the module's path in `site/`."""


def covered_lines(reports: Path, dist: Path) -> tuple[Lines, Lines]:
    """Read V8's reports in a folder; returns all lines with code, and those that ran.

    Args:
        reports: a folder with JSON files, each with V8's `result`.
        dist: the built folder that browsers visited.
    """
    ran = ran_characters(reports, dist)
    every: Lines = defaultdict(set)
    covered: Lines = defaultdict(set)
    for bundle in sorted((dist / "assets").glob("*.js")):
        characters = ran.get(bundle.name)
        for offset, module, line in mapped_lines(bundle):
            every[module].add(line)
            if characters and characters[offset]:
                covered[module].add(line)
    for module, lines in every.items():
        if characters := ran.get(module):
            starts = line_starts((SITE / module).read_text("utf-8"))
            covered[module] |= {line for line in lines if characters[starts[line - 1]]}
    return every, covered


def ran_characters(reports: Path, dist: Path) -> dict[str, bytearray]:
    """Mark the characters that ran, by bundle name or by module path in `site/`."""
    found: dict[str, bytearray] = {}
    for report in reports.glob("*.json"):
        for script in json.loads(report.read_text("utf-8"))["result"]:
            name, path = script_of(script["url"], dist)
            if path:
                size = utf16_length(path.read_text("utf-8"))
                mark = marked(script["functions"], size)
                old = found.get(name)
                found[name] = or_bytes(old, mark) if old else mark
    return found


def script_of(url: str, dist: Path) -> tuple[str, Path | None]:
    """Find the bundle or module of a script's address."""
    path = Path(unquote(urlsplit(url).path))
    bundle = dist / "assets" / path.name
    if path.parent.name == "assets" and bundle.exists():
        return path.name, bundle
    if url.startswith("file:") and path.is_relative_to(SITE) and path.exists():
        return path.relative_to(SITE).as_posix(), path
    return "", None


def marked(functions: list[dict[str, Any]], size: int) -> bytearray:
    """Mark each character of a script that ran with 1. Inner ranges override outer ones."""
    ranges = [each for function in functions for each in function["ranges"]]
    mark = bytearray(size)
    for each in sorted(ranges, key=lambda each: each["startOffset"] - each["endOffset"]):
        start, end = each["startOffset"], min(each["endOffset"], size)
        mark[start:end] = bytes([each["count"] > 0]) * (end - start)
    return mark


def or_bytes(first: bytearray, second: bytearray) -> bytearray:
    """Mark everything that either has marked."""
    both = int.from_bytes(first, "big") | int.from_bytes(second, "big")
    return bytearray(both.to_bytes(len(first), "big"))


def mapped_lines(bundle: Path) -> Iterator[tuple[int, str, int]]:
    """Read a source map. Yields each mapped character of the bundle with its module and line."""
    told = json.loads(bundle.with_name(f"{bundle.name}.map").read_text("utf-8"))
    modules = [source.partition("site/")[2] for source in told["sources"]]
    starts = line_starts(bundle.read_text("utf-8"))
    source = line = 0
    for number, segments in enumerate(told["mappings"].split(";")):
        column = 0
        for segment in filter(None, segments.split(",")):
            values = decoded(segment)
            column += values[0]
            if len(values) > 1:
                source, line = source + values[1], line + values[2]
                yield starts[number] + column, modules[source], line + 1


def decoded(segment: str) -> list[int]:
    """Decode a segment of a source map.

    It holds signed numbers in base64, five bits per digit.
    """
    values, value, shift = [], 0, 0
    for sign in segment:
        digit = DIGITS.index(sign)
        value |= (digit & 31) << shift
        shift += 5
        if not digit & 32:
            values.append(-(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    return values


def line_starts(text: str) -> list[int]:
    """List where the first non-space character of each line is, as V8 counts."""
    starts, offset = [], 0
    for line in text.split("\n"):
        starts.append(offset + len(line) - len(line.lstrip()))
        offset += utf16_length(line) + 1
    return starts


def utf16_length(text: str) -> int:
    """Count a text's UTF-16 units, which are JavaScript's characters."""
    return len(text) + sum(sign > "\uffff" for sign in text)
