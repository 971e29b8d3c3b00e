"""Jobs in SQL as clients see them: added, read, cancelled, run again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from rashomon import tracing
from rashomon.records.job import TERMINAL, Job, JobError, JobItem, Progress
from rashomon.records.plain import from_plain, to_plain
from rashomon.records.query import Slice
from rashomon.records.work import Ended, NewJob
from rashomon.storage.clock import now, time_now
from rashomon.storage.endings import job_is, reopen_batches, settle, settle_batch
from rashomon.storage.outbox import ask, ask_all
from rashomon.storage.paging import Order, Page, fetch_page
from rashomon.storage.rows import add_all, insert_into, sent_together
from rashomon.storage.tables.work import batch_items, comparisons, jobs

FIRST_STAGE: Mapping[str, str] = {
    "article": "reading",
    "comparison": "reading",
    "deletion": "comparing",
    "decision": "comparing",
    "rereading": "reading",
}


_ADDING = insert(jobs).inline()
_ONE = select(jobs).where(jobs.c.tenant == bindparam("tenant"), jobs.c.id == bindparam("id"))
_LOCKED = _ONE.with_for_update()


class SqlJobs:
    """See `workflows.ports.Jobs`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, tenant: str, job: NewJob) -> Job:
        """Store a queued job and, when somebody works on it itself, the message that asks for it."""
        return self.add_all([(tenant, job)], at=time_now(self._connection))[0]

    def add_all(self, entries: Sequence[tuple[str, NewJob]], *, at: str) -> tuple[Job, ...]:
        """Store queued jobs with their messages, as of a moment by the database's clock."""
        if not entries:
            return ()
        rows = [_queued(tenant, job, at) for tenant, job in entries]
        told = [
            {"tenant": row["tenant"], "stage": row["stage"], "ref": row["id"], "attempt": 1} for row in rows if row["stage"]
        ]
        with sent_together(self._connection):
            self._connection.execute(_ADDING, rows)
            ask_all(self._connection, told)
        for _, job in entries:
            tracing.job(job.id, request_id=job.request_id, kind=job.kind)
        return tuple(_fresh(job, at) for _, job in entries)

    def get(self, tenant: str, job_id: str, *, lock: bool = False) -> Job | None:
        """Return a job; with `lock` nobody changes it until this unit ends."""
        row = self._connection.execute(_LOCKED if lock else _ONE, {"tenant": tenant, "id": job_id}).one_or_none()
        if row is None:
            return None
        return job_of(row, self._batch_articles(tenant, job_id) if row.kind == "batch" else ())

    def callback_of(self, tenant: str, job_id: str) -> str | None:
        """Return the address that wants to know how the job ends."""
        return self._connection.execute(select(jobs.c.callback_url).where(*job_is(tenant, job_id))).scalar_one_or_none()

    def list(
        self, tenant: str, *, status: str | None, kind: str | None, limit: int, after: tuple[Any, ...] | None
    ) -> Slice[Job]:
        """List jobs, newest first; a batch without its article ids."""
        query = select(jobs).where(jobs.c.tenant == tenant)
        if status is not None:
            query = query.where(jobs.c.status == status)
        if kind is not None:
            query = query.where(jobs.c.kind == kind)
        order = Order((jobs.c.created_at, jobs.c.id), descending=True)
        return fetch_page(self._connection, query, order, Page(limit, after), job_of)

    def add_items(self, tenant: str, batch_id: str, items: Sequence[JobItem]) -> tuple[Ended, ...]:
        """Give a batch its lines; those refused or finished count as done, and a batch of such alone ends here."""
        rows = (
            {
                "tenant": tenant,
                "batch_id": batch_id,
                "position": item.position,
                "article_id": item.article_id,
                "job_id": item.job_id,
                "error": to_plain(item.error),
            }
            for item in items
        )
        add_all(self._connection, batch_items, rows)
        over = [item.status for item in items if item.status in TERMINAL]
        counted = {"total": len(items), "done": len(over), "failed": sum(status != "succeeded" for status in over)}
        self._connection.execute(update(jobs).where(*job_is(tenant, batch_id)).values(counted))
        return settle_batch(self._connection, tenant, batch_id)

    def items(self, tenant: str, batch_id: str, *, limit: int, after: tuple[Any, ...] | None) -> Slice[JobItem]:
        """List the lines of a batch in order."""
        joined = batch_items.outerjoin(jobs, (jobs.c.tenant == batch_items.c.tenant) & (jobs.c.id == batch_items.c.job_id))
        query = (
            select(batch_items, jobs.c.status, jobs.c.error.label("job_error"))
            .select_from(joined)
            .where(batch_items.c.tenant == tenant, batch_items.c.batch_id == batch_id)
        )
        return fetch_page(self._connection, query, Order((batch_items.c.position,)), Page(limit, after), _item_of)

    def cancel(self, tenant: str, job_id: str) -> tuple[Ended, ...]:
        """Cancel a job that is not over, of a batch every line that waits or runs; empty when nothing was left to cancel."""
        lines = self._lock_lines(tenant, job_id)  # before the batch itself, as a line that ends does
        ended = list(settle(self._connection, tenant, job_id, "cancelled"))
        for line in lines:
            ended += settle(self._connection, tenant, line, "cancelled")
        return tuple(ended)

    def retry(self, tenant: str, job_id: str) -> Job | None:
        """Queue a job that is over again, from its first stage; None when it is not over, or a batch."""
        fresh = {"status": "queued", "attempts": 0, "next_attempt": 1, "error": None, "done": 0, "failed": 0}
        fresh |= {"lease_until": None, "owner": None, "started_at": None, "finished_at": None, "published_at": None}
        where = (*job_is(tenant, job_id), jobs.c.status.in_(TERMINAL), jobs.c.kind != "batch")
        before = self._connection.execute(select(jobs.c.status).where(*where).with_for_update()).scalar_one_or_none()
        if before is None:
            return None
        row = self._connection.execute(update(jobs).where(*where).values(fresh).returning(jobs)).one()
        stage = FIRST_STAGE[row.kind]
        self._connection.execute(update(jobs).where(*job_is(tenant, job_id)).values(stage=stage))
        ask(self._connection, tenant, stage, job_id, attempt=1)
        reopen_batches(self._connection, tenant, job_id, failed=before != "succeeded")
        return job_of(row)

    def queued(self, tenant: str) -> int:
        """Count the jobs that wait."""
        query = select(func.count()).select_from(jobs).where(jobs.c.tenant == tenant, jobs.c.status == "queued")
        return int(self._connection.execute(query).scalar_one())

    def keep_result(self, tenant: str, job_id: str, document: Mapping[str, Any]) -> None:
        """Keep the result of an ad hoc comparison."""
        values = {"tenant": tenant, "job_id": job_id, "document": dict(document), "created_at": now()}
        statement = insert_into(self._connection, comparisons).values(values)
        kept = {"document": values["document"], "created_at": values["created_at"]}
        self._connection.execute(statement.on_conflict_do_update(index_elements=["tenant", "job_id"], set_=kept))

    def result(self, tenant: str, job_id: str) -> dict[str, Any] | None:
        """Return the result of an ad hoc comparison while it is kept."""
        query = select(comparisons.c.document).where(comparisons.c.tenant == tenant, comparisons.c.job_id == job_id)
        return self._connection.execute(query).scalar_one_or_none()

    def _lock_lines(self, tenant: str, batch_id: str) -> tuple[str, ...]:
        members = select(batch_items.c.job_id).where(batch_items.c.tenant == tenant, batch_items.c.batch_id == batch_id)
        query = select(jobs.c.id).where(jobs.c.tenant == tenant, jobs.c.id.in_(members)).order_by(jobs.c.id)
        return tuple(self._connection.execute(query.with_for_update()).scalars())

    def _batch_articles(self, tenant: str, batch_id: str) -> tuple[str, ...]:
        query = select(batch_items.c.article_id).where(batch_items.c.tenant == tenant, batch_items.c.batch_id == batch_id)
        ids = self._connection.execute(query.order_by(batch_items.c.position)).scalars()
        return tuple(dict.fromkeys(found for found in ids if found))


