"""Write the table of operations, for programs that embed the page."""

import inspect
from collections.abc import Mapping

from learnscope.protocol.commands import COMMANDS
from learnscope.protocol.parsing import FIELDS
from learnscope.protocol.queries import DEMOS, QUERIES
from learnscope.protocol.request import Request

SOURCE = "py/learnscope/protocol"


def operations_text() -> str:
    """Write the page with the tables of all operations."""
    parts = [
        "# Operations\n",
        f"<!-- Generated from {SOURCE} by buildtools/page/protocol_types.py. -->\n",
        "`learnscope.request({op, …})` takes these. Fields in brackets may be left out. Layers "
        "count from 1 (0 is the inputs); neurons, inputs, outputs and examples from 0. Changes "
        "with the same number in `gesture` are undone as one. The types of all fields and answers "
        "are in [`site/types/protocol.d.ts`](../site/types/protocol.d.ts).\n",
    ]
    for title, kinds in (
        ("Commands, answered with the next snapshot", COMMANDS),
        ("Queries, which change nothing and have an answer of their own", QUERIES),
        ("Live figures of the explanation", DEMOS),
    ):
        parts += [f"## {title}\n", table_of(kinds)]
    return "\n".join(parts)


def table_of(kinds: Mapping[str, type[Request]]) -> str:
    """Write a table of requests."""
    rows = ["| op | fields | what it does |", "|---|---|---|"]
    for op, kind in kinds.items():
        fields = ", ".join(of.name if of.is_required else f"[{of.name}]" for of in FIELDS[op])
        words = " ".join(inspect.cleandoc(kind.__doc__ or "").replace("``", "`").split())
        rows.append(f"| `{op}` | {f'`{fields}`' if fields else ''} | {words} |")
    return "\n".join(rows) + "\n"
