"""How many articles a second go from POST to compared events under `rashomon run`, and how soon a client hears of its events.

    python benchmarks/end_to_end.py [--articles 200] [--paced 40]

Texts are put together from sentences, three happenings to an article among lines of background, in a dozen towns over a year,
so that no two are the same and a few tell of the same. First all are handed in at once and the time until the last is compared
is taken; processor time of each role says where it went. Then some are handed in one by one, and the time from sending the POST
to the arrival of the first `event.*` webhook that came of it is taken. `/metrics` tells what the stages took. Beside it, in the
same run: the rate at which one process reads the same texts without any server.
"""

from __future__ import annotations

import argparse
import calendar
import json
import random
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psutil
import requests
from prometheus_client.parser import text_string_to_metric_families

from rashomon.workflows.reading import ArticleReader
from rashomon_sdk import Client
from rashomon_sdk.testing.service import Service

TOWNS = ("Homs", "Aden", "Kharkiv", "Mosul", "Sirte", "Goma", "Hodeidah", "Kherson", "Raqqa", "Bakhmut", "Misrata", "Deraa")
MONTHS = calendar.month_name[1:]
SENTENCES = (
    "At least {toll} people were killed when shells hit a market in {town} on {day}, residents said.",
    "Air strikes on {town} on {day} killed {toll} civilians and wounded dozens more, according to rescue workers.",
    "Government troops and rebels clashed near {town} on {day}, leaving {toll} fighters dead, a military source said.",
    "A car bomb exploded outside a police station in {town} on {day}, and {toll} officers were wounded.",
    "On {day} the army said that it had taken {toll} men prisoner in {town}.",
)
BACKGROUND = (
    "The road to the coast has been closed for weeks, and prices in the shops have doubled.",
    "Diplomats from several countries are to meet again next month.",
    "Neither side has commented on what the other one says.",
    "Families who had come back in spring are packing again.",
    "The town changed hands twice before.",
)
ROLES = ("valkey", "api", "worker", "relay")


class Mailbox(ThreadingHTTPServer):
    """Notes when it was first told of an event, and of what."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.arrived: list[tuple[float, dict[str, Any]]] = []


class Handler(BaseHTTPRequestHandler):
    """Takes every message."""

    server: Mailbox

    def do_POST(self) -> None:
        """Take it."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.arrived.append((time.perf_counter(), json.loads(body)))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def articles(count: int) -> Iterator[dict[str, Any]]:
    """Yield articles that nobody handed in before."""
    rng = random.Random(count)  # noqa: S311 - the same texts every time
    for number in range(count):
        month, last = rng.randint(1, 12), rng.randint(3, 28)
        told = [
            sentence.format(town=rng.choice(TOWNS), day=f"{last - ago} {MONTHS[month - 1]} 2016", toll=rng.randint(2, 60))
            for ago, sentence in enumerate(rng.sample(SENTENCES, 3))
        ]
        lines = [line for pair in zip(told, rng.sample(BACKGROUND, 3), strict=True) for line in pair]
        yield {
            "text": f"{' '.join(lines)} Edition {number}.",
            "source": f"Outlet {number % 7}",
            "published_at": f"2016-{month:02}-{last:02}",
        }


def main() -> None:
    """Run it and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--paced", type=int, default=40)
    args = parser.parse_args()
    made = list(articles(args.articles + args.paced))
    print(f"{reading_rate(made[:40]):.1f} articles/s are read by one process without a server")
    with tempfile.TemporaryDirectory() as folder:
        service = Service([sys.executable, "-m", "rashomon"], Path(folder))
        service.start()
        try:
            with Client(service.url, api_key=service.api_key) as rashomon:
                together(rashomon, made[: args.articles])
                one_by_one(rashomon, made[args.articles :])
                stages(service.url)
        finally:
            service.stop()


def reading_rate(made: Sequence[dict[str, Any]]) -> float:
    """Return how many articles a second are read here."""
    reader = ArticleReader()
    began = 0.0
    for turn in range(2):  # the first warms
        began = time.perf_counter()
        for number, one in enumerate(made):
            reader.read(
                text=one["text"], title=None, published_at=one["published_at"], language=None, article_id=f"art_{turn}{number}",
                source=None,
            )  # fmt: skip
    return len(made) / (time.perf_counter() - began)


def together(rashomon: Client, made: Sequence[dict[str, Any]]) -> None:
    """Hand all in at once and wait for the last."""
    before, began = processor(), time.perf_counter()
    taken = list(rashomon.articles.submit_many(made))
    accepted = time.perf_counter() - began
    for batch in {row.batch_id for row in taken if row.batch_id}:
        rashomon.jobs.wait(batch, timeout=1800)
    took, spent = time.perf_counter() - began, processor()
    print(f"{len(made)} articles accepted in {accepted:.1f} s, compared in {took:.1f} s: {len(made) / took:.1f} articles/s")
    for role in ROLES:
        used = spent[role] - before[role]
        print(f"  {role:8} {used:6.1f} s of processor time, {used / len(made) * 1000:5.1f} ms an article")


def one_by_one(rashomon: Client, made: Sequence[dict[str, Any]]) -> None:
    """Hand in one after the other and time the first message about an event."""
    mailbox, waits = Mailbox(), []
    threading.Thread(target=mailbox.serve_forever, daemon=True).start()
    types = ["event.created", "event.updated", "event.merged"]
    rashomon.webhook_endpoints.create(f"http://127.0.0.1:{mailbox.server_port}/", event_types=types)
    for one in made:
        seen, began = len(mailbox.arrived), time.perf_counter()
        job = rashomon.articles.submit(**one)
        while len(mailbox.arrived) == seen and time.perf_counter() - began < 30:
            time.sleep(0.005)
        waits.append(mailbox.arrived[seen][0] - began if len(mailbox.arrived) > seen else float("inf"))
        rashomon.jobs.wait(job, timeout=60)
        time.sleep(0.3)  # the rest of its messages
    mailbox.shutdown()
    cuts = statistics.quantiles(waits, n=100, method="inclusive")
    print(f"POST to first event webhook: p50 {cuts[49]:.2f} s, p99 {cuts[98]:.2f} s, max {max(waits):.2f} s of {len(waits)}")


def stages(url: str) -> None:
    """Print what the stages took, as the monitor sees it."""
    text = requests.get(f"{url}/metrics", timeout=10).text
    found: Counter[tuple[str, str]] = Counter()
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            name, _, kind = sample.name.rpartition("_")
            if name == "rashomon_stage_seconds" and kind in ("sum", "count"):
                found[sample.labels["stage"], kind] += sample.value  # type: ignore[assignment]
    for stage in ("reading", "comparing"):
        print(f"  {stage:10} {found[stage, 'sum'] / found[stage, 'count'] * 1000:.0f} ms on average")


def processor() -> Counter[str]:
    """Return the processor seconds of each role so far."""
    spent: Counter[str] = Counter()
    for process in psutil.Process().children(recursive=True):
        line = " ".join(process.cmdline())
        role = next((role for role in ROLES if f" {role} " in f"{line} " or f"{role}-" in line), None)
        if role is not None:
            times = process.cpu_times()
            spent[role] += times.user + times.system  # type: ignore[assignment]
    return spent


if __name__ == "__main__":
    main()
