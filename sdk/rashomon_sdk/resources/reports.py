"""`/v1/reports`."""

from __future__ import annotations

from typing import Any

from rashomon_sdk._transport import Call, Transport
from rashomon_sdk.pages import Pager
from rashomon_sdk.records import Report


class Reports:
    """Events as single articles tell them."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, report_id: str) -> Report:
        """Return one report."""
        return Report.from_json(self._transport.json(Call("GET", f"/v1/reports/{report_id}")))

    def list(self, *, limit: int = 100, cursor: str | None = None, **filters: Any) -> Pager[Report]:  # noqa: ANN401
        """Iterate over reports; filters as the service documents them (`type`, `place`, `since`, `article_id`, …)."""
        return Pager(self._transport, "/v1/reports", {**filters, "limit": limit, "cursor": cursor}, Report)
