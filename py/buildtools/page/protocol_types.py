"""Generate the page's view of the protocol: types, flags, and the table of operations.

All three come from ``learnscope.protocol`` and are committed; the tests compare them. Run

    PYTHONPATH=py .venv/bin/python -m buildtools.page.protocol_types
"""

import ast
import inspect
import types
from collections.abc import Iterable, Mapping
from functools import cache
from textwrap import fill
from typing import (
    Any,
    Literal,
    NotRequired,
    TypeAliasType,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from buildtools.common.console import say
from buildtools.common.paths import ROOT, SITE
from buildtools.page.operations_page import operations_text
from learnscope.common.arrays import Array
from learnscope.protocol import answers, data_answers, demo_answers, matrix_answers, snapshots
from learnscope.protocol.commands import COMMANDS
from learnscope.protocol.parsing import FIELDS, REQUESTS
from learnscope.protocol.queries import DEMOS, QUERIES
from learnscope.protocol.request import TRAITS, Request

SOURCE = "py/learnscope/protocol"
WIDTH = 100
MODULES = (snapshots, answers, matrix_answers, data_answers, demo_answers)

ROWS = {"Numbers": "number", "Values": "number | null"}
TABLES = {"Table": "Numbers", "ValueTable": "Values"}
PLAIN = {int: "number", float: "number", str: "string", bool: "boolean", type(None): "null"}

NETWORK = """/** A network as plain data: the same in requests, in files and in links. */
export interface NetworkData {
  layers: {weights: Table, biases: Numbers, activation: string}[];
  cost?: string;
  inputs: Numbers;
  targets?: Numbers;
  learning_rate?: number;
}

/** A number that a visitor typed; where it is a text, Python says what is wrong with it. */
export type Typed = number | string;
"""


def main() -> None:
    """Write all generated files."""
    for path, text in generated().items():
        (ROOT / path).write_text(text, encoding="utf-8")
        say(f"Wrote {path}")


def generated() -> dict[str, str]:
    """Generate all files, by their paths from the project's folder."""
    site = SITE.relative_to(ROOT)
    return {
        f"{site}/types/protocol.d.ts": types_text(),
        f"{site}/lib/protocol-flags.js": flags_text(),
        ".github/OPERATIONS.md": operations_text(),
    }


# -- types


def types_text() -> str:
    """Write the TypeScript declarations."""
    return "\n".join(
        [
            f"// Generated from {SOURCE} by buildtools/page/protocol_types.py.\n",
            *(declared(thing) for module in MODULES for thing in declarations(module)),
            NETWORK,
            *(request_type(REQUESTS[op]) for op in REQUESTS),
            union(
                "CommandRequest", "What may change the session: the answer is a snapshot.", COMMANDS
            ),
            union("QueryRequest", "What has an answer of its own.", QUERIES | DEMOS),
            "export type Request = CommandRequest | QueryRequest;\n",
            "/** The name of a request. */\nexport type Op = Request['op'];\n",
            answers_type(),
            "/** What a request is answered with. */\n"
            "export type AnswerTo<R extends {op: string}> = R extends {op: keyof Answers}\n"
            "  ? Answers[R['op']]\n"
            "  : R extends CommandRequest\n"
            "    ? Snapshot\n"
            "    : never;\n",
        ]
    )


def declarations(module: types.ModuleType) -> list[Any]:
    """List the aliases and typed dictionaries that a module declares, in order."""
    return [
        thing
        for thing in vars(module).values()
        if (is_typeddict(thing) or isinstance(thing, TypeAliasType))
        and thing.__module__ == module.__name__
    ]


def declared(thing: Any) -> str:
    """Write the declaration of an alias or typed dictionary."""
    name = thing.__name__
    if isinstance(thing, TypeAliasType):
        inner = ROWS.get(name) or TABLES.get(name)
        text = f"ArrayLike<{inner}>" if inner else typescript(thing.__value__)
        return (
            f"{comment(alias_comments(str(thing.__module__))[name])}export type {name} = {text};\n"
        )
    bases = [base for base in getattr(thing, "__orig_bases__", ()) if is_typeddict(base)]
    extends = f" extends {', '.join(base.__name__ for base in bases)}" if bases else ""
    hints = get_type_hints(thing, include_extras=True)
    inherited = {name for base in bases for name in get_type_hints(base)}
    notes = field_comments(thing)
    lines = [
        comment(notes.get(field, ""), "  ") + f"  {field_type(field, hint)};\n"
        for field, hint in hints.items()
        if field not in inherited
    ]
    return f"{comment(thing.__doc__)}export interface {name}{extends} {{\n{''.join(lines)}}}\n"


def field_type(name: str, hint: Any) -> str:
    """Write a field of an interface."""
    if get_origin(hint) is NotRequired:
        return f"{name}?: {typescript(get_args(hint)[0])}"
    return f"{name}: {typescript(hint)}"


def typescript(hint: Any) -> str:
    """Write the TypeScript type for a Python type hint.

    Raises:
        TypeError: TypeScript has no such type here.
    """
    if isinstance(hint, TypeAliasType):
        return "Float64Array" if hint is Array else hint.__name__
    if hint in PLAIN:
        return PLAIN[hint]
    if is_typeddict(hint):
        return str(hint.__name__)
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return " | ".join(PLAIN_LITERALS.get(value, f"'{value}'") for value in inner)
    if origin in (Union, types.UnionType):
        return " | ".join(dict.fromkeys(typescript(each) for each in inner))
    if origin is list:
        of = typescript(inner[0])
        return f"({of})[]" if " " in of else f"{of}[]"
    if origin is tuple:
        return f"[{', '.join(typescript(each) for each in inner)}]"
    if origin is dict:
        keys = typescript(inner[0])
        record = f"Record<{keys}, {typescript(inner[1])}>"
        return record if keys == "string" else f"Partial<{record}>"
    raise TypeError(f"no TypeScript for {hint}")


PLAIN_LITERALS: dict[Any, str] = {True: "true", False: "false"}


def request_type(kind: type[Request]) -> str:
    """Write the declaration of a request."""
    fields = [f"op: '{kind.op}'"]
    for of in FIELDS[kind.op]:
        null = "" if of.is_required or "null" in of.check.typescript else " | null"
        fields.append(f"{of.name}{'' if of.is_required else '?'}: {of.check.typescript}{null}")
    body = "".join(f"  {field};\n" for field in fields)
    return f"{comment(kind.__doc__)}export interface {type_name(kind)} {{\n{body}}}\n"


def type_name(kind: type[Request]) -> str:
    """Name a request's type."""
    name = kind.__name__.removesuffix("Query").removesuffix("Request")
    return f"{name}Request"


def union(name: str, note: str, kinds: Mapping[str, type[Request]]) -> str:
    """Write a union of requests."""
    parts = "".join(f"\n  | {type_name(kind)}" for kind in kinds.values())
    return f"{comment(note)}export type {name} ={parts};\n"


def answers_type() -> str:
    """Write the type of each query's answer."""
    lines = "".join(
        f"  {op}: {typescript(answer_of(kind))};\n" for op, kind in (QUERIES | DEMOS).items()
    )
    return f"{comment('Answers by op.')}export interface Answers {{\n{lines}}}\n"


def answer_of(query: type[Request]) -> Any:
    """Find the type of a query's answer."""
    (base,) = query.__orig_bases__  # type: ignore[attr-defined]  # every query names its answer
    named = get_args(base)[0].__forward_arg__
    return eval(named, {module.__name__.split(".")[-1]: module for module in MODULES})


# -- comments


def comment(text: str | None, indent: str = "") -> str:
    """Write a JSDoc comment, on one line if it fits."""
    if not text:
        return ""
    text = text.replace("``", "`").replace("None", "null")
    paragraphs = [" ".join(part.split()) for part in inspect.cleandoc(text).split("\n\n")]
    if len(paragraphs) == 1 and len(paragraphs[0]) + len(indent) < 92:
        return f"{indent}/** {paragraphs[0]} */\n"
    start = f"{indent} * "
    lines = f"\n{start.rstrip()}\n".join(
        fill(part, WIDTH - 2, initial_indent=start, subsequent_indent=start) for part in paragraphs
    )
    return f"{indent}/**\n{lines}\n{indent} */\n"


@cache
def tree_of(module: str) -> ast.Module:
    """Parse a module of the protocol."""
    return ast.parse(inspect.getsource(next(of for of in MODULES if of.__name__ == module)))


def notes_in(body: Iterable[ast.stmt]) -> dict[str, str]:
    """Collect the strings below assignments, by the assigned name."""
    found, last = {}, ""
    for node in body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.TypeAlias(name=ast.Name(id=name)):
                last = name
            case ast.Assign(targets=[ast.Name(id=name)]):
                last = name
            case ast.Expr(value=ast.Constant(value=str(text))) if last:
                found[last] = text
                last = ""
            case _:
                last = ""
    return found


def alias_comments(module: str) -> dict[str, str]:
    """Read the comments of a module's type aliases."""
    return notes_in(tree_of(module).body)


def field_comments(thing: Any) -> dict[str, str]:
    """Read the comments of a typed dictionary's fields."""
    for node in tree_of(thing.__module__).body:
        if isinstance(node, ast.ClassDef) and node.name == thing.__name__:
            return notes_in(node.body[1:])
    return {}


# -- flags


def flags_text() -> str:
    """Write the page's module with the set of requests for each trait."""
    parts = [f"// Generated from {SOURCE} by buildtools/page/protocol_types.py.\n"]
    for trait, note in TRAITS.items():
        ops = [f"'{op}'" for op, kind in REQUESTS.items() if trait in kind.traits]
        line = f"export const {trait.upper()} = new Set([{', '.join(ops)}]);"
        if len(line) > WIDTH:
            lines = "".join(f"  {op},\n" for op in ops)
            line = f"export const {trait.upper()} = new Set([\n{lines}]);"
        parts.append(f"/** {note} @type {{ReadonlySet<string>}} */\n{line}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    main()
