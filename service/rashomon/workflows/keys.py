"""API keys: made, listed, rotated, revoked, and recognised in constant time."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.records.key import ApiKey, Caller, NewKey
from rashomon.workflows.ports import Store


def create_key(store: Store, tenant: str, *, name: str, scopes: Sequence[str], secret: str | None = None) -> NewKey:
    """Make a key `rsh_<prefix>_<secret>`; `secret` brings an existing one (it must have that form). InvalidError on scopes."""
    raise NotImplementedError


def list_keys(store: Store, tenant: str) -> tuple[ApiKey, ...]:
    """List a tenant's keys, oldest first."""
    raise NotImplementedError


def rotate_key(store: Store, tenant: str, key_id: str) -> NewKey:
    """Make a key of the same name and scopes and revoke this one. NotFoundError."""
    raise NotImplementedError


def revoke_key(store: Store, tenant: str, key_id: str) -> None:
    """Revoke a key at once. NotFoundError."""
    raise NotImplementedError


def recognise(store: Store, presented: str) -> Caller | None:
    """Return who presents this key, None when nobody does; notes the use at most once a minute."""
    raise NotImplementedError
