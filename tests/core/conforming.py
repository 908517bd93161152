"""Check that plain data has the types that the protocol declares."""

import types
from collections.abc import Iterator
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

import numpy as np

from learnscope.common.arrays import Array


def mismatches(value: Any, hint: Any, where: str = "") -> Iterator[str]:
    """Yield each place where a value does not have its declared type."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint is Any:
        return
    if hint is Array:
        if not (isinstance(value, np.ndarray) and value.dtype == np.float64):
            yield f"{where}: {type(value).__name__} is no float64 array"
    elif isinstance(hint, TypeAliasType):
        yield from mismatches(value, hint.__value__, where)
    elif origin in (Union, types.UnionType):
        found = [list(mismatches(value, each, where)) for each in inner]
        if all(found):
            yield min(found, key=len)[0]
    elif is_typeddict(hint):
        yield from in_fields(value, hint, where)
    elif origin is Literal:
        if value not in inner:
            yield f"{where}: {value!r} is none of {inner}"
    elif origin in (list, tuple, dict):
        yield from in_items(value, origin, inner, where)
    elif hint is float:
        if type(value) not in (int, float):
            yield f"{where}: {type(value).__name__} is no number"
    elif type(value) is not (type(None) if hint is None else hint):
        yield f"{where}: {type(value).__name__} is no {getattr(hint, '__name__', hint)}"


def in_fields(value: Any, hint: Any, where: str) -> Iterator[str]:
    """Yield the mismatches in a dictionary with declared fields."""
    if not isinstance(value, dict):
        yield f"{where}: {type(value).__name__} is no {hint.__name__}"
        return
    hints = get_type_hints(hint, include_extras=True)
    for name in value.keys() - hints.keys():
        yield f"{where}.{name}: not declared in {hint.__name__}"
    for name, of in hints.items():
        if get_origin(of) is NotRequired:
            of = get_args(of)[0]
            if name not in value:
                continue
        if name not in value:
            yield f"{where}.{name}: missing"
        else:
            yield from mismatches(value[name], of, f"{where}.{name}")


def in_items(value: Any, origin: Any, inner: tuple[Any, ...], where: str) -> Iterator[str]:
    """Yield the mismatches in a list, a tuple or a dictionary."""
    if origin is dict:
        if not isinstance(value, dict):
            yield f"{where}: {type(value).__name__} is no dictionary"
            return
        for key, item in value.items():
            yield from mismatches(key, inner[0], f"{where} key")
            yield from mismatches(item, inner[1], f"{where}.{key}")
        return
    if not isinstance(value, list | tuple):
        yield f"{where}: {type(value).__name__} is no list"
        return
    if origin is tuple and len(value) != len(inner):
        yield f"{where}: {len(value)} items, not {len(inner)}"
        return
    for n, item in enumerate(value):
        yield from mismatches(item, inner[n] if origin is tuple else inner[0], f"{where}[{n}]")
