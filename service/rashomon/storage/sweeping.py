"""What the sweeper looks for, of all tenants: leases that ran out, messages that were lost, answers kept long enough."""

from __future__ import annotations

from typing import Any, get_args

from sqlalchemy import Connection, Row, Select, delete, func, or_, select, update

from rashomon.records.job import JobError, JobStatus
from rashomon.records.plain import to_plain
from rashomon.records.work import Claim, Ended
from rashomon.storage.clock import in_seconds, now
from rashomon.storage.leases import give_up
from rashomon.storage.outbox import ask
from rashomon.storage.retention import drop_texts, has_old_texts
from rashomon.storage.tables.hooks import deliveries
from rashomon.storage.tables.work import comparisons, jobs, outbox, processes, replies
from rashomon.storage.times import earlier_by, seconds_between

KEPT_SECONDS = 24 * 3600.0  # answers by Idempotency-Key and results of ad hoc comparisons
UNDER_WAY = ("queued", "running")
AT_ONCE = 200  # rows of one sweep: the next one comes in a second
OVERTAKEN_SECONDS = 10.0  # a queue is first in, first out: who is that much older than what runs now has lost its message


class SqlSweeps:
    """See `workflows.ports.Sweeps`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def expire(self, lost: JobError, *, max_attempts: int) -> tuple[int, tuple[Ended, ...]]:
        """Take back jobs whose lease ran out: how many, and which of them are quarantined now. Keeps the last real error."""
        query = select(jobs).where(jobs.c.status == "running", jobs.c.lease_until < now())
        rows = self._connection.execute(
            query.order_by(jobs.c.lease_until).limit(AT_ONCE).with_for_update(skip_locked=True)
        ).all()
        ended: list[Ended] = []
        for row in rows:
            error = row.error or to_plain(lost)
            ended += give_up(self._connection, _claim_of(row), error, max_attempts=max_attempts)
        return len(rows), tuple(ended)

    def overdue(self) -> bool:
        """Whether a lease ran out; asks without writing."""
        query = select(1).where(jobs.c.status == "running", jobs.c.lease_until < now()).limit(1)
        return self._connection.execute(query).first() is not None

    def stranded(self, stage: str, *, older_than: float, drained: bool) -> bool:
        """Whether a message of this queue was lost; asks without writing."""
        return self._connection.execute(self._stranded(stage, older_than, drained=drained).limit(1)).first() is not None

    def ask_again(self, stage: str, *, older_than: float, drained: bool) -> int:
        """Leave the messages that were lost once more; how many. `drained`: the broker holds none of this queue."""
        query = self._stranded(stage, older_than, drained=drained).limit(AT_ONCE).with_for_update(skip_locked=True)
        rows = self._connection.execute(query).all()
        for row in rows:
            is_it = (jobs.c.tenant == row.tenant, jobs.c.id == row.id)
            self._connection.execute(update(jobs).where(*is_it).values(published_at=None))
            ask(self._connection, row.tenant, stage, row.id, attempt=row.next_attempt)
        return len(rows)

    def tidy(self) -> int:
        """Forget what was kept long enough; how many rows."""
        old = in_seconds(-KEPT_SECONDS)
        gone = 0
        for table in (replies, comparisons):
            gone += self._connection.execute(delete(table).where(table.c.created_at < old)).rowcount
        silent = processes.c.last_seen < in_seconds(-3600.0)
        return gone + self._connection.execute(delete(processes).where(silent)).rowcount

    def has_old_texts(self, days: float) -> bool:
        """Whether a text is kept longer than so many days; asks without writing."""
        return has_old_texts(self._connection, days)

    def drop_texts(self, days: float) -> int:
        """Drop some texts that were kept for so many days; how many, 0 when none is left."""
        return drop_texts(self._connection, days)

    def backlog(self) -> dict[str, float]:
        """Return figures for the monitor: jobs by status, and how long the oldest of each kind of work has waited."""
        counted = select(jobs.c.status, func.count().label("n")).group_by(jobs.c.status)
        states = {row.status: row.n for row in self._connection.execute(counted)}
        waiting = (jobs.c.status == "queued", jobs.c.kind != "batch")
        pending = deliveries.c.status == "pending"
        overdue = (jobs.c.status == "running", jobs.c.lease_until < now())
        asked = {
            "at": select(now()),
            "queued": select(func.min(jobs.c.created_at)).where(*waiting),
            "unpublished": select(func.min(outbox.c.created_at)),
            "undelivered": select(func.min(deliveries.c.created_at)).where(pending),
            "pending": select(func.count()).select_from(deliveries).where(pending),
            "overdue": select(func.count()).select_from(jobs).where(*overdue),
            "retried": select(func.count()).select_from(jobs).where(jobs.c.attempts > 1, jobs.c.status.in_(UNDER_WAY)),
        }
        row = self._connection.execute(select(*(q.scalar_subquery().label(name) for name, q in asked.items()))).one()
        return {
            **{f"jobs_{status}": float(states.get(status, 0)) for status in get_args(JobStatus)},
            "oldest_queued_seconds": _age(row.queued, row.at),
            "outbox_lag_seconds": _age(row.unpublished, row.at),
            "leases_overdue": float(row.overdue),
            "jobs_retried": float(row.retried),
            "webhooks_pending": float(row.pending),
            "webhook_oldest_pending_seconds": _age(row.undelivered, row.at),
        }

    def _stranded(self, stage: str, older_than: float, *, drained: bool) -> Select[Any]:
        waits = (jobs.c.stage == stage, jobs.c.status.in_(("queued", "running")), jobs.c.lease_until.is_(None))
        published = jobs.c.published_at
        # published at the same time or later and already running: messages do not overtake each other
        running = select(func.max(published)).where(
            jobs.c.stage == stage, jobs.c.status == "running", jobs.c.lease_until.is_not(None)
        )
        newest = self._connection.execute(running).scalar_one_or_none()
        lost = [published < in_seconds(-older_than)] if drained else []
        if newest is not None:
            lost.append(published < earlier_by(newest, OVERTAKEN_SECONDS))
        return select(jobs.c.tenant, jobs.c.id, jobs.c.next_attempt).where(*waits, published.is_not(None), or_(False, *lost))  # noqa: FBT003


def _claim_of(row: Row[Any]) -> Claim:
    return Claim(row.tenant, row.id, row.token, row.attempts, row.stage, row.kind, row.article_id, row.request_id, row.work)


def _age(then: str | None, at: str) -> float:
    return 0.0 if then is None else seconds_between(then, at)
