"""Answering questions: every list is a Slice to be paged by its `next_key`. NotFoundError for what this tenant has not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from rashomon.records.article import Article
from rashomon.records.comparison import Comparison
from rashomon.records.event import Event
from rashomon.records.figure import FoundDiscrepancy, StatedFigure
from rashomon.records.job import Job, JobItem
from rashomon.records.lineage import Lineage
from rashomon.records.plain import from_plain
from rashomon.records.problems import FieldError, GoneError, InvalidError, NotFoundError
from rashomon.records.process import Process
from rashomon.records.query import Filters, Slice
from rashomon.records.report import Report
from rashomon.records.revision import Revision
from rashomon.workflows.ports import Key, Store, Unit
from rashomon.workflows.siblings import lineage_of

T = TypeVar("T")
REPORT_SORTS = ("when", "-when", "type")
EVENT_SORTS = ("when", "-when", "updated", "-updated", "lineages", "-lineages")


def get_article(store: Store, tenant: str, article_id: str) -> Article:
    """Return an article."""
    with store.reading() as unit:
        return _found(unit.articles.get(tenant, article_id), "article", article_id)


def list_articles(store: Store, tenant: str, filters: Filters, *, limit: int, after: Key | None = None) -> Slice[Article]:
    """List articles, latest received first."""
    with store.reading() as unit:
        return unit.articles.list(tenant, filters, limit=limit, after=after)


def reports_of(store: Store, tenant: str, article_id: str) -> tuple[Report, ...]:
    """Return an article's reports in the order of its text."""
    with store.reading() as unit:
        _found(unit.articles.get(tenant, article_id), "article", article_id)
        return unit.reports.of_article(tenant, article_id)


def get_report(store: Store, tenant: str, report_id: str) -> Report:
    """Return a report."""
    with store.reading() as unit:
        return _found(unit.reports.get(tenant, report_id), "report", report_id)


def list_reports(store: Store, tenant: str, filters: Filters, *, limit: int, after: Key | None = None) -> Slice[Report]:
    """List reports; `filters.sort`: `when`, `-when` (default), `type`, each with the id as tie-break."""
    asked = _asked(filters, REPORT_SORTS)
    with store.reading() as unit:
        return unit.reports.list(tenant, asked, limit=limit, after=after)


def get_event(store: Store, tenant: str, event_id: str) -> Event:
    """Return an event; an absorbed one has `merged_into`. GoneError `event_withdrawn` when its reports are all gone."""
    with store.reading() as unit:
        return _event(unit, tenant, event_id)


def list_events(store: Store, tenant: str, filters: Filters, *, limit: int, after: Key | None = None) -> Slice[Event]:
    """List events; `filters.sort`: `when`, `-when` (default), `updated`, `-updated`, `lineages`, `-lineages`."""
    asked = _asked(filters, EVENT_SORTS)
    with store.reading() as unit:
        return unit.events.list(tenant, asked, limit=limit, after=after)


def reports_of_event(store: Store, tenant: str, event: Event) -> tuple[Report, ...]:
    """Return the reports of an event."""
    with store.reading() as unit:
        return unit.reports.some(tenant, event.report_ids)


def event_history(store: Store, tenant: str, event_id: str, *, limit: int, after: Key | None = None) -> Slice[Revision]:
    """List an event's revisions, oldest first; also of merged and withdrawn events."""
    with store.reading() as unit:
        found = unit.events.history(tenant, event_id, limit=limit, after=after)
    if not found.items and after is None:
        raise NotFoundError(f"There is no event {event_id}.")
    return found


def comparison_of(store: Store, tenant: str, event_id: str) -> Comparison:
    """Return the field-by-field matrix of an event (of the event it was merged into, when it was)."""
    with store.reading() as unit:
        event = _event(unit, tenant, event_id)
        seen = {event.id}
        while event.merged_into is not None and event.merged_into not in seen:
            event = _event(unit, tenant, event.merged_into)
            seen.add(event.id)
        return _found(unit.events.comparison(tenant, event.id), "comparison of event", event_id)


def counts(store: Store, tenant: str, filters: Filters, *, limit: int, after: Key | None = None) -> Slice[StatedFigure]:
    """List every stated figure of the reports that pass the filters."""
    asked = _asked(filters, ())
    with store.reading() as unit:
        return unit.reports.figures(tenant, asked, limit=limit, after=after)


