"""How jobs end: the one place that writes a terminal state and tells the batches that waited for it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select, update

from rashomon.records.job import TERMINAL, JobStatus
from rashomon.records.work import Ended
from rashomon.storage.clock import now
from rashomon.storage.outbox import forget
from rashomon.storage.tables.work import batch_items, jobs


def job_is(tenant: str, job_id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the condition that picks one job."""
    return jobs.c.tenant == tenant, jobs.c.id == job_id


def settle(
    connection: Connection,
    tenant: str,
    job_id: str,
    status: JobStatus,
    *,
    error: dict[str, Any] | None = None,
    token: int | None = None,
) -> tuple[Ended, ...]:
    """End a job that is not over; with `token` only under that claim. Empty when it did not apply."""
    where = [*job_is(tenant, job_id), jobs.c.status.not_in(TERMINAL)]
    if token is not None:
        where += [jobs.c.token == token, jobs.c.lease_until.is_not(None)]
    values: dict[str, Any] = {"status": status, "lease_until": None, "owner": None, "finished_at": now(), "error": error}
    values["token"] = jobs.c.token + 1  # whoever still works on it writes no more
    if_single = {"done": jobs.c.total, "failed": 0 if status == "succeeded" else jobs.c.total}
    single = connection.execute(select(jobs.c.kind).where(*job_is(tenant, job_id))).scalar_one_or_none() != "batch"
    returned = (jobs.c.kind, jobs.c.callback_url, jobs.c.request_id, jobs.c.work)
    changed = update(jobs).where(*where).values(values | (if_single if single else {})).returning(*returned)
    row = connection.execute(changed).one_or_none()
    if row is None:
        return ()
    forget(connection, tenant, job_id)
    if row.kind == "comparison":  # the texts lent to it are held only until here
        kept = {"article_ids": row.work.get("article_ids", [])}
        connection.execute(update(jobs).where(*job_is(tenant, job_id)).values(work=kept))
    ended = Ended(tenant, job_id, row.kind, status, row.callback_url, row.request_id)
    return (ended, *_settle_batches_of(connection, tenant, job_id, failed=status != "succeeded"))


def settle_batch(connection: Connection, tenant: str, batch_id: str) -> tuple[Ended, ...]:
    """End a batch whose last line is done; one with failures `succeeded` too, `progress.failed` tells."""
    query = select(jobs.c.done, jobs.c.total).where(*job_is(tenant, batch_id), jobs.c.status.not_in(TERMINAL))
    row = connection.execute(query).one_or_none()
    if row is None or row.done < row.total:
        return ()
    return settle(connection, tenant, batch_id, "succeeded")


def reopen_batches(connection: Connection, tenant: str, job_id: str, *, failed: bool) -> None:
    """Take a line's end back: it runs again."""
    for batch_id, lines in _batches_of(connection, tenant, job_id):
        values = {"done": jobs.c.done - lines, "status": "running", "finished_at": None}
        if failed:
            values["failed"] = jobs.c.failed - lines
        connection.execute(update(jobs).where(*job_is(tenant, batch_id)).values(values))


def _settle_batches_of(connection: Connection, tenant: str, job_id: str, *, failed: bool) -> tuple[Ended, ...]:
    ended: list[Ended] = []
    for batch_id, lines in _batches_of(connection, tenant, job_id):
        values = {"done": jobs.c.done + lines, "failed": jobs.c.failed + (lines if failed else 0)}
        connection.execute(update(jobs).where(*job_is(tenant, batch_id)).values(values))
        ended += settle_batch(connection, tenant, batch_id)
    return tuple(ended)


def _batches_of(connection: Connection, tenant: str, job_id: str) -> list[tuple[str, int]]:
    query = (
        select(batch_items.c.batch_id, func.count())
        .where(batch_items.c.tenant == tenant, batch_items.c.job_id == job_id)
        .group_by(batch_items.c.batch_id)
        .order_by(batch_items.c.batch_id)
    )
    return [(row[0], row[1]) for row in connection.execute(query)]
