"""What comparing one new article costs as the store grows: queries, time, and the largest group clustered together.

    python -m benchmarks.comparison [--sizes 1000 100000 1000000] [--new 60] [--folder /tmp] [--url postgresql://… | --postgres]

The store is filled with country-years (`comparison_corpus`), past the first hundred with copies of these under ids and keys of
their own, made inside the database; the new articles come from one of them at every size, from its
dense month (the hard case) and from the rest of its year (the usual one). Kept in SQLite on disk, as `rashomon run` does, in a
folder that is removed afterwards (some 11 GB for a million reports), or in an empty PostgreSQL database (`--postgres` starts
one, from the wheel that the tests use). Time is that of this
process (which for SQLite is all there is, while PostgreSQL works in another), so that other work on the machine does not show;
`wall` is what the clock said.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from benchmarks.comparison_corpus import BLOCK, WORLD, Block, articles, home, moved
from sqlalchemy import JSON, Column, Float, Insert, Integer, Table, insert, select, text
from sqlalchemy import event as sql_event

from rashomon.comparison.blocking import keys_of
from rashomon.comparison.gist import gist_of
from rashomon.comparison.lineage import fingerprints
from rashomon.comparison.sets import components
from rashomon.records.account import Account
from rashomon.records.plain import to_plain
from rashomon.storage.database import Database, open_database
from rashomon.storage.migrate import upgrade
from rashomon.storage.tables import articles as article_tables
from rashomon.storage.tables.comparing import block_keys
from rashomon.storage.tables.comparing import links as link_rows
from rashomon.storage.tables.events import events
from rashomon.storage.tables.reports import reports
from rashomon.workflows.compare import plan_comparison
from support.servers import fresh_database, postgres_server

TENANT = "default"
BUILT = 100  # country-years that are made in earnest
STORED = (article_tables.articles, article_tables.fingerprints, reports, events, block_keys, link_rows)
IDS = frozenset({"id", "article_id", "lineage_id", "event_id", "report_id", "left_id", "right_id", "key"})
Rows = dict[Table, list[dict[str, Any]]]


def measure(size: int, new: int, *, folder: str | None, url: str | None) -> None:
    """Fill a store and print the costs of new articles."""
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        url = url or f"sqlite:///{Path(temporary) / 'bench.db'}"
        upgrade(url)
        rng = random.Random(1)  # noqa: S311 - the same data every time
        first = home(rng)
        blocks = min(size // BLOCK, BUILT)
        fill(url, first, blocks, copies=size // (blocks * BLOCK) - 1)
        groups = sorted(map(len, components([a.report.id for a in first.accounts], [(p.left, p.right) for p in first.links])))
        print(f"{size} reports: groups up to {groups[-1]}, 99th percentile {groups[int(len(groups) * 0.99)]}", flush=True)
        database = open_database(url)
        for dense in (False, True):
            fresh = list(articles(rng, new * 3, first=10_000_000 * (1 + dense), dense=dense))
            insert_all(database, _article_rows([a for accounts in fresh for a in accounts], {}))
            print(f"  {'dense month' if dense else 'usual':12} {_costs(database, fresh)}", flush=True)
        database.close()


def fill(url: str, first: Block, blocks: int, *, copies: int = 0) -> None:
    """Store as many country-years and copies of all; the keys' second and third index are built at the end, all at once."""
    database = open_database(url)
    with database.writing() as unit:
        later = [index.name for index in block_keys.indexes]
        for name in later:
            unit.connection.execute(text(f'DROP INDEX "{name}"'))
    for number in range(blocks):
        insert_all(database, _block_rows(moved(first, number) if number else first))
    for number in range(1, copies + 1):
        with database.writing() as unit:
            for table in STORED:
                unit.connection.execute(_copied(table, number))
    with database.writing() as unit:
        for index in block_keys.indexes:
            index.create(unit.connection)
    database.close()


def _copied(table: Table, number: int) -> Insert:
    """Insert everything that is no copy again, with `~number` behind every id and key and other fingerprints."""
    own, *_ = (c for c in table.columns if c.name in IDS)

    def value(column: Column[Any]) -> Any:  # noqa: ANN401 - an expression
        if column.name == "hash":
            return column + 2 * 1_000_003 * number  # even, so that figures stay figures
        return column + f"~{number}" if column.name in IDS else column

    said = select(*(value(c) for c in table.columns)).where(own.not_like("%~%"))
    return insert(table).from_select([c.name for c in table.columns], said)


