"""List all laws of the house."""

from collections.abc import Callable

from tests.build.house import imports, prose, sizes

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
"""Laws by name, each with a function that finds violations."""
