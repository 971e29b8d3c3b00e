"""One deadline over everything that a send does: look-up, connecting, handshake, and every byte of the answer."""

from __future__ import annotations

import queue
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


class Deadline:
    """A moment that is not to be passed, so many seconds from now."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Return the seconds left, never less than nothing."""
        return max(0.0, self._end - time.monotonic())

    @property
    def passed(self) -> bool:
        """Whether the time is up."""
        return self.left <= 0.0


@contextmanager
def cut_off(sock: socket.socket, deadline: Deadline) -> Iterator[None]:
    """Shut the connection down under whoever uses it when the deadline passes.

    A socket's own time-out starts again with every byte, so a receiver that drips could hold us for ever. The descriptor is
    duplicated because the TLS layer takes the original one away.
    """
    handle = sock.dup()
    timer = threading.Timer(deadline.left, _shut, (handle,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()  # the handle must not be closed, and its number reused, while the timer shuts it
        handle.close()


def within(deadline: Deadline, call: Callable[[], T]) -> T:
    """Return what `call` returns; TimeoutError when it takes longer.

    It goes on in a daemon thread then: nobody can stop a look-up.
    """
    answers: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            answers.put((call(), None))
        except BaseException as error:  # noqa: BLE001 - handed to the caller's thread
            answers.put((None, error))

    threading.Thread(target=run, daemon=True).start()
    try:
        value, error = answers.get(timeout=deadline.left)
    except queue.Empty:
        raise TimeoutError from None
    if error is not None:
        raise error
    return value  # type: ignore[return-value]  # no error: there is a value


def _shut(handle: socket.socket) -> None:
    try:
        handle.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # the receiver was faster
