"""The separate roles of a deployment: what `rashomon api|worker|relay|migrate|keys` do."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rashomon import tracing
from rashomon.bootstrap import build_api, build_rounds, build_store, build_worker
from rashomon.cli.serve import Log, Server, Worker
from rashomon.logs import configure
from rashomon.settings import Settings
from rashomon.storage.database import Database
from rashomon.storage.migrate import upgrade
from rashomon.workflows import keys as use_case


def serve_api(settings: Settings, *, host: str, port: int, threads: int, processes: int) -> None:
    """Serve HTTP until SIGTERM; running requests get the time that the longest wait needs."""
    _prepare("api", settings)
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = {
        "bind": address,
        "workers": processes,
        "threads": threads,
        "worker_class": Worker,
        "logger_class": Log,
        "graceful_timeout": 10,
        "timeout": 60,
        "keepalive": 20,
        "control_socket_disable": True,
        "worker_tmp_dir": None,
    }
    Server(lambda: build_api(settings), options).run()


def serve_worker(settings: Settings, *, workers: int) -> None:
    """Work until SIGTERM: `workers` processes that share one language model, forked after it is loaded."""
    _prepare("worker", settings)
    from celery.signals import setup_logging  # noqa: PLC0415 - Celery takes half a second

    setup_logging.connect(lambda **_: None, weak=False)  # with a receiver Celery leaves logging as it is
    options = ["--pool=prefork", f"--concurrency={workers}", "--loglevel=WARNING", "--without-mingle", "--without-gossip"]
    build_worker(settings).worker_main(["--quiet", "worker", *options])


def serve_relay(settings: Settings) -> None:
    """Relay, sweep and send webhooks until SIGTERM; a webhook under way is let finish (15 seconds at most)."""
    _prepare("relay", settings)
    from rashomon.worker.relay import run  # noqa: PLC0415 - Celery again

    with _opened(settings) as store, stopping() as stop:
        rounds = threading.Thread(target=build_rounds(settings, store).run, args=(stop,), name="rounds")
        rounds.start()
        try:
            run(settings, store, stop)
        finally:
            stop.set()
            rounds.join()


def upgrade_database(settings: Settings) -> None:
    """Bring the database to this version's tables."""
    upgrade(settings.database_url)


def create_key(settings: Settings, *, tenant: str, name: str, scopes: Sequence[str]) -> str:
    """Make a key and return its secret, which is shown this once."""
    with _opened(settings) as store:
        return use_case.create_key(store, tenant, name=name, scopes=scopes).secret


def list_keys(settings: Settings, *, tenant: str) -> list[str]:
    """Return one line per key."""
    with _opened(settings) as store:
        found = use_case.list_keys(store, tenant)
    return [
        f"{key.id}  {key.prefix}…  {','.join(key.scopes)}  {key.name}  {'revoked' if key.revoked_at else 'valid'}  "
        f"last used {key.last_used_at or 'never'}"
        for key in found
    ]


def revoke_key(settings: Settings, *, tenant: str, key_id: str) -> None:
    """Revoke a key. NotFoundError."""
    with _opened(settings) as store:
        use_case.revoke_key(store, tenant, key_id)


def _prepare(role: str, settings: Settings) -> None:
    """Set up logs, traces, and what libraries read of the environment when imported: where figures go, how many threads."""
    configure(role=role, level=settings.log_level)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one core a reading process: with more they would take each other's
    try:
        tracing.configure(role=role, wanted=settings.tracing)
    except ValueError as error:
        raise SystemExit(f"rashomon: {error}") from error
    if settings.metrics_dir:
        os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", settings.metrics_dir)


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """Give an event that SIGTERM and SIGINT set."""
    stop = threading.Event()
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _opened(settings: Settings) -> Iterator[Database]:
    store = build_store(settings)
    try:
        yield store
    finally:
        store.close()