def insert_all(database: Database, rows: Rows) -> None:
    """Insert rows in portions, of the one tenant; columns that cannot be empty and are not given get what their kind has."""
    with database.writing() as unit:
        if database.engine.dialect.name == "sqlite":
            unit.connection.execute(text("PRAGMA cache_size=-1000000"))
        for table, of_table in rows.items():
            blank = _blank(table)
            for at in range(0, len(of_table), 5000):
                unit.connection.execute(insert(table), [{**blank, **row} for row in of_table[at : at + 5000]])


def _block_rows(block: Block) -> Rows:
    rows = _article_rows(block.accounts, block.event_of)
    rows[block_keys] = [
        {"key": key, "report_id": a.report.id, "article_id": a.report.article_id}
        for a in block.accounts
        for key in keys_of(gist_of(a, WORLD)).held
    ]
    rows[link_rows] = [
        {"left_id": p.left, "right_id": p.right, "kind": p.kind, "score": p.score, "reasons": list(p.reasons)}
        for p in block.links
    ]
    rows[events] = block.events
    return rows


def _article_rows(accounts: Sequence[Account], event_of: dict[str, str]) -> Rows:
    """Return articles and reports; without an event they are not yet compared."""
    rows: Rows = {article_tables.articles: [], article_tables.fingerprints: [], reports: []}
    for account in {a.report.article_id: a for a in reversed(accounts)}.values():
        name = account.report.article_id
        told = account.report.evidence[0].quote
        rows[article_tables.articles].append({
            "id": name, "text": told, "source_name": account.outlet, "published_at": account.published_at,
            "lineage_id": account.lineage_id if event_of else None,
        })  # fmt: skip
        rows[article_tables.fingerprints] += [{"article_id": name, "hash": h} for h in fingerprints(told * 3)]
    rows[reports] = [_report_row(a, event_of) for a in accounts]
    return rows


def _report_row(account: Account, event_of: dict[str, str]) -> dict[str, Any]:
    report = account.report
    return {"id": report.id, "article_id": report.article_id, "event_id": event_of.get(report.id), "type": report.type,
            "scope": report.scope, "realis": report.realis, "when_start": report.when.start, "when_end": report.when.end,
            "confidence": report.confidence, "extractor": report.extractor, "document": to_plain(report)}  # fmt: skip


def _blank(table: Table) -> dict[str, Any]:
    needed = [c for c in table.columns if not c.nullable and c.default is None and c.server_default is None]
    return {c.name: _empty(c.name, c.type) for c in needed}


def _empty(name: str, kind: object) -> object:
    if name == "tenant":
        return TENANT
    return [] if isinstance(kind, JSON) else 0 if isinstance(kind, Integer | Float) else ""


def _costs(database: Database, fresh: list[list[Account]]) -> str:
    statements = 0

    def note(*_: object) -> None:
        nonlocal statements
        statements += 1

    sql_event.listen(database.engine, "before_cursor_execute", note)
    own, wall, queries = [], [], []
    for accounts in fresh:
        before, started, clock = statements, time.process_time(), time.perf_counter()
        with database.reading() as unit:
            plan = plan_comparison(unit.comparing(TENANT), WORLD, article_ids=(accounts[0].report.article_id,))
        queries.append(statements - before)
        with database.writing() as unit:
            unit.comparing(TENANT).apply(plan.changes, version=plan.version)
        own.append(time.process_time() - started)
        wall.append(time.perf_counter() - clock)
    sql_event.remove(database.engine, "before_cursor_execute", note)
    return f"{_spread(own)} (wall {_spread(wall)}), queries to plan {statistics.median(queries):.0f}, most {max(queries)}"


def _spread(seconds: list[float]) -> str:
    ranked = sorted(seconds)
    return f"median {statistics.median(ranked) * 1000:.0f} ms, 95th {ranked[int(len(ranked) * 0.95)] * 1000:.0f} ms"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="*", type=int, default=[1000, 100_000, 1_000_000])
    parser.add_argument("--new", type=int, default=60)
    parser.add_argument("--folder", help="where to keep the store meanwhile")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--url", help="an empty PostgreSQL database; one size only")
    where.add_argument("--postgres", action="store_true", help="start a PostgreSQL, with a fresh database for each size")
    args = parser.parse_args()
    with postgres_server() if args.postgres else nullcontext() as server:
        for wanted in args.sizes:
            with fresh_database(server) if server else nullcontext(args.url) as address:
                measure(wanted, args.new, folder=args.folder, url=address)
