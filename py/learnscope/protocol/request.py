"""Declare what all requests share: a name, fields, and flags for the page."""

from collections.abc import Iterable
from dataclasses import MISSING, Field, dataclass, fields
from typing import Any, ClassVar, Literal, NamedTuple, dataclass_transform

from learnscope.protocol.fields import Field as Check

type Trait = Literal["edits", "loads", "begins", "types", "trains", "halts", "forgotten"]

TRAITS: dict[Trait, str] = {
    "edits": "Sets one number of the figure.",
    "loads": "Starts learning something else.",
    "begins": "Replaces the network: earlier errors belong to the old one.",
    "types": "Starts to run Python that the visitor typed.",
    "trains": "Trains.",
    "halts": "Would be lost at once if training continued.",
    "forgotten": "Refers to things that are lost when another worker takes over.",
}
"""Flags of a request that the page must know besides its fields."""


class FieldOfRequest(NamedTuple):
    """A field: its attribute, its name in a request, its check, whether it is required."""

    attribute: str
    name: str
    check: Check
    is_required: bool


@dataclass_transform(frozen_default=True, eq_default=False)
class Request:
    """Describe a request: its class gives the op, its docstring the documentation.

    Every subclass is a frozen dataclass. It has no ``__eq__`` and no ``__repr__``, which would make
    Python's memory snapshot 3 % larger.
    """

    op: ClassVar[str]
    traits: ClassVar[frozenset[Trait]] = frozenset()

    def __init_subclass__(cls, op: str = "", traits: Iterable[Trait] = ()) -> None:
        """Derive the op from the class name, ``SetInput`` to "set_input", and note the traits."""
        super().__init_subclass__()
        name = cls.__name__.removesuffix("Query").removesuffix("Request")
        cls.op = op or "".join(f"_{c.lower()}" if c.isupper() else c for c in name)[1:]
        cls.traits = frozenset(traits)
        dataclass(frozen=True, eq=False, repr=False, match_args=False)(cls)


class Command(Request):
    """A request that may change the session; it is answered with a snapshot."""


class Query[Answer](Request):
    """A request that changes nothing in the session and returns an answer of its own."""


def fields_of(kind: type[Request]) -> tuple[FieldOfRequest, ...]:
    """List the fields of a request in order; ``from_`` is called "from" outside."""
    declared: tuple[Field[Any], ...] = fields(kind)  # type: ignore[arg-type]  # all are dataclasses
    return tuple(
        FieldOfRequest(
            field.name,
            field.name.removesuffix("_"),
            field.type.__metadata__[0],  # type: ignore[union-attr]  # all are Annotated
            field.default is MISSING,
        )
        for field in declared
    )
