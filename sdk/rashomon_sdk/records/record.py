"""How an answer becomes a record: by the names and types of its fields, keeping what it does not know."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any, Self, Union, get_args, get_origin, get_type_hints


@dataclass(frozen=True, kw_only=True)
class Record:
    """Anything served; built from JSON by `from_json`. A field that the service left out is its default or None."""

    extra: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Build the record; unknown fields go to `extra`."""
        this: Any = cls  # a class is hashable, whatever its instances are
        known = _fields(this)
        made = {name: _value(hint, data.get(key)) for key, (name, hint) in known.items() if key in data}
        missing = {name: None for key, (name, _) in known.items() if key not in data and name not in _defaulted(this)}
        extra = {key: value for key, value in data.items() if key not in known}
        return cls(**missing, **made, extra=extra, raw=data)


@cache
def _fields(kind: Any) -> dict[str, tuple[str, Any]]:  # noqa: ANN401 - a record class
    """Return JSON name -> (field name, type) of a record, without the two that hold the rest."""
    hints = get_type_hints(kind)
    names = [f.name for f in fields(kind) if f.name not in ("extra", "raw")]
    return {name.rstrip("_"): (name, hints[name]) for name in names}


@cache
def _defaulted(kind: Any) -> frozenset[str]:  # noqa: ANN401 - a record class
    return frozenset(f.name for f in fields(kind) if f.default is not MISSING or f.default_factory is not MISSING)


def _value(hint: Any, data: Any) -> Any:  # noqa: ANN401 - typing objects and JSON
    if data is None:
        return () if get_origin(hint) is tuple else None
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _value(next(a for a in args if a is not type(None)), data)
    if origin is tuple:
        inner = args[0]
        return tuple(_value(inner, item) for item in data)
    if isinstance(hint, type) and is_dataclass(hint) and isinstance(data, Mapping):
        return hint.from_json(data)  # type: ignore[attr-defined]  # every dataclass here is a Record
    return data
