"""The words of articles, reports and events, for `q`: each word once, folded, with a full-text index of the database's own.

The index is not in the metadata, since each database has its own kind (see `storage.wording`): FTS5 over this table, kept by
triggers, on SQLite; a GIN index over the words on PostgreSQL.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKeyConstraint, Table, UniqueConstraint

from rashomon.storage.tables.schema import NAME, SERIAL, metadata, name, words

OWNERS = ("articles", "reports", "events")


def words_of(owner: str) -> Table:
    """Return the table of the words of the records in table `owner`; a row goes when its record goes."""
    return Table(
        f"{owner}_words",
        metadata,
        Column("id", SERIAL, primary_key=True, autoincrement=True),  # FTS5 knows a row by a whole number
        Column("tenant", NAME, nullable=False),
        name("owner_id", required=True),
        words("words", required=True),
        UniqueConstraint("tenant", "owner_id"),
        ForeignKeyConstraint(["tenant", "owner_id"], [f"{owner}.tenant", f"{owner}.id"], ondelete="CASCADE"),
    )


article_words, report_words, event_words = (words_of(owner) for owner in OWNERS)
