"""Writing rows: the insert that steps aside for a row that is there, and questions with many ids in portions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any, cast

import psycopg
from sqlalchemy import Connection, Row, Select, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.sql.elements import ColumnElement

PORTION = 500  # SQLite takes 32,766 variables in one statement, old ones 999


def insert_into(connection: Connection, table: Table) -> SqliteInsert | PostgresInsert:
    """Return the dialect's INSERT, which knows ON CONFLICT."""
    return insert_on(connection.dialect.name, table)


def insert_on(dialect: str, table: Table) -> SqliteInsert | PostgresInsert:
    """Return the INSERT of a dialect by its name: for statements that are made once and kept."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def add_unless_there(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row; False when one of the table's unique keys is taken (waits for whoever is just taking it)."""
    statement = insert_into(connection, table).values(values).on_conflict_do_nothing()
    return connection.execute(statement, execution_options={"preserve_rowcount": True}).rowcount == 1


def add_all(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows; those whose key is there already are left as they are."""
    found = list(rows)
    if found:
        connection.execute(_stepping_aside(connection.dialect.name, table), found)


@cache
def _stepping_aside(dialect: str, table: Table) -> SqliteInsert | PostgresInsert:
    return insert_on(dialect, table).on_conflict_do_nothing().inline()  # asks for no id in return


@contextmanager
def sent_together(connection: Connection) -> Iterator[None]:
    """Send PostgreSQL the statements of the block without waiting for each; none of them may return rows."""
    with ExitStack() as stack:
        if connection.dialect.name == "postgresql":
            stack.enter_context(cast("psycopg.Connection[Any]", connection.connection.driver_connection).pipeline())
        yield


def portions(ids: Collection[Any]) -> Iterator[Sequence[Any]]:
    """Yield the ids in sorted portions, each once: statements that lock rows lock them in one order."""
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), PORTION):
        yield ordered[start : start + PORTION]


def find_among(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], ids: Collection[Any]
) -> Iterator[Row[Any]]:
    """Yield the rows of `query` whose `column` is among the ids."""
    for portion in portions(ids):
        yield from connection.execute(query.where(column.in_(portion)))
