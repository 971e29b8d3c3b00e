"""Answering questions: every list is a Slice to be paged by its `next_key`. NotFoundError for what this tenant has not."""

from __future__ import annotations

from rashomon.records.article import Article
from rashomon.records.comparison import Comparison
from rashomon.records.event import Event
from rashomon.records.figure import FoundDiscrepancy, StatedFigure
from rashomon.records.job import Job, JobItem
from rashomon.records.lineage import Lineage
from rashomon.records.process import Process
from rashomon.records.query import Filters, Slice
from rashomon.records.report import Report
from rashomon.records.revision import Revision
from rashomon.workflows.ports import Key, Store


def get_article(store: Store, tenant: str, article_id: str) -> Article:
    """Return an article."""
    raise NotImplementedError


def list_articles(store: Store, tenant: str, filters: Filters, *, limit: int, after: Key | None = None) -> Slice[Article]:
    """List articles, latest received first."""
    raise NotImplementedError


def reports_of(store: Store, tenant: str, article_id: str) -> tuple[Report, ...]:
    """Return an article's reports in the order of its text."""
    raise NotImplementedError


def get_report(store: Store, tenant: str, report_id: str) -> Report:
    """Return a report."""
    raise NotImplementedError


def list_reports(store: Store, tenant: str, filters: Filters, *, limit: int, after: Key | None = None) -> Slice[Report]:
    """List reports; `filters.sort`: `when`, `-when` (default), `type`, each with the id as tie-break."""
    raise NotImplementedError


def get_event(store: Store, tenant: str, event_id: str) -> Event:
    """Return an event; an absorbed one has `merged_into`. GoneError `event_withdrawn` when its reports are all gone."""
    raise NotImplementedError


def list_events(store: Store, tenant: str, filters: Filters, *, limit: int, after: Key | None = None) -> Slice[Event]:
    """List events; `filters.sort`: `when`, `-when` (default), `updated`, `-updated`, `lineages`, `-lineages`."""
    raise NotImplementedError


def event_history(store: Store, tenant: str, event_id: str, *, limit: int, after: Key | None = None) -> Slice[Revision]:
    """List an event's revisions, oldest first; also of merged and withdrawn events."""
    raise NotImplementedError


def comparison_of(store: Store, tenant: str, event_id: str) -> Comparison:
    """Return the field-by-field matrix of an event (of the event it was merged into, when it was)."""
    raise NotImplementedError


def counts(store: Store, tenant: str, filters: Filters, *, limit: int, after: Key | None = None) -> Slice[StatedFigure]:
    """List every stated figure of the reports that pass the filters."""
    raise NotImplementedError


def discrepancies(
    store: Store, tenant: str, filters: Filters, *, limit: int, after: Key | None = None
) -> Slice[FoundDiscrepancy]:
    """List disagreements of the events that pass the filters, newest first; `has_discrepancy` picks a field or a kind."""
    raise NotImplementedError


def lineage(store: Store, tenant: str, lineage_id: str) -> Lineage:
    """Return the articles of one text and how they differ."""
    raise NotImplementedError


def get_job(store: Store, tenant: str, job_id: str) -> Job:
    """Return a job; holds no connection afterwards, so a waiting caller may ask again and again."""
    raise NotImplementedError


def list_jobs(
    store: Store,
    tenant: str,
    *,
    status: str | None = None,
    kind: str | None = None,
    limit: int,
    after: Key | None = None,
) -> Slice[Job]:
    """List jobs, newest first."""
    raise NotImplementedError


def job_items(store: Store, tenant: str, job_id: str, *, limit: int, after: Key | None = None) -> Slice[JobItem]:
    """List the lines of a batch in their order; empty for another kind of job."""
    raise NotImplementedError


def get_comparison(store: Store, tenant: str, job_id: str) -> tuple[Job, tuple[Comparison, ...] | None]:
    """Return an ad hoc comparison's job and, once it has succeeded and for 24 hours, its matrices. GoneError afterwards."""
    raise NotImplementedError


def queued_jobs(store: Store, tenant: str) -> int:
    """Count the jobs that wait, for a quota."""
    raise NotImplementedError


def processes(store: Store) -> tuple[Process, ...]:
    """Return the relays and workers heard of lately; one silent for more than 15 seconds is as good as dead."""
    raise NotImplementedError


def check_writable(store: Store) -> None:
    """Raise unless the database takes a write now."""
    raise NotImplementedError
