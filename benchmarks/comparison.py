"""What comparing one new article costs as the store grows, and how large the groups get that are clustered together.

    python benchmarks/comparison.py [--sizes 1000 10000 100000] [--new 60]

Data: synthetic. Reports spread over 400 towns in 40 provinces of 8 countries and over ten years, three to an article, a third
of the articles about a happening that another tells too, a tenth of the reports undated, a tenth of the articles
without a date of publication, a twentieth country-wide; and one dense month of one province, 1,500 reports at every size. New
articles come from that month (the hard case) and from anywhere (the usual one). Stored in SQLite on disk, as `rashomon run`
does.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Float, Integer, Table, bindparam, insert, update
from sqlalchemy import event as sql_event

from rashomon.comparison.blocking import keys_of
from rashomon.comparison.cluster import clusters, link, met
from rashomon.comparison.consolidate import event_id
from rashomon.comparison.events import Told, tell
from rashomon.comparison.gist import gist_of
from rashomon.comparison.lineage import fingerprints, lineage_id
from rashomon.comparison.sets import components
from rashomon.comparison.world import World, unspecified
from rashomon.records.account import Account
from rashomon.records.identity import content_id
from rashomon.records.plain import to_plain
from rashomon.records.report import Actor, AsOf, Count, Evidence, Outcome, Participant, Report, When, Where
from rashomon.storage.database import Database, open_database
from rashomon.storage.migrate import upgrade
from rashomon.storage.tables import articles as tables
from rashomon.storage.tables.comparing import block_keys
from rashomon.storage.tables.comparing import links as link_rows
from rashomon.storage.tables.events import events
from rashomon.storage.tables.reports import reports
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
    place = Where(f"Town{what['town']}", what["town"], country, f"Province{what['province']}", 20 + what["province"] * 0.9 + what["town"] % 10 * 0.12,  # noqa: E501 - a row of a table reads on one line
                  30 + what["province"] * 1.1 + what["town"] % 10 * 0.1, "town", "in", None, "gazetteer", (), None, None)  # fmt: skip  # noqa: E501 - a row of a table reads on one line
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


def corpus(rng: random.Random, size: int, *, first: int = 0, dense: int = 0) -> Iterator[list[Account]]:
    """Yield articles of three reports; `dense` of the reports fall into the dense month."""
    recent: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    for n in range(first, first + size // 3):
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


def keep(database: Database, articles: Sequence[list[Account]]) -> None:
    """Store articles and their reports, not yet compared, straight into the tables that comparing reads."""
    rows: dict[Table, list[dict[str, Any]]] = {tables.articles: [], tables.fingerprints: [], reports: []}
    for accounts in articles:
        first = accounts[0]
        name = first.report.article_id
        rows[tables.articles].append(
            {"id": name, "text": name, "source_name": first.outlet, "published_at": first.published_at}
        )
        prints = fingerprints(first.report.evidence[0].quote * 3)
        rows[tables.fingerprints] += [{"article_id": name, "hash": h} for h in prints]
        rows[reports] += [_report_row(a.report, position) for position, a in enumerate(accounts)]
    insert_all(database, rows)


def _report_row(report: Report, position: int) -> dict[str, Any]:
    return {"id": report.id, "article_id": report.article_id, "position": position, "type": report.type,
            "scope": report.scope, "realis": report.realis, "when_start": report.when.start, "when_end": report.when.end,
            "confidence": report.confidence, "extractor": report.extractor, "document": to_plain(report)}  # fmt: skip


def insert_all(database: Database, rows: dict[Table, list[dict[str, Any]]]) -> None:
    """Insert rows in portions, of the one tenant; columns that cannot be empty and are not given get what their kind has."""
    with database.writing() as unit:
        for table, of_table in rows.items():
            for at in range(0, len(of_table), 5000):
                unit.connection.execute(insert(table), [{**_blank(table), **row} for row in of_table[at : at + 5000]])


def _blank(table: Table) -> dict[str, Any]:
    needed = [c for c in table.columns if not c.nullable and c.default is None and c.server_default is None]
    return {c.name: TENANT if c.name == "tenant" else [] if isinstance(c.type, JSON) else 0 if isinstance(c.type, Integer | Float)  # noqa: E501 - a row of a table reads on one line
            else "" for c in needed}  # fmt: skip


def index(database: Database, accounts: list[Account]) -> list[int]:
    """Compare all at once from scratch and write the index; return the sizes of the connected groups."""
    gists = [gist_of(a, WORLD) for a in accounts]
    by_id = {g.id: g for g in gists}
    links = [p for a, b in met(gists, ()) if (p := link(a, b)) is not None]
    groups = clusters(gists, links)
    of = {g.id: event_id(group[0].id) for group in groups for g in group}
    told = [tell(group, (), of, by_id, WORLD) for group in groups]
    rows: dict[Table, list[dict[str, Any]]] = {block_keys: [], link_rows: [], events: []}
    for g in gists:
        rows[block_keys] += [{"key": k, "report_id": g.id, "article_id": g.report.article_id} for k in keys_of(g).held]
    rows[link_rows] = [
        {"left_id": p.left, "right_id": p.right, "kind": p.kind, "score": p.score, "reasons": list(p.reasons)} for p in links
    ]
    rows[events] = [_event_row(t) for t in told]
    insert_all(database, rows)
    with database.writing() as unit:
        mine = (reports.c.tenant == TENANT, reports.c.id == bindparam("report"))
        values = [{"report": r, "event": e} for r, e in of.items()]
        unit.connection.execute(update(reports).where(*mine).values(event_id=bindparam("event")), values)
        lineage = [{"article": a.report.article_id, "lineage": a.lineage_id} for a in accounts]
        mine = (tables.articles.c.tenant == TENANT, tables.articles.c.id == bindparam("article"))
        unit.connection.execute(update(tables.articles).where(*mine).values(lineage_id=bindparam("lineage")), lineage)
    return [len(group) for group in components(by_id, [(p.left, p.right) for p in links])]


def _event_row(told: Told) -> dict[str, Any]:
    e = told.event
    return {"id": e.id, "state": "live", "revision": 1, "type": e.type, "scope": e.scope, "realis": e.realis,
            "grading": e.grading, "label": e.label, "confidence": e.confidence,
            "document": to_plain(e), "comparison": to_plain(told.comparison)}  # fmt: skip


def measure(size: int, new: int) -> None:
    """Fill a store and print the costs of new articles."""
    rng = random.Random(size)  # noqa: S311 - the same data every time
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        upgrade(url)
        database = open_database(url)
        articles = list(corpus(rng, size, dense=min(DENSE, size)))
        keep(database, articles)
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
    return f"median {statistics.median(ranked) * 1000:.1f} ms, 95th {ranked[int(len(ranked) * 0.95)] * 1000:.1f} ms, queries to plan {statistics.median(reads):.0f}"  # noqa: E501 - a row of a table reads on one line


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="*", type=int, default=[1000, 10_000, 100_000])
    parser.add_argument("--new", type=int, default=60)
    args = parser.parse_args()
    for wanted in args.sizes:
        measure(wanted, args.new)
