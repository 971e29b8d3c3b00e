"""`/v1/discrepancies`: contradictions across all events."""

from __future__ import annotations

from typing import Unpack

from rashomon_sdk._transport import Transport
from rashomon_sdk.filters import DiscrepancyFilters
from rashomon_sdk.pages import Pager
from rashomon_sdk.records import FoundDiscrepancy


class Discrepancies:
    """Where sources differ, newest first."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self, *, limit: int = 100, cursor: str | None = None, **filters: Unpack[DiscrepancyFilters]
    ) -> Pager[FoundDiscrepancy]:
        """Iterate over discrepancies, each with its event's id and label."""
        return Pager(self._transport, "/v1/discrepancies", {**filters, "limit": limit, "cursor": cursor}, FoundDiscrepancy)
