"""What the service knows and who may call it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rashomon_sdk.records.record import Record
from rashomon_sdk.records.values import Actor


@dataclass(frozen=True, kw_only=True)
class Vocabulary(Record):
    """What a client may meet: types with their codes, actors, weapons, measures, gradings; other lists are in `extra`."""

    types: tuple[dict[str, Any], ...] = ()
    actors: tuple[Actor, ...] = ()
    weapons: tuple[dict[str, Any], ...] = ()
    measures: tuple[dict[str, Any], ...] = ()
    gradings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ApiKey(Record):
    """A key without its secret; `prefix` is how it begins."""

    id: str
    tenant: str | None
    name: str | None
    prefix: str | None
    scopes: tuple[str, ...] = ()
    created_at: str | None
    last_used_at: str | None
    revoked_at: str | None


@dataclass(frozen=True, kw_only=True)
class NewApiKey(Record):
    """A fresh key: `secret` is shown in this answer only."""

    key: ApiKey
    secret: str
