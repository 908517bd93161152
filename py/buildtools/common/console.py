"""Print what the build is doing, one line per stage, with progress on a terminal."""

import sys


def say(text: str) -> None:
    """Print one line at once, even into a pipe."""
    print(text, flush=True)


def show_progress(done: int, total: int) -> None:
    """Show the bytes received so far on the current line of a terminal."""
    if sys.stdout.isatty():
        print(f"\r  {done / 1e6:.1f} of {total / 1e6:.1f} MB".ljust(32), end="", flush=True)


def end_progress() -> None:
    """Clear the line that `show_progress` wrote."""
    if sys.stdout.isatty():
        print("\r".ljust(32) + "\r", end="", flush=True)
