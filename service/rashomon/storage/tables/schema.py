"""What all tables share: the metadata with fixed constraint names, and the few column shapes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Integer, MetaData, String, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Ids and times sort by their bytes in every database: PostgreSQL would otherwise use the locale of the cluster.
NAME = String().with_variant(String(collation="C"), "postgresql")
SERIAL = BigInteger().with_variant(Integer(), "sqlite")  # only INTEGER counts up by itself on SQLite


def tenant() -> Column[str]:
    """Return the column that every key begins with."""
    return Column("tenant", NAME, primary_key=True)


def name(label: str, *, key: bool = False, required: bool = False) -> Column[Any]:
    """Return a column for an id, a code or a time."""
    return Column(label, NAME, primary_key=key, nullable=not (key or required))


def words(label: str, *, required: bool = False) -> Column[Any]:
    """Return a column for running text."""
    return Column(label, Text, nullable=not required)


def number(label: str, *, key: bool = False, default: int | None = None) -> Column[Any]:
    """Return a column for a whole number; one with a default is never null."""
    server = None if default is None else str(default)
    return Column(label, Integer, primary_key=key, nullable=not (key or default is not None), server_default=server)


def document(label: str, *, required: bool = True) -> Column[Any]:
    """Return a column for a whole record as JSON; absent is SQL NULL."""
    return Column(label, JSON(none_as_null=True), nullable=not required)
