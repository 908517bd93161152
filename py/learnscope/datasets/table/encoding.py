"""The bytes of a file become text."""

from typing import NamedTuple

from learnscope.common.errors import Problem

ZIP = b"PK\x03\x04"
"""How a spreadsheet's own file begins, for it is a zip."""

SAMPLE = 1_000  # bytes


class Text(NamedTuple):
    """A text, and the encoding that its file has."""

    text: str
    encoding: str


def decoded(data: bytes) -> Text:
    """Decode the bytes of a file.

    It is read as UTF-16 if it is marked so or looks like it, as UTF-8, or else as what Windows
    writes in the West.

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
    # Without a mark: Western text has a zero in every second byte.
    zeros = [data[first:SAMPLE:2].count(0) for first in (0, 1)]
    most = min(len(data), SAMPLE) // 2
    if most and max(zeros) > 0.7 * most and not min(zeros):
        return ("utf-16-le" if zeros[1] else "utf-16-be",)
    return ("utf-8", "cp1252")


def no_text() -> Problem:
    """Say that pictures, programs and the like are no text."""
    return Problem("This is no text, so it can’t be a table.")
