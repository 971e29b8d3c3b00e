"""JSON pointers (RFC 6901) into records: what stands there, what may stand there, and the record with another value."""

from __future__ import annotations

import types
from copy import deepcopy
from dataclasses import fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


def parts_of(pointer: str) -> tuple[str, ...]:
    """Return the steps of a pointer; ValueError when it is none."""
    if pointer and not pointer.startswith("/"):
        raise ValueError("a JSON pointer begins with a slash")
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])


def value_at(plain: Any, pointer: str) -> Any:  # noqa: ANN401 - any JSON data
    """Return the value that `pointer` leads to; LookupError when it leads nowhere."""
    for part in parts_of(pointer):
        plain = plain[_index(plain, part)]
    return plain


def with_value(plain: Any, pointer: str, value: Any) -> Any:  # noqa: ANN401 - any JSON data
    """Return a copy of `plain` with another value there; LookupError when the pointer leads nowhere."""
    *path, last = parts_of(pointer)
    made = holder = deepcopy(plain)
    for part in path:
        holder = holder[_index(holder, part)]
    holder[_index(holder, last)] = value
    return made


def type_at(kind: Any, pointer: str) -> Any:  # noqa: ANN401 - typing objects
    """Return the type that a record of `kind` has there; LookupError when it has no such place."""
    for part in parts_of(pointer):
        kind = _inside(_present(kind), part)
    return kind


def fits(kind: Any, value: Any) -> bool:  # noqa: ANN401, PLR0911 - typing objects; one return per kind of type
    """Whether plain JSON data is a value of this type, with every field of a record and no other."""
    origin, args = get_origin(kind), get_args(kind)
    if kind is Any:
        return True
    if origin in (Union, types.UnionType):
        return any(fits(one, value) for one in args)
    if origin is Literal:
        return value in args
    if origin is tuple and args[-1] is Ellipsis:
        return isinstance(value, list) and all(fits(args[0], item) for item in value)
    if origin is tuple:
        return isinstance(value, list) and len(value) == len(args) and all(map(fits, args, value))
    if origin is dict:
        return isinstance(value, dict) and all(fits(args[1], item) for item in value.values())
    if is_dataclass(kind):
        hints = {f.name.rstrip("_"): h for f in fields(kind) for h in (get_type_hints(kind)[f.name],)}
        return isinstance(value, dict) and set(value) == set(hints) and all(fits(h, value[n]) for n, h in hints.items())
    if kind in (int, float) and isinstance(value, bool):
        return False
    return value is None if kind in (None, type(None)) else isinstance(value, (int, float) if kind is float else kind)


def _inside(kind: Any, part: str) -> Any:  # noqa: ANN401 - typing objects
    origin, args = get_origin(kind), get_args(kind)
    if origin is tuple and part.isascii() and part.isdigit():
        return args[0]
    if origin is dict:
        return args[1]
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return {f.name.rstrip("_"): hints[f.name] for f in fields(kind)}[part]
    raise LookupError(part)


def _present(kind: Any) -> Any:  # noqa: ANN401 - typing objects
    if get_origin(kind) in (Union, types.UnionType):
        return next(one for one in get_args(kind) if one is not type(None))
    return kind


def _index(plain: Any, part: str) -> Any:  # noqa: ANN401 - any JSON data
    if isinstance(plain, list) and part.isascii() and part.isdigit():
        return int(part)
    if isinstance(plain, dict) and part in plain:
        return part
    raise LookupError(part)
