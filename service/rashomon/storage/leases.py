"""Jobs in SQL as workers see them: claimed under a lease, renewed, handed on, given up. A late writer matches no row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, exists, select, update

from rashomon.records.job import TERMINAL, JobError, JobStatus
from rashomon.records.plain import to_plain
from rashomon.records.work import Claim, Ended
from rashomon.storage.clock import in_seconds, now
from rashomon.storage.endings import job_is, settle
from rashomon.storage.outbox import ask
from rashomon.storage.tables.work import batch_items, jobs


class SqlLeases:
    """See `workflows.ports.Leases`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim(self, tenant: str, job_id: str, attempt: int, *, stage: str, owner: str, seconds: float) -> Claim | None:
        """Take a job that waits for this attempt at this stage; None when somebody else has it or it is over."""
        waits = (jobs.c.stage == stage, jobs.c.next_attempt == attempt, jobs.c.lease_until.is_(None))
        values = {
            "status": "running",
            "attempts": jobs.c.next_attempt,
            "token": jobs.c.token + 1,
            "lease_until": in_seconds(seconds),
            "owner": owner,
        }
        taking = update(jobs).where(*job_is(tenant, job_id), jobs.c.status.not_in(TERMINAL), *waits).values(values)
        row = self._connection.execute(taking.returning(jobs)).one_or_none()
        if row is None:
            return None
        if row.started_at is None:
            self._start(tenant, job_id)
        return Claim(tenant, job_id, row.token, attempt, stage, row.kind, row.article_id, row.request_id, row.work)

    def renew(self, claim: Claim, seconds: float) -> bool:
        """Prolong the lease; False when it is lost."""
        return self._change(claim, {"lease_until": in_seconds(seconds)})

    def holds(self, claim: Claim) -> bool:
        """Lock the job for this unit and say whether the claim still holds."""
        return self._change(claim, {"token": claim.token})

    def advance(self, claim: Claim, stage: str) -> bool:
        """Hand the job to its next stage, same attempt; False when the claim is lost (then roll back)."""
        handed = self._change(claim, {"stage": stage, "lease_until": None, "owner": None, "published_at": None})
        if handed:
            ask(self._connection, claim.tenant, stage, claim.job_id, attempt=claim.attempt)
        return handed

    def again(self, claim: Claim, error: JobError, *, max_attempts: int) -> tuple[Ended, ...]:
        """Give up this attempt: the next one waits, or the job is quarantined (then the answer names it)."""
        return give_up(self._connection, claim, to_plain(error), max_attempts=max_attempts)

    def hand_back(self, claim: Claim) -> bool:
        """Return a job unworked (the process is stopping): the same attempt waits for another worker."""
        freed = {"status": "queued", "lease_until": None, "owner": None, "published_at": None}
        handed = self._change(claim, freed)
        if handed:
            ask(self._connection, claim.tenant, claim.stage, claim.job_id, attempt=claim.attempt)
        return handed

    def end(self, claim: Claim, status: JobStatus, error: JobError | None = None) -> tuple[Ended, ...]:
        """End the job, and batches that waited for it last; empty when the claim is lost (then roll back)."""
        plain = to_plain(error)
        return settle(self._connection, claim.tenant, claim.job_id, status, error=plain, token=claim.token)

    def _change(self, claim: Claim, values: Mapping[str, Any]) -> bool:
        mine = (*job_is(claim.tenant, claim.job_id), jobs.c.token == claim.token, jobs.c.lease_until.is_not(None))
        return self._connection.execute(update(jobs).where(*mine).values(values)).rowcount == 1

    def _start(self, tenant: str, job_id: str) -> None:
        self._connection.execute(update(jobs).where(*job_is(tenant, job_id)).values(started_at=now()))
        item = (batch_items.c.tenant == tenant, batch_items.c.job_id == job_id, batch_items.c.batch_id == jobs.c.id)
        of_batch = (jobs.c.tenant == tenant, jobs.c.kind == "batch", jobs.c.status == "queued", exists(select(1).where(*item)))
        self._connection.execute(update(jobs).where(*of_batch).values(status="running", started_at=now()))


def give_up(connection: Connection, claim: Claim, error: dict[str, Any], *, max_attempts: int) -> tuple[Ended, ...]:
    """End an attempt that came to nothing: queue the next one, or quarantine the job. Nothing when the claim is lost."""
    if claim.attempt >= max_attempts:
        return settle(connection, claim.tenant, claim.job_id, "quarantined", error=error, token=claim.token)
    following = claim.attempt + 1
    values = {"status": "queued", "next_attempt": following, "lease_until": None, "owner": None, "error": error}
    mine = (*job_is(claim.tenant, claim.job_id), jobs.c.token == claim.token, jobs.c.lease_until.is_not(None))
    freed = update(jobs).where(*mine).values(values | {"published_at": None})
    if connection.execute(freed).rowcount == 1:
        ask(connection, claim.tenant, claim.stage, claim.job_id, attempt=following)
    return ()
