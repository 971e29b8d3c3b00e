"""Bringing a database to this version's tables; safe to call from several processes at once."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from rashomon.storage.database import open_database

_LOCK = 7_265_100_413  # any number that is only ours: PostgreSQL's advisory lock


def upgrade(url: str, revision: str = "head") -> None:
    """Apply every migration that the database lacks, up to `revision`, all or nothing."""
    database = open_database(url)
    try:
        with database.engine.connect().execution_options(immediate=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            command.upgrade(configuration(connection), revision)
    finally:
        database.close()


def is_current(url: str) -> bool:
    """Whether the database has exactly this version's tables."""
    database = open_database(url)
    try:
        with database.engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
            return found == ScriptDirectory.from_config(configuration(connection)).get_current_head()
    finally:
        database.close()


def configuration(connection: Connection) -> Config:
    """Return Alembic's configuration for a connection that is already open."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config
