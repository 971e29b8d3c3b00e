"""Events in SQL, as they are asked for; only comparing writes them (see event_changes.py)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, not_, select, tuple_

from rashomon.records.comparison import Comparison
from rashomon.records.event import Discrepancy, Event
from rashomon.records.figure import FoundDiscrepancy
from rashomon.records.plain import from_plain
from rashomon.records.problems import GoneError
from rashomon.records.query import Filters, Slice
from rashomon.records.revision import Revision
from rashomon.storage.decisions import SqlDecisions, excluded_events
from rashomon.storage.filters import EVENTS, conditions
from rashomon.storage.paging import Order, Page, fetch_page
from rashomon.storage.rows import find_among
from rashomon.storage.tables.events import discrepancies, events, revisions

_when = func.coalesce(events.c.when_start, "")
ORDERS = {
    "when": Order((_when, events.c.id)),
    "-when": Order((_when, events.c.id), descending=True),
    "updated": Order((events.c.updated_at, events.c.id)),
    "-updated": Order((events.c.updated_at, events.c.id), descending=True),
    "lineages": Order((events.c.lineages, events.c.id)),
    "-lineages": Order((events.c.lineages, events.c.id), descending=True),
}


class SqlEvents:
    """See `workflows.ports.Events`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, tenant: str, event_id: str) -> Event | None:
        """Return an event, a merged one with `merged_into`; GoneError for a withdrawn one."""
        query = select(events).where(events.c.tenant == tenant, events.c.id == event_id)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            return None
        if row.state == "withdrawn":
            raise GoneError("All reports of this event are gone.", reason="event_withdrawn")
        return self._with_authored(tenant, [event_of(row)])[0]

    def some(self, tenant: str, event_ids: Collection[str]) -> tuple[Event, ...]:
        """Return these events as last written, tombstones included, in the order of their ids."""
        query = select(events).where(events.c.tenant == tenant)
        return tuple(event_of(row) for row in find_among(self._connection, query, events.c.id, event_ids))

    def list(self, tenant: str, filters: Filters, *, limit: int, after: tuple[Any, ...] | None) -> Slice[Event]:
        """List the events that pass the filters; with `updated_since` merged and withdrawn ones too."""
        query = select(events).where(events.c.tenant == tenant, *conditions(filters, EVENTS))
        if filters.updated_since is None:
            query = query.where(events.c.state == "live")
        query = query.where(*_excluded_or_not(filters))
        found = fetch_page(self._connection, query, ORDERS[filters.sort or "-when"], Page(limit, after), event_of)
        return Slice(self._with_authored(tenant, found.items), found.next_key)

    def history(self, tenant: str, event_id: str, *, limit: int, after: tuple[Any, ...] | None) -> Slice[Revision]:
        """List an event's revisions, oldest first."""
        query = select(revisions).where(revisions.c.tenant == tenant, revisions.c.event_id == event_id)
        return fetch_page(self._connection, query, Order((revisions.c.revision,)), Page(limit, after), _revision_of)

    def comparison(self, tenant: str, event_id: str) -> Comparison | None:
        """Return the matrix of an event as it was computed with it."""
        query = select(events.c.comparison).where(events.c.tenant == tenant, events.c.id == event_id)
        found = self._connection.execute(query).scalar_one_or_none()
        return None if found is None else from_plain(Comparison, found)

    def discrepancies(
        self, tenant: str, filters: Filters, *, limit: int, after: tuple[Any, ...] | None
    ) -> Slice[FoundDiscrepancy]:
        """List disagreements of live events that pass the filters, newest first; `has_discrepancy` picks a field or a kind."""
        joined = and_(events.c.tenant == discrepancies.c.tenant, events.c.id == discrepancies.c.event_id)
        query = (
            select(discrepancies, events.c.label, events.c.type)
            .select_from(discrepancies.join(events, joined))
            .where(discrepancies.c.tenant == tenant, events.c.state == "live", *conditions(filters, EVENTS))
        )
        query = query.where(*_excluded_or_not(filters))
        if filters.has_discrepancy is not None:
            c = discrepancies.c
            query = query.where((c.field == filters.has_discrepancy) | (c.kind == filters.has_discrepancy))
        order = Order((discrepancies.c.found_at, discrepancies.c.id), descending=True)
        return fetch_page(self._connection, query, order, Page(limit, after), _found_of)

    def _with_authored(self, tenant: str, found: Sequence[Event]) -> tuple[Event, ...]:
        """Lay what people decided over what the machine found."""
        standing = SqlDecisions(self._connection).standing(tenant, [event.id for event in found])
        return tuple(replace(event, authored=standing.get(event.id)) for event in found)


def _excluded_or_not(filters: Filters) -> tuple[ColumnElement[bool], ...]:
    """Events that people excluded stay out, unless they are asked for; a mirror must learn of them."""
    is_excluded = tuple_(events.c.tenant, events.c.id).in_(excluded_events())
    if filters.excluded == "only":
        return (is_excluded,)
    return () if filters.excluded == "include" or filters.updated_since is not None else (not_(is_excluded),)


def event_of(row: Row[Any]) -> Event:
    """Return the event in a row."""
    return from_plain(Event, row.document)


def _revision_of(row: Row[Any]) -> Revision:
    return Revision(
        event_id=row.event_id,
        revision=row.revision,
        kind=row.kind,
        at=row.at,
        changes=tuple(row.changes),
        other_event_id=row.other_event_id,
        document=row.document,
    )


def _found_of(row: Row[Any]) -> FoundDiscrepancy:
    return FoundDiscrepancy(
        id=row.id,
        event_id=row.event_id,
        label=row.label,
        type=row.type,
        found_at=row.found_at,
        discrepancy=from_plain(Discrepancy, row.document),
    )
