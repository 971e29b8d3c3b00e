"""What the use cases need from outside, as Protocols: storage and the reading stages satisfy them, nobody here imports them.

A `Store` hands out units: `reading()` a consistent view, `writing()` one short transaction that commits on leaving and rolls
back on an exception. Compute outside of a unit. All times are ISO 8601 UTC with milliseconds, from the database's clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from rashomon.records.article import Article, Source
from rashomon.records.comparison import Comparison
from rashomon.records.event import Event
from rashomon.records.figure import FoundDiscrepancy, StatedFigure
from rashomon.records.job import Job, JobError, JobItem, JobKind
from rashomon.records.key import ApiKey
from rashomon.records.process import Process
from rashomon.records.query import Filters, Slice
from rashomon.records.report import Report
from rashomon.records.revision import Revision
from rashomon.records.webhook import Attempt, Delivery, Endpoint, EndpointDraft

Key = tuple[Any, ...]  # the sort key of the last row of a page


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """What reading an article gives; `published_at_basis` is "given" or "text", `fingerprints` are its lineage shingles."""

    language: str | None
    published_at: str | None
    published_at_basis: str | None
    fingerprints: tuple[int, ...]
    reports: tuple[Report, ...]


class Reader(Protocol):
    """Text in, reports out: clean, extract, normalise. Raises UnreadableError for a text that no retry will make readable."""

    def read(
        self,
        *,
        text: str,
        title: str | None,
        published_at: str | None,
        language: str | None,
        article_id: str,
        source: Source | None,
    ) -> ReadArticle:
        """Read one article; spans point into `text`, report ids are made from `article_id`."""
        ...


@dataclass(frozen=True, slots=True)
class NewJob:
    """A job to be queued; `work` is what its worker needs beside the article (the texts of an ad hoc comparison, ...)."""

    id: str
    kind: JobKind
    article_id: str | None = None
    stage: str | None = None  # None: nobody works on it itself (a batch)
    request_id: str | None = None
    callback_url: str | None = None
    work: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to work on a job until its lease ends; every write of the worker carries `token`, a late one matches no row."""

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

    job: Job
    callback_url: str | None
    request_id: str | None


@dataclass(frozen=True, slots=True)
class Message:
    """An outbox row: the `stage` names the queue, `ref` is a job's or a delivery's id. Publishing it twice is harmless."""

    id: int
    tenant: str
    stage: str
    ref: str
    attempt: int


@dataclass(frozen=True, slots=True)
class Touched:
    """What a removed article was part of: what must be compared again without it."""

    article_id: str
    lineage_id: str | None
    report_ids: tuple[str, ...]
    event_ids: tuple[str, ...]


class Articles(Protocol):
    """Articles of a tenant."""

    def add(self, tenant: str, article: Article, *, seq_hash: str) -> bool:
        """Store a new article; False when its id or its external_id is taken. `seq_hash` breaks ties of publication."""
        ...

    def get(self, tenant: str, article_id: str) -> Article | None:
        """Return an article."""
        ...

    def by_external_id(self, tenant: str, external_id: str) -> Article | None:
        """Return the article a client calls so."""
        ...

    def set_read(self, tenant: str, article_id: str, read: ReadArticle) -> None:
        """Note what reading found about the article itself, and its fingerprints."""
        ...

    def remove(self, tenant: str, article_id: str) -> Touched | None:
        """Remove an article with its reports and every key made from its text; None when there is none."""
        ...

    def list(self, tenant: str, filters: Filters, *, limit: int, after: Key | None) -> Slice[Article]:
        """List articles, latest received first; of the filters `source`, `external_id`, `metadata`, `since`, `until`, `q`."""
        ...

    def of_lineage(self, tenant: str, lineage_id: str) -> tuple[Article, ...]:
        """Return the articles of one lineage, founder first."""
        ...


