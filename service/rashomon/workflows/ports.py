"""What the use cases need from outside, as Protocols: storage and the reading stages satisfy them, nobody here imports them.

A `Store` hands out units: `reading()` a consistent view, `writing()` one short transaction that commits on leaving and rolls
back on an exception. Compute outside of a unit. All times are ISO 8601 UTC with milliseconds, from the database's clock.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from rashomon.records.account import Account
from rashomon.records.article import Article, Source
from rashomon.records.comparing import Decision
from rashomon.records.comparison import Comparison
from rashomon.records.decision import EventDecision
from rashomon.records.event import Event
from rashomon.records.figure import FoundDiscrepancy, StatedFigure
from rashomon.records.job import Job, JobError, JobItem, JobStatus
from rashomon.records.key import ApiKey
from rashomon.records.process import Process
from rashomon.records.query import Filters, Slice
from rashomon.records.report import Report
from rashomon.records.revision import Revision
from rashomon.records.webhook import Delivery, Endpoint, EndpointDraft
from rashomon.records.work import Claim, Ended, Message, NewJob, Touched
from rashomon.workflows.neighbourhood import Neighbourhood

Judge = Callable[[Sequence[Account]], tuple[Comparison, ...]]  # compares accounts apart from all stored events
T = TypeVar("T")
R = TypeVar("R")
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


class Articles(Protocol):
    """Articles of a tenant."""

    def add(self, tenant: str, article: Article) -> bool:
        """Store a new article; False when its id or its external_id is taken."""
        ...

    def add_new(self, entries: Sequence[tuple[str, Article]]) -> dict[str, str]:
        """Store those, each with its tenant, whose id and external_id are free; when each was received, by its job's id."""
        ...

    def get(self, tenant: str, article_id: str) -> Article | None:
        """Return an article."""
        ...

    def by_external_id(self, tenant: str, external_id: str) -> Article | None:
        """Return the article a client calls so."""
        ...

    def set_job(self, tenant: str, article_id: str, job_id: str) -> None:
        """Note the job that reads the article from now on."""
        ...

    def set_read(
        self,
        tenant: str,
        article_id: str,
        *,
        language: str | None,
        published_at: str | None,
        published_at_basis: str | None,
        prints: tuple[int, ...],
    ) -> None:
        """Note what reading found about the article itself, and its fingerprints."""
        ...

    def remove(self, tenant: str, article_id: str) -> Touched | None:
        """Remove an article with its reports and every key made from its text; None when there is none."""
        ...

    def list(self, tenant: str, filters: Filters, *, limit: int, after: Key | None) -> Slice[Article]:
        """List articles, latest received first; of the filters `source`, `external_id`, `metadata`, `since`, `until`, `q`."""
        ...

    def readable(self, tenant: str, *, since: str | None, limit: int, after: Key | None) -> Slice[str]:
        """List the ids of articles that can be read again, first received first; nobody removes them before the unit ends."""
        ...

    def of_lineage(self, tenant: str, lineage_id: str) -> tuple[Article, ...]:
        """Return the articles of one lineage, founder first."""
        ...


class Jobs(Protocol):
    """The job table as clients see it."""

    def add(self, tenant: str, job: NewJob) -> Job:
        """Store a queued job and, unless it is a batch, the message that asks for it."""
        ...

    def add_all(self, entries: Sequence[tuple[str, NewJob]], *, at: str) -> tuple[Job, ...]:
        """Store queued jobs, each with its tenant, and their messages; `at` is when, by the database's clock."""
        ...

    def get(self, tenant: str, job_id: str, *, lock: bool = False) -> Job | None:
        """Return a job; with `lock` nobody changes it until this unit ends."""
        ...

    def list(self, tenant: str, *, status: str | None, kind: str | None, limit: int, after: Key | None) -> Slice[Job]:
        """List jobs, newest first."""
        ...

    def add_items(self, tenant: str, batch_id: str, items: Sequence[JobItem]) -> tuple[Ended, ...]:
        """Give a batch its lines; those refused or finished count as done, and a batch of such alone ends here."""
        ...

    def items(self, tenant: str, batch_id: str, *, limit: int, after: Key | None) -> Slice[JobItem]:
        """List the lines of a batch in order."""
        ...

    def cancel(self, tenant: str, job_id: str) -> tuple[Ended, ...]:
        """Cancel a job that is not over, of a batch every line that waits or runs; empty when nothing was left to cancel."""
        ...

    def retry(self, tenant: str, job_id: str) -> Job | None:
        """Queue a job that is over again, from its first stage; None when it is not over, or a batch."""
        ...

    def queued(self, tenant: str) -> int:
        """Count the jobs that wait."""
        ...

    def keep_result(self, tenant: str, job_id: str, document: Mapping[str, Any]) -> None:
        """Keep the result of an ad hoc comparison."""
        ...

    def result(self, tenant: str, job_id: str) -> dict[str, Any] | None:
        """Return the result of an ad hoc comparison while it is kept."""
        ...


