"""A real Celery worker with the small reader, for tests that kill it: `python worker_process.py --concurrency N`.

`CRASH_AT=before:2:FILE` makes one pool process kill itself right before (or `after`) its second commit, and leave FILE.
`DEAF=queue` makes the worker stop listening though it lives, `DEAF=loop` lets its loop stand still; it notices after 3 seconds.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from celery import signals

from rashomon.comparison.events import events_of
from rashomon.comparison.world import World, world_of
from rashomon.knowledge.actor_tables import load_actors
from rashomon.records.account import Account
from rashomon.records.comparison import Comparison
from rashomon.settings import Settings, from_environment
from rashomon.storage.database import Database, open_database
from rashomon.storage.unit import SqlUnit
from rashomon.worker import pulse
from rashomon.worker.app import make_celery
from rashomon.worker.bench import Mind, WorkerServices
from support.plain_reader import PlainReader


def load_mind() -> Mind:
    world: World = world_of(load_actors(None))

    def judge(accounts: tuple[Account, ...]) -> tuple[Comparison, ...]:
        return tuple(told.comparison for told in events_of(accounts, world))

    return Mind(PlainReader(), judge, world)  # type: ignore[arg-type]  # a Judge takes any sequence


class CrashingDatabase(Database):
    """Dies at one of its commits, once in the life of FILE. Heart-beats are not counted: they come when they come."""

    def __init__(self, database: Database, crash_at: str) -> None:
        super().__init__(database.engine)
        self.moment, number, file = crash_at.split(":", 2)
        self.left, self.file = int(number), Path(file)

    @contextmanager
    def writing(self) -> Iterator[SqlUnit]:
        with super().writing() as unit:
            yield unit
            self.left -= 1
            if self.moment == "before":
                self._crash()
        self._crash()

    def _crash(self) -> None:
        if self.left == 0 and not self.file.exists():
            self.file.touch()
            os.kill(os.getpid(), signal.SIGKILL)


def go_deaf(how: str) -> None:
    """Make this worker deaf once it is up."""
    pulse.DEAF_SECONDS = 3.0

    def deafen(sender: Any, **_: object) -> None:
        if how == "queue":
            sender.task_consumer.cancel()
        else:
            sender.timer.call_after(1, lambda: time.sleep(600))

    signals.worker_ready.connect(deafen, weak=False)


def main(settings: Settings, options: list[str]) -> None:
    def open_store(pooled: bool) -> Database:  # noqa: FBT001 - the port's shape
        opened = open_database(settings.database_url, pooled=pooled)
        crash_at = os.environ.get("CRASH_AT")
        return CrashingDatabase(opened, crash_at) if crash_at and pooled else opened

    if how := os.environ.get("DEAF"):
        go_deaf(how)
    app = make_celery(settings, WorkerServices(load_mind=load_mind, open_store=open_store))
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "INFO"]
    app.worker_main(["worker", "--pool", "prefork", *quiet, *options])


if __name__ == "__main__":
    main(from_environment(os.environ), sys.argv[1:])
