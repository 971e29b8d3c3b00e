"""A page: which stretches of an article's text are reporting and which are furniture, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rashomon.records.report import Span

# body: running text · headline: the article's own · heading: section heading that scopes what follows (place, date range)
# dateline: "BEIRUT, 26 July -" · item: an entry of a list · post: an embedded social-media post · caption: of a picture
# furniture: menus, share counts, related headlines, author notes, adverts. Only the first six can carry events.
BlockKind = Literal["body", "headline", "heading", "dateline", "item", "post", "caption", "furniture"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text, blocks are in order and do not overlap; `date` is an ISO day that a post states for itself."""

    start: int
    end: int
    kind: BlockKind
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The text exactly as submitted with its blocks, and the publication facts found in it or given with it.

    `published` is an ISO day; `published_basis` "given" (by the client) or "text" (then `published_span` quotes it).
    """

    text: str
    title: str | None
    blocks: tuple[Block, ...]
    published: str | None
    published_basis: str | None
    published_span: Span | None
    outlet: str | None = None
    dateline_place: Span | None = None
