"""`/v1/comparisons`: compare given articles or texts without keeping them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rashomon_sdk._transport import Call, Transport
from rashomon_sdk.records import ComparisonResult, Job


class Comparisons:
    """Ad hoc comparisons; a result is kept for 24 hours."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(
        self,
        *,
        article_ids: Sequence[str] = (),
        articles: Sequence[Mapping[str, Any]] = (),
        callback_url: str | None = None,
        wait: float = 0.0,
    ) -> Job:
        """Ask for a comparison of stored articles and lent ones (as `articles.submit` takes them).

        Lent texts are held only until the job ends. The id of the job names the result; `wait` up to 30 seconds for it.
        """
        body = {"article_ids": list(article_ids), "articles": [dict(lent) for lent in articles], "callback_url": callback_url}
        said = {key: value for key, value in body.items() if value}
        headers = {"Prefer": f"wait={wait:g}"} if wait else {}
        return Job.from_json(self._transport.json(Call("POST", "/v1/comparisons", json=said, headers=headers, wait=wait)))

    def get(self, comparison_id: str) -> ComparisonResult:
        """Return the result: its job, and one matrix per event once that has succeeded."""
        return ComparisonResult.from_json(self._transport.json(Call("GET", f"/v1/comparisons/{comparison_id}")))
