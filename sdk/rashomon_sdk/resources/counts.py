"""`/v1/counts`: every stated figure on a row of its own."""

from __future__ import annotations

from typing import Unpack

from rashomon_sdk._transport import Transport
from rashomon_sdk.exports import Export
from rashomon_sdk.filters import ReportFilters
from rashomon_sdk.pages import Pager
from rashomon_sdk.records import StatedFigure


class Counts:
    """Figures: who states how many of what, when and where."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, *, limit: int = 100, cursor: str | None = None, **filters: Unpack[ReportFilters]) -> Pager[StatedFigure]:
        """Iterate over stated figures."""
        return Pager(self._transport, "/v1/counts", {**filters, "limit": limit, "cursor": cursor}, StatedFigure)

    def export(self, format: str = "csv", **filters: Unpack[ReportFilters]) -> Export:  # noqa: A002 - the service's word
        """Return all stated figures as `csv`."""
        return Export(self._transport, "/v1/counts", {**filters, "format": format})
