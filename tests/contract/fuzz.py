"""Schemathesis against a running service with something in it: `python -m contract.fuzz` (from `tests/`), or `make fuzz`.

Runs with keys on and limits off, on SQLite and on PostgreSQL, round after round until each database has seen as many generated
cases as asked for. The workers read with the small reader of the tests, so that jobs end; nothing sends webhooks. No check is
switched off; `schemathesis.toml` names the statuses that no schema can predict. Ends with 1 when anything failed.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests
from prometheus_client.parser import text_string_to_metric_families

from rashomon.records.key import NewKey
from rashomon.storage.database import open_database
from rashomon.storage.migrate import upgrade
from rashomon.workflows import keys, read, submit
from support.api_process import serving
from support.servers import ValkeyServer, fresh_database, postgres_server
from support.telling import tell
from support.works import opened_works

HERE = Path(__file__).parent
EVENTS = 25
PER_OPERATION = 40  # generated examples of the fuzzing phase; the others have their own number
NOBODYS = "192.0.2.1"  # an address for documents; generated hosts have none, and without a host there is no endpoint
ENVIRONMENT = {"RASHOMON_AUTH": "on", "RASHOMON_WAIT_LIMIT": "1", "RASHOMON_WEBHOOK_ALLOW": f"{NOBODYS}/32"}
GENERATED = re.compile(r"([0-9,]+) generated")


@dataclass
class Fuzzed:
    """What a run found: the last words of each round that failed, and what the service says it answered."""

    cases: int = 0
    failures: list[str] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)


def fuzz(database_url: str, folder: Path, *, cases: int, seed: int, options: Sequence[str] = ()) -> Fuzzed:
    """Run until `cases` cases were generated."""
    found = Fuzzed()
    upgrade(database_url)
    with ExitStack() as stack:
        store = open_database(database_url)
        stack.callback(store.close)
        valkey = ValkeyServer()
        stack.callback(valkey.remove)
        valkey.start()
        tell(store, EVENTS)
        for job in read.list_jobs(store, "default", status="queued", limit=EVENTS).items:
            submit.cancel_job(store, "default", job.id)  # the small reader would find nothing in these texts
        stack.enter_context(opened_works(store, valkey, database_url, folder)).start_worker()
        environment = {**ENVIRONMENT, "RASHOMON_BROKER_URL": valkey.url}
        server = stack.enter_context(serving(database_url, folder, environment=environment))
        key = keys.create_key(store, "default", name="fuzz", scopes=("read", "submit", "admin"))
        _subscribe(server.url, key.secret)
        while found.cases < cases:
            _round(found, server.url, key, [*options, "--seed", str(seed)])
            seed += 1
        found.answers = answered(server.url)
    return found


def _subscribe(url: str, secret: str) -> None:
    headers = {"Authorization": f"Bearer {secret}"}
    for _ in range(EVENTS):
        body = {"url": f"https://{NOBODYS}/"}
        requests.post(f"{url}/v1/webhook-endpoints", json=body, headers=headers, timeout=20).raise_for_status()


def _round(found: Fuzzed, url: str, key: NewKey, options: Sequence[str]) -> None:
    command = [
        *(sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()"),
        *("--config-file", str(HERE / "schemathesis.toml"), "run", f"{url}/openapi.json"),
        *("--header", f"Authorization: Bearer {key.secret}", "--max-examples", str(PER_OPERATION), *options),
    ]
    ended = subprocess.run(
        command,
        cwd=HERE,
        env={**os.environ, "FUZZING_KEY": key.key.id},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    generated = GENERATED.findall(ended.stdout)
    found.cases += int(generated[-1].replace(",", "")) if generated else 0
    if ended.returncode or not generated:
        found.failures.append(ended.stdout)
    assert generated, ended.stdout


def answered(url: str) -> Counter[str]:
    """Return how many requests the service answered with each status, by its own count."""
    text = requests.get(f"{url}/metrics", timeout=20).text
    counted: Counter[str] = Counter()
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            if sample.name == "rashomon_http_requests_total":
                counted[sample.labels["status"]] += int(sample.value)
    return counted


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """Give an empty database of a kind."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/rashomon.db"
    else:
        with postgres_server() as server, fresh_database(server) as url:
            yield url


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    parser.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    args, options = parser.parse_known_args()
    failed = 0
    for kind in args.database or ["sqlite", "postgresql"]:
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="rsh-fuzz-") as folder, database(kind, Path(folder)) as url:
            found = fuzz(url, Path(folder), cases=args.cases, seed=args.seed, options=options)
        print(*found.failures, sep="\n\n")
        print(f"{kind}, seed {args.seed}: {found.cases} cases, {len(found.failures)} rounds with failures")
        print("answers:", ", ".join(f"{n} with {status}" for status, n in sorted(found.answers.items())))
        print(f"took {time.monotonic() - began:.0f} s", flush=True)
        failed += len(found.failures)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
