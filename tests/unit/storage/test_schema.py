"""The migrations make exactly the tables that the code speaks of, once, on both databases."""

from __future__ import annotations

import re
import threading
import time
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import insert, select, text

from rashomon.records.article import Submission
from rashomon.records.problems import UnavailableError
from rashomon.storage.clock import in_seconds, now
from rashomon.storage.database import Database, open_database
from rashomon.storage.migrate import is_current, upgrade
from rashomon.storage.tables.schema import metadata
from rashomon.storage.tables.work import outbox
from rashomon.storage.times import seconds_between
from rashomon.workflows import submit

SEARCH = re.compile(r"_words_(search|fts)")  # full-text indexes: see test_search.py


def test_the_migrations_make_the_tables_of_the_code(store: Database, database_url: str) -> None:
    with store.engine.connect() as connection:
        options = {"include_name": lambda name, *_: SEARCH.search(name or "") is None}
        assert [] == compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
    assert is_current(database_url)


def test_several_processes_may_migrate_at_once(tmp_path: Path) -> None:
    url, failed = f"sqlite:///{tmp_path}/new.db", []

    def migrate() -> None:
        try:
            upgrade(url)
        except Exception as error:  # noqa: BLE001 - the test tells which
            failed.append(error)

    upgrade(url)
    threads = [threading.Thread(target=migrate) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [] == failed


def test_times_are_the_databases_and_sort_as_text(store: Database) -> None:
    with store.reading() as unit:
        then, later = unit.connection.execute(select(now(), in_seconds(90.5))).one()
    assert len("2015-10-20T12:00:00.000Z") == len(then) == len(later)
    assert then < later
    assert 90.0 < seconds_between(then, later) < 91.0


def test_a_unit_that_fails_leaves_nothing(store: Database) -> None:
    row = {"tenant": "t", "stage": "reading", "ref": "job_x", "attempt": 1, "created_at": now()}
    with pytest.raises(ZeroDivisionError), store.writing() as unit:  # noqa: PT012 - the failure comes after the write
        unit.connection.execute(insert(outbox).values(row))
        raise ZeroDivisionError
    with store.reading() as unit:
        assert () == unit.outbox.pending(1)


def test_a_reader_is_not_kept_waiting_by_a_writer(store: Database) -> None:
    with store.writing() as writer:
        writer.connection.execute(insert(outbox).values(tenant="t", stage="reading", ref="job_x", attempt=1, created_at=now()))
        with store.reading() as reader:
            assert () == reader.outbox.pending(1)


def test_a_writer_goes_on_as_soon_as_another_thread_has_written(tmp_path: Path) -> None:
    """SQLite's own waiting looks after 328 ms and then only after 428 again."""
    url = f"sqlite:///{tmp_path}/turns.db"
    upgrade(url)
    store = open_database(url)
    late = sorted(_seconds_late(store) for _ in range(3))
    store.close()
    assert late[1] < 0.04


def _seconds_late(store: Database) -> float:
    begun, moments = threading.Event(), dict[str, float]()

    def second() -> None:
        begun.wait()
        with store.writing():
            moments["went on"] = time.monotonic()

    waiting = threading.Thread(target=second)
    waiting.start()
    with store.writing():
        begun.set()
        time.sleep(0.345)
        moments["free"] = time.monotonic()
    waiting.join()
    return moments["went on"] - moments["free"]


def test_sqlite_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/kept.db"
    upgrade(url)
    database = open_database(url)
    with database.reading() as unit:
        asked = {name: unit.connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in ("journal_mode", "synchronous")}
        assert {"journal_mode": "wal", "synchronous": 2} == asked  # 2 is FULL
        assert 1 == unit.connection.execute(text("PRAGMA foreign_keys")).scalar_one()
    database.close()


def test_an_absent_database_is_said_to_be_away_and_quotes_nothing(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/no/such/folder/x.db")
    with pytest.raises(UnavailableError) as refused, database.reading() as unit:
        unit.now()
    assert ("database_unavailable", True) == (refused.value.reason, refused.value.retryable)
    database.close()


def test_the_bell_rings_when_another_connection_commits(store: Database, database_url: str) -> None:
    bell = store.doorbell()
    bell.wait(0.05)
    other = open_database(database_url)
    rung = threading.Event()
    listener = threading.Thread(target=lambda: (bell.wait(10), rung.set()))
    listener.start()
    submit.submit_article(other, "default", Submission("text"))
    assert rung.wait(1)
    listener.join()
    bell.close()
    other.close()
