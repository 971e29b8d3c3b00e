"""Taking articles in: what a client hands over is stored with its job, its message and its answer in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rashomon.records.article import Submission
from rashomon.records.identity import random_id
from rashomon.records.job import Job, JobError, JobItem
from rashomon.records.plain import from_plain, to_plain
from rashomon.records.problems import FieldError, InvalidError, NotFoundError, ProblemError
from rashomon.records.work import NewJob
from rashomon.workflows.admitting import Entry, admit, admit_new, job_of_known
from rashomon.workflows.arriving import answer_of, taken_as_new
from rashomon.workflows.jobs import cancel_job, retry_job
from rashomon.workflows.notify import announce_ended
from rashomon.workflows.once import Idempotency, once
from rashomon.workflows.ports import Store, Unit
from rashomon.workflows.withdraw import delete_article

__all__ = [
    "ComparisonRequest",
    "Idempotency",
    "LineResult",
    "Submitted",
    "SubmittedBatch",
    "cancel_job",
    "delete_article",
    "request_comparison",
    "retry_job",
    "submit_article",
    "submit_batch",
]


@dataclass(frozen=True, slots=True)
class Submitted:
    """The answer to a submission: 202 when `created`, else 200; `replayed` when an Idempotency-Key brought it back."""

    job: Job
    created: bool
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class LineResult:
    """What became of one line of a batch; `refused` is None unless the line was turned down."""

    index: int
    outcome: Literal["created", "known", "refused"]
    job_id: str | None
    article_id: str | None
    refused: ProblemError | None = None


@dataclass(frozen=True, slots=True)
class SubmittedBatch:
    """The parent job and one result per line, in the order of the lines."""

    job: Job
    lines: tuple[LineResult, ...]
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class ComparisonRequest:
    """Article ids and lent texts to compare with each other; lent texts are held until the job ends and join no event."""

    article_ids: tuple[str, ...] = ()
    texts: tuple[Submission, ...] = ()
    callback_url: str | None = None


def submit_article(
    store: Store,
    tenant: str,
    submission: Submission,
    *,
    idempotency: Idempotency | None = None,
    request_id: str | None = None,
) -> Submitted:
    """Store an article and queue its job; the same source and text again gives the job it already has.

    ConflictError `external_id_in_use`: the client's id names another text. InvalidError `idempotency_key_reused`: the key
    came with another request before.
    """
    entry = Entry(tenant, submission, request_id)
    if new := taken_as_new(store, entry, idempotency):
        return Submitted(new, created=True)

    def take(unit: Unit) -> Mapping[str, Any]:
        return answer_of(*admit(unit, entry))

    answer, replayed = once(store, tenant, idempotency, take)
    return Submitted(from_plain(Job, answer["job"]), answer["created"], replayed)


def submit_batch(
    store: Store,
    tenant: str,
    lines: Sequence[Submission | ProblemError],
    *,
    idempotency: Idempotency | None = None,
    request_id: str | None = None,
) -> SubmittedBatch:
    """Submit every line that is a Submission, in one transaction; a ProblemError is a line the caller could not read."""

    def take(unit: Unit) -> Mapping[str, Any]:
        batch = unit.jobs.add(tenant, NewJob(id=random_id("job"), kind="batch", request_id=request_id))
        entries = [line if isinstance(line, ProblemError) else Entry(tenant, line, request_id) for line in lines]
        jobs = iter(admit_new(unit, [entry for entry in entries if isinstance(entry, Entry)]))
        results, items = [], []
        for index, entry in enumerate(entries):
            result, item = _take_line(unit, index, entry, next(jobs) if isinstance(entry, Entry) else None)
            results.append(result)
            items.append(item)
        announce_ended(unit, unit.jobs.add_items(tenant, batch.id, items))
        job = unit.jobs.get(tenant, batch.id)
        return {"job": to_plain(job), "lines": [_plain_line(result) for result in results]}

    answer, replayed = once(store, tenant, idempotency, take)
    return SubmittedBatch(from_plain(Job, answer["job"]), tuple(map(_line_of, answer["lines"])), replayed)


def request_comparison(
    store: Store,
    tenant: str,
    request: ComparisonRequest,
    *,
    idempotency: Idempotency | None = None,
    request_id: str | None = None,
) -> Submitted:
    """Queue an ad hoc comparison; its result is read with `read.get_comparison(job.id)`. NotFoundError names unknown ids."""
    if len(request.article_ids) + len(request.texts) < 2:
        raise InvalidError("A comparison needs at least two articles or texts.")

    def take(unit: Unit) -> Mapping[str, Any]:
        missing = [article_id for article_id in request.article_ids if unit.articles.get(tenant, article_id) is None]
        if missing:
            raise NotFoundError(f"There is no article {', '.join(missing)}.")
        work = {"article_ids": list(request.article_ids), "texts": to_plain(request.texts)}
        callback = request.callback_url
        new = NewJob(id=random_id("job"), kind="comparison", request_id=request_id, callback_url=callback, work=work)
        job = unit.jobs.add(tenant, new)
        return {"job": to_plain(job)}

    answer, replayed = once(store, tenant, idempotency, take)
    return Submitted(from_plain(Job, answer["job"]), created=True, replayed=replayed)


def _take_line(unit: Unit, index: int, line: Entry | ProblemError, new: Job | None) -> tuple[LineResult, JobItem]:
    try:
        if isinstance(line, ProblemError):
            raise line
        job, created = new or job_of_known(unit, line, lock=True), new is not None
    except ProblemError as problem:
        error = JobError(problem.reason, problem.detail, problem.retryable)
        return LineResult(index, "refused", None, None, problem), JobItem(index, None, None, "failed", error)
    article_id = job.article_ids[0]
    result = LineResult(index, "created" if created else "known", job.id, article_id)
    return result, JobItem(index, article_id, job.id, job.status, None)


def _plain_line(line: LineResult) -> dict[str, Any]:
    refused = None
    if line.refused is not None:
        told = line.refused
        refused = {"detail": told.detail, "reason": told.reason, "retryable": told.retryable, "errors": to_plain(told.errors)}
    kept = {"index": line.index, "outcome": line.outcome, "job_id": line.job_id, "article_id": line.article_id}
    return {**kept, "refused": refused}


def _line_of(plain: Mapping[str, Any]) -> LineResult:
    refused = None
    if plain["refused"] is not None:
        told = plain["refused"]
        errors = tuple(FieldError(**error) for error in told["errors"])
        refused = ProblemError(told["detail"], reason=told["reason"], retryable=told["retryable"], errors=errors)
    return LineResult(plain["index"], plain["outcome"], plain["job_id"], plain["article_id"], refused)
