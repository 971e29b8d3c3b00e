"""The whole database as one file, the same for SQLite and PostgreSQL: a zip of one JSON document a row, from one moment.

A backup of one kind of database can be restored into the other.
"""

from __future__ import annotations

import base64
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from alembic.runtime.migration import MigrationContext
from sqlalchemy import JSON, Column, Connection, LargeBinary, MetaData, Table, func, insert, select, text

from rashomon.records.problems import ConflictError
from rashomon.storage.database import Database, open_database
from rashomon.storage.migrate import is_current, upgrade

FORMAT = 1
MANIFEST = "manifest.json"
PASSING = frozenset({"processes", "alembic_version"})  # who is alive is not worth keeping; the manifest has the version
AT_ONCE = 500  # rows in memory

Row = dict[str, Any]


def write_archive(url: str, out: zipfile.ZipFile) -> dict[str, int]:
    """Write everything as it is at one moment, while others go on working; return the rows of each table."""
    if not is_current(url):
        raise ConflictError("The database is of another version: run `rashomon migrate` first.", reason="not_migrated")
    database = open_database(url, pooled=False)
    try:
        with database.reading() as unit:
            connection = unit.connection
            if connection.dialect.name == "postgresql":
                connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
                connection.execute(text("SET LOCAL statement_timeout = 0"))
            revision = MigrationContext.configure(connection).get_current_revision()
            written = {table.name: _write_table(connection, table, out) for table in _tables(connection)}
            out.writestr(MANIFEST, json.dumps({"format": FORMAT, "revision": revision, "made_at": unit.now(), "rows": written}))
            return written
    finally:
        database.close()


def read_archive(url: str, source: zipfile.ZipFile) -> dict[str, int]:
    """Fill an empty database, all or nothing, and bring it to this version. ConflictError when it holds anything."""
    manifest = json.loads(source.read(MANIFEST))
    if manifest["format"] != FORMAT:
        raise ConflictError("The backup was made by a newer version.", reason="unknown_format")
    upgrade(url, manifest["revision"])
    database = open_database(url, pooled=False)
    try:
        _fill(database, source, manifest["rows"])
    finally:
        database.close()
    upgrade(url)
    written: dict[str, int] = manifest["rows"]
    return written


def _fill(database: Database, source: zipfile.ZipFile, expected: Mapping[str, int]) -> None:
    with database.writing() as unit:
        tables = _tables(unit.connection)
        if any(unit.connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables):
            raise ConflictError("A backup is restored into an empty database only.", reason="database_not_empty")
        for table in tables:
            found = _read_table(unit.connection, table, source)
            if found != expected[table.name]:
                raise ConflictError(f"The backup is damaged: {table.name} is not whole.", reason="damaged_backup")


def _tables(connection: Connection) -> list[Table]:
    """Return the tables that there are, each after those it refers to; full-text indexes are made by triggers."""
    found = MetaData()
    found.reflect(connection, only=lambda name, _: "_fts" not in name and name not in PASSING)
    for table in found.tables.values():
        for column in table.columns:
            if isinstance(column.type, JSON):
                column.type = JSON(none_as_null=True)
    return found.sorted_tables


def _write_table(connection: Connection, table: Table, out: zipfile.ZipFile) -> int:
    count = 0
    rows = connection.execution_options(yield_per=AT_ONCE).execute(select(table).order_by(*table.primary_key.columns))
    with out.open(f"tables/{table.name}.ndjson", "w", force_zip64=True) as file:
        for row in rows.mappings():
            plain = {column.name: _plain(row[column.name]) for column in table.columns}
            file.write(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
            count += 1
    return count


def _read_table(connection: Connection, table: Table, source: zipfile.ZipFile) -> int:
    count = 0
    with source.open(f"tables/{table.name}.ndjson") as file:
        for rows in _portions(json.loads(line) for line in file):
            connection.execute(insert(table), [{c.name: _stored(c, row[c.name]) for c in table.columns} for row in rows])
            count += len(rows)
    serial = table.c.get("id")
    if connection.dialect.name == "postgresql" and serial is not None and serial.autoincrement is True:
        sequence, highest = func.pg_get_serial_sequence(table.name, "id"), func.coalesce(func.max(serial), 0) + 1
        connection.execute(select(func.setval(sequence, highest, False)).select_from(table))  # noqa: FBT003 - SQL's shape
    return count


def _portions(rows: Iterable[Row]) -> Iterator[list[Row]]:
    held: list[Row] = []
    for row in rows:
        held.append(row)
        if len(held) == AT_ONCE:
            yield held
            held = []
    if held:
        yield held


def _plain(value: Any) -> Any:  # noqa: ANN401 - any column's value
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes | memoryview) else value


def _stored(column: Column[Any], value: Any) -> Any:  # noqa: ANN401 - any column's value
    return base64.b64decode(value) if isinstance(column.type, LargeBinary) and value is not None else value
