"""`/v1/events`: what happened as all sources tell it."""

from __future__ import annotations

from typing import Any

from rashomon_sdk._transport import Call, Transport
from rashomon_sdk.pages import Pager
from rashomon_sdk.records import Comparison, Event


class Events:
    """Events, and the comparison of their sources."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, event_id: str) -> Event:
        """Return one event; an absorbed one answers with `merged_into`, GoneError when all its reports are gone."""
        return Event.from_json(self._transport.json(Call("GET", f"/v1/events/{event_id}")))

    def list(self, *, limit: int = 100, cursor: str | None = None, **filters: Any) -> Pager[Event]:  # noqa: ANN401
        """Iterate over events; filters as the service documents them (`type`, `place`, `since`, `has_discrepancy`, …)."""
        return Pager(self._transport, "/v1/events", {**filters, "limit": limit, "cursor": cursor}, Event)

    def comparison(self, event_id: str) -> Comparison:
        """Return the field-by-field matrix of what each report says."""
        return Comparison.from_json(self._transport.json(Call("GET", f"/v1/events/{event_id}/comparison")))
