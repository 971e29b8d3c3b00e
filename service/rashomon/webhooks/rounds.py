"""The loop that sends what is due, for a process of its own: a slow receiver holds a thread or two, and nobody waits for it."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

import structlog

PAUSE_SECONDS = 0.1  # between looks at the database: the first try follows the job's end within a second
BACKOFF_SECONDS = 2.0  # after a failed look: the database is away
Message = tuple[str, str]  # tenant, delivery id

_log = structlog.get_logger(__name__)


class Sender(Protocol):
    """What the loop drives; `deliver.Courier`."""

    def due(self, limit: int) -> tuple[Message, ...]:
        """Return messages to deliver now."""
        ...

    def deliver(self, tenant: str, delivery_id: str) -> str:
        """Try a message once."""
        ...


class Rounds:
    """Sends what is due, `threads` messages at a time, until `stop` is set; then finishes what is under way."""

    def __init__(self, sender: Sender, *, threads: int = 32, pause: float = PAUSE_SECONDS) -> None:
        self._sender = sender
        self._threads = threads
        self._pause = pause
        self._under_way: dict[Message, Future[str]] = {}

    def run(self, stop: threading.Event) -> None:
        """Go round until stopped. A send takes 15 seconds at most, so leaving takes no longer."""
        with ThreadPoolExecutor(self._threads, thread_name_prefix="courier") as pool:
            while not stop.is_set():
                stop.wait(self._pause if self._go_round(pool) else BACKOFF_SECONDS)

    def _go_round(self, pool: ThreadPoolExecutor) -> bool:
        self._collect()
        try:
            due = self._sender.due(self._threads) if len(self._under_way) < self._threads else ()
        except Exception as error:  # noqa: BLE001 - whatever it is, messages wait in the database for the next look
            _log.warning("cannot see which webhooks are due", error=type(error).__name__)
            return False
        for message in due:
            if message not in self._under_way and len(self._under_way) < self._threads:
                self._under_way[message] = pool.submit(self._sender.deliver, *message)
        return True

    def _collect(self) -> None:
        """Forget what has ended; a failure of ours leaves the claim to run out, and the message is tried again."""
        for message, ended in [(m, f) for m, f in self._under_way.items() if f.done()]:
            del self._under_way[message]
            if error := ended.exception():
                _log.error("a webhook was not settled", tenant=message[0], delivery_id=message[1], error=type(error).__name__)
