"""An application over a real SQLite file, and a client of it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from rashomon.api.app import create_app
from rashomon.api.services import Services
from rashomon.settings import Settings
from rashomon.storage.database import Database, open_database
from rashomon.storage.migrate import upgrade
from rashomon.webhooks.vault import Vault
from support import telling
from support.telling import Told

SETTINGS = Settings(auth="off", secret_key="a secret for tests only")
VAULT = Vault("a secret for tests only")
MakeApp = Callable[..., Flask]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path}/rashomon.db"
    upgrade(url)
    opened = open_database(url)
    yield opened
    opened.close()


@pytest.fixture
def make_app(database: Database) -> MakeApp:
    """Make an application with other settings (`auth="on"`) or services (`limiter=...`)."""

    def make(settings: dict[str, Any] | None = None, **services: Any) -> Flask:
        ports = Services(
            store=database,
            mint=VAULT.mint,
            reveal=VAULT.reveal,
            vocabulary=lambda: {"measures": ["killed"]},
            broker_answers=lambda: True,
        )
        return create_app(replace(SETTINGS, **(settings or {})), replace(ports, **services))

    return make


@pytest.fixture
def client(make_app: MakeApp) -> FlaskClient:
    return make_app().test_client()


@pytest.fixture
def tell(database: Database) -> Callable[..., Told]:
    """Store `count` events of April 2017 with their reports, as a worker would have."""
    return functools.partial(telling.tell, database)
