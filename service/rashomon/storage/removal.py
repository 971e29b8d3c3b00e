"""Removing an article: its text, its reports and every key made from its words go at once; bare pairs of ids stay until
comparing has told its events again without it."""  # noqa: D205, D209 - one sentence, two lines

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from rashomon.records.work import Touched
from rashomon.storage.tables.articles import articles
from rashomon.storage.tables.comparing import block_keys
from rashomon.storage.tables.reports import reports
from rashomon.storage.tables.work import replies
from rashomon.storage.versions import move_version


def remove_article(connection: Connection, tenant: str, article_id: str) -> Touched | None:
    """Remove it and say what it was part of; None when there is no such article."""
    move_version(connection, tenant)  # first: a comparison that is being written locks it before it locks articles
    where = (articles.c.tenant == tenant, articles.c.id == article_id)
    row = connection.execute(select(articles.c.lineage_id, articles.c.job_id).where(*where).with_for_update()).one_or_none()
    if row is None:
        return None
    removed = Touched(article_id, row.lineage_id, *_reports_of(connection, tenant, article_id), job_id=row.job_id)
    mine = (block_keys.c.tenant == tenant, block_keys.c.article_id == article_id)
    connection.execute(delete(block_keys).where(*mine))
    connection.execute(delete(replies).where(replies.c.tenant == tenant, replies.c.job_id == row.job_id))
    connection.execute(delete(articles).where(*where))  # reports, facets, labels and fingerprints go with it
    return removed


def _reports_of(connection: Connection, tenant: str, article_id: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    query = select(reports.c.id, reports.c.event_id).where(reports.c.tenant == tenant, reports.c.article_id == article_id)
    rows = connection.execute(query).all()
    # a report that an earlier reading told and a later one did not still has its keys until comparing takes them away
    keyed = select(block_keys.c.report_id).where(block_keys.c.tenant == tenant, block_keys.c.article_id == article_id)
    ids = {row.id for row in rows} | set(connection.execute(keyed.distinct()).scalars())
    return tuple(sorted(ids)), tuple(sorted({row.event_id for row in rows if row.event_id}))
