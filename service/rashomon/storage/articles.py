"""Articles in SQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, select, update
from sqlalchemy.sql.dml import ReturningInsert

from rashomon.records.article import Article, Source
from rashomon.records.job import TERMINAL
from rashomon.records.query import Filters, Slice
from rashomon.records.work import Touched
from rashomon.storage.clock import now
from rashomon.storage.filters import article_conditions
from rashomon.storage.folding import fold, label_value
from rashomon.storage.paging import Order, Page, fetch_page
from rashomon.storage.removal import remove_article
from rashomon.storage.rows import add_all, insert_on, sent_together
from rashomon.storage.tables.articles import article_labels, articles, fingerprints
from rashomon.storage.tables.wordlists import article_words
from rashomon.storage.tables.work import jobs
from rashomon.storage.wording import words_row


class SqlArticles:
    """See `workflows.ports.Articles`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, tenant: str, article: Article) -> bool:
        """Store a new article; False when its id or its external_id is taken."""
        return bool(self.add_new([(tenant, article)]))

    def add_new(self, entries: Sequence[tuple[str, Article]]) -> dict[str, str]:
        """Store those whose id and external_id are free; when each was received, by its job's id."""
        statement = _adding(self._connection.dialect.name)
        rows = self._connection.execute(statement, [_values(tenant, article) for tenant, article in entries])
        received = {row.job_id: row.received_at for row in rows}
        new = [(tenant, article) for tenant, article in entries if article.job_id in received]
        words = [_words(tenant, article) for tenant, article in new]
        labels = [row for tenant, article in new for row in _labels(tenant, article)]
        with sent_together(self._connection):
            add_all(self._connection, article_words, words)
            add_all(self._connection, article_labels, labels)
        return received

    def get(self, tenant: str, article_id: str) -> Article | None:
        """Return an article."""
        row = self._connection.execute(select(articles).where(*_is(tenant, article_id))).one_or_none()
        return None if row is None else article_of(row)

    def by_external_id(self, tenant: str, external_id: str) -> Article | None:
        """Return the article a client calls so."""
        query = select(articles).where(articles.c.tenant == tenant, articles.c.external_id == external_id)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else article_of(row)

    def set_job(self, tenant: str, article_id: str, job_id: str) -> None:
        """Note the job that reads the article from now on."""
        self._connection.execute(update(articles).where(*_is(tenant, article_id)).values(job_id=job_id))

    def set_read(
        self,
        tenant: str,
        article_id: str,
        *,
        language: str | None,
        published_at: str | None,
        published_at_basis: str | None,
        prints: tuple[int, ...],
    ) -> None:
        """Note what reading found about the article itself, and its fingerprints."""
        facts = {"language": language, "published_at": published_at, "published_at_basis": published_at_basis}
        self._connection.execute(update(articles).where(*_is(tenant, article_id)).values(facts))
        mine = (fingerprints.c.tenant == tenant, fingerprints.c.article_id == article_id)
        self._connection.execute(delete(fingerprints).where(*mine))
        add_all(self._connection, fingerprints, ({"tenant": tenant, "hash": h, "article_id": article_id} for h in set(prints)))

    def remove(self, tenant: str, article_id: str) -> Touched | None:
        """Remove an article with its reports and every key made from its text; None when there is none."""
        return remove_article(self._connection, tenant, article_id)

    def list(self, tenant: str, filters: Filters, *, limit: int, after: tuple[Any, ...] | None) -> Slice[Article]:
        """List articles, latest received first."""
        query = select(articles).where(articles.c.tenant == tenant, *article_conditions(filters))
        order = Order((articles.c.received_at, articles.c.id), descending=True)
        return fetch_page(self._connection, query, order, Page(limit, after), article_of)

    def readable(self, tenant: str, *, since: str | None, limit: int, after: tuple[Any, ...] | None) -> Slice[str]:
        """List the ids of articles that can be read again, first received first; nobody removes them before the unit ends."""
        over = (jobs.c.tenant == articles.c.tenant, jobs.c.id == articles.c.job_id, jobs.c.status.in_(TERMINAL))
        is_over = exists(select(1).select_from(jobs).where(*over).correlate(articles))
        query = select(articles.c.id).where(articles.c.tenant == tenant, articles.c.text.is_not(None), is_over)
        query = (query if since is None else query.where(articles.c.received_at >= since)).with_for_update()
        order = Order((articles.c.received_at, articles.c.id))
        return fetch_page(self._connection, query, order, Page(limit, after), lambda row: str(row.id))

    def of_lineage(self, tenant: str, lineage_id: str) -> tuple[Article, ...]:
        """Return the articles of one lineage: earliest published first, undated last, then by id."""
        query = select(articles).where(articles.c.tenant == tenant, articles.c.lineage_id == lineage_id)
        found = (article_of(row) for row in self._connection.execute(query))
        return tuple(sorted(found, key=lambda a: (a.published_at is None, a.published_at or "", a.id)))


@cache
def _adding(dialect: str) -> ReturningInsert[Any]:
    statement = insert_on(dialect, articles).values(received_at=now()).on_conflict_do_nothing()
    return statement.returning(articles.c.job_id, articles.c.received_at)


def _values(tenant: str, article: Article) -> dict[str, Any]:
    source = article.source or Source(name="")
    return {
        "tenant": tenant,
        "id": article.id,
        "external_id": article.external_id,
        "title": article.title,
        "text": article.text,
        "source_name": article.source and source.name,
        "source_key": article.source and fold(source.name),
        "source_domain": source.domain,
        "source_country": source.country,
        "url": article.url,
        "published_at": article.published_at,
        "published_at_basis": article.published_at_basis,
        "language": article.language,
        "metadata": article.metadata,
        "job_id": article.job_id,
    }


def _words(tenant: str, article: Article) -> dict[str, Any]:
    return words_row(tenant, article.id, f"{article.title or ''} {article.text or ''}")


def _labels(tenant: str, article: Article) -> Iterator[dict[str, Any]]:
    for key, value in article.metadata.items():
        if (label := label_value(value)) is not None:
            yield {"tenant": tenant, "article_id": article.id, "key": key, "value": label}


def article_of(row: Row[Any]) -> Article:
    """Return the article in a row."""
    source = None
    if row.source_name is not None:
        source = Source(name=row.source_name, domain=row.source_domain, country=row.source_country)
    return Article(
        id=row.id,
        external_id=row.external_id,
        title=row.title,
        text=row.text,
        source=source,
        url=row.url,
        published_at=row.published_at,
        published_at_basis=row.published_at_basis,
        language=row.language,
        lineage_id=row.lineage_id,
        metadata=row.metadata,
        job_id=row.job_id,
        received_at=row.received_at,
    )


def _is(tenant: str, article_id: str) -> tuple[Any, Any]:
    return articles.c.tenant == tenant, articles.c.id == article_id
