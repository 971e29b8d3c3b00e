"""What a client may do with a job: cancel it, run it again."""

from __future__ import annotations

from rashomon.records.job import TERMINAL, Job
from rashomon.records.problems import ConflictError, NotFoundError
from rashomon.workflows.notify import announce_ended
from rashomon.workflows.ports import Store, Unit

RETRYABLE = TERMINAL - {"succeeded"}
MOST_LINES = 1000  # of a batch


def cancel_job(store: Store, tenant: str, job_id: str) -> Job:
    """End a job that is not over (a batch with its waiting lines). NotFoundError, ConflictError `job_finished`."""
    with store.writing() as unit:
        _known(unit, tenant, job_id)
        ended = unit.jobs.cancel(tenant, job_id)
        if not ended:
            raise ConflictError("The job is over.", reason="job_finished")
        announce_ended(unit, ended)
        return _known(unit, tenant, job_id)


def retry_job(store: Store, tenant: str, job_id: str) -> Job:
    """Run a failed, cancelled or quarantined job again, of a batch every such line. NotFoundError, ConflictError."""
    with store.writing() as unit:
        job = _known(unit, tenant, job_id, lock=True)
        if job.kind == "batch":
            _retry_lines(unit, tenant, job)
        else:
            _retry(unit, tenant, job)
        return _known(unit, tenant, job_id)


def _retry_lines(unit: Unit, tenant: str, batch: Job) -> None:
    lines = unit.jobs.items(tenant, batch.id, limit=MOST_LINES, after=None).items
    ids = {line.job_id for line in lines if line.job_id is not None and line.status in RETRYABLE}
    jobs = [unit.jobs.get(tenant, job_id, lock=True) for job_id in sorted(ids)]
    again = [job for job in jobs if job is not None and _refusal(unit, tenant, job) is None]
    if not again:
        raise ConflictError("No line of this batch can run again.", reason="job_not_retryable")
    for job in again:
        unit.jobs.retry(tenant, job.id)


def _retry(unit: Unit, tenant: str, job: Job) -> None:
    refusal = _refusal(unit, tenant, job)
    if refusal is not None:
        raise ConflictError(refusal, reason="job_not_retryable")
    unit.jobs.retry(tenant, job.id)


def _refusal(unit: Unit, tenant: str, job: Job) -> str | None:
    if job.status not in RETRYABLE:
        return f"The job is {job.status}."
    if job.kind == "comparison":
        return "The texts lent to a comparison are gone: ask for it anew."
    if job.kind in ("article", "rereading") and unit.articles.get(tenant, job.article_ids[0]) is None:
        return "Its article was deleted."
    return None


def _known(unit: Unit, tenant: str, job_id: str, *, lock: bool = False) -> Job:
    job = unit.jobs.get(tenant, job_id, lock=lock)
    if job is None:
        raise NotFoundError(f"There is no job {job_id}.")
    return job
