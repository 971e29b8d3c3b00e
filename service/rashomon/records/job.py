"""A job: the asynchronous work a client can watch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

JobKind = Literal["article", "batch", "comparison", "deletion", "decision", "rereading"]
JobStatus = Literal["queued", "running", "succeeded", "failed", "cancelled", "quarantined"]
TERMINAL: frozenset[str] = frozenset({"succeeded", "failed", "cancelled", "quarantined"})


@dataclass(frozen=True, slots=True)
class JobError:
    """Why a job did not succeed; `reason` is stable, `detail` one sentence."""

    reason: str
    detail: str
    retryable: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """Articles of the job: all, finished in any way, and those finished without success."""

    total: int
    done: int
    failed: int


@dataclass(frozen=True, slots=True)
class Job:
    """The state a client sees; times are ISO 8601 UTC."""

    id: str
    kind: JobKind
    status: JobStatus
    article_ids: tuple[str, ...]
    progress: Progress
    error: JobError | None
    attempts: int
    created_at: str
    started_at: str | None
    finished_at: str | None


@dataclass(frozen=True, slots=True)
class JobItem:
    """One line of a batch; `position` counts from 0, `job_id` None when the line was refused (then `error` says why)."""

    position: int
    article_id: str | None
    job_id: str | None
    status: JobStatus
    error: JobError | None
