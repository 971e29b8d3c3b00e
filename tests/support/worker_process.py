"""A real Celery worker with the small reader, for tests that kill it: `python worker_process.py --concurrency N`."""

from __future__ import annotations

import os
import sys

from rashomon.comparison.events import events_of
from rashomon.comparison.world import World, world_of
from rashomon.knowledge.actor_tables import load_actors
from rashomon.records.account import Account
from rashomon.records.comparison import Comparison
from rashomon.settings import Settings, from_environment
from rashomon.storage.database import Database, open_database
from rashomon.worker.app import make_celery
from rashomon.worker.bench import Mind, WorkerServices
from support.plain_reader import PlainReader


def load_mind() -> Mind:
    world: World = world_of(load_actors(None))

    def judge(accounts: tuple[Account, ...]) -> tuple[Comparison, ...]:
        return tuple(told.comparison for told in events_of(accounts, world))

    return Mind(PlainReader(), judge, world)  # type: ignore[arg-type]  # a Judge takes any sequence


def main(settings: Settings, options: list[str]) -> None:
    def open_store(pooled: bool) -> Database:  # noqa: FBT001 - the port's shape
        return open_database(settings.database_url, pooled=pooled)

    app = make_celery(settings, WorkerServices(load_mind=load_mind, open_store=open_store))
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "INFO"]
    app.worker_main(["worker", "--pool", "prefork", *quiet, *options])


if __name__ == "__main__":
    main(from_environment(os.environ), sys.argv[1:])
