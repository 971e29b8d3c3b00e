"""What a steady stream of submissions does to latency: `make latency`, on SQLite and on PostgreSQL.

Articles are sent at fixed moments, whether or not the earlier ones were answered, and each is timed from its moment: a server
that falls behind cannot hide it. Two more clients ask, ten times a second each, for `/livez` (which touches nothing) and for a
job just queued; `/livez` without load comes first, as the measure of this machine. The API is one process, the relay hands the
work to a real Valkey, and nobody reads the articles: reading has its own figures (`benchmarks/reading.py`).
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import MappingProxyType

from support.api_process import serving
from support.servers import ValkeyServer, fresh_database, postgres_server

SENDERS = 48
ASIDE = 10  # requests a second of each of the two clients beside the load
NOTHING: Mapping[str, str] = MappingProxyType({})
SENTENCE = "At {hour:02}:{minute:02} shells hit depot {n} on the river road, and the district office counted {dead} dead. "


@dataclass
class Seen:
    """Seconds and statuses by kind of request."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    last_job: str = ""


class Caller:
    """One client with one connection that it keeps."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)

    def call(self, method: str, path: str, body: bytes | None = None) -> tuple[str, bytes]:
        """Return status and body; the status of a request that got no answer is the error's name."""
        try:
            self._connection.request(method, path, body, {"Content-Type": "application/json"} if body else {})
            answer = self._connection.getresponse()
            return str(answer.status), answer.read()
        except (OSError, HTTPException) as error:
            self._connection = HTTPConnection("127.0.0.1", self._port, timeout=60)
            return type(error).__name__, b""


def article(number: int) -> bytes:
    """Return the body of a submission like no other, about as long as a short agency report."""
    text = "".join(SENTENCE.format(hour=(number + n) % 24, minute=n * 7 % 60, n=number * 20 + n, dead=n % 9) for n in range(20))
    return json.dumps({"text": text, "source": {"name": "River Post"}, "published_at": "2024-03-05"}).encode()


def press(port: int, *, rate: float, seconds: float) -> Seen:
    """Send submissions at `rate` for `seconds` while two clients ask beside them."""
    seen, numbers = Seen(), itertools.count()
    began, total = time.monotonic() + 0.5, int(rate * seconds)

    def submit() -> None:
        caller = Caller(port)
        for number in iter(numbers.__next__, None):
            if number >= total:
                return
            due = began + number / rate
            time.sleep(max(0.0, due - time.monotonic()))
            status, body = caller.call("POST", "/v1/articles", article(number))
            _note(seen, "submission", due, status)
            if status == "202":
                seen.last_job = json.loads(body)["id"]

    threads = [threading.Thread(target=submit) for _ in range(SENDERS)] if rate else []
    threads.append(threading.Thread(target=_aside, args=(port, seen, "/livez", "livez", began, seconds)))
    if rate:
        threads.append(threading.Thread(target=_aside, args=(port, seen, "/v1/jobs/{}", "job", began, seconds)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def _aside(port: int, seen: Seen, path: str, name: str, began: float, seconds: float) -> None:
    caller = Caller(port)
    for number in range(int(ASIDE * seconds)):
        due = began + (number + 0.5) / ASIDE
        time.sleep(max(0.0, due - time.monotonic()))
        if "{}" not in path or seen.last_job:
            status, _ = caller.call("GET", path.format(seen.last_job))
            _note(seen, name, due, status)


def _note(seen: Seen, name: str, due: float, status: str) -> None:
    seen.seconds[name].append(time.monotonic() - due)
    seen.statuses[name][status] += 1


def table(idle: Seen, loaded: Seen) -> Iterator[str]:
    """Yield one line per kind of request; the last column is p99 against that of `/livez` under the same load."""
    measure = _percentiles(loaded.seconds["livez"])[2]
    yield f"{'':20}{'n':>7}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'max ms':>9}{'/livez':>8}  answers"
    rows = {"livez, no load": (idle, "livez"), **{name: (loaded, name) for name in ("livez", "job", "submission")}}
    for label, (seen, name) in rows.items():
        p50, p95, p99, longest = _percentiles(seen.seconds[name])
        told = ", ".join(f"{n} x {status}" for status, n in sorted(seen.statuses[name].items()))
        figures = f"{p50:9.1f}{p95:9.1f}{p99:9.1f}{longest:9.1f}{p99 / measure:8.1f}"
        yield f"{label:20}{len(seen.seconds[name]):7}{figures}  {told}"


def _percentiles(seconds: list[float]) -> tuple[float, float, float, float]:
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    return cuts[49] * 1000, cuts[94] * 1000, cuts[98] * 1000, max(seconds) * 1000


def queued(port: int) -> int:
    """Return how many jobs the service says are queued: as many as were acknowledged."""
    _, body = Caller(port).call("GET", "/metrics")
    line = next(line for line in body.decode().splitlines() if line.startswith('rashomon_jobs{status="queued"}'))
    return int(float(line.split()[-1]))


@contextmanager
def installed(database_url: str, folder: Path) -> Iterator[int]:
    """Run API, relay and Valkey and give the port."""
    valkey = ValkeyServer()
    valkey.start()
    roles = {"RASHOMON_DATABASE_URL": database_url, "RASHOMON_BROKER_URL": valkey.url, "RASHOMON_SECRET_KEY": "a benchmark"}
    try:
        with serving(database_url, folder, environment=roles) as api, (folder / "relay.log").open("wb") as log:
            relay = subprocess.Popen(
                [sys.executable, "-m", "rashomon", "relay"], env={**os.environ, **roles}, stdout=log, stderr=log
            )
            try:
                yield api.port
            finally:
                relay.terminate()
                relay.wait(30)
    finally:
        valkey.remove()


def main() -> int:
    """Print a table per database; 1 when a submission was not acknowledged or an acknowledged one is not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=float, default=200, help="submissions a second")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    args = parser.parse_args()
    wrong = 0
    for kind in args.database or ["sqlite", "postgresql"]:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rsh-latency-")))
            url = f"sqlite:///{folder}/rashomon.db"
            if kind == "postgresql":
                url = stack.enter_context(fresh_database(stack.enter_context(postgres_server())))
            port = stack.enter_context(installed(url, folder))
            idle = press(port, rate=0, seconds=10)
            loaded = press(port, rate=args.rate, seconds=args.seconds)
            there, taken = queued(port), loaded.statuses["submission"]["202"]
        print(f"\n{kind}: {args.rate:g} submissions/s for {args.seconds:g} s; load average {os.getloadavg()[0]:.1f}")
        print(*table(idle, loaded), sep="\n")
        print(f"acknowledged {taken}, stored {there}", flush=True)
        wrong += taken != there or taken != int(args.rate * args.seconds)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
