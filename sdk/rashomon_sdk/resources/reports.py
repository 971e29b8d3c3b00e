"""`/v1/reports`."""

from __future__ import annotations

from typing import Unpack

from rashomon_sdk._transport import Call, Transport
from rashomon_sdk.exports import Export
from rashomon_sdk.filters import ReportListFilters
from rashomon_sdk.pages import Pager
from rashomon_sdk.records import Report


class Reports:
    """Events as single articles tell them."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, report_id: str, *, explain: bool = False) -> Report:
        """Return one report; with `explain`, the reasons behind its values too."""
        return Report.from_json(
            self._transport.json(Call("GET", f"/v1/reports/{report_id}", query={"explain": explain or None}))
        )

    def list(self, *, limit: int = 100, cursor: str | None = None, **filters: Unpack[ReportListFilters]) -> Pager[Report]:
        """Iterate over reports."""
        return Pager(self._transport, "/v1/reports", {**filters, "limit": limit, "cursor": cursor}, Report)

    def export(self, format: str, **filters: Unpack[ReportListFilters]) -> Export:  # noqa: A002 - the service's word
        """Return all reports as `csv`, `geojson` or `ndjson`."""
        return Export(self._transport, "/v1/reports", {**filters, "format": format})
