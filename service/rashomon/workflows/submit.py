"""Taking articles in: what a client hands over is stored with its job, its message and its answer in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from rashomon.records.article import Submission
from rashomon.records.job import Job
from rashomon.records.problems import ProblemError
from rashomon.workflows.ports import Store


@dataclass(frozen=True, slots=True)
class Idempotency:
    """A client's Idempotency-Key and a digest of what it sent with it (method, path, body)."""

    key: str
    fingerprint: str


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
    texts: tuple[Submission, ...] = field(default=())


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
    raise NotImplementedError


def submit_batch(
    store: Store,
    tenant: str,
    lines: Sequence[Submission | ProblemError],
    *,
    idempotency: Idempotency | None = None,
    request_id: str | None = None,
) -> SubmittedBatch:
    """Submit every line that is a Submission, in one transaction; a ProblemError is a line the caller could not read."""
    raise NotImplementedError


def request_comparison(
    store: Store,
    tenant: str,
    request: ComparisonRequest,
    *,
    idempotency: Idempotency | None = None,
    request_id: str | None = None,
) -> Submitted:
    """Queue an ad hoc comparison; its result is read with `read.get_comparison(job.id)`. NotFoundError names unknown ids."""
    raise NotImplementedError


def delete_article(store: Store, tenant: str, article_id: str, *, request_id: str | None = None) -> Job:
    """Remove an article now and queue the job that compares again what it touched. NotFoundError."""
    raise NotImplementedError


def cancel_job(store: Store, tenant: str, job_id: str) -> Job:
    """End a job that is not over (a batch with its waiting lines). NotFoundError, ConflictError `job_finished`."""
    raise NotImplementedError


def retry_job(store: Store, tenant: str, job_id: str) -> Job:
    """Run a failed, cancelled or quarantined job again. NotFoundError, ConflictError `job_not_retryable`."""
    raise NotImplementedError
