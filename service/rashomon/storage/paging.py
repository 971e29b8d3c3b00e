"""Pages by key: what comes after the last row's (sort value, id), so that rows added meanwhile shift nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, tuple_
from sqlalchemy.sql.elements import ColumnElement

from rashomon.records.query import Slice

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Order:
    """Sort columns, never null, the last one unique; one direction for all."""

    columns: tuple[ColumnElement[Any], ...]
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """How many rows, after which key."""

    limit: int
    after: tuple[Any, ...] | None = None


def fetch_page(connection: Connection, query: Select[Any], order: Order, page: Page, make: Callable[[Row[Any]], T]) -> Slice[T]:
    """Return one page of `query`; `make` turns a row into an item."""
    keys = [column.label(f"sort_{i}") for i, column in enumerate(order.columns)]
    query = query.add_columns(*keys).order_by(*(c.desc() if order.descending else c.asc() for c in order.columns))
    if page.after is not None:
        here = tuple_(*order.columns)
        there = tuple_(*page.after, types=[column.type for column in order.columns])
        query = query.where(here < there if order.descending else here > there)
    rows = connection.execute(query.limit(page.limit + 1)).all()
    items = tuple(make(row) for row in rows[: page.limit])
    more = len(rows) > page.limit
    next_key = tuple(rows[page.limit - 1][-len(keys) :]) if more else None
    return Slice(items, next_key)
