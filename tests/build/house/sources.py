"""Read the repository's own sources, for the laws of the house."""

import ast
import functools
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from buildtools.common.paths import ROOT

type Function = ast.FunctionDef | ast.AsyncFunctionDef
type Documented = Function | ast.ClassDef | ast.Module

DOC_COMMENT = re.compile(r"/\*\*(.*?)\*/", re.DOTALL)
LINE_COMMENT = re.compile(r"^((?:[ \t]*//[^\n]*\n)+)|[ \t]// ([^\n]*)\n", re.MULTILINE)


def files(*patterns: str) -> list[Path]:
    """List the files that match, such as `site/**/*.js`."""
    return sorted({path for pattern in patterns for path in ROOT.glob(pattern)})


def relative(path: Path) -> str:
    """Write a path relative to the repository's root."""
    return path.relative_to(ROOT).as_posix()


def python_files() -> list[Path]:
    """List all Python files of the repository."""
    return files("build.py", "py/**/*.py", "tests/**/*.py")


def script_files() -> list[Path]:
    """List all JavaScript files of the repository."""
    return files(
        *(f"{top}/**/*.{kind}" for top in ("site", "py", "tests") for kind in ("js", "mjs"))
    )


@functools.cache
def tree_of(path: Path) -> ast.Module:
    """Parse a Python file."""
    return ast.parse(path.read_text("utf-8"))


def functions(path: Path) -> Iterator[tuple[str, Function]]:
    """Yield the functions of a file, each with its qualified name."""
    for name, node in documented(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield name, node


def documented(path: Path) -> Iterator[tuple[str, Documented]]:
    """Yield a file's module, classes and functions, each with its qualified name."""
    yield "<module>", tree_of(path)
    yield from _inside(tree_of(path), "")


def _inside(node: ast.AST, outer: str) -> Iterator[tuple[str, Documented]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield outer + child.name, child
            is_class = isinstance(child, ast.ClassDef)
            yield from _inside(child, f"{outer}{child.name}." + "<locals>." * (not is_class))
        else:
            yield from _inside(child, outer)


def docstrings(path: Path) -> Iterator[tuple[str, str]]:
    """Yield a file's docstrings, including those below constants, each with its owner."""
    for name, node in documented(path):
        if text := ast.get_docstring(node):
            yield name, text
        for before, after in zip(node.body, node.body[1:], strict=False):
            if isinstance(before, ast.Assign | ast.AnnAssign) and is_text(after):
                target = before.targets[0] if isinstance(before, ast.Assign) else before.target
                yield f"{name}.{ast.unparse(target)}", text_of(after)


def is_text(node: ast.stmt) -> bool:
    """Tell whether a statement is only a string."""
    return isinstance(node, ast.Expr) and isinstance(getattr(node.value, "value", None), str)


def text_of(node: ast.stmt) -> str:
    """Return the string of such a statement."""
    assert isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return str(node.value.value)


def comments(path: Path) -> list[str]:
    """List the comments of a Python file; adjacent lines count as one."""
    found: list[str] = []
    last = (-1, 0)
    with path.open("rb") as source:
        for token in tokenize.tokenize(source.readline):
            if token.type == tokenize.COMMENT:
                text = token.string.lstrip("#!: ")
                if (token.start[0] - 1, token.start[1]) == last:
                    found[-1] += f" {text}"
                else:
                    found.append(text)
                last = token.start
    return found


def doc_comments(path: Path) -> list[str]:
    """List the `/** */` comments of a script, without their tags."""
    blocks = DOC_COMMENT.findall(path.read_text("utf-8"))
    texts = [re.sub(r"\n\s*\*?", " ", block).strip() for block in blocks]
    return [text for text in (re.split(r"(?:^|\s)@", text)[0].strip() for text in texts) if text]


def line_comments(path: Path) -> list[str]:
    """List the `//` comments of a script; adjacent lines count as one."""
    found = LINE_COMMENT.findall(path.read_text("utf-8"))
    return [re.sub(r"\s*//\s*", " ", block).strip() or tail for block, tail in found]
