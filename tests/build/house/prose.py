"""Check that docstrings and comments are plain English, as far as a program can."""

import ast
import re
from collections.abc import Iterator

from tests.build.house.sources import (
    Function,
    comments,
    doc_comments,
    docstrings,
    files,
    functions,
    line_comments,
    python_files,
    relative,
    script_files,
)

MOST_WORDS = 15
OPENING = re.compile(r"(?:Of|Where|What|Who|So many)\b")
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“‘\"`])")


def long_first_sentences() -> dict[str, str]:
    """Find docstrings whose first sentence has more than fifteen words."""
    found = {}
    for owner, text in documentation():
        first = sentences(text)[0]
        if (count := len(first.split())) > MOST_WORDS:
            found[owner] = f"{count} words: {first}"
    return found


def forbidden_openings() -> dict[str, str]:
    """Find sentences that open with a word hiding the verb and its object."""
    found = {}
    for owner, text in (*documentation(), *remarks()):
        for sentence in sentences(text):
            if OPENING.match(sentence) and not sentence.endswith("?"):
                found[f"{owner}: {' '.join(sentence.split()[:5])}"] = sentence
    return found


def sentences(text: str) -> list[str]:
    """Split a text into sentences; a blank line also ends one."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return [part for each in paragraphs for part in SENTENCE.split(" ".join(each.split()))]


def documentation() -> Iterator[tuple[str, str]]:
    """Yield all docstrings and JSDoc comments, each with its owner."""
    for path in python_files():
        for name, text in docstrings(path):
            yield f"{relative(path)} {name}", text
    for path in script_files():
        for text in doc_comments(path):
            yield f"{relative(path)} {' '.join(text.split()[:6])}", text


def remarks() -> Iterator[tuple[str, str]]:
    """Yield all other comments, each with its file."""
    for path in python_files():
        yield from ((relative(path), text) for text in comments(path))
    for path in script_files():
        yield from ((relative(path), text) for text in line_comments(path))


def untold_raises() -> dict[str, str]:
    """Find public functions that raise without a `Raises:` in their docstring."""
    found = {}
    for path in files("build.py", "py/**/*.py"):
        for name, node in functions(path):
            is_public = not any(part.startswith(("_", "<")) for part in name.split("."))
            if is_public and raised(node) and "Raises:" not in (ast.get_docstring(node) or ""):
                found[f"{relative(path)} {name}"] = f"it raises {', '.join(raised(node))}"
    return found


def raised(function: Function) -> list[str]:
    """List what a function's own body raises, not what it passes on."""
    names = set()
    todo: list[ast.AST] = list(function.body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            names.add(ast.unparse(node.exc.func))
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            todo.extend(ast.iter_child_nodes(node))
    return sorted(names)
