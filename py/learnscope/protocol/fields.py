"""Check the fields of requests: each gives a typed value or one clear sentence.

A field of a request is declared as ``Annotated[type, Field(...)]``. Only checks that need no
session are made here: a number, a whole number, true or false, one of a fixed set. Whether a layer
of that number exists, for instance, is checked by the command.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from learnscope.common.errors import (
    LARGEST_WHOLE,
    Problem,
    between,
    choice,
    described,
    is_nothing,
    mapping,
    number,
    numbers,
    rate,
    unpacked,
    whole,
    whole_number,
)
from learnscope.common.quotient import quotient
from learnscope.datasets.table.upload import names, part_of

type Label = str | Callable[[Mapping[str, Any]], str]
"""The name of the field in error messages; it may depend on the fields before it."""


@dataclass(frozen=True)
class Field:
    """Describe one field: its check, its name in messages, and its TypeScript type."""

    check: Callable[[object, str], Any]
    label: Label = ""
    typescript: str = ""

    def checked(self, value: object, before: Mapping[str, Any]) -> Any:
        """Convert the value to its type; ``before`` has the fields checked so far.

        Raises:
            Problem: the value does not fit.
        """
        label = self.label if isinstance(self.label, str) else self.label(before)
        return self.check(value, label)


TYPED = "Typed"
"""The TypeScript type of a typed number. Text that is not a number gets an error sentence."""


def integer(label: Label) -> Field:
    """Accept a whole number; its range depends on the session."""
    return Field(whole_number, label, TYPED)


def integer_from(label: Label, low: int, high: int = LARGEST_WHOLE) -> Field:
    """Accept a whole number from low to high."""
    return Field(lambda value, name: whole(value, name, low, high), label, TYPED)


def real(label: Label) -> Field:
    """Accept a finite number, or a text such as "1/3"."""
    return Field(lambda value, name: number(quotient(value), name), label, TYPED)


def real_from(label: Label, low: float, high: float) -> Field:
    """Accept a number from low to high."""
    return Field(lambda value, name: between(value, name, low, high), label, TYPED)


def counted_from_0(label: Label) -> Field:
    """Accept an index from 0; messages count from 1, as the page does."""
    return Field(lambda value, name: whole_number(number(value, name) + 1, name) - 1, label, TYPED)


def one_of(label: Label, among: Collection[str]) -> Field:
    """Accept one of some names."""
    names_of = dict.fromkeys(among)
    typescript = " | ".join(f"'{name}'" for name in names_of)
    return Field(lambda value, name: choice(value, name, names_of), label, typescript)


def entry_of(label: Label, registry: Mapping[str, object]) -> Field:
    """Accept a name in a registry. The page learns the names from the answer to ``choices``."""
    return Field(lambda value, name: choice(value, name, registry), label, "string")


def truth(label: Label) -> Field:
    """Accept true or false."""

    def check(value: object, name: str) -> bool:
        if not isinstance(value, bool):
            raise Problem(f"{name} must be true or false.")
        return value

    return Field(check, label, "boolean")


def told_truth(label: Label) -> Field:
    """Accept true or false; the error message quotes the value given."""

    def check(value: object, name: str) -> bool:
        if not isinstance(value, bool):
            raise Problem(f"{name} must be true or false, not {described(value)}.")
        return value

    return Field(check, label, "boolean")


def below_1(label: Label) -> Field:
    """Accept a number from 0 to below 1."""

    def check(value: object, name: str) -> float:
        result = number(value, name)
        if not 0 <= result < 1:
            raise Problem(f"{name} must be from 0 to below 1, not {described(value)}.")
        return result

    return Field(check, label, TYPED)


def at_least_0(label: Label) -> Field:
    """Accept a number that is not negative."""

    def check(value: object, name: str) -> float:
        result = number(value, name)
        if result < 0:
            raise Problem(f"{name} must be 0 or more, not {described(value)}.")
        return result

    return Field(check, label, TYPED)


def some_numbers(label: Label) -> Field:
    """Accept a list of finite numbers."""
    return Field(numbers, label, "ArrayLike<Typed>")


def indices(label: Label, each: str, most: int) -> Field:
    """Accept a list of indices."""

    def check(value: object, name: str) -> list[int]:
        items = unpacked(value)
        if not isinstance(items, list | tuple) or len(items) > most:
            raise Problem(f"{name} must be a list of at most {most} indices.")
        return [whole_number(item, each) for item in items]

    return Field(check, label, "ArrayLike<number>")


def an_object(label: Label, typescript: str) -> Field:
    """Accept an object with named parts, which are checked when they are used."""
    return Field(mapping, label, typescript)


def one_or_more_names(label: Label) -> Field:
    """Accept a name, or a list of names."""

    def check(value: object, name: str) -> str | list[str]:
        return value if isinstance(value, str) else names(value, name)

    return Field(check, label, "string | string[]")


def some_names(label: Label) -> Field:
    """Accept a list of names."""
    return Field(names, label, "string[]")


def part_of_table() -> Field:
    """Accept a text, or the bytes of a file."""
    return Field(lambda value, _: part_of(value), "", "string | Uint8Array")


def as_given(typescript: str) -> Field:
    """Accept any value: only the session can check it."""
    return Field(lambda value, _: value, "", typescript)


def switch() -> Field:
    """Accept any value; all but true count as false."""
    return Field(lambda value, _: value is True, "", "boolean")


def _rate(value: object, _: str) -> float:
    return rate(value)


LEARNING_RATE = Field(_rate, "", TYPED)

Layer = Annotated[int, integer("The layer")]
"""The number of a layer, from 1."""

Seed = Annotated[int | None, integer_from("The seed", 0)]

Gesture = Annotated[float | None, real("The gesture")]
"""A number that identifies a drag. Changes with the same number are undone as one."""

Place = Annotated[object, as_given("string")]
"""The key of a place in the figure, such as "weight-1-0-2"."""


def is_left_out(value: object) -> bool:
    """Tell whether an optional field was not given."""
    return is_nothing(value)
