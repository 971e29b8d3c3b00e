"""Noticing a commit at once: SQLite counts the changes of other connections, PostgreSQL sends a notification."""

from __future__ import annotations

import sqlite3
import time
from contextlib import suppress
from typing import Protocol

import psycopg
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

CHANNEL = "rashomon_outbox"
LOOK_SECONDS = 0.02  # between two looks at SQLite's counter: reads eight bytes of shared memory
_RINGING = text(f"NOTIFY {CHANNEL}")


class Doorbell(Protocol):
    """Waits for work."""

    def wait(self, seconds: float) -> None:
        """Return when something may have been committed, after `seconds` at the latest."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


def ring(connection: Connection) -> None:
    """Ring when this transaction commits."""
    if connection.dialect.name == "postgresql":
        connection.execute(_RINGING)


def doorbell(engine: Engine) -> Doorbell:
    """Return the doorbell of a database; it keeps one connection of its own."""
    if engine.dialect.name == "sqlite":
        return _SqliteDoorbell(str(engine.url.database))
    return _PostgresDoorbell(engine)


class _SqliteDoorbell:
    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, timeout=5.0, isolation_level=None, check_same_thread=False)
        self._seen = self._count()

    def wait(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while (count := self._count()) == self._seen and time.monotonic() < deadline:
            time.sleep(LOOK_SECONDS)
        self._seen = count

    def close(self) -> None:
        self._connection.close()

    def _count(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])


class _PostgresDoorbell:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: psycopg.Connection[tuple[object, ...]] | None = None

    def wait(self, seconds: float) -> None:
        try:
            for _ in self._listening().notifies(timeout=seconds, stop_after=1):
                return
        except (psycopg.Error, SQLAlchemyError):
            self.close()
            time.sleep(min(seconds, 0.2))  # without a bell the relay looks by itself

    def close(self) -> None:
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.close()
        self._connection = None

    def _listening(self) -> psycopg.Connection[tuple[object, ...]]:
        if self._connection is None:
            arguments, options = self._engine.dialect.create_connect_args(self._engine.url)
            self._connection = psycopg.connect(*arguments, **options, autocommit=True, connect_timeout=10)
            self._connection.execute(f"LISTEN {CHANNEL}")
        return self._connection
