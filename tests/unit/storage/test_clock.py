"""Times are the database's, to the millisecond, and cost no statement its place among the compiled ones."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import event, select

from rashomon.storage.clock import LENGTH, in_seconds, now
from rashomon.storage.database import Database


@pytest.mark.parametrize("seconds", [-90.5, -1, 0, 0.25, 86400])
def test_so_many_seconds_from_now(store: Database, seconds: float) -> None:
    with store.reading() as unit:
        here, there = unit.connection.execute(select(now(), in_seconds(seconds))).one()
    assert LENGTH == len(there)
    assert seconds == pytest.approx((datetime.fromisoformat(there) - datetime.fromisoformat(here)).total_seconds(), abs=0.05)
    assert abs((datetime.now(UTC) - datetime.fromisoformat(here)).total_seconds()) < 5


def test_a_statement_with_another_time_is_compiled_once(store: Database) -> None:
    told: list[tuple[str, str]] = []
    event.listen(store.engine, "before_cursor_execute", lambda *args: told.append((args[2], args[4].cache_hit.name)))
    for seconds in (1, 2.5, -3):
        with store.reading() as unit:
            unit.connection.execute(select(in_seconds(seconds).label("a_time_for_this_test")))
    assert ["CACHE_MISS", "CACHE_HIT", "CACHE_HIT"] == [hit for sql, hit in told if "a_time_for_this_test" in sql]
