"""An article: one text as one outlet published it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """The outlet. `domain` is lower case without scheme; `country` ISO 3166-1 alpha-2."""

    name: str
    domain: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """What a client sends. `text` is kept exactly as sent: every span points into it. `published_at` is ISO 8601."""

    text: str
    title: str | None = None
    source: Source | None = None
    url: str | None = None
    published_at: str | None = None
    language: str | None = None
    external_id: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    callback_url: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A stored article as the API serves it; `text` is None once text retention has dropped it."""

    id: str
    external_id: str | None
    title: str | None
    text: str | None
    source: Source | None
    url: str | None
    published_at: str | None
    published_at_basis: str | None  # "given" | "text" | None
    language: str | None
    lineage_id: str | None
    metadata: dict[str, Any]
    job_id: str | None
    received_at: str
