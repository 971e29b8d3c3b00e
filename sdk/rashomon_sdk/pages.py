"""Lists longer than one answer: an iterator that fetches page after page and can be resumed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from rashomon_sdk._transport import Call, Transport
from rashomon_sdk.records import Record

T = TypeVar("T", bound=Record)


class Pager(Generic[T]):
    """Iterates over all rows; `cursor` names the page after the last one that was begun, for `list(cursor=…)` later."""

    def __init__(self, transport: Transport, path: str, query: dict[str, Any], kind: type[T]) -> None:
        self._transport = transport
        self._path = path
        self._query = query
        self._kind = kind
        self.cursor: str | None = query.get("cursor")

    def pages(self) -> Iterator[list[T]]:
        """Yield one list per page."""
        while True:
            body = self._transport.json(Call("GET", self._path, query={**self._query, "cursor": self.cursor}))
            self.cursor = body.get("next_cursor")
            yield [self._kind.from_json(row) for row in body["data"]]
            if self.cursor is None:
                return

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page
