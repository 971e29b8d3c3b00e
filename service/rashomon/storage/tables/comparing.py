"""The comparison index: which reports may be one event, which pairs are, and the version of what was last compared.

Nothing here hangs on the reports by foreign key: the rows of a removed or replaced report stay until comparing has told its
events again without it.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Index, Table

from rashomon.storage.tables.schema import document, metadata, name, number, tenant

block_keys = Table(
    "block_keys",
    metadata,
    tenant(),
    name("key", key=True),
    name("report_id", key=True),
    name("article_id", required=True),
    Index(None, "tenant", "report_id"),
    Index(None, "tenant", "article_id"),
)

links = Table(
    "links",
    metadata,
    tenant(),
    name("left_id", key=True),
    name("right_id", key=True),
    name("kind", key=True),
    Column("score", Float, nullable=False),
    document("reasons"),
    Index(None, "tenant", "right_id"),
)

report_decisions = Table(
    "report_decisions",
    metadata,
    tenant(),
    name("left_id", key=True),
    name("right_id", key=True),
    Column("same", Boolean, nullable=False),
    name("decision_id"),
    Index(None, "tenant", "right_id"),
)

versions = Table("comparing_versions", metadata, tenant(), number("version", default=0))
