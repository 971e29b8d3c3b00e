"""The database's clock as SQL: UTC texts of fixed width, so that times compare as text and go out as they are stored."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Text, literal, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import ColumnElement
from sqlalchemy.sql.functions import FunctionElement

LENGTH = len("2015-10-20T12:00:00.000Z")
_SQLITE = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now', {seconds})"
_POSTGRES = "to_char((clock_timestamp() + CAST({seconds} AS INTERVAL)) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"


class in_seconds(FunctionElement[str]):  # noqa: N801 - reads as the SQL function that it is
    """The time so many seconds from now (negative: ago), by the database's clock."""

    type = Text()
    inherit_cache = True  # the seconds are a parameter: every statement that names a time would be compiled anew otherwise

    def __init__(self, seconds: float) -> None:
        super().__init__(literal(f"{seconds:+.3f} seconds", Text()))


def now() -> ColumnElement[str]:
    """Return the time now, by the database's clock."""
    return in_seconds(0.0)


_NOW = select(now())


def time_now(connection: Connection) -> str:
    """Return the time now, by the database's clock."""
    return str(connection.execute(_NOW).scalar_one())


@compiles(in_seconds, "sqlite")
def _on_sqlite(element: in_seconds, compiler: Any, **options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's hook
    return _SQLITE.format(seconds=compiler.process(element.clauses, **options))


@compiles(in_seconds, "postgresql")
def _on_postgres(element: in_seconds, compiler: Any, **options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's hook
    return _POSTGRES.format(seconds=compiler.process(element.clauses, **options))
