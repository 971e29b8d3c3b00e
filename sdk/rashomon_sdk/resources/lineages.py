"""`/v1/lineages`: the articles that descend from one text."""

from __future__ import annotations

from rashomon_sdk._transport import Call, Transport
from rashomon_sdk.records import Lineage


class Lineages:
    """Copies, and how they differ."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, lineage_id: str) -> Lineage:
        """Return the articles of one text and how they differ."""
        return Lineage.from_json(self._transport.json(Call("GET", f"/v1/lineages/{lineage_id}")))
