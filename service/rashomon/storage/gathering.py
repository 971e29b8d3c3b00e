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
    """A thread that brought something; `called` when it has its answer, or the lead."""

    item: Any
    called: threading.Event = field(default_factory=threading.Event)
    served: bool = False
    alone: bool = True  # unless somebody took it along
    answer: Any = None


class Gathering:
    """The first to come does its own work at once; those who come meanwhile wait, and one of them then does it for all."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[_Seat] = deque()
        self._led = False

    def bring(self, item: Any, take: Callable[[Sequence[Any]], Sequence[Any]]) -> Any:  # noqa: ANN401 - what `take` takes and gives
        """Return the answer to `item` of one call of `take` with others' items; what it raises meets each with its own."""
        seat = _Seat(item)
        with self._lock:
            self._waiting.append(seat)
            leads, self._led = not self._led, True
        if not leads:
            seat.called.wait()
        if not seat.served:
            self._lead(take)
        return take([item])[0] if seat.alone else seat.answer

    def _lead(self, take: Callable[[Sequence[Any]], Sequence[Any]]) -> None:
        with self._lock:
            group = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
        try:
            for seat, answer in zip(group, take([seat.item for seat in group]), strict=True):
                seat.answer, seat.alone = answer, False
        except Exception:
            if len(group) == 1:
                raise
        finally:
            self._hand_on(group)

    def _hand_on(self, group: Sequence[_Seat]) -> None:
        for seat in group:
            seat.served = True
        with self._lock:
            heir = self._waiting[0] if self._waiting else None
            self._led = heir is not None
        if heir is not None:
            heir.called.set()
        for seat in group:
            seat.called.set()
