"""What must hold when the dust has settled: each promise kept once, each event there once, each webhook come, nothing astray."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chaos.ledger import Ledger, Message

LIVED = ("revision", "first_reported_at", "last_reported_at", "updated_at", "created_at")
"""What tells of this installation's own history, and is outside the promise of the same answer in any order (RECORDS.md, Event)."""


@dataclass
class Verdict:
    """What was counted, and what is wrong; good when nothing is."""

    counted: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    delays: dict[str, float] = field(default_factory=dict)
    """Seconds from each job's end to the first arrival of its message."""

    def check(self, holds: bool, what: str) -> None:  # noqa: FBT001 - a check reads: this holds, or else
        if not holds:
            self.wrong.append(what)


def judge(ledger: Ledger, arrived: Mapping[str, Sequence[Message]], expected: Mapping[str, str]) -> Verdict:
    """Count everything. `arrived`: messages by tenant; `expected`: the same articles' events by tenant, from a quiet run."""
    verdict = Verdict()
    for tenant in sorted(ledger.keys):
        promised = [p for p in ledger.promises if p.tenant == tenant]
        verdict.counted["acknowledged"] += len(promised)
        jobs = {job["id"]: job for job in ledger.all(tenant, "/jobs")}
        _articles_are_there(verdict, ledger, tenant)
        for promise in promised:
            status = jobs.get(promise.job_id, {}).get("status")
            verdict.check(status == "succeeded", f"lost: job {promise.job_id} of {tenant} is {status}")
        _each_event_once(verdict, ledger, tenant)
        verdict.check(told(ledger, tenant) == expected[tenant], f"{tenant}: other events than the same articles give in peace")
        _each_webhook_came(verdict, tenant, {p.job_id: jobs.get(p.job_id, {}) for p in promised}, arrived[tenant])
    return verdict


def _articles_are_there(verdict: Verdict, ledger: Ledger, tenant: str) -> None:
    stored = Counter(article["id"] for article in ledger.all(tenant, "/articles"))
    promised = {p.article_id for p in ledger.promises if p.tenant == tenant}
    verdict.check(promised <= set(stored), f"lost: {len(promised - set(stored))} articles of {tenant}")
    verdict.check(set(stored) <= promised, f"astray: {len(set(stored) - promised)} articles of {tenant} that nobody submitted")
    verdict.check(all(n == 1 for n in stored.values()), f"duplicates: an article of {tenant} is listed twice")


def _each_event_once(verdict: Verdict, ledger: Ledger, tenant: str) -> None:
    events = ledger.all(tenant, "/events")
    reports = ledger.all(tenant, "/reports")
    members = Counter(report_id for event in events for report_id in event["report_ids"])
    verdict.counted["events"] += len(events)
    verdict.check(all(n == 1 for n in members.values()), f"duplicates: a report of {tenant} is in two events")
    verdict.check(set(members) == {r["id"] for r in reports}, f"lost: reports of {tenant} outside of every event")
    of_article = Counter(r["article_id"] for r in reports)
    twice = [i for i, n in of_article.items() if n != 1]  # each article here tells one event
    verdict.check(not twice, f"duplicates: {len(twice)} articles of {tenant} were read twice over")
    homes = {i: event["id"] for event in events for i in event["report_ids"]}
    verdict.check(all(homes.get(r["id"]) == r["event_id"] for r in reports), f"{tenant}: a report names another event")


def _each_webhook_came(verdict: Verdict, tenant: str, jobs: Mapping[str, Any], arrived: Sequence[Message]) -> None:
    ids: dict[tuple[str, ...], set[str]] = defaultdict(set)
    first: dict[str, float] = {}
    for message in arrived:
        if message.type.startswith("job."):
            ids["job", message.data["job_id"]].add(message.id)
            first[message.data["job_id"]] = min(message.at, first.get(message.data["job_id"], message.at))
            verdict.check(message.data["job_id"] in jobs, f"astray: {tenant} was told of a job that is not its own")
        else:
            ids[message.type, message.data["event_id"], str(message.data["revision"])].add(message.id)
    verdict.counted["webhooks"] += len({message.id for message in arrived})
    verdict.counted["arrivals"] += len(arrived)
    silent = [job_id for job_id in jobs if ("job", job_id) not in ids]
    verdict.check(not silent, f"lost: {len(silent)} ends of jobs that {tenant} was not told of")
    double = [key for key, messages in ids.items() if len(messages) > 1]
    verdict.check(
        not double, f"duplicates: {len(double)} things were announced to {tenant} under two ids, such as {double[:1]}"
    )
    ended = {job_id: job["finished_at"] for job_id, job in jobs.items() if job_id in first and job.get("finished_at")}
    verdict.delays |= {job_id: first[job_id] - datetime.fromisoformat(at).timestamp() for job_id, at in ended.items()}


def told(ledger: Ledger, tenant: str) -> str:
    """Return a tenant's events as one canonical text, without what only tells when this installation heard of them."""
    events = [{k: v for k, v in event.items() if k not in LIVED} for event in ledger.all(tenant, "/events")]
    return json.dumps(sorted(events, key=lambda event: event["id"]), sort_keys=True, indent=1)


def at_rest(ledger: Ledger) -> Callable[[], bool]:
    """Return a question: is every job over, for every tenant?"""
    return lambda: (
        not any(
            ledger.get(tenant, "/jobs", status=status, limit=1)["data"]
            for tenant in ledger.keys
            for status in ("queued", "running")
        )
    )
