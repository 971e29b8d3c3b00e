"""What a worker process works with: the reader is loaded once before the pool forks, the database opened after it."""

from __future__ import annotations

import mmap
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from celery.exceptions import SoftTimeLimitExceeded

from rashomon.comparison.world import World
from rashomon.settings import Settings
from rashomon.worker.figures import WorkFigures
from rashomon.workflows.lease import Shift
from rashomon.workflows.ports import Judge, Reader, Store


class ClosableStore(Store, Protocol):
    """A store that holds connections."""

    def close(self) -> None:
        """Close them."""
        ...


@dataclass(frozen=True, slots=True)
class Mind:
    """What it takes to read and to compare; seconds and megabytes to build."""

    reader: Reader
    judge: Judge
    world: World


@dataclass(frozen=True, slots=True)
class WorkerServices:
    """How to make what a worker needs. `open_store(pooled)`: the parent of a pool must keep no connection open."""

    load_mind: Callable[[], Mind]
    open_store: Callable[[bool], ClosableStore]


class Bench:
    """One worker's tools, of the parent and, after the fork, of each child."""

    def __init__(self, settings: Settings, services: WorkerServices) -> None:
        self.settings = settings
        self.services = services
        self.figures = WorkFigures()
        self._mind: Mind | None = None
        self._store: ClosableStore | None = None
        self._owner = 0  # process that opened the store
        self._closing = mmap.mmap(-1, 1)  # shared with the children, without a lock that a killed child could keep

    def load(self) -> None:
        """Load the mind now, so that forked children share it."""
        self._mind = self._mind or self.services.load_mind()

    @property
    def mind(self) -> Mind:
        """Return what reads and compares."""
        self.load()
        if self._mind is None:
            message = "load_mind returned nothing"
            raise TypeError(message)
        return self._mind

    @property
    def store(self) -> ClosableStore:
        """Return this process's own database: connections do not survive a fork."""
        if self._store is None or self._owner != os.getpid():
            self._store, self._owner = self.services.open_store(True), os.getpid()  # noqa: FBT003 - the port's shape
        return self._store

    def shift(self) -> Shift:
        """Return who works here and under which rules."""
        settings = self.settings
        return Shift(
            owner=f"{socket.gethostname()}:{os.getpid()}",
            lease_seconds=settings.lease_seconds,
            heartbeat_seconds=settings.heartbeat_seconds,
            article_seconds=settings.article_seconds,
            max_attempts=settings.max_attempts,
            overtime=(TimeoutError, SoftTimeLimitExceeded),
        )

    def close_shop(self) -> None:
        """Take no more work, in the parent and all its children."""
        self._closing[0] = 1

    @property
    def closing(self) -> bool:
        """Whether no more work is taken."""
        return self._closing[0] != 0
