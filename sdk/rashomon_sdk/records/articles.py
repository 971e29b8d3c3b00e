"""What was submitted, and the copies of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rashomon_sdk.records.record import Record


@dataclass(frozen=True, kw_only=True)
class Source(Record):
    """The outlet of an article."""

    name: str
    domain: str | None = None
    country: str | None = None


@dataclass(frozen=True, kw_only=True)
class Article(Record):
    """One text as one outlet published it."""

    id: str
    external_id: str | None
    title: str | None
    text: str | None
    source: Source | None
    url: str | None
    published_at: str | None
    published_at_basis: str | None
    language: str | None
    lineage_id: str | None
    metadata: dict[str, Any] = field(default_factory=dict)
    job_id: str | None
    received_at: str | None


@dataclass(frozen=True, kw_only=True)
class Copy(Record):
    """An article of a lineage: how much of its text the founder's holds (0 to 1), and the sentences only one of them has."""

    article: Article
    contained: float | None
    only_here: tuple[str, ...] = ()
    only_in_founder: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Lineage(Record):
    """The articles that descend from one text."""

    id: str
    founder_id: str
    copies: tuple[Copy, ...] = ()
