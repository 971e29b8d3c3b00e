"""`rashomon reread`: queue stored articles to be read again, no faster than they are read."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import click

from rashomon.bootstrap import build_store
from rashomon.settings import Settings
from rashomon.workflows import read, reread

MOST_WAITING = 400  # jobs: new articles wait behind these at most
LOOK_SECONDS = 1.0


def reread_articles(settings: Settings, *, tenant: str, since: str | None) -> Iterator[str]:
    """Queue portion after portion and tell of each."""
    since = None if since is None else _as_stored(since)
    store = build_store(settings)
    try:
        after, total = None, 0
        while True:
            while read.queued_jobs(store, tenant) >= MOST_WAITING:
                time.sleep(LOOK_SECONDS)
            portion = reread.reread(store, tenant, since=since, after=after)
            total += portion.articles
            if portion.job is not None:
                yield f"{portion.job.id}: {portion.articles} articles ({total} so far)"
            after = portion.after
            if after is None:
                break
        yield f"{total} articles are queued to be read again."
    finally:
        store.close()


def _as_stored(since: str) -> str:
    """Return a time as the database writes it; a day begins at midnight UTC."""
    try:
        then = datetime.fromisoformat(since)
    except ValueError as error:
        raise click.BadParameter(f"{since!r} is no ISO 8601 time", param_hint="--since") from error
    then = then.replace(tzinfo=UTC) if then.tzinfo is None else then.astimezone(UTC)
    return then.isoformat(timespec="milliseconds").replace("+00:00", "Z")
