"""A works per test, on each database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon.storage.database import Database
from support.servers import ValkeyServer
from support.works import Works, opened_works


@pytest.fixture
def works(store: Database, valkey: ValkeyServer, database_url: str, tmp_path: Path) -> Iterator[Works]:
    with opened_works(store, valkey, database_url, tmp_path) as opened:
        yield opened
