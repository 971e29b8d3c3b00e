"""Servers and databases for every test: one PostgreSQL and one Valkey per test process, a fresh database per test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon.storage.database import Database, open_database
from rashomon.storage.migrate import upgrade
from support.servers import ValkeyServer, fresh_database, postgres_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    with postgres_server() as url:
        yield url


@pytest.fixture(scope="session")
def _valkey_server() -> Iterator[ValkeyServer]:
    server = ValkeyServer()
    yield server
    server.remove()


@pytest.fixture
def valkey(_valkey_server: ValkeyServer) -> ValkeyServer:
    """A running, empty Valkey; a test may stop, flush and start it."""
    _valkey_server.stop()
    _valkey_server.start()
    return _valkey_server


@pytest.fixture(scope="session")
def _empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def _empty_postgres(postgres: str) -> Iterator[str]:
    with fresh_database(postgres) as url:
        upgrade(url)
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with this version's tables, once for each kind that we support."""
    if request.param == "sqlite":
        path = tmp_path / "rashomon.db"
        shutil.copyfile(request.getfixturevalue("_empty_sqlite"), path)
        yield f"sqlite:///{path}"
        return
    with fresh_database(request.getfixturevalue("postgres"), like=request.getfixturevalue("_empty_postgres")) as url:
        yield url


@pytest.fixture
def store(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url)
    yield opened
    opened.close()
