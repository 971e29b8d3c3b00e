"""Decisions in SQL: an audit trail that is only added to, what of it stands now, and the pairs of reports that it binds."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, insert, or_, select, update

from rashomon.records.comparing import Decision
from rashomon.records.decision import STANDING, Authored, Correction, EventDecision
from rashomon.records.query import Slice
from rashomon.storage.clock import now
from rashomon.storage.paging import Order, Page, fetch_page
from rashomon.storage.rows import find_among, insert_into
from rashomon.storage.tables.comparing import report_decisions
from rashomon.storage.tables.events import decisions, events
from rashomon.storage.tables.reports import reports
from rashomon.storage.versions import move_version

_BY_REPORT = and_(reports.c.tenant == decisions.c.tenant, reports.c.id == decisions.c.report_id)


class SqlDecisions:
    """See `workflows.ports.Decisions`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, tenant: str, decision: EventDecision) -> EventDecision:
        """Write an entry; those it replaces, at the same place of the same event, are lifted; the event counts as changed."""
        if decision.action in STANDING:
            self._lift(tenant, decision)
        values: dict[str, Any] = {name: getattr(decision, name) for name in EventDecision.__dataclass_fields__}
        values |= {"tenant": tenant, "created_at": now()}
        row = self._connection.execute(insert(decisions).values(values).returning(decisions)).one()
        this = (events.c.tenant == tenant, events.c.id == decision.event_id)
        self._connection.execute(update(events).where(*this).values(updated_at=now()))
        return _decision_of(row)

    def bind(self, tenant: str, word: Decision, decision_id: str) -> None:
        """Make this the tenant's word on two reports; the entry that said otherwise is lifted."""
        c = report_decisions.c
        pair = (c.tenant == tenant, c.left_id == word.left, c.right_id == word.right)
        former = select(c.decision_id).where(*pair)
        self._connection.execute(
            update(decisions).where(decisions.c.tenant == tenant, decisions.c.id.in_(former)).values(lifted=True)
        )
        values = {"tenant": tenant, "left_id": word.left, "right_id": word.right}
        said = {"same": word.same, "decision_id": decision_id}
        statement = insert_into(self._connection, report_decisions).values(values | said)
        keys = ["tenant", "left_id", "right_id"]
        self._connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=said))
        move_version(self._connection, tenant)

    def list(self, tenant: str, event_id: str, *, limit: int, after: tuple[Any, ...] | None) -> Slice[EventDecision]:
        """List the trail of an event, oldest first: what was said of it, and of those whose reports it has now."""
        here = select(reports.c.id).where(reports.c.tenant == tenant, reports.c.event_id == event_id)
        mine = or_(decisions.c.event_id == event_id, decisions.c.report_id.in_(here))
        query = select(decisions).where(decisions.c.tenant == tenant, mine)
        return fetch_page(
            self._connection, query, Order((decisions.c.created_at, decisions.c.id)), Page(limit, after), _decision_of
        )

    def standing(self, tenant: str, event_ids: Collection[str]) -> dict[str, Authored]:
        """Return what people say of these events as they are now; events of which nobody says anything are left out."""
        joined = select(decisions, reports.c.event_id.label("now_in")).select_from(decisions.join(reports, _BY_REPORT))
        query = joined.where(decisions.c.tenant == tenant, decisions.c.lifted.is_(False), decisions.c.action.in_(STANDING))
        found: dict[str, list[Row[Any]]] = {}
        for row in find_among(self._connection, query, reports.c.event_id, event_ids):
            found.setdefault(row.now_in, []).append(row)
        return {event_id: _authored(rows) for event_id, rows in found.items()}

    def _lift(self, tenant: str, decision: EventDecision) -> None:
        here = select(reports.c.id).where(reports.c.tenant == tenant, reports.c.event_id == decision.event_id)
        c = decisions.c
        earlier = (c.tenant == tenant, c.path == decision.path, c.action.in_(STANDING), c.report_id.in_(here))
        self._connection.execute(update(decisions).where(*earlier).values(lifted=True))


def excluded_events() -> Select[Any]:
    """Return the query for (tenant, event id) of the events that people excluded and did not confirm since."""
    query = select(decisions.c.tenant, reports.c.event_id).select_from(decisions.join(reports, _BY_REPORT))
    return query.where(decisions.c.action == "exclude", decisions.c.lifted.is_(False), reports.c.event_id.is_not(None))


def _authored(rows: list[Row[Any]]) -> Authored:
    """Put together what stands: at one place the latest counts, also when events with a word each became one."""
    latest = {row.path: row for row in sorted(rows, key=lambda r: (r.created_at, r.id))}
    return Authored(
        excluded=any(row.action == "exclude" for row in latest.values()),
        confirmed=tuple(sorted(path for path, row in latest.items() if row.action == "confirm")),
        corrections=tuple(
            Correction(path, row.value, row.was, row.reason, row.author, row.id, row.created_at)
            for path, row in sorted(latest.items())
            if row.action == "correct"
        ),
    )


def _decision_of(row: Row[Any]) -> EventDecision:
    return EventDecision(**{name: getattr(row, name) for name in EventDecision.__dataclass_fields__})
