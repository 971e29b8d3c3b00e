"""`/v1/discrepancies`: contradictions across all events."""

from __future__ import annotations

from typing import Any

from rashomon_sdk._transport import Transport
from rashomon_sdk.pages import Pager
from rashomon_sdk.records import Discrepancy


class Discrepancies:
    """Where sources differ, newest first."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, *, limit: int = 100, cursor: str | None = None, **filters: Any) -> Pager[Discrepancy]:  # noqa: ANN401
        """Iterate over discrepancies, each with its event's id and label."""
        return Pager(self._transport, "/v1/discrepancies", {**filters, "limit": limit, "cursor": cursor}, Discrepancy)
