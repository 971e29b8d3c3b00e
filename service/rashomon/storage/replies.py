"""First answers by Idempotency-Key, kept in the transaction of what they answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, select, tuple_

from rashomon.storage.clock import now
from rashomon.storage.rows import add_unless_there
from rashomon.storage.tables.work import replies


class SqlReplies:
    """See `workflows.ports.Replies`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, tenant: str, key: str) -> tuple[str, dict[str, Any]] | None:
        """Return the fingerprint of the first request and its answer."""
        query = select(replies.c.fingerprint, replies.c.answer).where(replies.c.tenant == tenant, replies.c.key == key)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else (row.fingerprint, row.answer)

    def used(self, keys: Collection[tuple[str, str]]) -> frozenset[tuple[str, str]]:
        """Return those of these keys, each with its tenant, that have an answer."""
        if not keys:
            return frozenset()
        query = select(replies.c.tenant, replies.c.key).where(tuple_(replies.c.tenant, replies.c.key).in_(sorted(keys)))
        return frozenset((row.tenant, row.key) for row in self._connection.execute(query))

    def keep(self, tenant: str, key: str, fingerprint: str, answer: Mapping[str, Any], job_id: str | None) -> bool:
        """Keep an answer; False when another request was faster with the same key (then roll back and find it)."""
        values = {"tenant": tenant, "key": key, "fingerprint": fingerprint, "answer": dict(answer), "job_id": job_id}
        return add_unless_there(self._connection, replies, values | {"created_at": now()})
