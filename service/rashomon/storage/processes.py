"""Heart-beats of relays and workers, by the database's clock."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, select

from rashomon.records.process import Process
from rashomon.storage.clock import in_seconds, now
from rashomon.storage.rows import insert_into
from rashomon.storage.tables.work import processes
from rashomon.storage.times import seconds_between

REMEMBERED_SECONDS = 3600.0


class SqlProcesses:
    """See `workflows.ports.Processes`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def beat(self, process_id: str, *, role: str, host: str, pid: int, facts: Mapping[str, Any]) -> None:
        """Say that a process lives and what it knows of itself."""
        values: dict[str, Any] = {"id": process_id, "role": role, "host": host, "pid": pid, "facts": dict(facts)}
        statement = insert_into(self._connection, processes).values(values | {"started_at": now(), "last_seen": now()})
        again = {"last_seen": now(), "facts": values["facts"]}
        self._connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=again))

    def alive(self) -> tuple[Process, ...]:
        """Return all that were heard of in the last hour."""
        query = select(processes, now().label("now")).where(processes.c.last_seen > in_seconds(-REMEMBERED_SECONDS))
        return tuple(
            Process(
                id=row.id,
                role=row.role,
                host=row.host,
                pid=row.pid,
                started_at=row.started_at,
                silent_for=seconds_between(row.last_seen, row.now),
                facts=row.facts,
            )
            for row in self._connection.execute(query.order_by(processes.c.started_at, processes.c.id))
        )

    def gone(self, process_id: str) -> None:
        """Forget a process that ended in order."""
        self._connection.execute(delete(processes).where(processes.c.id == process_id))
