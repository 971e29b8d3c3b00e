"""What comparing reads of the neighbourhood of an article and what it writes back: the contract of comparison and storage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rashomon.records.comparison import Comparison
from rashomon.records.event import Event
from rashomon.records.revision import RevisionKind

PairKind = Literal["same", "part_of", "response_to", "carries_out"]


@dataclass(frozen=True, slots=True)
class Prints:
    """What lineage needs of an article; `lineage_id` is None until it was compared once."""

    article_id: str
    article_hash: str
    published_at: str | None
    lineage_id: str | None
    fingerprints: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports that belong together. `same`: one event (left < right, no direction); else left is a part of, an answer to
    or the carrying out of right."""  # noqa: D205, D209 - one sentence, two lines

    left: str
    right: str
    kind: PairKind
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """A tenant's word that two reports tell one event, or do not; it overrules every score."""

    left: str
    right: str
    same: bool


@dataclass(frozen=True, slots=True)
class EventChange:
    """One event as it is after comparing. `event.revision` is set; `changes` names the fields that differ from the last one.

    `merged`: the event carries `merged_into` and keeps its last values; `withdrawn`: all its reports are gone, the event
    shown is the last one. `split`: a new event whose founding report stood in `other_event_id` before. `comparison` None:
    there is none (merged, withdrawn), or the stored one stays as it is (only relations changed).
    """

    event: Event
    kind: RevisionKind
    changes: tuple[str, ...]
    other_event_id: str | None
    comparison: Comparison | None


@dataclass(frozen=True, slots=True)
class Changes:
    """All that one comparison writes, in this order.

    `lineages`: (article id, lineage id) that changed · `unindexed`: report ids whose keys and pairs (at either end) go ·
    `keys`: (report id, its index keys) · `pairs` to add · `members`: (report id, event id) · `events` that changed.
    """

    lineages: tuple[tuple[str, str], ...] = ()
    unindexed: tuple[str, ...] = ()
    keys: tuple[tuple[str, tuple[str, ...]], ...] = ()
    pairs: tuple[Pair, ...] = ()
    members: tuple[tuple[str, str], ...] = ()
    events: tuple[EventChange, ...] = ()
