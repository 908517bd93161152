"""Decode the bytes of a file as text."""

from typing import NamedTuple

from learnscope.common.errors import Problem

ZIP = b"PK\x03\x04"
"""The first bytes of a zip, which a spreadsheet's own file is."""

SAMPLE = 1_000  # bytes


class Text(NamedTuple):
    """A text, and the encoding of its file."""

    text: str
    encoding: str


def decoded(data: bytes) -> Text:
    """Decode the bytes of a file.

    It is read as UTF-16 if it is marked so or looks like it, else as UTF-8, else as Windows writes
    Western languages (cp1252).

    Raises:
        Problem: it is no text.
    """
    for encoding in candidates(data):
        try:
            return Text(data.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    raise no_text()


def candidates(data: bytes) -> tuple[str, ...]:
    """List the encodings that a file may have, likeliest first.

    Raises:
        Problem: it is a zip.
    """
    if data[:4] == ZIP:
        raise Problem(
            "This is a spreadsheet’s own file, or another zip, and no text: save the table as CSV "
            "first."
        )
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    # In UTF-16 without a mark, every second byte of Western text is zero.
    zeros = [data[first:SAMPLE:2].count(0) for first in (0, 1)]
    most = min(len(data), SAMPLE) // 2
    if most and max(zeros) > 0.7 * most and not min(zeros):
        return ("utf-16-le" if zeros[1] else "utf-16-be",)
    return ("utf-8", "cp1252")


def no_text() -> Problem:
    """Make the Problem of a file that is no text, such as a picture."""
    return Problem("This is no text, so it can’t be a table.")
