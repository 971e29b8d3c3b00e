"""The same promise kept by the real index: two orders of arrival and a removal in SQLite give the events from scratch."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.event import listen

from rashomon.comparison.events import events_of
from rashomon.comparison.lineage import lineage_id
from rashomon.comparison.world import BARE
from rashomon.records.account import Account
from rashomon.records.article import Article, Source
from rashomon.records.event import Event
from rashomon.records.plain import from_plain, to_plain
from rashomon.records.work import Touched
from rashomon.storage.database import Database, open_database
from rashomon.storage.migrate import upgrade
from rashomon.workflows.compare import plan_comparison
from support.accounts import account, count, days, place

PRINTS = (2, 4, 6)  # too few in common to make copies of the articles
MONTH = days("2015-10-01", "2015-10-31", precision="month")
TOLD = [
    account("art_1", outlet="North", counts=(count(43, None, by="sohr"),)),
    account("art_2", outlet="South", counts=(count(60, None, by="sohr"),), published="2015-10-22"),
    account("art_3", outlet="West", scope="summary", when=MONTH, where=(place("Idlib"),), published="2015-11-01"),
    account("art_4", outlet="East", where=(place("Raqqa"),)),
]


def arrive(database: Database, told: Account) -> None:
    name, received = told.report.article_id, "2020-01-01T00:00:00.000Z"
    source = Source(told.outlet or "")
    article = Article(name, None, None, name, source, None, told.published_at, None, "en", None, {}, None, received)
    with database.writing() as unit:
        assert unit.articles.add("default", article)
        unit.articles.set_read(
            "default", name, language="en", published_at=told.published_at, published_at_basis="given", prints=PRINTS
        )
        unit.reports.replace("default", name, [told.report])
    compare(database, name)


def compare(database: Database, name: str | None, gone: Touched | None = None) -> None:
    with database.reading() as unit:
        plan = plan_comparison(unit.comparing("default"), BARE, article_ids=(name,) if name else (), gone=gone)
    with database.writing() as unit:
        assert unit.comparing("default").apply(plan.changes, version=plan.version)


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_events_in_sqlite_are_those_of_the_articles_held(tmp_path: Path, order: tuple[int, ...]) -> None:
    url = f"sqlite:///{tmp_path / 'index.db'}"
    upgrade(url)
    database = open_database(url)
    for i in order:
        arrive(database, TOLD[i])
    with database.writing() as unit:
        gone = unit.articles.remove("default", "art_4")
    compare(database, None, gone)
    held = [replace(a, lineage_id=lineage_id(a.report.article_id)) for a in TOLD[:3]]
    expected = {t.event.id: from_plain(Event, to_plain(replace(t.event, explain=()))) for t in events_of(held, BARE)}
    with database.reading() as unit:
        stored = unit.comparing("default").events(list(expected))
    database.close()
    assert expected == {e.id: replace(e, revision=1, explain=()) for e in stored}


def test_no_question_of_comparing_walks_a_whole_index(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'index.db'}"
    upgrade(url)
    database = open_database(url)
    arrive(database, TOLD[0])
    asked: list[tuple[str, Any]] = []

    def note(_: Any, __: Any, statement: str, values: Any, ___: Any, many: bool) -> None:  # noqa: FBT001 - SQLAlchemy's call
        asked.append((statement, values[0] if many else values))

    listen(database.engine, "before_cursor_execute", note)
    arrive(database, TOLD[1])
    database.close()
    plain = sqlite3.connect(tmp_path / "index.db")
    about = [(s, v) for s, v in asked if any(t in s for t in ("block_keys", "links", "fingerprints", "reports", "events"))]
    walks = {s for s, v in about if s.startswith(("SELECT", "UPDATE", "DELETE")) for _, _, _, how in
             plain.execute(f"EXPLAIN QUERY PLAN {s}", v) if how.startswith("SCAN") or how.endswith("(tenant=?)")}  # fmt: skip
    plain.close()
    assert any("fingerprints" in s for s, _ in about)
    assert set() == walks
