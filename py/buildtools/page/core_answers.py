"""Ask the core what the page shows before Python has started in the browser."""

import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from buildtools.common.build_error import BuildError
from buildtools.common.paths import CACHE
from buildtools.fetch.build_cache import cached_file
from buildtools.pyodide.wheel import core_hashes


def core_answers(cache: Path = CACHE) -> dict[str, Any]:
    """Compute all that the page needs of the core, or find it cached.

    Returns:
        `first`, the snapshot at the start; `forward`, the one after a Forward; `tasks`, the menu.

    Raises:
        BuildError: the core fails.
    """

    def compute(folder: Path) -> Path:
        path = folder / "answers.json"
        answers = {"first": first_snapshot(), "forward": forward_snapshot(), "tasks": task_menu()}
        path.write_text(json.dumps(answers), "utf-8")
        return path

    inputs = [sys.version, version("numpy"), *core_hashes()]
    made = cached_file("answers.json", inputs, compute, cache)
    answers: dict[str, Any] = json.loads(made.read_text("utf-8"))
    return answers


def first_snapshot() -> Any:
    """Compute what the figure shows at first.

    Raises:
        BuildError: the core fails.
    """
    try:
        from learnscope.api.bridge import first_snapshot as compute

        return compute()
    except Exception as error:
        raise BuildError(
            f"The core can't compute the first snapshot: {type(error).__name__}: {error}."
        ) from error


def forward_snapshot() -> Any:
    """Compute what the figure shows after one Forward."""
    from learnscope.api.bridge import Bridge
    from learnscope.session.snapshot import to_plain

    return to_plain(Bridge().handle({"op": "forward"})["snapshot"])


def task_menu() -> Any:
    """List the tasks that the page offers."""
    from learnscope.session.commands.usercode import tasks

    return tasks()
