"""The canonical order of articles and accounts: earliest published first, ties by content hash, undated last.

Everything that depends on an order uses this one, so that nothing depends on the order of arrival.
"""

from __future__ import annotations

from datetime import UTC, datetime

from rashomon.records.account import Account

PublishedKey = tuple[bool, str, str]


def published_key(published_at: str | None, article_hash: str) -> PublishedKey:
    """Return a sort key; a day without an hour counts as its first minute (UTC), a time without a zone as UTC."""
    return (published_at is None, _instant(published_at) if published_at else "", article_hash)


def account_key(account: Account) -> tuple[PublishedKey, str]:
    """Return the sort key of an account: its article's, then the report id."""
    return (published_key(account.published_at, account.article_hash), account.report.id)


def _instant(published_at: str) -> str:
    moment = datetime.fromisoformat(published_at)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