def _queued(tenant: str, job: NewJob, at: str) -> dict[str, Any]:
    return {
        "tenant": tenant,
        "id": job.id,
        "kind": job.kind,
        "status": "queued",
        "stage": FIRST_STAGE.get(job.kind),
        "article_id": job.article_id,
        "total": 0 if job.kind == "batch" else 1,
        "request_id": job.request_id,
        "callback_url": job.callback_url,
        "work": dict(job.work),
        "created_at": at,
    }


def _fresh(job: NewJob, at: str) -> Job:
    articles = (job.article_id,) if job.article_id else tuple(job.work.get("article_ids", ()))
    progress = Progress(0 if job.kind == "batch" else 1, 0, 0)
    return Job(job.id, job.kind, "queued", articles, progress, None, 0, at, started_at=None, finished_at=None)


def job_of(row: Row[Any], article_ids: tuple[str, ...] = ()) -> Job:
    """Return the job in a row."""
    return Job(
        id=row.id,
        kind=row.kind,
        status=row.status,
        article_ids=(row.article_id,) if row.article_id else article_ids or tuple(row.work.get("article_ids", ())),
        progress=Progress(row.total, row.done, row.failed),
        error=None if row.error is None else from_plain(JobError, row.error),
        attempts=row.attempts,
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
    )


def _item_of(row: Row[Any]) -> JobItem:
    error = row.error or row.job_error
    return JobItem(
        position=row.position,
        article_id=row.article_id,
        job_id=row.job_id,
        status=row.status or "failed",
        error=None if error is None else from_plain(JobError, error),
    )
