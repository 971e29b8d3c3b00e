"""Records to plain JSON data and back: the one place that knows the trailing-underscore rule."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

R = TypeVar("R")
Make = Callable[[Any], Any]


def to_plain(value: Any) -> Any:  # noqa: ANN401 - any record, list or scalar
    """Return `value` as dicts, lists and scalars; `class_` becomes `class`, tuples become lists."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, dict):
        return {k: to_plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(v) for v in value]
    kind: Any = type(value)
    return {key: to_plain(getattr(value, name)) for name, key in _keys(kind)} or value


@cache
def _keys(kind: Any) -> tuple[tuple[str, str], ...]:  # noqa: ANN401 - a dataclass, or any other type
    """Return name and key of each field of a record; none for what is no record."""
    return tuple((f.name, f.name.rstrip("_")) for f in fields(kind)) if is_dataclass(kind) else ()


def from_plain(kind: type[R], data: dict[str, Any]) -> R:
    """Build a record of `kind`; unknown keys are ignored, missing ones take the record's defaults."""
    return kind(**{name: make(data[key]) for name, key, make in _fields(kind) if key in data})  # type: ignore[arg-type]


@cache
def _fields(kind: Any) -> tuple[tuple[str, str, Make], ...]:  # noqa: ANN401 - a dataclass
    """Return name, key and maker of each field: the types are looked at once, not once a value."""
    hints = get_type_hints(kind)
    return tuple((f.name, f.name.rstrip("_"), _maker(hints[f.name])) for f in fields(kind))


def _maker(hint: Any) -> Make:  # noqa: ANN401 - a type or a typing object
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _maker(next(a for a in args if a is not type(None)))
    if origin is tuple:
        return _tuple_maker(args)
    if is_dataclass(hint) and isinstance(hint, type):
        return lambda data: None if data is None else from_plain(hint, data)
    return lambda data: data


def _tuple_maker(args: tuple[Any, ...]) -> Make:
    if len(args) == 2 and args[1] is Ellipsis:
        make = _maker(args[0])
        return lambda data: None if data is None else tuple([make(item) for item in data])
    makers = [_maker(a) for a in args]
    return lambda data: None if data is None else tuple([m(item) for m, item in zip(makers, data, strict=True)])
