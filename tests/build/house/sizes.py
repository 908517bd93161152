"""Check that no function and no file is too long to read at once."""

import ast
import re
from pathlib import Path

from buildtools.cli.checks import biome_complaints
from buildtools.common.paths import ROOT
from tests.build.house.sources import files, functions, python_files, relative, script_files

MOST_IN_FUNCTION = 40
MOST_IN_FILE = 300
LINES_PER_FUNCTION = "lint/complexity/noExcessiveLinesPerFunction"
REASON = re.compile(r"\s*# long: \w+")
GENERATED = ("site/types/protocol.d.ts",)


def long_python_functions() -> dict[str, str]:
    """Find functions of more than 40 lines without a `# long: why` above them."""
    found = {}
    for path in python_files():
        lines = path.read_text("utf-8").splitlines()
        for name, node in functions(path):
            size = (node.end_lineno or 0) - node.lineno + 1
            if size > MOST_IN_FUNCTION and not has_reason(node, lines):
                found[f"{relative(path)} {name}"] = f"it has {size} lines"
    return found


def has_reason(node: ast.FunctionDef | ast.AsyncFunctionDef, lines: list[str]) -> bool:
    """Tell whether a comment right above a function says why it is long."""
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return bool(REASON.match(lines[first - 2])) if first > 1 else False


def long_script_functions() -> dict[str, str]:
    """Find functions of more than 80 lines without a `biome-ignore` that says why."""
    found = {}
    for path, line, said in biome_complaints(LINES_PER_FUNCTION):
        source = Path(path).read_text("utf-8").splitlines()[line - 1]
        found[f"{relative(Path(path))} {source.strip()}"] = said
    return found


def long_files() -> dict[str, str]:
    """Find files of more than 300 lines, except tests and generated ones."""
    others = files(*(f"{top}/**/*.{kind}" for top in ("site", "py") for kind in ("css", "ts")))
    found = {}
    for path in (*python_files(), *script_files(), *others):
        size = len(path.read_text("utf-8").splitlines())
        is_exempt = path.is_relative_to(ROOT / "tests") or relative(path) in GENERATED
        if size > MOST_IN_FILE and not is_exempt:
            found[relative(path)] = f"it has {size} lines"
    return found
