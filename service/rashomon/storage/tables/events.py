"""Events: the whole document, the columns that questions ask for, what was found to differ, and what became of each."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKeyConstraint, Index, Table

from rashomon.storage.tables.facets import facets_of
from rashomon.storage.tables.schema import document, metadata, name, number, tenant, words

events = Table(
    "events",
    metadata,
    tenant(),
    name("id", key=True),
    name("state", required=True),  # "live", "merged", "withdrawn": the last two are tombstones
    name("merged_into"),
    number("revision", default=1),
    name("type", required=True),
    name("scope", required=True),
    name("realis", required=True),
    name("grading", required=True),
    name("when_start"),
    name("when_end"),
    name("date_precision"),
    name("date_basis"),
    number("lineages", default=0),
    number("outlets", default=0),
    number("articles", default=0),
    Column("confidence", Float, nullable=False),
    words("label", required=True),
    name("first_reported_at"),
    name("last_reported_at"),
    name("created_at", required=True),
    name("updated_at", required=True),
    document("document"),
    document("comparison", required=False),
    Index(None, "tenant", "state", "when_start", "id"),
    Index(None, "tenant", "updated_at", "id"),
    Index(None, "tenant", "type"),
    Index(None, "tenant", "merged_into"),
)

event_facets = facets_of("events")

discrepancies = Table(
    "discrepancies",
    metadata,
    tenant(),
    name("id", key=True),
    name("event_id", required=True),
    number("n", default=0),
    name("field", required=True),
    name("kind", required=True),
    name("found_at", required=True),
    document("document"),
    ForeignKeyConstraint(["tenant", "event_id"], ["events.tenant", "events.id"], ondelete="CASCADE"),
    Index(None, "tenant", "event_id"),
    Index(None, "tenant", "found_at", "id"),
)

revisions = Table(
    "revisions",
    metadata,
    tenant(),
    name("event_id", key=True),
    number("revision", key=True),
    name("kind", required=True),
    name("at", required=True),
    document("changes"),
    name("other_event_id"),
    document("document", required=False),
)

decisions = Table(
    "decisions",
    metadata,
    tenant(),
    name("id", key=True),
    name("event_id", required=True),  # as it was named then
    name("report_id", required=True),  # its founding report: the decision goes where this goes
    name("action", required=True),
    words("path", required=True),
    document("value", required=False),
    document("was", required=False),
    words("reason"),
    name("author"),
    Column("lifted", Boolean, nullable=False),
    name("job_id"),
    name("created_at", required=True),
    Index(None, "tenant", "event_id", "created_at"),
    Index(None, "tenant", "report_id"),
    Index(None, "action", "lifted"),
)