class Leases(Protocol):
    """The job table as workers see it. Claims, leases and tokens are compared and set by the database."""

    def claim(self, tenant: str, job_id: str, attempt: int, *, stage: str, owner: str, seconds: float) -> Claim | None:
        """Take a job that waits for this attempt at this stage; None when somebody else has it or it is over."""
        ...

    def renew(self, claim: Claim, seconds: float) -> bool:
        """Prolong the lease; False when it is lost."""
        ...

    def holds(self, claim: Claim) -> bool:
        """Lock the job for this unit and say whether the claim still holds."""
        ...

    def advance(self, claim: Claim, stage: str) -> bool:
        """Hand the job to its next stage, same attempt; False when the claim is lost (then roll back)."""
        ...

    def again(self, claim: Claim, error: JobError, *, max_attempts: int) -> tuple[Ended, ...]:
        """Give up this attempt: the next one waits, or the job is quarantined (then the answer names it)."""
        ...

    def hand_back(self, claim: Claim) -> bool:
        """Return a job unworked (the process is stopping): the same attempt waits for another worker."""
        ...

    def end(self, claim: Claim, status: JobStatus, error: JobError | None = None) -> tuple[Ended, ...]:
        """End the job, and batches that waited for it last; empty when the claim is lost (then roll back)."""
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

    def used(self, keys: Collection[tuple[str, str]]) -> frozenset[tuple[str, str]]:
        """Return those of these keys, each with its tenant, that have an answer."""
        ...

    def keep(self, tenant: str, key: str, fingerprint: str, answer: Mapping[str, Any], job_id: str | None) -> bool:
        """Keep an answer; False when another request was faster with the same key (then roll back and find it)."""
        ...


class Reports(Protocol):
    """Reports of a tenant."""

    def replace(self, tenant: str, article_id: str, found: Sequence[Report]) -> None:
        """Make these the article's reports, in this order; those whose id was known keep their event until comparing."""
        ...

    def get(self, tenant: str, report_id: str) -> Report | None:
        """Return a report."""
        ...

    def some(self, tenant: str, report_ids: Collection[str]) -> tuple[Report, ...]:
        """Return these reports, those that are not there left out."""
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
        """Return an event, a merged one with `merged_into`; GoneError for a withdrawn one."""
        ...

    def some(self, tenant: str, event_ids: Collection[str]) -> tuple[Event, ...]:
        """Return these events as last written, tombstones included, in the order of their ids."""
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


class Decisions(Protocol):
    """What people decided of events: an audit trail that is only added to."""

    def add(self, tenant: str, decision: EventDecision) -> EventDecision:
        """Write an entry; those it replaces, at the same place of the same event, are lifted; the event counts as changed."""
        ...

    def bind(self, tenant: str, word: Decision, decision_id: str) -> None:
        """Make this the tenant's word on two reports; the entry that said otherwise is lifted."""
        ...

    def list(self, tenant: str, event_id: str, *, limit: int, after: Key | None) -> Slice[EventDecision]:
        """List the trail of an event, oldest first: what was said of it, and of those whose reports it has now."""
        ...


class Hooks(Protocol):
    """Webhook endpoints and deliveries; secrets come and go sealed."""

    def add_endpoint(self, tenant: str, endpoint_id: str, draft: EndpointDraft, secret: bytes) -> Endpoint:
        """Store an endpoint."""
        ...

    def endpoint(self, tenant: str, endpoint_id: str) -> Endpoint | None:
        """Return an endpoint."""
        ...

    def enabled(self, tenant: str) -> tuple[Endpoint, ...]:
        """Return every endpoint that takes messages."""
        ...

    def endpoints(self, tenant: str, *, limit: int, after: Key | None) -> Slice[Endpoint]:
        """List endpoints, oldest first."""
        ...

    def change_endpoint(self, tenant: str, endpoint_id: str, draft: EndpointDraft) -> Endpoint | None:
        """Replace what the client says of an endpoint."""
        ...

    def remove_endpoint(self, tenant: str, endpoint_id: str) -> bool:
        """Remove an endpoint with its messages."""
        ...

    def add_delivery(  # noqa: PLR0913 - a message: who, what, where to
        self,
        tenant: str,
        delivery_id: str,
        *,
        endpoint_id: str | None,
        address: str | None,
        event_type: str,
        message_id: str,
        payload: dict[str, Any],
    ) -> None:
        """Store a message that is due now; `address` is a job's callback_url."""
        ...

    def deliveries(self, tenant: str, endpoint_id: str, *, limit: int, after: Key | None) -> Slice[Delivery]:
        """List an endpoint's messages, newest first."""
        ...

    def delivery(self, tenant: str, delivery_id: str) -> Delivery | None:
        """Return a message with its tries."""
        ...

    def resend(self, tenant: str, delivery_id: str) -> Delivery | None:
        """Make a message due now; a try that is under way counts as this one."""
        ...

    def resend_failed(self, tenant: str, endpoint_id: str, *, since: str, until: str | None) -> int:
        """Make an endpoint's failed messages of these moments due now; how many."""
        ...

    def keys(self, tenant: str, endpoint_id: str) -> bytes | None:
        """Return an endpoint's sealed keys, and let nobody change them before this unit ends."""
        ...

    def set_keys(self, tenant: str, endpoint_id: str, sealed: bytes) -> None:
        """Replace an endpoint's sealed keys."""
        ...

    def keep_callback_keys(self, tenant: str, sealed: bytes, *, former: bytes | None) -> bytes:
        """Store a tenant's callback keys in place of `former` and return those that count: somebody else may be faster."""
        ...


