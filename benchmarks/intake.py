"""How fast articles are taken in, beside a bare Flask route that inserts two rows and commits on the same kind of server.

    python benchmarks/intake.py [--database sqlite|postgresql] [--rates 50 200 500] [--seconds 20] [--processes 1]

Both are served by gunicorn with the same threads and processes, both by the same settings of the same database (SQLite: WAL,
synchronous=FULL), in turn, in one run. First each at fixed rates, open loop: a request is sent when its time has come, whatever
became of the one before, and its time counts from when it should have been sent. Then as fast as 16 clients can, closed loop.
No worker runs: it is taking in that is measured. Clients share the machine with the servers.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from rashomon.storage.migrate import upgrade
from support.servers import ValkeyServer, free_port, fresh_database, postgres_server

CLIENTS = 16
CLOSED_SECONDS = 8.0
TEXT = "Shells fell on the harbour district of Aden on Monday, residents said. At least 12 people were killed. " * 20  # 2 KB
HERE = Path(__file__).parent
_local = threading.local()


@contextmanager
def serving(kind: str, url: str, broker: str, processes: int) -> Iterator[int]:
    """Run one of the two servers and give its port."""
    port = free_port()
    environment = {
        **os.environ, "RASHOMON_DATABASE_URL": url, "RASHOMON_BROKER_URL": broker, "RASHOMON_AUTH": "off",
        "RASHOMON_SECRET_KEY": "only for the benchmark, where it keeps nothing secret", "RASHOMON_LOG_LEVEL": "WARNING",
    }  # fmt: skip
    program = {"service": ["-m", "rashomon", "api"], "bare": [str(HERE / "intake_bare.py")]}[kind]
    command = [sys.executable, *program, "--port", str(port), "--processes", str(processes)]
    with subprocess.Popen(command, env=environment) as process:
        try:
            while True:
                try:
                    send(port, "/readyz", None)
                    break
                except OSError:
                    time.sleep(0.05)
            yield port
        finally:
            process.terminate()


def send(port: int, path: str, body: bytes | None) -> int:
    """Send a request over this thread's connection and return the status."""
    if getattr(_local, "port", None) != port:
        _local.port, _local.connection = port, http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Content-Type": "application/json", "Connection": "keep-alive"}
    try:
        _local.connection.request("GET" if body is None else "POST", path, body, headers)
        answer = _local.connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        _local.port = None  # a new connection for the next
        raise
    return int(answer.status)


def article(number: int) -> bytes:
    """Return a submission that nobody made before."""
    return json.dumps({"text": f"{TEXT} {time.time_ns()} {number}", "source": {"name": "Coast Wire"}}).encode()


def at_rate(port: int, rate: int, seconds: float) -> list[float]:
    """Send so many a second and return how long each took from when it was due; inf for what was not taken."""
    began = time.perf_counter() + 0.2

    def one(number: int) -> float:
        due = began + number / rate
        time.sleep(max(0.0, due - time.perf_counter()))
        try:
            taken = send(port, "/v1/articles", article(number)) in (200, 202)
        except (OSError, http.client.HTTPException):
            taken = False
        return time.perf_counter() - due if taken else float("inf")

    with ThreadPoolExecutor(min(256, max(CLIENTS, rate))) as pool:
        return list(pool.map(one, range(int(rate * seconds))))


def at_most(port: int) -> float:
    """Return how many a second are taken when each client sends the next as soon as it was answered."""
    end = time.perf_counter() + CLOSED_SECONDS

    def client(number: int) -> int:
        sent = 0
        while time.perf_counter() < end:
            sent += send(port, "/v1/articles", article(number)) in (200, 202)
        return sent

    with ThreadPoolExecutor(CLIENTS) as pool:
        return sum(pool.map(client, range(CLIENTS))) / CLOSED_SECONDS


def main() -> None:
    """Run both and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--rates", type=int, nargs="*", default=[50, 200, 500])
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--processes", type=int, default=1)
    args = parser.parse_args()
    most = {}
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        server = stack.enter_context(postgres_server()) if args.database == "postgresql" else None
        valkey = ValkeyServer()
        stack.callback(valkey.remove)
        valkey.start()
        for kind in ("bare", "service"):
            with ExitStack() as own:
                url = own.enter_context(fresh_database(server)) if server else f"sqlite:///{folder}/{kind}.db"
                upgrade(url)
                port = own.enter_context(serving(kind, url, valkey.url, args.processes))
                for rate in args.rates:
                    print(f"{args.database} {kind:8} {rate:4}/s: {spread(at_rate(port, rate, args.seconds))}", flush=True)
                most[kind] = at_most(port)
                print(f"{args.database} {kind:8} as fast as {CLIENTS} clients can: {most[kind]:.0f}/s", flush=True)
    print(f"{args.database} service / bare: {most['service'] / most['bare']:.2f}")


def spread(seconds: Sequence[float]) -> str:
    """Return the quantiles of those taken, and how many were not."""
    taken = [s for s in seconds if s != float("inf")]
    if len(taken) < 2:
        return "nothing was taken"
    cuts = statistics.quantiles(taken, n=100, method="inclusive")
    lost = len(seconds) - len(taken)
    return f"p50 {cuts[49] * 1000:.1f} ms, p99 {cuts[98] * 1000:.1f} ms, max {max(taken) * 1000:.0f} ms, not taken {lost}"


if __name__ == "__main__":
    main()
