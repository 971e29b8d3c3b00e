"""Writing what comparing changed of the events: documents, facets, disagreements and the revision each left behind."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, select

from rashomon.records.comparing import EventChange
from rashomon.records.event import Discrepancy, Event
from rashomon.records.identity import content_id
from rashomon.records.plain import to_plain
from rashomon.storage.clock import now
from rashomon.storage.facet_rows import words_of_event, write_event_facets
from rashomon.storage.rows import insert_into
from rashomon.storage.tables.events import discrepancies, events, revisions
from rashomon.storage.tables.wordlists import event_words
from rashomon.storage.wording import set_words

STATES = {"merged": "merged", "withdrawn": "withdrawn"}  # any other change leaves the event alive


def write_event_change(connection: Connection, tenant: str, change: EventChange) -> None:
    """Write an event as it is now, and the revision that this is."""
    state = STATES.get(change.kind, "live")
    values = _row(change.event) | {"tenant": tenant, "state": state, "comparison": to_plain(change.comparison)}
    values |= {"created_at": now(), "updated_at": now()}
    statement = insert_into(connection, events).values(values)
    stays = {"tenant", "id", "created_at"} | ({"comparison"} if state == "live" and change.comparison is None else set())
    kept = {key: statement.excluded[key] for key in values if key not in stays}
    connection.execute(statement.on_conflict_do_update(index_elements=["tenant", "id"], set_=kept))
    write_event_facets(connection, tenant, change.event)
    set_words(connection, event_words, tenant, change.event.id, words_of_event(change.event))
    _write_discrepancies(connection, tenant, change.event, alive=state == "live")
    _write_revision(connection, tenant, change)


def _write_discrepancies(connection: Connection, tenant: str, event: Event, *, alive: bool) -> None:
    """Those that were there before keep the hour they were found."""
    found = {_discrepancy_id(event.id, d): (n, d) for n, d in enumerate(event.discrepancies)} if alive else {}
    mine = (discrepancies.c.tenant == tenant, discrepancies.c.event_id == event.id)
    before = connection.execute(select(discrepancies.c.id, discrepancies.c.found_at).where(*mine)).all()
    hours: dict[str, Any] = {row.id: row.found_at for row in before}
    connection.execute(delete(discrepancies).where(*mine))
    for key, (n, discrepancy) in found.items():
        row = {"tenant": tenant, "id": key, "event_id": event.id, "n": n, "field": discrepancy.field}
        row |= {"kind": discrepancy.kind, "document": to_plain(discrepancy), "found_at": hours.get(key, now())}
        connection.execute(insert_into(connection, discrepancies).values(row))


def _discrepancy_id(event_id: str, discrepancy: Discrepancy) -> str:
    return content_id("dis", event_id, discrepancy.field, discrepancy.kind, [to_plain(v.value) for v in discrepancy.values])


def _write_revision(connection: Connection, tenant: str, change: EventChange) -> None:
    event = change.event
    row: dict[str, Any] = {"tenant": tenant, "event_id": event.id, "revision": event.revision, "kind": change.kind}
    row |= {"changes": list(change.changes), "other_event_id": change.other_event_id or event.merged_into, "at": now()}
    row["document"] = None if change.kind == "withdrawn" else to_plain(event)
    connection.execute(insert_into(connection, revisions).values(row).on_conflict_do_nothing())


def _row(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "merged_into": event.merged_into,
        "revision": event.revision,
        "type": event.type,
        "scope": event.scope,
        "realis": event.realis,
        "grading": event.grading,
        "when_start": event.when.start or event.when.end,
        "when_end": event.when.end or event.when.start,
        "date_precision": event.when.precision,
        "date_basis": event.when.basis,
        "lineages": event.sources.lineages,
        "outlets": event.sources.outlets,
        "articles": event.sources.articles,
        "confidence": event.confidence,
        "label": event.label,
        "first_reported_at": event.first_reported_at,
        "last_reported_at": event.last_reported_at,
        "document": to_plain(event),
    }
