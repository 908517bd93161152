"""All laws of the house, and the list of what does not keep them yet."""

from collections.abc import Callable
from pathlib import Path

from tests.build.house import imports, prose, sizes

TO_CURE = Path(__file__).with_name("to_cure.txt")

LAWS: dict[str, Callable[[], dict[str, str]]] = {
    "python imports run one way": imports.python_backwards,
    "script imports run one way": imports.script_backwards,
    "no import goes round in a ring": imports.cycles,
    "no view reaches into another": imports.views_that_reach_into_others,
    "every module is in use": imports.unreached,
    "no two files share a name": imports.shared_names,
    "no Python function is long": sizes.long_python_functions,
    "no JavaScript function is long": sizes.long_script_functions,
    "no file is long": sizes.long_files,
    "first sentences are short": prose.long_first_sentences,
    "no sentence opens with a riddle": prose.forbidden_openings,
    "docstrings say what is raised": prose.untold_raises,
}
"""Laws by name, each with a function that finds what breaks it."""


def listed(law: str) -> set[str]:
    """Read who is known to break a law."""
    lines = TO_CURE.read_text("utf-8").splitlines()
    return {line.removeprefix(f"{law} | ") for line in lines if line.startswith(f"{law} | ")}


def shrink() -> int:
    """Take what has been cured off the list; returns how many still stand there."""
    kept = [
        f"{law} | {name}" for law, find in LAWS.items() for name in sorted(listed(law) & {*find()})
    ]
    TO_CURE.write_text("".join(f"{line}\n" for line in kept), "utf-8", newline="\n")
    return len(kept)
