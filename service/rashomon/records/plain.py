"""Records to plain JSON data and back: the one place that knows the trailing-underscore rule."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

R = TypeVar("R")


def to_plain(value: Any) -> Any:  # noqa: ANN401 - any record, list or scalar
    """Return `value` as dicts, lists and scalars; `class_` becomes `class`, tuples become lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name.rstrip("_"): to_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, dict):
        return {k: to_plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(v) for v in value]
    return value


def from_plain(kind: type[R], data: dict[str, Any]) -> R:
    """Build a record of `kind`; unknown keys are ignored, missing ones take the record's defaults."""
    made = {}
    for name, hint in _hints(kind).items():  # type: ignore[arg-type]  # a class is hashable
        key = name.rstrip("_")
        if key in data:
            made[name] = _value(hint, data[key])
    return kind(**made)


@cache
def _hints(kind: Any) -> dict[str, Any]:  # noqa: ANN401 - a dataclass
    hints = get_type_hints(kind)
    return {f.name: hints[f.name] for f in fields(kind)}


def _value(hint: Any, data: Any) -> Any:  # noqa: ANN401 - typing objects
    if data is None:
        return None
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _value(next(a for a in args if a is not type(None)), data)
    if origin is tuple:
        if len(args) == 2 and args[1] is Ellipsis:
            return tuple(_value(args[0], item) for item in data)
        return tuple(_value(a, item) for a, item in zip(args, data, strict=True))
    if is_dataclass(hint) and isinstance(hint, type):
        return from_plain(hint, data)
    return data
