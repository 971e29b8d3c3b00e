"""`/v1/articles`: submit, read, delete."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, Unpack

from rashomon_sdk import bulk
from rashomon_sdk._transport import Call, Transport
from rashomon_sdk.filters import ArticleFilters
from rashomon_sdk.pages import Pager
from rashomon_sdk.records import Article, Batch, Job, Report, Submitted


class Articles:
    """Articles, and the reports read out of them."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def submit(  # noqa: PLR0913 - the fields of an article, by keyword
        self,
        *,
        text: str,
        title: str | None = None,
        source: str | Mapping[str, Any] | None = None,
        url: str | None = None,
        published_at: str | None = None,
        language: str | None = None,
        external_id: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        callback_url: str | None = None,
        wait: float | None = None,
        idempotency_key: str | None = None,
    ) -> Job:
        """Submit one article; return its job. The same source and text again returns the job it already has.

        `source` is the outlet's name or `{"name", "domain", "country"}`; `published_at` ISO 8601; `wait` up to 30 seconds
        for the job to end.
        """
        body = {
            "text": text,
            "title": title,
            "source": {"name": source} if isinstance(source, str) else source,
            "url": url,
            "published_at": published_at,
            "language": language,
            "external_id": external_id,
            "metadata": metadata,
            "callback_url": callback_url,
        }
        headers = {"Prefer": f"wait={wait:g}"} if wait else {}
        if idempotency_key:
            headers["Idempotency-Key"] = idempotency_key
        said = {key: value for key, value in body.items() if value is not None}
        return Job.from_json(self._transport.json(Call("POST", "/v1/articles", json=said, headers=headers, wait=wait or 0.0)))

    def submit_batch(self, articles: Iterable[Mapping[str, Any]], *, idempotency_key: str | None = None) -> Batch:
        """Submit up to 1,000 articles (or 8 MiB) in one call; `submit_many` takes any number."""
        return self._send_batch([bulk.line(article) for article in articles], idempotency_key)

    def submit_many(
        self,
        articles: Iterable[Mapping[str, Any]],
        *,
        skip: Container[str] = frozenset(),
        chunk_count: int = 200,
        chunk_bytes: int = 4 * 1024 * 1024,
    ) -> Iterator[Submitted]:
        """Submit any number of articles, as mappings with the fields of `submit`; yield what became of each, in order.

        Articles are taken from the iterable as they are sent, so that a generator may read files of any size. `skip` holds the
        `external_id`s to leave out, such as those that a run that broke off had been told of: what is told is stored. To submit
        one twice does no harm, it is `known` then. A refused article harms no other.
        """
        return bulk.submit(articles, self._send_batch, skip=skip, limits=bulk.Limits(chunk_count, chunk_bytes))

    def get(self, article_id: str) -> Article:
        """Return one article with its text."""
        return Article.from_json(self._transport.json(Call("GET", f"/v1/articles/{article_id}")))

    def list(self, *, limit: int = 100, cursor: str | None = None, **filters: Unpack[ArticleFilters]) -> Pager[Article]:
        """Iterate over articles; `limit` is the size of one page."""
        return Pager(self._transport, "/v1/articles", {**filters, "limit": limit, "cursor": cursor}, Article)

    def reports(self, article_id: str, *, limit: int = 100, cursor: str | None = None) -> Pager[Report]:
        """Iterate over the reports read out of an article."""
        return Pager(self._transport, f"/v1/articles/{article_id}/reports", {"limit": limit, "cursor": cursor}, Report)

    def delete(self, article_id: str) -> Job:
        """Delete an article with its reports; the job compares again what it touched."""
        return Job.from_json(self._transport.json(Call("DELETE", f"/v1/articles/{article_id}")))

    def _send_batch(self, lines: Sequence[bytes], idempotency_key: str | None = None) -> Batch:
        headers = {"Content-Type": "application/x-ndjson", **({"Idempotency-Key": idempotency_key} if idempotency_key else {})}
        call = Call("POST", "/v1/articles/batch", content=b"".join(lines), headers=headers)
        return Batch.from_json(self._transport.json(call))
