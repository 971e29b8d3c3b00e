"""Events: one happening as all sources tell it, its history, and its comparison."""

from __future__ import annotations

from typing import Any

from flask import Response

from rashomon.api.answers import answer
from rashomon.api.callers import tenant
from rashomon.api.describe import whole_or_picked
from rashomon.api.exporting import Source, answer_list, replies, text_answer
from rashomon.api.formats import chosen_format
from rashomon.api.operation import Reply, Room, operation
from rashomon.api.paging import Key, answer_page, shown
from rashomon.api.schemas.fields import choice
from rashomon.api.schemas.filters import COMPARISON_FORMATS, EVENT_FORMATS, Query, list_query, paging, picking
from rashomon.api.services import store
from rashomon.api.views.reports import EXPLAIN
from rashomon.exports import matrix
from rashomon.records.event import Event
from rashomon.records.query import Slice
from rashomon.records.report import Report
from rashomon.records.revision import Revision
from rashomon.workflows import read

room = Room("events", __name__, url_prefix="/v1", description="One happening in the world as all sources tell it.")
EventListQuery = list_query(
    Event, sorts=("when", "-when", "updated", "-updated", "lineages", "-lineages"), formats=EVENT_FORMATS, explain=True
)
EventQuery = Query.from_dict({"fields": picking(Event), "explain": EXPLAIN}, name="EventQuery")
HistoryQuery = Query.from_dict({**paging(), "fields": picking(Revision)}, name="HistoryQuery")
MatrixQuery = Query.from_dict({"format": choice("The format; wins over `Accept`.", *COMPARISON_FORMATS)}, name="MatrixQuery")


@operation(room, "/events", name="listEvents", query=EventListQuery, replies=replies("EventPage", EVENT_FORMATS))
def list_events(query: dict[str, Any]) -> Response:
    """List the events that pass the filters, latest happening first.

    JSON comes in pages; the other formats stream the whole answer. ACLED and UCDP columns leave out what their codebooks do
    not count; `rows=excluded` lists those events with the reason, `rows=explained` each value with the rule that made it.
    """
    held, whose, filters = store(), tenant(), query["filters"]

    def rows(limit: int, after: Key | None) -> Slice[Event]:
        return read.list_events(held, whose, filters, limit=limit, after=after)

    def reports(event: Event) -> tuple[Report, ...]:
        return read.reports_of_event(held, whose, event)

    def event(event_id: str) -> Event:
        return read.get_event(held, whose, event_id)

    return answer_list(Source("events", rows, reports, event), query, EVENT_FORMATS)


@operation(room, "/events/<ident:event_id>", name="getEvent", query=EventQuery, replies=(Reply(200, whole_or_picked("Event")),))
def get_event(query: dict[str, Any], *, event_id: str) -> Response:
    """Read one event; an absorbed one names the other in `merged_into`, a withdrawn one is 410."""
    return answer(shown(read.get_event(store(), tenant(), event_id), query))


@operation(
    room, "/events/<ident:event_id>/history", name="listEventHistory", query=HistoryQuery, replies=(Reply(200, "RevisionPage"),)
)
def list_event_history(query: dict[str, Any], *, event_id: str) -> Response:
    """List what this installation saw of an event, oldest first; merged and withdrawn events have theirs, too."""

    def rows(limit: int, after: Key | None) -> Slice[Revision]:
        return read.event_history(store(), tenant(), event_id, limit=limit, after=after)

    return answer_page(rows, query)


@operation(
    room, "/events/<ident:event_id>/comparison", name="compareEvent", query=MatrixQuery,
    replies=(Reply(200, "Comparison"), *(Reply(200, {"type": "string"}, media) for media in ("text/html", "text/markdown",
    "text/csv"))),
)  # fmt: skip
def compare_event(query: dict[str, Any], *, event_id: str) -> Response:
    """Compare the accounts of an event, field by field: as JSON, or as one page to read."""
    chosen = chosen_format(query.get("format"), COMPARISON_FORMATS)
    compared = read.comparison_of(store(), tenant(), event_id)
    if chosen == "json":
        return answer(compared)
    return text_answer(matrix.RENDER[chosen](compared), chosen)
