"""The only place that chooses implementations: one function per kind of process, each loading no more than it needs."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rashomon.settings import Settings

if TYPE_CHECKING:
    from celery import Celery
    from flask import Flask

    from rashomon.storage.database import Database
    from rashomon.webhooks.rounds import Rounds
    from rashomon.worker.bench import Mind
    from rashomon.workflows.reading import ArticleReader


def build_store(settings: Settings) -> Database:
    """Return the database; connects on first use."""
    from rashomon.storage.database import open_database

    return open_database(settings.database_url)


def build_reader(settings: Settings) -> ArticleReader:
    """Return the reader with its language model and knowledge; takes seconds and about 200 MB."""
    from rashomon.workflows.reading import ArticleReader

    return ArticleReader(language_model=settings.language_model, knowledge_dir=knowledge_dir(settings))


def build_api(settings: Settings) -> Flask:
    """Return the web application; loads no language model. ValueError without a secret key."""
    import redis

    from rashomon.api.app import create_app
    from rashomon.api.limits import RedisLimiter, read_rate
    from rashomon.api.services import Services
    from rashomon.webhooks.guard import Guard
    from rashomon.webhooks.vault import Vault

    broker = redis.Redis.from_url(
        settings.broker_url, socket_timeout=settings.broker_timeout, socket_connect_timeout=settings.broker_timeout
    )

    def broker_answers() -> bool:
        try:
            return bool(broker.ping())
        except redis.RedisError:
            return False

    vault = Vault(settings.secret_key or "")
    rate = read_rate(settings.rate_limit) if settings.rate_limit else None
    return create_app(
        settings,
        Services(
            store=build_store(settings),
            mint=vault.mint,
            reveal=vault.reveal,
            may_send=Guard(allow=settings.webhook_allow),
            limiter=RedisLimiter(broker, limit=rate[0], window=rate[1]) if rate else None,
            vocabulary=functools.cache(lambda: _vocabulary(settings)),
            broker_answers=broker_answers,
        ),
    )


def build_worker(settings: Settings) -> Celery:
    """Return the worker's application; what it works with is loaded when the worker starts."""
    from rashomon.storage.database import open_database
    from rashomon.worker.app import make_celery
    from rashomon.worker.bench import WorkerServices

    return make_celery(
        settings,
        WorkerServices(
            load_mind=lambda: build_mind(settings),
            open_store=lambda pooled: open_database(settings.database_url, pooled=pooled),
        ),
    )


def build_rounds(settings: Settings, store: Database) -> Rounds:
    """Return the loop that sends webhooks. ValueError without a secret key: nothing could be signed."""
    from rashomon.webhooks.deliver import Courier
    from rashomon.webhooks.guard import Guard
    from rashomon.webhooks.post import Poster
    from rashomon.webhooks.rounds import Rounds
    from rashomon.webhooks.vault import Vault
    from rashomon.workflows.notify import announce

    poster = Poster(Guard(allow=settings.webhook_allow))
    return Rounds(Courier(store, Vault(settings.secret_key or ""), poster, announce))


def build_mind(settings: Settings) -> Mind:
    """Return what reads and compares; seconds and hundreds of megabytes."""
    from rashomon.comparison.events import events_of
    from rashomon.comparison.world import world_of
    from rashomon.worker.bench import Mind

    reader = build_reader(settings)
    world = world_of(reader.lexicon)
    return Mind(
        reader=reader,
        judge=lambda accounts: tuple(told.comparison for told in events_of(accounts, world)),
        world=world,
    )


def knowledge_dir(settings: Settings) -> Path | None:
    """Return the folder of the user's own knowledge files."""
    return Path(settings.knowledge_dir) if settings.knowledge_dir else None


def _vocabulary(settings: Settings) -> Mapping[str, Any]:
    from rashomon.knowledge.vocabulary import vocabulary

    return vocabulary(knowledge_dir(settings))
