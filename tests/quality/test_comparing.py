"""Fails when comparing what was read falls below what it has reached: which accounts tell one event, and on what they differ."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from rashomon.comparison.events import Told, events_of
from rashomon.comparison.lineage import lineages
from rashomon.comparison.world import world_of
from rashomon.knowledge.actor_tables import load_actors
from rashomon.knowledge.kinship import kinship
from rashomon.records.account import Account
from rashomon.records.article import Source
from rashomon.records.comparing import Prints
from rashomon.records.report import Report
from rashomon.workflows.reading import ArticleReader

HERE = Path(__file__).parent
JUDGED = frozenset({"killed", "injured", "type", "date", "place", "initiator", "target", "weapon", "occurred"})
DIFFERS = frozenset({"contradiction", "update"})
REACHED = {"pairs": (0.7, 0.9), "articles": (0.5, 0.75)}  # recall and precision of what accounts differ on


@dataclass(frozen=True)
class Compared:
    """A set after reading and comparing: event id → the annotated clusters whose accounts it holds, and the events."""

    clusters: dict[str, set[str]]
    events: dict[str, Told]

    def differ(self) -> set[tuple[str, str]]:
        """Return (cluster, field) of everything that was found to differ; an event of no cluster is named by its label."""
        return {
            (cluster, d.field)
            for ident, told in self.events.items()
            for d in told.event.discrepancies
            if d.kind in DIFFERS and d.field in JUDGED
            for cluster in self.clusters.get(ident, {told.event.label})
        }


@pytest.fixture(scope="module")
def reader() -> ArticleReader:
    return ArticleReader()


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def compared(name: str, reader: ArticleReader) -> Compared:
    articles = lines(f"{name}.jsonl")
    read = {
        a["article_id"]: reader.read(
            text=a["text"], title=a["title"], published_at=a["published_at"], language=None, article_id=a["article_id"],
            source=Source(a["source"]),
        )
        for a in articles
    }  # fmt: skip
    lineage = lineages(Prints(i, i, r.published_at, None, r.fingerprints) for i, r in read.items())
    accounts = [
        Account(report, lineage[a["article_id"]], a["source"], a["published_at"], a["article_id"])
        for a in articles
        for report in read[a["article_id"]].reports
    ]
    events = {t.event.id: t for t in events_of(accounts, world_of(load_actors()))}
    home = {report: ident for ident, told in events.items() for report in told.event.report_ids}
    clusters: dict[str, set[str]] = {}
    for article in articles:
        for cluster, report in matched(article, read[article["article_id"]].reports):
            clusters.setdefault(home[report.id], set()).add(cluster)
    return Compared(clusters, events)


def matched(article: dict[str, Any], reports: tuple[Report, ...]) -> Iterator[tuple[str, Report]]:
    """Yield each annotated event's cluster with the report that quotes it and is most of its type."""
    for event in article["events"]:
        spans = [(at, at + len(q)) for q in event["quotes"] if (at := article["text"].find(q)) >= 0]
        near = [r for r in reports if any(e.start < end and start < e.end for e in r.evidence for start, end in spans)]
        best = max(near, key=lambda r: kinship(r.type, event["type"]), default=None)
        if best is not None and kinship(best.type, event["type"]) > 0:
            yield event["cluster"], best


def test_accounts_of_one_happening_meet_and_no_others(reader: ArticleReader) -> None:
    found = compared("pairs", reader)
    assert [] == [sorted(c) for c in found.clusters.values() if len(c) > 1], "two happenings in one event"
    told = [cluster for clusters in found.clusters.values() for cluster in clusters]
    assert len(told) - len(set(told)) <= 1, f"one happening in two events: {sorted(c for c in told if told.count(c) > 1)}"


@pytest.mark.parametrize("name", REACHED)
def test_what_accounts_differ_on_is_found(name: str, reader: ArticleReader) -> None:
    annotated = [c for c in lines(f"{name}.conflicts.jsonl") if c["field"] in JUDGED]
    wanted = {(c["cluster"], c["field"]) for c in annotated if c["kind"] in DIFFERS}
    found = compared(name, reader).differ()
    recall, precision = REACHED[name]
    assert len(found & wanted) >= recall * len(wanted), f"missed: {sorted(wanted - found)}"
    assert len(found & wanted) >= precision * len(found), f"false: {sorted(found - wanted)}"
