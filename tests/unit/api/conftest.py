"""An application over a real SQLite file, and a client of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from rashomon.api.app import create_app
from rashomon.api.examples import load_examples
from rashomon.api.services import Services
from rashomon.records.article import Source, Submission
from rashomon.records.comparing import Changes, EventChange
from rashomon.records.comparison import Comparison
from rashomon.records.event import Event
from rashomon.records.identity import content_id
from rashomon.records.plain import from_plain
from rashomon.records.report import Report
from rashomon.settings import Settings
from rashomon.storage.database import Database, open_database
from rashomon.storage.migrate import upgrade
from rashomon.webhooks.vault import Vault
from rashomon.workflows.submit import submit_article

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


@dataclass(frozen=True)
class Told:
    """What the fixture stored: events in order, each told by the one report of one article."""

    article_ids: tuple[str, ...]
    report_ids: tuple[str, ...]
    event_ids: tuple[str, ...]


@pytest.fixture
def tell(database: Database) -> Callable[..., Told]:
    """Store `count` events of April 2017 with their reports, as a worker would have."""

    def store(count: int = 1, tenant: str = "default") -> Told:
        examples = load_examples()["records"]
        article_ids, report_ids, event_ids = [], [], []
        for n in range(count):
            submission = Submission(text=f"{examples['Article']['text']} Edition {n}.", source=Source("Harbour Daily"))
            article_id = submit_article(database, tenant, submission).job.article_ids[0]
            report_id, event_id = content_id("rep", article_id, 0), content_id("evt", article_id, 0)
            when = {**examples["Report"]["when"], "start": f"2017-04-{1 + n % 28:02}", "end": f"2017-04-{1 + n % 28:02}"}
            report = from_plain(
                Report, {**examples["Report"], "id": report_id, "article_id": article_id, "event_id": None, "when": when}
            )
            event = from_plain(
                Event, {**examples["Event"], "id": event_id, "revision": 1, "when": when, "report_ids": [report_id]}
            )
            compared = from_plain(Comparison, {**examples["Comparison"], "event_id": event_id})
            with database.writing() as unit:
                unit.reports.replace(tenant, article_id, [report])
                view = unit.comparing(tenant)
                change = EventChange(event, "created", (), None, compared)
                lineage = ((article_id, content_id("lin", article_id)),)
                assert view.apply(
                    Changes(lineages=lineage, members=((report_id, event_id),), events=(change,)), version=view.version()
                )
            article_ids.append(article_id)
            report_ids.append(report_id)
            event_ids.append(event_id)
        return Told(tuple(article_ids), tuple(report_ids), tuple(event_ids))

    return store
