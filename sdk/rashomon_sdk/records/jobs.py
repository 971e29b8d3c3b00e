"""Work to watch, and what became of a batch."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon_sdk.records.record import Record

TERMINAL = frozenset({"succeeded", "failed", "cancelled", "quarantined"})


@dataclass(frozen=True, kw_only=True)
class JobError(Record):
    """Why a job did not succeed."""

    reason: str
    detail: str
    retryable: bool = False


@dataclass(frozen=True, kw_only=True)
class Problem(Record):
    """Why something was refused; `errors` are `{pointer, detail}` of the offending places."""

    reason: str
    detail: str | None
    status: int | None
    title: str | None
    type: str | None
    retryable: bool = False
    request_id: str | None
    errors: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Progress(Record):
    """Articles of a job: all, finished, and finished without success."""

    total: int = 0
    done: int = 0
    failed: int = 0


@dataclass(frozen=True, kw_only=True)
class Job(Record):
    """Asynchronous work to watch."""

    id: str
    kind: str
    status: str
    article_ids: tuple[str, ...] = ()
    progress: Progress | None
    error: JobError | None
    attempts: int = 0
    created_at: str | None
    started_at: str | None
    finished_at: str | None

    @property
    def over(self) -> bool:
        """Whether the job has ended, in whatever way."""
        return self.status in TERMINAL


@dataclass(frozen=True, kw_only=True)
class JobItem(Record):
    """One article of a batch."""

    position: int
    article_id: str | None
    job_id: str | None
    status: str
    error: JobError | None


@dataclass(frozen=True, kw_only=True)
class BatchLine(Record):
    """What became of one line: `outcome` is `created`, `known` or `refused` (then `problem` says why)."""

    index: int
    outcome: str
    job_id: str | None
    article_id: str | None
    problem: Problem | None


@dataclass(frozen=True, kw_only=True)
class Batch(Job):
    """The job of a batch, with what became of each line."""

    lines: tuple[BatchLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Submitted:
    """What became of one article of `submit_many`; `index` counts what was handed in, left out ones too.

    `outcome` is `created`, `known`, `refused` (then `problem` says why) or `skipped`; `batch_id` names the job to wait for.
    """

    index: int
    outcome: str
    external_id: str | None = None
    batch_id: str | None = None
    job_id: str | None = None
    article_id: str | None = None
    problem: Problem | None = None
