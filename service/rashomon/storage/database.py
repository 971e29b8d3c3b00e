"""Opening the database: SQLite or PostgreSQL by its URL, with the promises each needs switched on."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, InvalidatePoolError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from rashomon.records.problems import UnavailableError
from rashomon.storage.doorbell import Doorbell, doorbell
from rashomon.storage.gathering import Gathering
from rashomon.storage.unit import SqlUnit

T = TypeVar("T")
R = TypeVar("R")
BUSY_SECONDS = 20.0  # how long a SQLite writer waits for another
POSTGRES_WRITERS = 3  # groups of arrivals that a process commits side by side: while one waits for the server, another is made
IDLE_SECONDS = 1.0  # after which a connection is asked whether it is still one: a way to the server and back
POSTGRES_OPTIONS = (
    "-c statement_timeout=60000 -c lock_timeout=20000 -c idle_in_transaction_session_timeout=60000 -c timezone=UTC"
)


class Database:
    """A pool of connections that hands out units. Safe to share among threads, not across a fork: call `after_fork` there."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._turn = threading.Lock() if engine.dialect.name == "sqlite" else None
        self._gathering = Gathering(writers=self._writers())

    @contextmanager
    def reading(self) -> Iterator[SqlUnit]:
        """Open a consistent view; UnavailableError when the database does not answer."""
        options: dict[str, Any] = {}
        if self.engine.dialect.name == "postgresql":
            options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with _translated(), self.engine.connect().execution_options(**options) as connection:
            yield SqlUnit(connection)

    @contextmanager
    def writing(self) -> Iterator[SqlUnit]:
        """Open one short transaction; UnavailableError when the database cannot take it now."""
        with self._in_turn(), _translated(), self.engine.connect() as connection:
            connection.execution_options(immediate=True)
            with connection.begin():
                yield SqlUnit(connection)

    def together(self, item: T, take: Callable[[SqlUnit, Sequence[T]], Sequence[R]]) -> R:
        """Return what `take` makes of `item`, in one transaction with what other threads bring while somebody writes."""

        def write(items: Sequence[T]) -> Sequence[R]:
            with self.writing() as unit:
                return take(unit, items)

        answer: R = self._gathering.bring(item, write)
        return answer

    def _writers(self) -> int:
        return 1 if self.engine.dialect.name == "sqlite" else POSTGRES_WRITERS

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """Let the threads of a process queue here for SQLite's one writer: there they would sleep, longer each time."""
        if self._turn is None:
            yield
            return
        if not self._turn.acquire(timeout=BUSY_SECONDS):
            raise UnavailableError("The database cannot answer now.", reason="database_unavailable")
        try:
            yield
        finally:
            self._turn.release()

    def doorbell(self) -> Doorbell:
        """Return a bell that rings when others commit."""
        return doorbell(self.engine)

    def after_fork(self) -> None:
        """Forget the parent's connections without closing them under its feet, and a turn that one of its threads held."""
        self.engine.dispose(close=False)
        self._turn = threading.Lock() if self._turn else None
        self._gathering = Gathering(writers=self._writers())

    def close(self) -> None:
        """Close every idle connection."""
        self.engine.dispose()


def open_database(url: str, *, pooled: bool = True) -> Database:
    """Return the database at `url` (`sqlite:///path` or `postgresql://…`); connects on first use.

    Without a pool each unit has a connection of its own and leaves none open: for a process that forks.
    """
    pool: dict[str, Any] = {"pool_size": 8, "max_overflow": 24, "pool_timeout": 20} if pooled else {"poolclass": NullPool}
    if make_url(url).get_backend_name() == "sqlite":
        return Database(_open_sqlite(url, pool))
    return Database(_open_postgres(url, pool))


def _open_sqlite(url: str, pool: dict[str, Any]) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, json_serializer=_to_json, hide_parameters=True, **pool)
    event.listen(engine, "connect", _configure_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _open_postgres(url: str, pool: dict[str, Any]) -> Engine:
    made = make_url(url).set(drivername="postgresql+psycopg")
    socket: dict[str, Any] = {"connect_timeout": 10, "keepalives_idle": 15, "keepalives_interval": 5, "tcp_user_timeout": 30000}
    engine = create_engine(
        made,
        connect_args={"options": POSTGRES_OPTIONS, **socket},
        json_serializer=_to_json,
        hide_parameters=True,  # an error that is logged must not quote an article
        **pool,
    )
    event.listen(engine, "checkin", _note_use)
    event.listen(engine, "checkout", _ping_idle)
    return engine


def _note_use(_connection: object, record: ConnectionPoolEntry) -> None:
    record.info["used"] = time.monotonic()


def _ping_idle(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:  # noqa: ANN401 - psycopg's connection
    """Ask a connection that was idle whether its server is still there; one just used answers for itself."""
    if time.monotonic() - record.info.get("used", time.monotonic()) > IDLE_SECONDS:
        try:
            connection.autocommit = True
            connection.execute("SELECT 1")
            connection.autocommit = False
        except psycopg.OperationalError as error:
            raise InvalidatePoolError("The server is gone, or was.") from error


def _configure_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions by itself: `_begin_sqlite` does
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY", "cache_size=-16000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Writers lock at once: a reader that turns writer half way would fail with SQLITE_BUSY and no wait."""
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (OperationalError, psycopg.OperationalError) as error:  # the driver's own, of statements that were sent together
        raise UnavailableError("The database cannot answer now.", reason="database_unavailable") from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise UnavailableError("The database closed the connection.", reason="database_unavailable") from error
        raise
