"""`rashomon run`: everything on one machine, over one data directory, until Ctrl-C."""

from __future__ import annotations

import ipaddress
import os
import secrets
import socket
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import click
import redis
import requests

from rashomon.cli.home import DirectoryInUseError, Home, free_port, valkey_command, write_private
from rashomon.cli.roles import create_key, stopping, upgrade_database
from rashomon.cli.supervisor import ChildKeepsDyingError, Role, Supervisor
from rashomon.settings import Settings

READY_SECONDS = 120.0  # a cold disk, two cores and a language model
LOOK_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Plan:
    """The options of the command."""

    data: Path
    host: str
    port: int
    workers: int
    broker_url: str | None
    database_url: str | None


class NotReadyError(RuntimeError):
    """The service did not become ready in time."""


def run_all(plan: Plan, settings: Settings) -> int:
    """Run until told to stop; return the exit code: 0 stopped, 1 failed, 2 refused."""
    if settings.auth == "off" and not _is_loopback(plan.host):
        click.echo("RASHOMON_AUTH=off is allowed on loopback addresses only", err=True)
        return 2
    if not _is_free(plan.host, plan.port):
        click.echo(f"port {plan.port} on {plan.host} is in use: choose another with --port", err=True)
        return 2
    try:
        home = Home(plan.data)
    except DirectoryInUseError as error:
        click.echo(str(error), err=True)
        return 2
    supervisor = Supervisor(home.logs)
    with stopping() as stop:
        try:
            _start(supervisor, home, plan, settings)
            _wait_ready(supervisor, plan, stop)
            _watch(supervisor, stop)
        except (ChildKeepsDyingError, NotReadyError) as error:
            click.echo(str(error), err=True)
            return 1
        finally:
            supervisor.stop()
            home.close()
    return 0


def _start(supervisor: Supervisor, home: Home, plan: Plan, settings: Settings) -> None:
    broker = plan.broker_url or _start_valkey(supervisor, home)
    settings = replace(
        settings,
        database_url=plan.database_url or home.database_url,
        broker_url=broker,
        secret_key=settings.secret_key or home.secret_key(),
    )
    upgrade_database(settings)
    if settings.auth != "off":
        _first_key(home, settings)
    environment = _environment(settings, home)
    for name, arguments in (
        ("relay", ("relay",)),
        ("worker", ("worker", "--workers", str(plan.workers))),
        ("api", ("api", "--host", plan.host, "--port", str(plan.port))),
    ):
        supervisor.start(Role(name, (sys.executable, "-m", "rashomon", *arguments), environment))


def _start_valkey(supervisor: Supervisor, home: Home) -> str:
    password = home.path / "valkey-password"
    if not password.exists():
        write_private(password, secrets.token_urlsafe(24))
    port = free_port()
    supervisor.start(Role("valkey", valkey_command(home.path, port, password), os.environ, stop_seconds=10))
    url = f"redis://:{password.read_text('ascii').strip()}@127.0.0.1:{port}/0"
    deadline = time.monotonic() + 10
    with redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1) as client:
        while time.monotonic() < deadline:
            try:
                client.ping()
            except redis.RedisError:
                supervisor.check()
                time.sleep(0.05)
            else:
                return url
    raise NotReadyError(f"the embedded Valkey did not answer; see {home.logs / 'valkey.log'}")


def _first_key(home: Home, settings: Settings) -> None:
    if home.api_key_file.exists():
        return
    key = create_key(settings, tenant="default", name="first key", scopes=("read", "submit", "admin"))
    write_private(home.api_key_file, key)
    click.echo(f"API key (kept in {home.api_key_file}): {key}")


def _environment(settings: Settings, home: Home) -> Mapping[str, str]:
    metrics = home.path / "metrics"
    metrics.mkdir(exist_ok=True)
    for old in metrics.glob("*.db"):  # samples of processes that are gone
        old.unlink()
    return {
        **os.environ,
        "RASHOMON_DATABASE_URL": settings.database_url,
        "RASHOMON_BROKER_URL": settings.broker_url,
        "RASHOMON_SECRET_KEY": settings.secret_key or "",
        "RASHOMON_AUTH": settings.auth,
        "RASHOMON_METRICS_DIR": settings.metrics_dir or str(metrics),
        "PROMETHEUS_MULTIPROC_DIR": settings.metrics_dir or str(metrics),
        "PYTHONUNBUFFERED": "1",
    }


def _wait_ready(supervisor: Supervisor, plan: Plan, stop: threading.Event) -> None:
    url = f"http://{_reachable(plan.host)}:{plan.port}"
    deadline = time.monotonic() + READY_SECONDS
    with requests.Session() as session:
        session.trust_env = False
        while not stop.is_set():
            supervisor.check()
            if _is_ready(session, url):
                click.echo(f"Rashomon is ready at {url} (data in {plan.data}, press Ctrl-C to stop)")
                return
            if time.monotonic() > deadline:
                raise NotReadyError(f"not ready after {READY_SECONDS:.0f} s; see {plan.data / 'log'}")
            stop.wait(0.1)


def _is_ready(session: requests.Session, url: str) -> bool:
    try:
        return session.get(f"{url}/readyz", params={"for": "processing"}, timeout=5).ok
    except requests.RequestException:
        return False


def _watch(supervisor: Supervisor, stop: threading.Event) -> None:
    while not stop.wait(LOOK_SECONDS):
        supervisor.check()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _is_free(host: str, port: int) -> bool:
    """Whether we may listen there: else the ready check could be answered by somebody else's server."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError:
            return False
        return True


def _reachable(host: str) -> str:
    """Return an address that reaches a server listening on `host`: all-interfaces addresses are reached on loopback."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    return f"[{host}]" if ":" in host else host
