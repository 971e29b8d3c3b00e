"""A works for tests: a database, a Valkey, a relay thread and real worker processes that can be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import psutil
from sqlalchemy import select

from rashomon.records.article import Source, Submission
from rashomon.records.job import TERMINAL, Job
from rashomon.settings import Settings
from rashomon.storage.database import Database
from rashomon.storage.tables.work import jobs
from rashomon.worker import relay
from rashomon.workflows import read, submit
from support.servers import ValkeyServer

SUPPORT = Path(__file__).parent


@dataclass
class Works:
    """Everything that processes articles but the API."""

    store: Database
    valkey: ValkeyServer
    settings: Settings
    log: Path
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_worker(
        self, *, concurrency: int = 1, environment: Mapping[str, str] = MappingProxyType({})
    ) -> subprocess.Popen[bytes]:
        settings = self.settings
        environment = {
            **os.environ,
            **environment,
            "PYTHONPATH": str(SUPPORT.parent),
            "RASHOMON_DATABASE_URL": settings.database_url,
            "RASHOMON_BROKER_URL": settings.broker_url,
            "RASHOMON_LEASE_SECONDS": str(settings.lease_seconds),
            "RASHOMON_HEARTBEAT_SECONDS": str(settings.heartbeat_seconds),
            "RASHOMON_ARTICLE_SECONDS": str(settings.article_seconds),
        }
        command = [sys.executable, "-m", "support.worker_process", "--concurrency", str(concurrency)]
        with self.log.open("ab") as log:
            worker = subprocess.Popen(command, env=environment, cwd=SUPPORT.parent, stdout=log, stderr=log)
        self.workers.append(worker)
        wait_for(lambda: self._is_up(worker), 60)
        return worker

    def _is_up(self, worker: subprocess.Popen[bytes]) -> bool:
        assert worker.poll() is None, self.log.read_text("utf-8", "replace")[-2000:]
        return any(p.role == "worker" and p.pid == worker.pid for p in read.processes(self.store))

    def kill(self, worker: subprocess.Popen[bytes]) -> None:
        """SIGKILL a worker with its children, as a lost machine would."""
        for process in (psutil.Process(worker.pid), *psutil.Process(worker.pid).children(recursive=True)):
            process.kill()
        worker.wait(10)

    def stop(self, worker: subprocess.Popen[bytes], *, within: float = 30) -> int:
        worker.send_signal(signal.SIGTERM)
        return worker.wait(within)

    def holder(self, job: Job) -> subprocess.Popen[bytes]:
        """Return the worker whose child holds the job."""
        query = select(jobs.c.owner).where(jobs.c.tenant == "default", jobs.c.id == job.id)
        with self.store.reading() as unit:
            owner = str(unit.connection.execute(query).scalar_one())
        parent = psutil.Process(int(owner.rsplit(":", 1)[1])).ppid()
        return next(worker for worker in self.workers if worker.pid == parent)

    def submit(self, text: str, *, source: str = "Daily Post") -> Job:
        return submit.submit_article(
            self.store, "default", Submission(text, source=Source(source), published_at="2015-10-21")
        ).job

    def job(self, job: Job) -> Job:
        return read.get_job(self.store, "default", job.id)

    def finished(self, *jobs: Job, within: float = 30) -> list[str]:
        """Wait until all jobs are over and return their states."""
        wait_for(lambda: all(self.job(job).status in TERMINAL for job in jobs), within)
        return [self.job(job).status for job in jobs]

    def running(self, job: Job, *, within: float = 20) -> None:
        wait_for(lambda: self.job(job).status == "running", within)


def wait_for(condition: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.05)


@contextmanager
def opened_works(store: Database, valkey: ValkeyServer, database_url: str, folder: Path) -> Iterator[Works]:
    """Run a relay in a thread; workers are started by the test and killed at its end."""
    settings = Settings(
        database_url=database_url, broker_url=valkey.url, lease_seconds=4, heartbeat_seconds=1, sweep_seconds=0.5,
        article_seconds=20, broker_timeout=2,
    )  # fmt: skip
    works = Works(store, valkey, settings, folder / "worker.log")
    stop = threading.Event()
    thread = threading.Thread(target=relay.run, args=(settings, store, stop), name="relay")
    thread.start()
    try:
        yield works
    finally:
        stop.set()
        for worker in works.workers:
            if worker.poll() is None:
                works.kill(worker)
        thread.join(15)
    assert not thread.is_alive()
