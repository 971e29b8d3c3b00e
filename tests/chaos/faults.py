"""What is broken, one function a fault: each breaks one thing, says what, and leaves it to the installation to mend itself."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress

import psutil
import redis
from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import DBAPIError

from chaos.installation import LEASE_SECONDS, Installation, wait_for
from rashomon.records.problems import UnavailableError

Fault = Callable[[Installation, random.Random], bool]
"""Breaks something; False when it could not (nothing to break just now)."""
HANG_SECONDS = 3.0


def kill_api(here: Installation, _: random.Random) -> bool:
    """The web server is gone with its processes, requests under way included."""
    here.kill("api")
    return True


def kill_worker(here: Installation, rng: random.Random) -> bool:
    """A worker is gone with its children."""
    here.kill(rng.choice(("worker", "worker-2")))
    return True


def kill_child(here: Installation, rng: random.Random) -> bool:
    """One process of a worker's pool is gone."""
    children = here.children(rng.choice(("worker", "worker-2")))
    if not children:
        return False
    with suppress(psutil.NoSuchProcess):
        rng.choice(children).kill()
    return True


def stop_worker(here: Installation, rng: random.Random) -> bool:
    """A worker is told to stop, as at an upgrade."""
    here.terminate(rng.choice(("worker", "worker-2")))
    return True


def kill_relay(here: Installation, _: random.Random) -> bool:
    """The relay is gone, webhooks under way included."""
    here.kill("relay")
    return True


def freeze_worker(here: Installation, rng: random.Random) -> bool:
    """A pool process stands still past its lease and then goes on: what it writes late must take no effect."""
    children = here.children(rng.choice(("worker", "worker-2")))
    if not children:
        return False
    victim = rng.choice(children)
    with suppress(psutil.NoSuchProcess):
        victim.suspend()
        time.sleep(LEASE_SECONDS + 1)
        victim.resume()
    return True


def restart_broker(here: Installation, _: random.Random) -> bool:
    """The broker dies with all it held and comes back empty."""
    here.valkey.stop()
    time.sleep(0.5)
    here.valkey.start()
    return True


def flush_broker(here: Installation, _: random.Random) -> bool:
    """All that the broker holds is thrown away."""
    with here.valkey.client() as client, suppress(redis.RedisError):
        client.flushall()
    return True


def hang_broker(here: Installation, _: random.Random) -> bool:
    """The broker keeps its connections and answers nothing for a while."""
    here.valkey.suspend()
    time.sleep(HANG_SECONDS)
    here.valkey.resume()
    return True


def crash_database(here: Installation, _: random.Random) -> bool:
    """PostgreSQL loses a server process the hard way, drops every connection and recovers from its log."""
    if here.store.engine.dialect.name != "postgresql":
        return False
    with here.store.engine.connect() as victim, here.store.engine.connect() as witness:
        pid = victim.execute(text("SELECT pg_backend_pid()")).scalar_one()
        witness.execute(text("SELECT 1"))
        os.kill(pid, signal.SIGKILL)  # our own: the server takes the death of any for a reason to start over
        wait_for(lambda: _is_dropped(witness), seconds=60, what="PostgreSQL dropped its connections")
        victim.invalidate()
        witness.invalidate()
    wait_for(lambda: _takes_connections(here), seconds=60, what="PostgreSQL recovered")
    return True


def _is_dropped(connection: Connection) -> bool:
    try:
        connection.execute(text("SELECT 1"))
    except DBAPIError:
        return True
    return False


def _takes_connections(here: Installation) -> bool:
    try:
        with here.store.reading() as unit:
            return bool(unit.now())
    except UnavailableError:
        return False


def hold_database(here: Installation, _: random.Random) -> bool:
    """Somebody else holds SQLite's only write lock for a while."""
    url = make_url(here.database_url)
    if url.get_backend_name() != "sqlite":
        return False
    with suppress(sqlite3.OperationalError):
        connection = sqlite3.connect(str(url.database), timeout=5, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        time.sleep(HANG_SECONDS)
        connection.execute("ROLLBACK")
        connection.close()
    return True


def fill_disk(here: Installation, _: random.Random) -> bool:
    """The disk of the database is full for a while; only where the runner could give it a small one of its own."""
    folder = here.folder / "small-disk"
    if not folder.is_mount():
        return False
    filler = folder / "filler"
    try:
        with filler.open("wb", buffering=0) as out, suppress(OSError):
            while out.write(b"\0" * 65536):
                pass
        time.sleep(HANG_SECONDS)
    finally:
        filler.unlink()
    return True


FAULTS: tuple[Fault, ...] = (
    kill_api,
    kill_worker,
    kill_worker,
    kill_child,
    kill_child,
    stop_worker,
    kill_relay,
    freeze_worker,
    restart_broker,
    flush_broker,
    hang_broker,
    crash_database,
    hold_database,
    fill_disk,
)
"""Drawn from at random; what happens more often stands here twice."""
