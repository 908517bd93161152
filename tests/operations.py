"""List all operations with the names of their fields, in order.

A "?" marks an optional field.
"""

from collections.abc import Iterable

from learnscope.protocol.commands import COMMANDS
from learnscope.protocol.parsing import FIELDS, REQUESTS
from learnscope.protocol.queries import DEMOS, QUERIES


def _with_fields(ops: Iterable[str]) -> dict[str, tuple[str, ...]]:
    return {
        op: tuple(f"{of.name}{'' if of.is_required else '?'}" for of in FIELDS[op]) for op in ops
    }


OPS = _with_fields(COMMANDS)
"""Commands and their fields."""

ASKED = _with_fields((*QUERIES, *DEMOS))
"""Queries of a session and of the demos, with their fields."""

ALL = _with_fields(REQUESTS)
