"""Work as it passes between the rooms: what is to be done, who may do it, and what has just ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rashomon.records.job import JobKind, JobStatus


@dataclass(frozen=True, slots=True)
class NewJob:
    """A job to be queued; `work` is what its worker needs beside the article (the texts of an ad hoc comparison, ...)."""

    id: str
    kind: JobKind
    article_id: str | None = None
    request_id: str | None = None
    callback_url: str | None = None
    work: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to work on a job until its lease ends; every write of the worker names `token`, a late one matches no row."""

    tenant: str
    job_id: str
    token: int
    attempt: int
    stage: str
    kind: JobKind
    article_id: str | None
    request_id: str | None
    work: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ended:
    """A job that has just reached a terminal state, and the address that wants to know."""

    tenant: str
    job_id: str
    kind: JobKind
    status: JobStatus
    callback_url: str | None
    request_id: str | None


@dataclass(frozen=True, slots=True)
class Message:
    """A row of the outbox: `stage` names the queue, `ref` is a job's or a delivery's id. Publishing it twice is harmless."""

    id: int
    tenant: str
    stage: str
    ref: str
    attempt: int


@dataclass(frozen=True, slots=True)
class Touched:
    """What a removed article was part of: what must be compared again without it. `job_id` is the job that read it."""

    article_id: str
    lineage_id: str | None
    report_ids: tuple[str, ...]
    event_ids: tuple[str, ...]
    job_id: str | None = None
