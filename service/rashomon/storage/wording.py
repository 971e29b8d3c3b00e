"""`q`: every word that is asked for is a word of the record, in any order; `bomb*` asks for a beginning.

Records are split into words here, not by the database, so that SQLite and PostgreSQL answer alike: they only look words up.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Connection, Select, Table, select, true
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import literal
from sqlalchemy.sql.functions import FunctionElement

from rashomon.storage.folding import fold
from rashomon.storage.rows import insert_on

LONGEST = 60  # characters of a word that count
MOST_BYTES = 256 * 1024  # of one record's different words: PostgreSQL's index takes 1 MiB with its own overhead
_WORD = re.compile(r"[^\W_]+")
_ASKED = re.compile(r"[^\W_]+\*?")


def set_words(connection: Connection, table: Table, tenant: str, owner_id: str, text: str) -> None:
    """Make the words of `text` those of a record."""
    connection.execute(_setting(connection.dialect.name, table), words_row(tenant, owner_id, text))


def words_row(tenant: str, owner_id: str, text: str) -> dict[str, Any]:
    """Return the row of a record's words."""
    return {"tenant": tenant, "owner_id": owner_id, "words": " ".join(words_in(text))}


@cache
def _setting(dialect: str, table: Table) -> SqliteInsert | PostgresInsert:
    statement = insert_on(dialect, table)
    return statement.on_conflict_do_update(index_elements=["tenant", "owner_id"], set_={"words": statement.excluded.words})


def words_in(text: str) -> list[str]:
    """Return the different words of a text, folded, in order of appearance; of a very long text the first."""
    folded = fold(text)
    if len(folded) < MOST_BYTES // 4:  # UTF-8 has four bytes a character at most: there is room for all
        return list(dict.fromkeys(word[:LONGEST] for word in dict.fromkeys(_WORD.findall(folded))))
    found: dict[str, None] = {}
    room = MOST_BYTES
    for match in _WORD.finditer(folded):
        word = match[0][:LONGEST]
        if word not in found:
            room -= len(word.encode()) + 1
            if room < 0:
                break
            found[word] = None
    return list(found)


def owners_of(table: Table, asked: str) -> Select[Any]:
    """Return the query for (tenant, owner_id) of the records of all tenants that have every word asked for."""
    found = select(table.c.tenant, table.c.owner_id)
    words = _ASKED.findall(fold(asked))
    return found.where(_matches(table, [word[:LONGEST] for word in words]) if words else true())


def _matches(table: Table, asked: list[str]) -> ColumnElement[bool]:
    on_sqlite = " AND ".join(f'"{word.rstrip("*")}"{"*" * word.endswith("*")}' for word in asked)
    on_postgres = " & ".join(f"'{word.rstrip('*')}'{':*' * word.endswith('*')}" for word in asked)
    return _has_words(table.c.id, table.c.words, literal(on_sqlite), literal(on_postgres))


class _has_words(FunctionElement[bool]):  # noqa: N801 - reads as the SQL function that it is
    """Whether a row of a words table matches: (id, words, the question for FTS5, the question for PostgreSQL)."""

    type = Boolean()
    inherit_cache = True


@compiles(_has_words, "sqlite")
def _on_sqlite(element: _has_words, compiler: Any, **options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's hook
    ident, words, asked, _ = element.clauses
    index, question = f"{words.table.name}_fts", compiler.process(asked, **options)
    return f"{compiler.process(ident, **options)} IN (SELECT rowid FROM {index} WHERE {index} MATCH {question})"  # noqa: S608


@compiles(_has_words, "postgresql")
def _on_postgres(element: _has_words, compiler: Any, **options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's hook
    _, words, _, asked = element.clauses
    listed = f"string_to_array({compiler.process(words, **options)}, ' ')"
    return f"array_to_tsvector({listed}) @@ CAST({compiler.process(asked, **options)} AS tsquery)"
