"""What comparing one new article costs as the store grows, and how large the groups get that are clustered together.

    python benchmarks/comparison.py [--sizes 1000 10000 100000] [--new 60]

Data: synthetic. Reports spread over 400 towns in 40 provinces of 8 countries and over ten years, three to an article, a third
of the articles about a happening that another article tells too, a tenth of the reports undated, a tenth of the articles
without a date of publication, a twentieth country-wide; and one dense month of one province, 1,500 reports at every size. New
articles come from that month (the hard case) and from anywhere (the usual one). Stored in SQLite on disk, as `rashomon run` does.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event as sql_event

from rashomon.comparison.blocking import keys_of
from rashomon.comparison.cluster import links_among
from rashomon.comparison.events import events_of
from rashomon.comparison.gist import gist_of
from rashomon.comparison.lineage import fingerprints, lineage_id
from rashomon.comparison.sets import components
from rashomon.comparison.world import World, unspecified
from rashomon.records.account import Account
from rashomon.records.article import Article, Source
from rashomon.records.comparing import Changes, EventChange
from rashomon.records.identity import content_id
from rashomon.records.report import Actor, AsOf, Count, Evidence, Outcome, Participant, Report, When, Where
from rashomon.storage.database import Database, open_database
from rashomon.storage.migrate import upgrade
from rashomon.workflows.compare import plan_comparison

TENANT = "default"
WORLD = World(ancestors=lambda _: (), generic=unspecified, party_to=lambda who, sides: who in sides)
TYPES = ("air_strike", "shelling", "armed_clash", "explosion", "attack_on_civilians", "offensive", "siege", "arrest")
ACTORS = tuple(f"group-{i}" for i in range(30))
WORDS = tuple(
    f"{a}{b}{c}"
    for a in ("mar", "dol", "ken", "sur", "tab")
    for b in ("ket", "vill", "brid", "con")
    for c in ("ing", "age", "oy", "er")
)
DENSE = 1500  # reports of the dense month


def happening(rng: random.Random, *, dense: bool) -> dict[str, Any]:
    """Draw what happened: type, day, place, sides, toll."""
    province = 0 if dense else rng.randrange(40)
    town = province * 10 + rng.randrange(10)
    day = date(2016, 7, 1) + timedelta(rng.randrange(31)) if dense else date(2010, 1, 1) + timedelta(rng.randrange(3650))
    return {
        "type": rng.choice(TYPES),
        "day": day,
        "province": province,
        "town": town,
        "sides": rng.sample(ACTORS, 2),
        "killed": rng.randrange(1, 90),
    }


def told(rng: random.Random, what: dict[str, Any], article: str, number: int) -> Report:
    """Tell a happening as one article does: some are vague about day or place."""
    day = what["day"]
    dated, wide = rng.random() > 0.1, rng.random() < 0.05
    country = f"C{what['province'] // 5}"
    place = Where(f"Town{what['town']}", what["town"], country, f"Province{what['province']}", 20 + what["province"] * 0.9 + what["town"] % 10 * 0.12,
                  30 + what["province"] * 1.1 + what["town"] % 10 * 0.1, "town", "in", None, "gazetteer", (), None, None)  # fmt: skip
    if wide:
        place = replace(place, name=country, geonames_id=None, admin1=None, precision="country")
    words = f"{article} {' '.join(rng.sample(WORDS, 9))}"
    when = When(day.isoformat(), day.isoformat(), "day", "explicit") if dated else When()
    parties = tuple(Participant(role, Actor(a, a)) for role, a in zip(("initiator", "target"), what["sides"], strict=True))  # type: ignore[arg-type]
    count = Count("c1", "killed", "any", "people", what["killed"], what["killed"], "exact", "unknown", None, None, "x", (0, 1))
    return Report(
        id=content_id("rep", article, number), article_id=article, event_id=None, type=what["type"], codes={}, scope="incident",
        realis="actual", outcome=Outcome(), when=when, as_of=AsOf(), where=(place,), where_mode="one", participants=parties,
        counts=(count,), weapons=(), claims=(), purpose=None, evidence=(Evidence(0, len(words), words),), notes=(),
        confidence=0.8, extractor="synthetic",
    )  # fmt: skip


def corpus(rng: random.Random, reports: int, *, first: int = 0, dense: int = 0) -> Iterator[list[Account]]:
    """Yield articles of three reports; `dense` of the reports fall into the dense month."""
    recent: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    for n in range(first, first + reports // 3):
        here = (n - first) * 3 < dense
        article = f"art_{n:08d}"
        known = recent[here]
        happenings = [
            rng.choice(known[-60:]) if known and rng.random() < 0.33 else happening(rng, dense=here) for _ in range(3)
        ]
        known += happenings
        last = max(h["day"] for h in happenings) + timedelta(1)
        published = last.isoformat() if rng.random() > 0.1 else None
        outlet = f"outlet {rng.randrange(50)}"
        yield [
            Account(told(rng, h, article, i), lineage_id(article), outlet, published, article) for i, h in enumerate(happenings)
        ]


def keep(database: Database, articles: list[list[Account]]) -> None:
    """Store articles and their reports, not yet compared."""
    with database.writing() as unit:
        for accounts in articles:
            first = accounts[0]
            name = first.report.article_id
            unit.articles.add(
                TENANT,
                Article(
                    name,
                    None,
                    None,
                    name,
                    Source(first.outlet or ""),
                    None,
                    first.published_at,
                    None,
                    "en",
                    None,
                    {},
                    None,
                    "2020-01-01T00:00:00.000Z",
                ),
            )
            unit.articles.set_read(
                TENANT,
                name,
                language="en",
                published_at=first.published_at,
                published_at_basis="given",
                prints=fingerprints(first.report.evidence[0].quote * 3),
            )
            unit.reports.replace(TENANT, name, [a.report for a in accounts])


def index(database: Database, accounts: list[Account]) -> list[int]:
    """Compare all at once from scratch and write the index; return the sizes of the connected groups."""
    gists = [gist_of(a, WORLD) for a in accounts]
    links = links_among(gists)
    found = events_of(accounts, WORLD)
    changes = Changes(
        lineages=tuple(sorted({(a.report.article_id, a.lineage_id) for a in accounts})),
        keys=tuple((g.id, keys_of(g).held) for g in gists),
        pairs=tuple(links),
        members=tuple((r, t.event.id) for t in found for r in t.event.report_ids),
        events=tuple(EventChange(t.event, "created", (), None, t.comparison) for t in found),
    )
    with database.writing() as unit:
        here = unit.comparing(TENANT)
        if not here.apply(changes, version=here.version()):
            message = "nobody else writes here"
            raise RuntimeError(message)
    return [len(group) for group in components([g.id for g in gists], [(p.left, p.right) for p in links])]


def measure(size: int, new: int) -> None:
    """Fill a store and print the costs of new articles."""
    rng = random.Random(size)  # noqa: S311 - the same data every time
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        upgrade(url)
        database = open_database(url)
        articles = list(corpus(rng, size, dense=min(DENSE, size)))
        for at in range(0, len(articles), 500):
            keep(database, articles[at : at + 500])
        sizes = sorted(index(database, [a for accounts in articles for a in accounts]))
        print(f"{size} reports: groups up to {sizes[-1]}, 99th percentile {sizes[int(len(sizes) * 0.99)]}")
        for name, dense in (("dense month", new * 3), ("anywhere", 0)):
            fresh = list(corpus(rng, new * 3, first=10_000_000 + dense, dense=dense))
            keep(database, fresh)
            print(f"  {name:12} {_costs(database, fresh)}")
        database.close()


def _costs(database: Database, fresh: list[list[Account]]) -> str:
    statements = 0

    def note(*_: object) -> None:
        nonlocal statements
        statements += 1

    sql_event.listen(database.engine, "before_cursor_execute", note)
    seconds, reads = [], []
    for accounts in fresh:
        before, started = statements, time.perf_counter()
        with database.reading() as unit:
            plan = plan_comparison(unit.comparing(TENANT), WORLD, article_ids=(accounts[0].report.article_id,))
        reads.append(statements - before)
        with database.writing() as unit:
            unit.comparing(TENANT).apply(plan.changes, version=plan.version)
        seconds.append(time.perf_counter() - started)
    sql_event.remove(database.engine, "before_cursor_execute", note)
    ranked = sorted(seconds)
    return f"median {statistics.median(ranked) * 1000:.1f} ms, 95th {ranked[int(len(ranked) * 0.95)] * 1000:.1f} ms, queries to plan {statistics.median(reads):.0f}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="*", type=int, default=[1000, 10_000, 100_000])
    parser.add_argument("--new", type=int, default=60)
    args = parser.parse_args()
    for wanted in args.sizes:
        measure(wanted, args.new)
