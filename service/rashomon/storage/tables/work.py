"""Work: jobs, batches, the outbox, first answers by Idempotency-Key, ad hoc results, and the processes that do it."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKeyConstraint, Index, Table

from rashomon.storage.tables.schema import SERIAL, document, metadata, name, number, tenant, words

jobs = Table(
    "jobs",
    metadata,
    tenant(),
    name("id", key=True),
    name("kind", required=True),
    name("status", required=True),
    name("stage"),  # whose turn it is: "reading", "comparing"; null for a batch
    name("article_id"),
    number("attempts", default=0),  # begun
    number("next_attempt", default=1),  # the one a message must name to claim the job
    number("token", default=0),  # counts claims: the fencing token
    name("lease_until"),  # null: nobody works on it
    name("owner"),
    document("error", required=False),
    number("total", default=0),
    number("done", default=0),
    number("failed", default=0),
    name("request_id"),
    words("callback_url"),
    document("work"),
    name("created_at", required=True),
    name("started_at"),
    name("finished_at"),
    name("published_at"),  # when its message last went to the broker
    Index(None, "tenant", "created_at", "id"),
    Index(None, "tenant", "article_id"),
    Index(None, "status", "lease_until"),
    Index(None, "status", "stage", "published_at"),
)

batch_items = Table(
    "batch_items",
    metadata,
    tenant(),
    name("batch_id", key=True),
    number("position", key=True),
    name("article_id"),
    name("job_id"),
    document("error", required=False),
    ForeignKeyConstraint(["tenant", "batch_id"], ["jobs.tenant", "jobs.id"], ondelete="CASCADE"),
    Index(None, "tenant", "job_id"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", SERIAL, primary_key=True, autoincrement=True),
    name("tenant", required=True),
    name("stage", required=True),
    name("ref", required=True),
    number("attempt", default=1),
    name("created_at", required=True),
    sqlite_autoincrement=True,  # SQLite else gives a struck-off message's id to the next one, and a late striker takes that off
)

replies = Table(
    "replies",
    metadata,
    tenant(),
    name("key", key=True),
    name("fingerprint", required=True),
    document("answer"),
    name("job_id"),
    name("created_at", required=True),
    Index(None, "tenant", "job_id"),
    Index(None, "created_at"),
)

comparisons = Table(
    "comparisons",
    metadata,
    tenant(),
    name("job_id", key=True),
    document("document"),
    name("created_at", required=True),
    ForeignKeyConstraint(["tenant", "job_id"], ["jobs.tenant", "jobs.id"], ondelete="CASCADE"),
    Index(None, "created_at"),
)

processes = Table(
    "processes",
    metadata,
    name("id", key=True),
    name("role", required=True),
    name("host", required=True),
    number("pid", default=0),
    name("started_at", required=True),
    name("last_seen", required=True),
    document("facts"),
)
