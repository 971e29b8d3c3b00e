"""How Alembic meets the database: with the connection that `storage.migrate` hands over."""

from __future__ import annotations

from alembic import context

from rashomon.storage.tables import articles, comparing, events, hooks, keys, reports, wordlists, work  # noqa: F401 - each adds its tables
from rashomon.storage.tables.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite cannot alter a table in place
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
