"""Reports: the whole document with every span, and the columns that questions ask for."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKeyConstraint, Index, Table

from rashomon.storage.tables.facets import facets_of
from rashomon.storage.tables.schema import document, metadata, name, number, tenant

reports = Table(
    "reports",
    metadata,
    tenant(),
    name("id", key=True),
    name("article_id", required=True),
    name("event_id"),
    number("position", default=0),  # order in the article
    name("type", required=True),
    name("scope", required=True),
    name("realis", required=True),
    name("outcome"),
    name("when_start"),
    name("when_end"),
    name("date_precision"),
    name("date_basis"),
    name("as_of"),
    Column("confidence", Float, nullable=False),
    name("extractor", required=True),
    document("document"),
    ForeignKeyConstraint(["tenant", "article_id"], ["articles.tenant", "articles.id"], ondelete="CASCADE"),
    Index(None, "tenant", "article_id", "position"),
    Index(None, "tenant", "event_id"),
    Index(None, "tenant", "when_start", "id"),
)

report_facets = facets_of("reports")
