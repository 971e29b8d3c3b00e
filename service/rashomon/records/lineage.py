"""A lineage: the articles that descend from one text."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.records.article import Article


@dataclass(frozen=True, slots=True)
class Copy:
    """An article of the lineage beside its founder: shares of words are 0..1, the passages are what only one of them has."""

    article: Article
    contained: float | None  # how much of the shorter one stands in the longer; None for the founder or without text
    only_here: tuple[str, ...]
    only_in_founder: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lineage:
    """`founder_id` is the earliest published article; `copies` begins with it."""

    id: str
    founder_id: str
    copies: tuple[Copy, ...]
