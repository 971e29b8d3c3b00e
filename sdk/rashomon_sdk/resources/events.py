"""`/v1/events`: what happened as all sources tell it."""

from __future__ import annotations

from typing import Unpack

from rashomon_sdk._transport import Call, Transport
from rashomon_sdk.exports import Export
from rashomon_sdk.filters import EventFilters
from rashomon_sdk.pages import Pager
from rashomon_sdk.records import Comparison, Event, EventDecision, Revision


class Events:
    """Events, and the comparison of their sources."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, event_id: str, *, explain: bool = False) -> Event:
        """Return one event; an absorbed one answers with `merged_into`, GoneError when all its reports are gone."""
        return Event.from_json(self._transport.json(Call("GET", f"/v1/events/{event_id}", query={"explain": explain or None})))

    def list(self, *, limit: int = 100, cursor: str | None = None, **filters: Unpack[EventFilters]) -> Pager[Event]:
        """Iterate over events; with `updated_since`, merged and withdrawn ones too."""
        return Pager(self._transport, "/v1/events", {**filters, "limit": limit, "cursor": cursor}, Event)

    def comparison(self, event_id: str) -> Comparison:
        """Return the field-by-field matrix of what each report says."""
        return Comparison.from_json(self._transport.json(Call("GET", f"/v1/events/{event_id}/comparison")))

    def comparison_page(self, event_id: str, format: str = "md") -> str:  # noqa: A002 - the service's word
        """Return the matrix as one page to read: `md`, `html` or `csv`."""
        call = Call("GET", f"/v1/events/{event_id}/comparison", query={"format": format}, headers={"Accept": "*/*"})
        return self._transport.text(call)

    def history(self, event_id: str, *, limit: int = 100, cursor: str | None = None) -> Pager[Revision]:
        """Iterate over the states of an event that this service has seen."""
        return Pager(self._transport, f"/v1/events/{event_id}/history", {"limit": limit, "cursor": cursor}, Revision)

    def decide(
        self, event_id: str, action: str, *, path: str = "", value: object = None, reason: str | None = None
    ) -> EventDecision:
        """Decide: confirm, correct, same_as, not_same_as, exclude or comment; `path` is a JSON pointer into the event.

        The machine's values stay; what is decided stands beside them in `event.authored`.
        """
        body = {"action": action, "path": path, "value": value, "reason": reason}
        said = {key: item for key, item in body.items() if item not in (None, "")}
        return EventDecision.from_json(self._transport.json(Call("POST", f"/v1/events/{event_id}/decisions", json=said)))

    def decisions(self, event_id: str, *, limit: int = 100, cursor: str | None = None) -> Pager[EventDecision]:
        """Iterate over what people decided of an event."""
        return Pager(self._transport, f"/v1/events/{event_id}/decisions", {"limit": limit, "cursor": cursor}, EventDecision)

    def export(
        self,
        format: str,  # noqa: A002 - the service's word
        *,
        rows: str | None = None,
        **filters: Unpack[EventFilters],
    ) -> Export:
        """Return all events as `csv`, `geojson`, `ndjson`, or in the columns of `acled` or `ucdp`.

        Those two have rules: `rows="explained"` returns each value with the rule that made it, `rows="excluded"` the events
        they leave out, with the reasons.
        """
        return Export(self._transport, "/v1/events", {**filters, "format": format, "rows": rows})
