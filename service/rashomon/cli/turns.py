"""Turns for requests that change something: they all wait for one database, so only so many of them may hold a thread."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from typing import Any

READING = frozenset({"GET", "HEAD", "OPTIONS"})


class NoTurn(BaseException):
    """The request must wait for its turn, without its thread."""


class Turns:
    """So many turns, handed on in the order in which they were asked for."""

    def __init__(self, turns: int) -> None:
        self._lock = threading.Lock()
        self._free = turns
        self._waiting: deque[Any] = deque()

    def take(self) -> bool:
        """Take a turn if one is free and nobody waits."""
        with self._lock:
            taken = self._free > 0
            self._free -= taken
        return taken

    def take_or_wait(self, who: object) -> bool:
        """Take a turn if one is free by now, else wait for one that is handed on."""
        with self._lock:
            taken = self._free > 0
            self._free -= taken
            if not taken:
                self._waiting.append(who)
        return taken

    def hand_on(self) -> Any:  # noqa: ANN401 - whoever waits
        """Give a turn to who waited longest and return them; None when nobody waits."""
        with self._lock:
            if self._waiting:
                return self._waiting.popleft()
            self._free += 1
        return None


class Reread:
    """A parser that gives a request again that was read before its turn had come."""

    def __init__(self, parser: Any) -> None:  # noqa: ANN401 - gunicorn's
        self._parser = parser
        self._kept: Any = None

    def keep(self, request: Any) -> None:  # noqa: ANN401 - gunicorn's
        """Give this request next."""
        self._kept = request

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:  # noqa: ANN401 - gunicorn's
        kept, self._kept = self._kept, None
        return kept if kept is not None else next(self._parser)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever else gunicorn asks of a parser
        return getattr(self._parser, name)
