"""Break an installation many times while clients submit, then count: `python -m chaos.run --kills 200` (from `tests/`).

Prints one report for each database: what was broken, what was promised, what is lost or double (nothing, or it ends with 1), how
long a job of a killed worker waited to be claimed again, and how long a webhook took after its job's end once all was quiet.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests

from chaos.faults import FAULTS, kill_child, kill_worker
from chaos.installation import Installation, installed, wait_for
from chaos.ledger import Ledger, Promise, article, mailbox_replies, messages
from chaos.verdict import Verdict, at_rest, judge, told
from support.receivers import receiving
from support.servers import fresh_database, postgres_server

TENANTS = ("north", "south")
QUIET_ARTICLES = 40  # submitted one by one after the chaos, to time webhooks undisturbed
LONG = 50  # kills
REST_SECONDS = 600  # to read what was let in
SMALL_DISK = "1g"  # what 200 kills let in, and to spare: it is the filler that fills it


@dataclass
class Outcome:
    """All that a run found."""

    verdict: Verdict
    broken: Counter[str]
    recoveries: list[float]
    quiet_recoveries: list[float]
    quiet_delays: list[float]
    seconds: float

    def lines(self) -> Iterator[str]:
        """Yield the report."""
        yield (
            "broken: " + ", ".join(f"{name} {n}" for name, n in sorted(self.broken.items())) + f"; {self.broken.total()} in all"
        )
        yield "counted: " + ", ".join(f"{n} {name}" for name, n in self.verdict.counted.items())
        yield f"wrong: {len(self.verdict.wrong)}" + "".join(f"\n  {what}" for what in self.verdict.wrong)
        yield f"job of a killed worker claimed again, nothing else broken: {_spread(self.quiet_recoveries)}"
        yield f"the same amid the rest: {_spread(self.recoveries)}"
        yield f"webhook after the end of its job, in quiet: {_spread(self.quiet_delays)}; all: {_spread([*self.verdict.delays.values()])}"
        yield f"took {self.seconds:.0f} s"


@dataclass
class Recoveries:
    """Watches how soon the jobs of killed processes are claimed again."""

    here: Installation
    seconds: list[float] = field(default_factory=list)
    _watchers: list[threading.Thread] = field(default_factory=list)

    def watch(self, pids: Sequence[int]) -> None:
        """Call right before the kill."""
        held = self.here.held_by(pids)
        if held:
            thread = threading.Thread(target=self._watch, args=(held, time.monotonic()))
            thread.start()
            self._watchers.append(thread)

    def finish(self) -> None:
        for thread in self._watchers:
            thread.join(90)

    def _watch(self, held: dict[tuple[str, str], int], since: float) -> None:
        left = dict(held)
        while left and time.monotonic() - since < 60:
            time.sleep(0.1)
            try:
                again = self.here.claimed_again(left)
            except Exception:  # noqa: BLE001, S112 - the database is among what is broken
                continue
            self.seconds += [time.monotonic() - since] * len(again & left.keys())
            left = {key: token for key, token in left.items() if key not in again}
        self.seconds += [float("inf")] * len(left)


def rampage(database_url: str, folder: Path, *, kills: int, seed: int) -> Outcome:
    """Run the whole on one database."""
    began, rng = time.monotonic(), random.Random(seed)
    with ExitStack() as stack:
        here = stack.enter_context(installed(database_url, folder))
        ledger = Ledger(here.url, {tenant: here.key_for(tenant) for tenant in TENANTS})
        boxes = {tenant: stack.enter_context(receiving(*mailbox_replies())) for tenant in TENANTS}
        secrets = {tenant: _subscribe(ledger, tenant, boxes[tenant].url) for tenant in TENANTS}
        recoveries = Recoveries(here)
        ledger.start(clients=4, pause=0.35 if kills < LONG else 1.5, seed=seed)  # no more than can be read meanwhile
        broken = _break(here, recoveries, rng, kills)
        ledger.finish()
        here.wait_ready()
        wait_for(at_rest(ledger), seconds=REST_SECONDS, what="every job is over")
        recoveries.finish()
        quiet_recoveries = _kill_in_quiet(here, ledger, rng, times=max(3, kills // 10))
        for n in range(QUIET_ARTICLES):
            ledger.submit(TENANTS[n % 2], article(rng))
            time.sleep(0.1)
        wait_for(at_rest(ledger), seconds=60, what="every job is over")
        wait_for(_delivered(ledger), seconds=420, what="no message waits")
        arrived = {tenant: messages(boxes[tenant], secrets[tenant]) for tenant in TENANTS}
        expected = in_peace(ledger, folder)
        verdict = judge(ledger, arrived, expected)
    quiet = [verdict.delays[p.job_id] for p in ledger.promises[-QUIET_ARTICLES:] if p.job_id in verdict.delays]
    return Outcome(verdict, broken, recoveries.seconds, quiet_recoveries, quiet, time.monotonic() - began)


def _break(here: Installation, recoveries: Recoveries, rng: random.Random, kills: int) -> Counter[str]:
    broken: Counter[str] = Counter()
    order: list[int] = []
    while broken.total() < kills:
        order = order or rng.sample(range(len(FAULTS)), len(FAULTS))  # each kind of fault in every round
        fault = FAULTS[order.pop()]
        time.sleep(rng.uniform(0.2, 1.5))
        if fault in (kill_worker, kill_child):
            recoveries.watch([child.pid for role in ("worker", "worker-2") for child in here.children(role)])
        broken[fault.__name__] += fault(here, rng)
    return +broken


def _kill_in_quiet(here: Installation, ledger: Ledger, rng: random.Random, *, times: int) -> list[float]:
    """Kill whoever holds a job while nothing else is broken: how soon is the job claimed again?"""
    recoveries = Recoveries(here)
    for n in range(times):
        here.wait_ready()
        told_as = article(rng)
        ledger.submit(TENANTS[n % 2], {**told_as, "text": f"[sleep 2] {told_as['text']}"})
        roles = {child.pid: role for role in ("worker", "worker-2") for child in here.children(role)}
        wait_for(lambda pids=tuple(roles): bool(here.held_by(pids)), seconds=20, what="the job is being read")  # type: ignore[misc]
        holder = next(pid for pid in roles if here.held_by([pid]))
        recoveries.watch([holder])
        here.kill(roles[holder])
        recoveries.finish()
    wait_for(at_rest(ledger), seconds=60, what="every job is over")
    return recoveries.seconds


def _subscribe(ledger: Ledger, tenant: str, url: str) -> str:
    headers = {"Authorization": f"Bearer {ledger.keys[tenant]}"}
    answer = requests.post(f"{ledger.url}/v1/webhook-endpoints", json={"url": url}, headers=headers, timeout=30)
    answer.raise_for_status()
    return str(answer.json()["secret"])


def _delivered(ledger: Ledger) -> Callable[[], bool]:
    def all_sent() -> bool:
        endpoints = [(t, e["id"]) for t in ledger.keys for e in ledger.get(t, "/webhook-endpoints")["data"]]
        waiting = (
            d for t, e in endpoints for d in ledger.all(t, f"/webhook-endpoints/{e}/deliveries") if d["status"] == "pending"
        )
        return next(waiting, None) is None

    return all_sent


def in_peace(ledger: Ledger, folder: Path) -> dict[str, str]:
    """Return what the same articles give, in another order, in an installation that nothing happens to."""
    calm = folder / "calm"
    calm.mkdir()
    with installed(f"sqlite:///{calm}/rashomon.db", calm) as here:
        quiet = Ledger(here.url, {tenant: here.key_for(tenant) for tenant in TENANTS})
        for promise in sorted(ledger.promises, key=_by_text):
            quiet.submit(promise.tenant, promise.body)
        wait_for(at_rest(quiet), seconds=REST_SECONDS, what="every job is over")
        return {tenant: told(quiet, tenant) for tenant in TENANTS}


def _by_text(promise: Promise) -> str:
    return str(promise.body["text"])


def _spread(seconds: Sequence[float]) -> str:
    if len(seconds) < 2:
        return f"{len(seconds)} seen"
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    return f"p50 {cuts[49]:.2f} s, p99 {cuts[98]:.2f} s, max {max(seconds):.2f} s of {len(seconds)}"


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Give the database a small disk of its own where we may mount one; else its folder, and no disk will be full."""
    disk = folder / "small-disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs", str(disk)], capture_output=True, check=False
    )
    try:
        yield disk
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", "--lazy", str(disk)], check=False)


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """Give a database of a kind, made for this run."""
    if kind == "sqlite":
        with small_disk(folder) as disk:
            yield f"sqlite:///{disk}/rashomon.db"
    else:
        with postgres_server() as server, fresh_database(server) as url:
            yield url


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    parser.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    args = parser.parse_args()
    wrong = 0
    for kind in args.database or ["sqlite", "postgresql"]:
        folder = Path(tempfile.mkdtemp(prefix="rsh-chaos-"))
        print(f"{kind}, seed {args.seed}; logs in {folder} until it ends well", flush=True)
        with database(kind, folder) as url:
            outcome = rampage(url, folder, kills=args.kills, seed=args.seed)
        if not outcome.verdict.wrong:
            shutil.rmtree(folder, ignore_errors=True)
        print(f"\n{kind}, seed {args.seed}", *outcome.lines(), sep="\n", flush=True)
        wrong += len(outcome.verdict.wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
