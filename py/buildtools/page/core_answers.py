"""Ask the core for what the page shows before Python has started in the browser."""

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from buildtools.common.build_error import BuildError, explain_output
from buildtools.common.paths import CACHE, ROOT
from buildtools.fetch.build_cache import cached_file
from buildtools.pyodide.wheel import core_hashes


def core_answers(cache: Path = CACHE) -> dict[str, Any]:
    """Compute all that the page needs from the core, or find it in the cache.

    Returns:
        `first`, the snapshot at the start; `forward`, the one after a Forward; `tasks`, the menu.

    Raises:
        BuildError: the core fails.
    """

    def compute(folder: Path) -> Path:
        path = folder / "answers.json"
        # Use a new process: this one may have imported modules that have changed since.
        done = subprocess.run(
            [sys.executable, "-m", "buildtools.page.core_answers"],
            env={**os.environ, "PYTHONPATH": str(ROOT / "py")},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            raise BuildError(f"{explain_output(done.stderr)}.")
        path.write_text(done.stdout, "utf-8")
        return path

    inputs = [sys.version, version("numpy"), *core_hashes()]
    made = cached_file("answers.json", inputs, compute, cache)
    answers: dict[str, Any] = json.loads(made.read_text("utf-8"))
    return answers


def first_snapshot() -> Any:
    """Compute what the figure shows at the start.

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
    from learnscope.api.queries.menus import tasks

    return tasks()


if __name__ == "__main__":
    try:
        answers = {"first": first_snapshot(), "forward": forward_snapshot(), "tasks": task_menu()}
    except BuildError as error:
        sys.exit(str(error))
    print(json.dumps(answers))
