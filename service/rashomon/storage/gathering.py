"""Work that threads bring at the same time, done together: a commit to disk takes as long for one article as for twenty."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

MOST = 64  # items of one turn: others wait for the writer, too


@dataclass(eq=False, slots=True)
class _Seat:
    """A thread that brought something; `called` when it has its answer, or a group to write, its own item first."""

    item: Any
    called: threading.Event = field(default_factory=threading.Event)
    group: Sequence[_Seat] = ()
    alone: bool = True  # unless somebody took it along
    answer: Any = None


class Gathering:
    """The first to come does its own work at once; those who come meanwhile wait, and one of them then does it for all.

    `writers` may be at it at the same time: as many as the database lets commit side by side.
    """

    def __init__(self, *, writers: int) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[_Seat] = deque()  # empty while a writer is free
        self._free = writers

    def bring(self, item: Any, take: Callable[[Sequence[Any]], Sequence[Any]]) -> Any:  # noqa: ANN401 - what `take` takes and gives
        """Return the answer to `item` of one call of `take` with others' items; what it raises meets each with its own."""
        seat = _Seat(item)
        with self._lock:
            if self._free:
                self._free -= 1
                seat.group = (seat,)
            else:
                self._waiting.append(seat)
        if not seat.group:
            seat.called.wait()
        if seat.group:
            self._write(seat.group, take)
        return take([item])[0] if seat.alone else seat.answer

    def _write(self, group: Sequence[_Seat], take: Callable[[Sequence[Any]], Sequence[Any]]) -> None:
        try:
            for seat, answer in zip(group, take([seat.item for seat in group]), strict=True):
                seat.answer, seat.alone = answer, False
        except Exception:
            if len(group) == 1:
                raise
        finally:
            self._hand_on()
            for seat in group:
                seat.called.set()

    def _hand_on(self) -> None:
        with self._lock:
            group = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
            self._free += not group
        if group:
            group[0].group = group
            group[0].called.set()
