"""Articles, their labels (metadata that can be asked for) and the shingles that find their lineage."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Index, Table, UniqueConstraint

from rashomon.storage.tables.schema import document, metadata, name, tenant, words

articles = Table(
    "articles",
    metadata,
    tenant(),
    name("id", key=True),
    name("external_id"),
    words("title"),
    words("text"),
    words("source_name"),
    name("source_key"),  # case-folded, for asking
    name("source_domain"),
    name("source_country"),
    words("url"),
    name("published_at"),
    name("published_at_basis"),
    name("language"),
    name("lineage_id"),
    document("metadata"),
    name("job_id"),
    name("received_at", required=True),
    UniqueConstraint("tenant", "external_id"),
    Index(None, "tenant", "received_at", "id"),
    Index(None, "tenant", "lineage_id"),
    Index(None, "tenant", "source_key"),
)

article_labels = Table(
    "article_labels",
    metadata,
    tenant(),
    name("article_id", key=True),
    name("key", key=True),
    words("value", required=True),
    ForeignKeyConstraint(["tenant", "article_id"], ["articles.tenant", "articles.id"], ondelete="CASCADE"),
)

fingerprints = Table(
    "fingerprints",
    metadata,
    tenant(),
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    name("article_id", key=True),
    ForeignKeyConstraint(["tenant", "article_id"], ["articles.tenant", "articles.id"], ondelete="CASCADE"),
    Index(None, "tenant", "article_id", "hash"),  # without the hash, SQLite walks the wider key
)