class Jobs(Protocol):
    """The job table: the truth about work. Claims, leases and tokens are compared and set by the database."""

    def add(self, tenant: str, job: NewJob) -> Job:
        """Store a queued job and, when it has a stage, the message that asks for it."""
        ...

    def get(self, tenant: str, job_id: str, *, lock: bool = False) -> Job | None:
        """Return a job; with `lock` nobody changes it until this unit ends."""
        ...

    def list(self, tenant: str, *, status: str | None, kind: str | None, limit: int, after: Key | None) -> Slice[Job]:
        """List jobs, newest first."""
        ...

    def add_items(self, tenant: str, batch_id: str, items: Sequence[JobItem]) -> Job:
        """Give a batch its lines; lines refused or finished already count as done."""
        ...

    def items(self, tenant: str, batch_id: str, *, limit: int, after: Key | None) -> Slice[JobItem]:
        """List the lines of a batch in order."""
        ...

    def claim(self, tenant: str, job_id: str, attempt: int, *, stage: str, owner: str, seconds: float) -> Claim | None:
        """Take a job that waits for this attempt; None when somebody else has it or it is over."""
        ...

    def renew(self, claim: Claim, seconds: float) -> bool:
        """Prolong the lease; False when it is lost."""
        ...

    def advance(self, claim: Claim, stage: str) -> bool:
        """Hand the job to its next stage, same attempt; False when the claim is lost (then roll back)."""
        ...

    def again(self, claim: Claim, error: JobError, *, max_attempts: int) -> tuple[bool, tuple[Ended, ...]]:
        """Give up this attempt: queue the next, or quarantine. False when the claim is lost."""
        ...

    def hand_back(self, claim: Claim) -> bool:
        """Return a job unworked (the process is stopping): the same attempt waits for another worker."""
        ...

    def end(self, claim: Claim, status: str, error: JobError | None = None) -> tuple[Ended, ...]:
        """End the job, and batches that waited for it last; empty when the claim is lost (then roll back)."""
        ...

    def cancel(self, tenant: str, job_id: str) -> tuple[Ended, ...]:
        """Cancel a job that is not over (and a batch's waiting lines); empty when there was nothing to cancel."""
        ...

    def retry(self, tenant: str, job_id: str) -> Job | None:
        """Queue a finished job again from its first stage; None when it is not over."""
        ...

    def queued(self, tenant: str) -> int:
        """Count the jobs that wait."""
        ...


class Outbox(Protocol):
    """Messages to publish, written in the transaction that makes them true."""

    def pending(self, limit: int) -> tuple[Message, ...]:
        """Return the oldest messages, of all tenants."""
        ...

    def published(self, messages: Sequence[Message]) -> None:
        """Strike messages off and note the hour on their jobs."""
        ...


class Replies(Protocol):
    """First answers by Idempotency-Key."""

    def find(self, tenant: str, key: str) -> tuple[str, dict[str, Any]] | None:
        """Return the fingerprint of the first request and its answer."""
        ...

    def keep(self, tenant: str, key: str, fingerprint: str, answer: Mapping[str, Any], job_id: str | None) -> bool:
        """Keep an answer; False when another request was faster with the same key."""
        ...


class Reports(Protocol):
    """Reports of a tenant."""

    def replace(self, tenant: str, article_id: str, reports: Iterable[Report]) -> None:
        """Make these the article's reports, in this order; those with a known id keep their event."""
        ...

    def get(self, tenant: str, report_id: str) -> Report | None:
        """Return a report."""
        ...

    def of_article(self, tenant: str, article_id: str) -> tuple[Report, ...]:
        """Return an article's reports in the order of the text."""
        ...

    def of_event(self, tenant: str, event_id: str) -> tuple[Report, ...]:
        """Return an event's reports."""
        ...

    def list(self, tenant: str, filters: Filters, *, limit: int, after: Key | None) -> Slice[Report]:
        """List reports that pass the filters."""
        ...

    def figures(self, tenant: str, filters: Filters, *, limit: int, after: Key | None) -> Slice[StatedFigure]:
        """List the stated figures of the reports that pass the filters."""
        ...


