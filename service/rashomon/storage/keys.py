"""API keys in SQL; of the secret only a digest."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, or_, select, update

from rashomon.records.key import ApiKey
from rashomon.storage.clock import in_seconds, now
from rashomon.storage.rows import add_unless_there
from rashomon.storage.tables.keys import api_keys, tenants

USE_NOTED_EVERY = 60.0  # seconds: a busy key must not mean a write per request


_STALE = or_(api_keys.c.last_used_at.is_(None), api_keys.c.last_used_at < in_seconds(-USE_NOTED_EVERY))
# Asked at every request, so built once.
_BY_PREFIX = select(api_keys).where(api_keys.c.prefix == bindparam("prefix"))
_IS_STALE = select(1).where(api_keys.c.id == bindparam("id"), _STALE)


class SqlKeys:
    """See `workflows.ports.Keys`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, key: ApiKey, secret_hash: str) -> None:
        """Store a key, and its tenant when it is the first."""
        add_unless_there(self._connection, tenants, {"id": key.tenant, "created_at": now()})
        values = {"id": key.id, "tenant": key.tenant, "name": key.name, "prefix": key.prefix, "scopes": list(key.scopes)}
        values |= {"secret_hash": secret_hash, "created_at": key.created_at}
        self._connection.execute(insert(api_keys).values(values))

    def by_prefix(self, prefix: str) -> tuple[ApiKey, str] | None:
        """Return a key and its hash, also when it is revoked."""
        row = self._connection.execute(_BY_PREFIX, {"prefix": prefix}).one_or_none()
        return None if row is None else (_key_of(row), row.secret_hash)

    def get(self, tenant: str, key_id: str) -> ApiKey | None:
        """Return a key."""
        row = self._connection.execute(select(api_keys).where(*_is(tenant, key_id))).one_or_none()
        return None if row is None else _key_of(row)

    def list(self, tenant: str) -> tuple[ApiKey, ...]:
        """List a tenant's keys, oldest first."""
        query = select(api_keys).where(api_keys.c.tenant == tenant).order_by(api_keys.c.created_at, api_keys.c.id)
        return tuple(_key_of(row) for row in self._connection.execute(query))

    def used(self, key_id: str) -> None:
        """Note that a key was used now, unless that was noted a moment ago."""
        self._connection.execute(update(api_keys).where(api_keys.c.id == key_id, _STALE).values(last_used_at=now()))

    def use_is_stale(self, key_id: str) -> bool:
        """Whether the noted use of a key is old enough to be noted again."""
        return self._connection.execute(_IS_STALE, {"id": key_id}).first() is not None

    def revoke(self, tenant: str, key_id: str) -> bool:
        """Revoke a key; False when there is none to revoke."""
        where = (*_is(tenant, key_id), api_keys.c.revoked_at.is_(None))
        return self._connection.execute(update(api_keys).where(*where).values(revoked_at=now())).rowcount == 1


def _is(tenant: str, key_id: str) -> tuple[Any, Any]:
    return api_keys.c.tenant == tenant, api_keys.c.id == key_id


def _key_of(row: Row[Any]) -> ApiKey:
    return ApiKey(
        id=row.id,
        tenant=row.tenant,
        name=row.name,
        prefix=row.prefix,
        scopes=tuple(row.scopes),
        created_at=row.created_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )
