"""API keys: who may call, for which tenant, to do what."""

from __future__ import annotations

from dataclasses import dataclass

SCOPES: tuple[str, ...] = ("read", "submit", "admin")


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it may be shown: the secret itself is known only when it is made. `prefix` is its readable beginning."""

    id: str
    tenant: str
    name: str
    prefix: str
    scopes: tuple[str, ...]
    created_at: str
    last_used_at: str | None
    revoked_at: str | None


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key just made, with the `secret` that is shown once."""

    key: ApiKey
    secret: str


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is calling; `key_id` is None when authentication is off."""

    tenant: str
    key_id: str | None
    scopes: tuple[str, ...]
