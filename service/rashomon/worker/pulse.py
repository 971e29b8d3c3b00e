"""A worker's pulse: seen in the database only while its consumer loop turns; one that hears nothing restarts itself.

The parent of the pool forks, and a connection that is open at that moment is poison to the child (SQLite would believe that
it holds locks which only the parent holds). So the parent opens one for each beat, and no fork happens during a beat.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import structlog
from celery.worker import state

from rashomon.records.identity import random_id
from rashomon.records.problems import UnavailableError
from rashomon.worker.bench import Bench
from rashomon.worker.broker import QUEUES, Broker

BEAT_SECONDS = 2.0
STALE_SECONDS = 10.0  # a loop that did not turn for so long is not shown as alive
DEAF_SECONDS = 20.0  # messages wait, somebody is free, and none arrives: deaf
EXIT_CODE = 75  # "temporary failure": the supervisor starts it again
_log = structlog.get_logger(__name__)


class Pulse(threading.Thread):
    """Beats in a thread of the pool's parent."""

    def __init__(self, bench: Bench, children: Callable[[], list[int]]) -> None:
        super().__init__(name="pulse", daemon=True)
        self._id = random_id("prc")
        self._store = bench.services.open_store(False)  # noqa: FBT003 - the port's shape
        self._broker = Broker(bench.settings)
        self._children = children
        self._stopped = threading.Event()
        self._connected = threading.Lock()
        os.register_at_fork(
            before=self._connected.acquire, after_in_parent=self._connected.release, after_in_child=self._connected.release
        )
        self._turned = self._heard = time.monotonic()

    def listen_to(self, consumer: Any) -> None:  # noqa: ANN401 - Celery's consumer
        """Let the consumer's own loop say that it turns."""
        self._turned = self._heard = time.monotonic()
        consumer.timer.call_repeatedly(1.0, self._turn)

    def heard(self) -> None:
        """Note that a message arrived."""
        self._heard = time.monotonic()

    def run(self) -> None:
        """Beat until stopped."""
        while not self._stopped.is_set():
            if time.monotonic() - self._turned < STALE_SECONDS:
                with suppress(UnavailableError):
                    self._beat()
            if self._is_deaf():
                self._restart()
            self._stopped.wait(BEAT_SECONDS)

    def stop(self) -> None:
        """Stop beating and be forgotten."""
        self._stopped.set()
        with suppress(UnavailableError), self._connected, self._store.writing() as unit:
            unit.processes.gone(self._id)
        self._broker.close()

    def _turn(self) -> None:
        self._turned = time.monotonic()

    def _beat(self) -> None:
        facts = {"children": len(self._children()), "busy": len(state.active_requests)}
        with self._connected, self._store.writing() as unit:
            unit.processes.beat(self._id, role="worker", host=socket.gethostname(), pid=os.getpid(), facts=facts)

    def _is_deaf(self) -> bool:
        """Judge whether messages wait and a free worker gets none, or the loop stands still though the broker answers."""
        now = time.monotonic()
        if now - self._turned > DEAF_SECONDS:
            return self._broker.answers()
        if state.reserved_requests:
            self._heard = now  # busy: it may well not take another
            return False
        waiting = any(self._broker.waiting(queue) for queue in QUEUES)
        if not waiting:
            self._heard = now
        return now - self._heard > DEAF_SECONDS

    def _restart(self) -> None:
        _log.error("deaf: messages wait and none arrives; ending so as to be started again")
        for pid in self._children():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        os._exit(EXIT_CODE)
