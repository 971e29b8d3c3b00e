"""A worker's life: load before the fork, beat while it lives, stop in order within the time it has."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import suppress
from typing import Any

import structlog
from celery import signals

from rashomon import tracing
from rashomon.worker.bench import Bench
from rashomon.worker.pulse import Pulse

FINISH_SECONDS = 15.0  # for jobs under way after SIGTERM; then they are handed back
_log = structlog.get_logger(__name__)


def follow(bench: Bench) -> None:
    """Do the right thing at each station of this process's worker."""
    life = _Life(bench)
    signals.worker_init.connect(life.start, weak=False)
    signals.worker_process_shutdown.connect(life.end_child, weak=False)
    signals.worker_ready.connect(life.ready, weak=False)
    signals.task_received.connect(life.received, weak=False)
    signals.worker_shutting_down.connect(life.stopping, weak=False)
    signals.worker_shutdown.connect(life.end, weak=False)


class _Life:
    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._pulse: Pulse | None = None
        self._worker: Any = None

    def start(self, sender: Any, **_: object) -> None:  # noqa: ANN401 - Celery's worker
        self._worker = sender
        self._bench.load()

    def end_child(self, **_: object) -> None:
        self._bench.store.close()
        tracing.flush()

    def ready(self, sender: Any, **_: object) -> None:  # noqa: ANN401 - Celery's consumer
        if self._pulse is None:  # the consumer is ready again after each lost connection
            self._pulse = Pulse(self._bench, self._children)
            self._pulse.start()
        self._pulse.listen_to(sender)

    def received(self, **_: object) -> None:
        if self._pulse is not None:
            self._pulse.heard()

    def stopping(self, **_: object) -> None:
        self._bench.close_shop()
        threading.Thread(target=self._hurry, name="hurry", daemon=True).start()

    def end(self, **_: object) -> None:
        if self._pulse is not None:
            self._pulse.stop()

    def _hurry(self) -> None:
        time.sleep(FINISH_SECONDS)
        for pid in self._children():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)  # SystemExit in the task, which hands its job back

    def _children(self) -> list[int]:
        pool = getattr(getattr(self._worker, "pool", None), "_pool", None)
        return [child.pid for child in getattr(pool, "_pool", ())]
