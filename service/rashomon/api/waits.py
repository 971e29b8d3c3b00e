"""Waits and streams: each holds a thread, so there are only so many, and all of them end when the process is asked to."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

FIRST_PAUSE = 0.05
LONGEST_PAUSE = 0.5


class Waits:
    """The slots of one process."""

    def __init__(self, slots: int) -> None:
        self._free = threading.BoundedSemaphore(slots)
        self._closing = threading.Event()

    @contextmanager
    def slot(self) -> Iterator[bool]:
        """Hold a slot; the value is False when none is free: then do not wait."""
        held = not self._closing.is_set() and self._free.acquire(blocking=False)
        try:
            yield held
        finally:
            if held:
                self._free.release()

    def pauses(self, seconds: float) -> Iterator[None]:
        """Yield after growing pauses until `seconds` are over or the process is asked to end.

        Look at the state at each turn.
        """
        left, pause = seconds, FIRST_PAUSE
        while left > 0 and not self._closing.wait(min(pause, left)):
            left -= pause
            pause = min(pause * 1.5, LONGEST_PAUSE)
            yield

    def close(self) -> None:
        """End all waits now and grant no more."""
        self._closing.set()