def discrepancies(
    store: Store, tenant: str, filters: Filters, *, limit: int, after: Key | None = None
) -> Slice[FoundDiscrepancy]:
    """List disagreements of the events that pass the filters, newest first; `has_discrepancy` picks a field or a kind."""
    asked = _asked(filters, ())
    with store.reading() as unit:
        return unit.events.discrepancies(tenant, asked, limit=limit, after=after)


def lineage(store: Store, tenant: str, lineage_id: str) -> Lineage:
    """Return the articles of one text and how they differ."""
    with store.reading() as unit:
        articles = unit.articles.of_lineage(tenant, lineage_id)
    if not articles:
        raise NotFoundError(f"There is no lineage {lineage_id}.")
    return lineage_of(lineage_id, articles)


def get_job(store: Store, tenant: str, job_id: str) -> Job:
    """Return a job; holds no connection afterwards, so a waiting caller may ask again and again."""
    with store.reading() as unit:
        return _found(unit.jobs.get(tenant, job_id), "job", job_id)


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
    with store.reading() as unit:
        return unit.jobs.list(tenant, status=status, kind=kind, limit=limit, after=after)


def job_items(store: Store, tenant: str, job_id: str, *, limit: int, after: Key | None = None) -> Slice[JobItem]:
    """List the lines of a batch in their order; empty for another kind of job."""
    with store.reading() as unit:
        _found(unit.jobs.get(tenant, job_id), "job", job_id)
        return unit.jobs.items(tenant, job_id, limit=limit, after=after)


def get_comparison(store: Store, tenant: str, job_id: str) -> tuple[Job, tuple[Comparison, ...] | None]:
    """Return an ad hoc comparison's job and, once it has succeeded and for 24 hours, its matrices. GoneError afterwards."""
    with store.reading() as unit:
        job = _found(unit.jobs.get(tenant, job_id), "comparison", job_id)
        document = unit.jobs.result(tenant, job_id)
    if job.kind != "comparison":
        raise NotFoundError(f"There is no comparison {job_id}.")
    if document is None and job.status == "succeeded":
        raise GoneError("The result of a comparison is kept for 24 hours.", reason="comparison_expired")
    if document is None:
        return job, None
    return job, tuple(from_plain(Comparison, found) for found in document["comparisons"])


def queued_jobs(store: Store, tenant: str) -> int:
    """Count the jobs that wait, for a quota."""
    with store.reading() as unit:
        return unit.jobs.queued(tenant)


def processes(store: Store) -> tuple[Process, ...]:
    """Return the relays and workers heard of lately; one silent for more than 15 seconds is as good as dead."""
    with store.reading() as unit:
        return unit.processes.alive()


def backlog(store: Store) -> dict[str, float]:
    """Return figures for the monitor, of all tenants: see `Sweeps.backlog`."""
    with store.reading() as unit:
        return unit.sweeps.backlog()


def check_writable(store: Store) -> None:
    """Raise UnavailableError unless the database takes a write now."""
    with store.writing() as unit:
        unit.now()


def _event(unit: Unit, tenant: str, event_id: str) -> Event:
    return _found(unit.events.get(tenant, event_id), "event", event_id)


def _found(thing: T | None, kind: str, ident: str) -> T:
    if thing is None:
        raise NotFoundError(f"There is no {kind} {ident}.")
    return thing


def _asked(filters: Filters, sorts: Collection[str]) -> Filters:
    """Return the filters with times as they are stored; InvalidError on an unknown order or time."""
    if filters.sort is not None and filters.sort not in sorts:
        told = f"One of {', '.join(sorts)}." if sorts else "This list has one order."
        raise InvalidError("There is no such order.", errors=(FieldError("/query/sort", told),))
    if filters.updated_since is None:
        return filters
    try:
        since = datetime.fromisoformat(filters.updated_since)
    except ValueError as error:
        told_time = FieldError("/query/updated_since", "An ISO 8601 time.")
        raise InvalidError("updated_since is no time.", errors=(told_time,)) from error
    since = since.replace(tzinfo=UTC) if since.tzinfo is None else since.astimezone(UTC)
    return replace(filters, updated_since=since.isoformat(timespec="milliseconds").replace("+00:00", "Z"))
