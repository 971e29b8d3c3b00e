"""API keys: made, listed, rotated, revoked, and recognised in constant time."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from contextlib import suppress

from rashomon.records.identity import random_id
from rashomon.records.key import SCOPES, ApiKey, Caller, NewKey
from rashomon.records.problems import InvalidError, NotFoundError, UnavailableError
from rashomon.workflows.ports import Store, Unit

_FORM = re.compile(r"rsh_([0-9a-f]{12})_([A-Za-z0-9_-]{32,128})")


def create_key(store: Store, tenant: str, *, name: str, scopes: Sequence[str], secret: str | None = None) -> NewKey:
    """Make a key `rsh_<prefix>_<secret>`; `secret` brings an existing one (it must have that form). InvalidError on scopes."""
    with store.writing() as unit:
        return _create(unit, tenant, name=name, scopes=scopes, secret=secret)


def list_keys(store: Store, tenant: str) -> tuple[ApiKey, ...]:
    """List a tenant's keys, oldest first."""
    with store.reading() as unit:
        return unit.keys.list(tenant)


def rotate_key(store: Store, tenant: str, key_id: str) -> NewKey:
    """Make a key of the same name and scopes and revoke this one. NotFoundError."""
    with store.writing() as unit:
        known = unit.keys.get(tenant, key_id)
        if known is None or not unit.keys.revoke(tenant, key_id):
            raise NotFoundError(f"There is no valid key {key_id}.")
        return _create(unit, tenant, name=known.name, scopes=known.scopes)


def revoke_key(store: Store, tenant: str, key_id: str) -> None:
    """Revoke a key at once. NotFoundError."""
    with store.writing() as unit:
        if not unit.keys.revoke(tenant, key_id):
            raise NotFoundError(f"There is no valid key {key_id}.")


def recognise(store: Store, presented: str) -> Caller | None:
    """Return who presents this key, None when nobody does; notes the use at most once a minute, if that can be written."""
    form = _FORM.fullmatch(presented)
    if form is None:
        return None
    with store.reading() as unit:
        found = unit.keys.by_prefix(form[1])
        noted = found is None or not unit.keys.use_is_stale(found[0].id)
    if found is None:
        return None
    key, digest = found
    if not hmac.compare_digest(digest, _digest(presented)) or key.revoked_at is not None:
        return None
    if not noted:
        with suppress(UnavailableError), store.writing() as unit:  # a full disk keeps nobody from reading
            unit.keys.used(key.id)
    return Caller(key.tenant, key.id, key.scopes)


def _create(unit: Unit, tenant: str, *, name: str, scopes: Sequence[str], secret: str | None = None) -> NewKey:
    unknown = sorted(set(scopes) - set(SCOPES))
    if unknown or not scopes:
        raise InvalidError(f"Scopes are {', '.join(SCOPES)}; not {', '.join(unknown) or 'none'}.")
    secret = secret or f"rsh_{secrets.token_hex(6)}_{secrets.token_urlsafe(32)}"
    form = _FORM.fullmatch(secret)
    if form is None:
        raise InvalidError("A key has the form rsh_<12 hexadecimal digits>_<at least 32 letters>.")
    kept = tuple(scope for scope in SCOPES if scope in scopes)
    key = ApiKey(random_id("key"), tenant, name, form[1], kept, unit.now(), last_used_at=None, revoked_at=None)
    unit.keys.add(key, _digest(secret))
    return NewKey(key, secret)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()  # 256 random bits need no slow hash
