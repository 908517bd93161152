"""Measure how fast Learnscope is, beside others: `python3 build.py bench`.

Every figure is a median over alternating rounds in one browser session, because machines drift and
are shared. To measure something else, write a module with a function section(place), as those
below have one, and its entry in SECTIONS. To add a peer, see ``peers``.
"""

import argparse
import json
import platform
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path[:0] = [str(Path(__file__).parents[2] / "py"), str(Path(__file__).parents[2])]

import numpy as np
from playwright.sync_api import sync_playwright

from buildtools.cli.browsers import find_chromium
from buildtools.fetch.parts import NUMPY, PYODIDE
from tests.bench import boot, frames, learning, memory, pairs, start, steps
from tests.bench.measuring import Place, Section
from tests.bench.peers import PARTS
from tests.bench.report import Figure, as_json, table
from tests.site.support.waiting import use_it

use_it()

SECTIONS: dict[str, Callable[[Place], list[Section]]] = {
    "start": lambda place: [start.section(place)],
    "boot": lambda place: [boot.section(place)],
    "steps": lambda place: [steps.section(place)],
    "learning": lambda place: [learning.section(place)],
    "frames": frames.sections,
    "memory": lambda place: [memory.section(place)],
    "pairs": pairs.sections,
}
ON_REQUEST = {"memory", "pairs"}
"""Measured only when asked for: one is long, one needs another build."""


def measured(section: Section, rounds: int) -> list[Figure]:
    """All measurements of a section, by turns."""
    figures = [Figure(each.row, each.column, []) for each in section.measurements]
    for number in range(1, rounds + 1):
        for figure, each in zip(figures, section.measurements, strict=True):
            told = f"{section.title}, round {number} of {rounds}: {each.row}, {each.column}"
            print(f"\r{told[:99]:99}", end="", file=sys.stderr, flush=True)
            figure.samples.extend(each.sample())
    print(f"\r{'':99}\r", end="", file=sys.stderr)
    return figures


def versions(chromium: str) -> list[str]:
    """List what was measured, and with what."""
    return [
        f"Chromium {chromium}",
        PYODIDE.title,
        NUMPY.title,
        *(part.title for part in PARTS),
        f"CPython {platform.python_version()} with NumPy {np.__version__}",
    ]


def main() -> int:
    """Run all that is asked for, print tables, and write JSON where that is wanted."""
    parser = argparse.ArgumentParser(
        prog="build.py bench --", description="Measure how fast the built page and its core are."
    )
    parser.add_argument("--rounds", type=int, default=5, help="default: 5")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results there too")
    parser.add_argument(
        "--against", type=Path, metavar="DIR", help="another built folder, for pairs"
    )
    parser.add_argument(
        "--minutes", type=float, default=10, help="of training, for its memory; default: 10"
    )
    usual = [name for name in SECTIONS if name not in ON_REQUEST]
    told_of = f"which of {', '.join(SECTIONS)}; default: all but {', '.join(sorted(ON_REQUEST))}"
    parser.add_argument("only", nargs="*", help=told_of)
    options = parser.parse_args()
    unknown = set(options.only) - set(SECTIONS)
    if unknown:
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    if "pairs" in options.only and not (options.against and options.against.is_dir()):
        parser.error("pairs needs --against and a built folder")
    found = []
    with TemporaryDirectory() as folder, sync_playwright() as playwright, ExitStack() as closing:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        told = versions(browser.version)
        print(", ".join(told) + "\n")
        for name in options.only or usual:
            at = Path(folder) / name
            at.mkdir()
            place = Place(browser, closing, at, options.against, options.minutes)
            for section in SECTIONS[name](place):
                figures = measured(section, options.rounds)
                print(table(section, figures), flush=True)
                found.append(as_json(section, figures))
        browser.close()
    if options.json:
        options.json.write_text(json.dumps({"versions": told, "sections": found}, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