class Events(Protocol):
    """Events of a tenant, tombstones included."""

    def get(self, tenant: str, event_id: str) -> Event | None:
        """Return an event, merged ones with `merged_into`; raises GoneError for a withdrawn one."""
        ...

    def list(self, tenant: str, filters: Filters, *, limit: int, after: Key | None) -> Slice[Event]:
        """List events that pass the filters; with `updated_since` merged and withdrawn ones too."""
        ...

    def history(self, tenant: str, event_id: str, *, limit: int, after: Key | None) -> Slice[Revision]:
        """List an event's revisions, oldest first."""
        ...

    def comparison(self, tenant: str, event_id: str) -> Comparison | None:
        """Return the matrix of an event as it was computed with it."""
        ...

    def discrepancies(self, tenant: str, filters: Filters, *, limit: int, after: Key | None) -> Slice[FoundDiscrepancy]:
        """List disagreements, newest first."""
        ...


class Hooks(Protocol):
    """Webhook endpoints and deliveries; secrets come and go sealed."""

    def add_endpoint(self, tenant: str, endpoint: Endpoint, secret: bytes) -> None:
        """Store an endpoint."""
        ...

    def endpoint(self, tenant: str, endpoint_id: str) -> Endpoint | None:
        """Return an endpoint."""
        ...

    def endpoints(self, tenant: str, *, limit: int, after: Key | None) -> Slice[Endpoint]:
        """List endpoints, oldest first."""
        ...

    def change_endpoint(self, tenant: str, endpoint_id: str, draft: EndpointDraft) -> Endpoint | None:
        """Replace what the client says of an endpoint."""
        ...

    def remove_endpoint(self, tenant: str, endpoint_id: str) -> bool:
        """Remove an endpoint and what waits for it."""
        ...

    def add_delivery(self, tenant: str, delivery: Delivery, *, address: str | None) -> None:
        """Store a message to send and ask for it; `address` is a job's callback_url."""
        ...

    def deliveries(self, tenant: str, endpoint_id: str, *, limit: int, after: Key | None) -> Slice[Delivery]:
        """List an endpoint's messages, newest first."""
        ...

    def delivery(self, tenant: str, delivery_id: str) -> Delivery | None:
        """Return a message."""
        ...

    def attempted(self, tenant: str, delivery_id: str, attempt: Attempt, *, next_in: float | None) -> None:
        """Note a try; the next one is due after `next_in` seconds, None ends it."""
        ...

    def resend(self, tenant: str, delivery_id: str) -> Delivery | None:
        """Ask for one more try now."""
        ...


class Keys(Protocol):
    """API keys, known by their hash."""

    def add(self, key: ApiKey, secret_hash: str) -> None:
        """Store a key."""
        ...

    def by_prefix(self, prefix: str) -> tuple[ApiKey, str] | None:
        """Return a key and its hash, also when it is revoked."""
        ...

    def list(self, tenant: str) -> tuple[ApiKey, ...]:
        """List a tenant's keys, oldest first."""
        ...

    def used(self, key_id: str) -> None:
        """Note that a key was used now."""
        ...

    def revoke(self, tenant: str, key_id: str) -> bool:
        """Revoke a key; False when there is none to revoke."""
        ...


class Processes(Protocol):
    """Heart-beats of relays and workers."""

    def beat(self, process: Process) -> None:
        """Say that a process lives."""
        ...

    def alive(self) -> tuple[Process, ...]:
        """Return all that were heard of in the last hour."""
        ...

    def gone(self, process_id: str) -> None:
        """Forget a process that ended in order."""
        ...


class Unit(Protocol):
    """One transaction's view of everything stored."""

    @property
    def articles(self) -> Articles: ...  # noqa: D102
    @property
    def jobs(self) -> Jobs: ...  # noqa: D102
    @property
    def outbox(self) -> Outbox: ...  # noqa: D102
    @property
    def replies(self) -> Replies: ...  # noqa: D102
    @property
    def reports(self) -> Reports: ...  # noqa: D102
    @property
    def events(self) -> Events: ...  # noqa: D102
    @property
    def hooks(self) -> Hooks: ...  # noqa: D102
    @property
    def keys(self) -> Keys: ...  # noqa: D102
    @property
    def processes(self) -> Processes: ...  # noqa: D102

    def now(self) -> str:
        """Return the database's time."""
        ...


class Store(Protocol):
    """The database."""

    def reading(self) -> AbstractContextManager[Unit]:
        """Open a consistent view; holds no lock that delays a writer."""
        ...

    def writing(self) -> AbstractContextManager[Unit]:
        """Open one short transaction: all of it or nothing."""
        ...
