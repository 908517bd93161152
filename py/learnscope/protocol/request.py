"""Declare what all requests share: a name, fields, and flags for the page."""

from collections.abc import Iterable
from dataclasses import MISSING, Field, dataclass, fields
from typing import Any, ClassVar, Literal, NamedTuple, dataclass_transform

from learnscope.protocol.fields import Field as Check

type Trait = Literal["edits", "loads", "begins", "types", "trains", "halts", "forgotten"]

TRAITS: dict[Trait, str] = {
    "edits": "Sets one number of the figure.",
    "loads": "Begins to learn something else.",
    "begins": "Puts another network in place: what went wrong before belongs to the old one.",
    "types": "Lets Python that the visitor typed begin to run.",
    "trains": "Trains.",
    "halts": "Would be trained away at once if training went on.",
    "forgotten": "Is about things that are gone when another worker takes over.",
}
"""The flags that the page must know of a request besides its fields."""


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
        """Name the request, ``SetInput`` as "set_input", and note its traits."""
        super().__init_subclass__()
        name = cls.__name__.removesuffix("Query").removesuffix("Request")
        cls.op = op or "".join(f"_{c.lower()}" if c.isupper() else c for c in name)[1:]
        cls.traits = frozenset(traits)
        dataclass(frozen=True, eq=False, repr=False, match_args=False)(cls)


class Command(Request):
    """A request that may change the session; it is answered with a snapshot."""


class Query[Answer](Request):
    """A request that changes nothing in the session and has an answer of its own."""


def fields_of(kind: type[Request]) -> tuple[FieldOfRequest, ...]:
    """The fields of a request in order; ``from_`` is called "from" outside."""
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
