"""The outbox: messages written in the transaction that makes them true, published by the relay afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from rashomon.records.work import Message
from rashomon.storage.clock import now
from rashomon.storage.doorbell import ring
from rashomon.storage.rows import portions
from rashomon.storage.tables.work import jobs, outbox

_ASKING = insert(outbox).values(created_at=now()).inline()  # nobody asks for the id


def ask(connection: Connection, tenant: str, stage: str, ref: str, *, attempt: int) -> None:
    """Leave a message."""
    ask_all(connection, [{"tenant": tenant, "stage": stage, "ref": ref, "attempt": attempt}])


def ask_all(connection: Connection, messages: Sequence[Mapping[str, Any]]) -> None:
    """Leave messages, in this order."""
    if messages:
        connection.execute(_ASKING, messages)
        ring(connection)


def forget(connection: Connection, tenant: str, ref: str) -> None:
    """Take back what was not published yet."""
    connection.execute(delete(outbox).where(outbox.c.tenant == tenant, outbox.c.ref == ref))


class SqlOutbox:
    """The relay's side of the outbox."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def pending(self, limit: int) -> tuple[Message, ...]:
        """Return the oldest messages, of all tenants."""
        query = select(outbox).order_by(outbox.c.id).limit(limit)
        rows = self._connection.execute(query)
        return tuple(Message(row.id, row.tenant, row.stage, row.ref, row.attempt) for row in rows)

    def published(self, messages: Sequence[Message]) -> None:
        """Strike messages off and note the hour on their jobs."""
        for ids in portions([message.id for message in messages]):
            self._connection.execute(delete(outbox).where(outbox.c.id.in_(ids)))
        for tenant in sorted({message.tenant for message in messages}):
            for refs in portions([m.ref for m in messages if m.tenant == tenant]):
                of_jobs = (jobs.c.tenant == tenant, jobs.c.id.in_(refs))
                self._connection.execute(update(jobs).where(*of_jobs).values(published_at=now()))