class Keys(Protocol):
    """API keys, known by their hash."""

    def add(self, key: ApiKey, secret_hash: str) -> None:
        """Store a key, and its tenant when it is the first."""
        ...

    def by_prefix(self, prefix: str) -> tuple[ApiKey, str] | None:
        """Return a key and its hash, also when it is revoked."""
        ...

    def get(self, tenant: str, key_id: str) -> ApiKey | None:
        """Return a key."""
        ...

    def list(self, tenant: str) -> tuple[ApiKey, ...]:
        """List a tenant's keys, oldest first."""
        ...

    def used(self, key_id: str) -> None:
        """Note that a key was used now."""
        ...

    def use_is_stale(self, key_id: str) -> bool:
        """Whether the noted use of a key is old enough to be noted again."""
        ...

    def revoke(self, tenant: str, key_id: str) -> bool:
        """Revoke a key; False when there is none to revoke."""
        ...


class Processes(Protocol):
    """Heart-beats of relays and workers."""

    def beat(self, process_id: str, *, role: str, host: str, pid: int, facts: Mapping[str, Any]) -> None:
        """Say that a process lives and what it knows of itself."""
        ...

    def gone(self, process_id: str) -> None:
        """Forget a process that ended in order."""
        ...

    def alive(self) -> tuple[Process, ...]:
        """Return all that were heard of in the last hour."""
        ...


class Sweeps(Protocol):
    """What the sweeper looks for, of all tenants."""

    def overdue(self) -> bool:
        """Whether a lease ran out; asks without writing."""
        ...

    def expire(self, lost: JobError, *, max_attempts: int) -> tuple[int, tuple[Ended, ...]]:
        """Take back jobs whose lease ran out: how many, and which of them are quarantined now."""
        ...

    def stranded(self, stage: str, *, older_than: float, drained: bool) -> bool:
        """Whether a message of this queue was lost; asks without writing."""
        ...

    def ask_again(self, stage: str, *, older_than: float, drained: bool) -> int:
        """Leave the messages that were lost once more; how many. `drained`: the broker holds none of this queue."""
        ...

    def tidy(self) -> int:
        """Forget what was kept long enough; how many rows."""
        ...

    def has_old_texts(self, days: float) -> bool:
        """Whether a text is kept longer than so many days; asks without writing."""
        ...

    def drop_texts(self, days: float) -> int:
        """Drop some texts that were kept for so many days; how many, 0 when none is left."""
        ...

    def backlog(self) -> dict[str, float]:
        """Return figures for the monitor."""
        ...


class Unit(Protocol):
    """One transaction's view of everything stored."""

    @property
    def articles(self) -> Articles: ...  # noqa: D102
    @property
    def jobs(self) -> Jobs: ...  # noqa: D102
    @property
    def leases(self) -> Leases: ...  # noqa: D102
    @property
    def outbox(self) -> Outbox: ...  # noqa: D102
    @property
    def replies(self) -> Replies: ...  # noqa: D102
    @property
    def reports(self) -> Reports: ...  # noqa: D102
    @property
    def events(self) -> Events: ...  # noqa: D102
    @property
    def decisions(self) -> Decisions: ...  # noqa: D102
    @property
    def hooks(self) -> Hooks: ...  # noqa: D102
    @property
    def keys(self) -> Keys: ...  # noqa: D102
    @property
    def processes(self) -> Processes: ...  # noqa: D102
    @property
    def sweeps(self) -> Sweeps: ...  # noqa: D102

    def comparing(self, tenant: str) -> Neighbourhood:
        """Return a tenant's comparing index."""
        ...

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

    def together(self, item: T, take: Callable[[Unit, Sequence[T]], Sequence[R]]) -> R:
        """Return what `take` makes of `item`, in one writing unit with what other threads bring meanwhile.

        Everybody gets an answer after the commit. A unit that fails is done again for each item alone.
        """
        ...
