"""Letting go of full texts: reports keep their quotes, fingerprints keep finding copies, the words are found no more."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, and_, exists, select, update

from rashomon.records.job import TERMINAL
from rashomon.storage.clock import in_seconds
from rashomon.storage.tables.articles import articles
from rashomon.storage.tables.wordlists import article_words
from rashomon.storage.tables.work import jobs
from rashomon.storage.wording import set_words

AT_ONCE = 200  # articles of one transaction
_DAY = 24 * 3600.0


def has_old_texts(connection: Connection, days: float) -> bool:
    """Whether there is a text to let go of; asks without writing."""
    return connection.execute(_old(days).limit(1)).first() is not None


def drop_texts(connection: Connection, days: float) -> int:
    """Drop texts received more than so many days ago whose reading is over; how many, `AT_ONCE` at most."""
    rows = connection.execute(_old(days).limit(AT_ONCE).with_for_update(skip_locked=True)).all()
    for row in rows:
        this = (articles.c.tenant == row.tenant, articles.c.id == row.id)
        connection.execute(update(articles).where(*this).values(text=None))
        set_words(connection, article_words, row.tenant, row.id, row.title or "")
    return len(rows)


def _old(days: float) -> Select[Any]:
    over = and_(jobs.c.tenant == articles.c.tenant, jobs.c.id == articles.c.job_id, jobs.c.status.in_(TERMINAL))
    old = (articles.c.text.is_not(None), articles.c.received_at < in_seconds(-days * _DAY))
    is_over = exists(select(1).select_from(jobs).where(over).correlate(articles))
    return select(articles.c.tenant, articles.c.id, articles.c.title).where(*old, is_over).order_by(articles.c.received_at)
