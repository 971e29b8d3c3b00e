"""`/v1/comparisons`: compare given articles or texts without keeping them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rashomon_sdk._transport import Call, Transport
from rashomon_sdk.records import Job


class Comparisons:
    """Ad hoc comparisons; a result is kept for 24 hours."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, *, article_ids: Sequence[str] = (), texts: Sequence[Mapping[str, Any]] = ()) -> Job:
        """Ask for a comparison of stored articles and lent texts; return the job whose id names the result."""
        body: dict[str, Any] = {}
        if article_ids:
            body["article_ids"] = list(article_ids)
        if texts:
            body["texts"] = [dict(text) for text in texts]
        return Job.from_json(self._transport.json(Call("POST", "/v1/comparisons", json=body)))

    def get(self, comparison_id: str) -> Mapping[str, Any]:
        """Return the result as the service sends it: events and their comparisons."""
        result: Mapping[str, Any] = self._transport.json(Call("GET", f"/v1/comparisons/{comparison_id}"))
        return result
