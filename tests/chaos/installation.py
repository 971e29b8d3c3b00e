"""An installation to be broken: the real roles as processes on a real Valkey and a real database, started again when they die.

The workers read with the small reader of the tests (`support.plain_reader`): it is the work around reading that is broken here,
and a worker that needs seconds to load would spend the suite loading. Everything else is what users run.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import requests
from sqlalchemy import select

from rashomon.storage.database import Database, open_database
from rashomon.storage.migrate import upgrade
from rashomon.storage.tables.work import jobs
from rashomon.workflows import keys
from support.servers import ValkeyServer, free_port

TESTS = Path(__file__).parent.parent
LEASE_SECONDS = 4.0
ROLES = ("api", "worker", "worker-2", "relay")


@dataclass
class Installation:
    """Roles under a keeper that starts again what died."""

    database_url: str
    valkey: ValkeyServer
    folder: Path
    port: int = field(default_factory=free_port)
    _processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _over: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        upgrade(self.database_url)
        self.store: Database = open_database(self.database_url)
        self.url = f"http://127.0.0.1:{self.port}"

    def key_for(self, tenant: str) -> str:
        return keys.create_key(self.store, tenant, name="chaos", scopes=("read", "submit", "admin")).secret

    def start(self) -> None:
        for role in ROLES:
            self._spawn(role)
        threading.Thread(target=self._keep, name="keeper", daemon=True).start()
        self.wait_ready()

    def wait_ready(self, seconds: float = 90) -> None:
        deadline = time.monotonic() + seconds
        while not self._answers("/readyz?for=processing"):
            assert time.monotonic() < deadline, f"not ready within {seconds} s; see {self.folder}"
            time.sleep(0.1)

    def stop(self) -> None:
        self._over.set()
        with self._lock:
            for role in ROLES:
                self.kill(role)
        self.store.close()

    def kill(self, role: str) -> None:
        """SIGKILL a role with all its children, as a lost machine would."""
        with self._lock:
            process = self._processes[role]
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)

    def terminate(self, role: str) -> None:
        """Ask a role to stop, as an upgrade would; the keeper starts it again once it is gone."""
        with self._lock, suppress(ProcessLookupError):
            self._processes[role].terminate()

    def children(self, role: str) -> list[psutil.Process]:
        with suppress(psutil.NoSuchProcess):
            return psutil.Process(self._processes[role].pid).children(recursive=True)
        return []

    def held_by(self, pids: Sequence[int]) -> dict[tuple[str, str], int]:
        """Return the jobs that these processes hold, with the fencing token of each claim."""
        query = select(jobs.c.tenant, jobs.c.id, jobs.c.token, jobs.c.owner).where(jobs.c.owner.is_not(None))
        with self.store.reading() as unit:
            rows = unit.connection.execute(query).all()
        return {(r.tenant, r.id): r.token for r in rows if int(r.owner.rsplit(":", 1)[1]) in pids}

    def claimed_again(self, held: dict[tuple[str, str], int]) -> set[tuple[str, str]]:
        """Return which of the jobs were claimed again, or ended, since."""
        query = select(jobs.c.tenant, jobs.c.id, jobs.c.token, jobs.c.status).where(jobs.c.id.in_([i for _, i in held]))
        with self.store.reading() as unit:
            rows = unit.connection.execute(query).all()
        return {(r.tenant, r.id) for r in rows if r.token > held.get((r.tenant, r.id), r.token) or r.status == "succeeded"}

    def _answers(self, path: str) -> bool:
        try:
            return requests.get(self.url + path, timeout=5).ok
        except requests.RequestException:
            return False

    def _keep(self) -> None:
        while not self._over.wait(0.2):
            with self._lock:
                for role, process in list(self._processes.items()):
                    if process.poll() is not None and not self._over.is_set():
                        with suppress(ProcessLookupError):
                            os.killpg(process.pid, signal.SIGKILL)  # what it left behind
                        self._spawn(role)

    def _spawn(self, role: str) -> None:
        with (self.folder / f"{role}.log").open("ab") as log:
            self._processes[role] = subprocess.Popen(
                self._command(role), env=self._environment(), cwd=TESTS, stdout=log, stderr=log, start_new_session=True
            )

    def _command(self, role: str) -> list[str]:
        if role.startswith("worker"):
            return [sys.executable, "-m", "support.worker_process", "--concurrency", "2"]
        options = ["--port", str(self.port)] if role == "api" else []
        return [sys.executable, "-m", "rashomon", role, *options]

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, (str(TESTS), os.environ.get("PYTHONPATH")))),
            "RASHOMON_DATABASE_URL": self.database_url,
            "RASHOMON_BROKER_URL": self.valkey.url,
            "RASHOMON_SECRET_KEY": "only for the chaos suite, where it keeps nothing secret",
            "RASHOMON_LEASE_SECONDS": str(LEASE_SECONDS),
            "RASHOMON_HEARTBEAT_SECONDS": "1",
            "RASHOMON_SWEEP_SECONDS": "0.5",
            "RASHOMON_BROKER_TIMEOUT": "2",
            "RASHOMON_MAX_ATTEMPTS": "1000",  # a job may be killed often here, and is no poison
            "RASHOMON_WEBHOOK_ALLOW": "127.0.0.0/8",
        }


@contextmanager
def installed(database_url: str, folder: Path) -> Iterator[Installation]:
    """Run an installation with a Valkey of its own."""
    valkey = ValkeyServer()
    valkey.start()
    installation = Installation(database_url, valkey, folder)
    try:
        installation.start()
        yield installation
    finally:
        installation.stop()
        valkey.remove()


def wait_for(condition: Callable[[], bool], *, seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.2)
