"""One happening as all sources tell it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rashomon_sdk.records.record import Record
from rashomon_sdk.records.values import Participant, Weapon, When, Where


@dataclass(frozen=True, kw_only=True)
class ReportedFigure(Record):
    """One report's figure for a measure."""

    report_id: str
    low: int | None
    high: int | None
    claimant_id: str | None
    as_of: str | None


@dataclass(frozen=True, kw_only=True)
class EventCount(Record):
    """All figures for one measure."""

    measure: str
    of: str
    low: int | None
    high: int | None
    best: int | None
    best_reason: str | None
    reported: tuple[ReportedFigure, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Supporter(Record):
    """Who says a value, and where."""

    report_id: str
    article_id: str
    lineage_id: str | None
    claimant_id: str | None
    as_of: str | None
    span: tuple[int, int] | None


@dataclass(frozen=True, kw_only=True)
class DiscrepancyValue(Record):
    """One of the differing values."""

    value: Any
    supporters: tuple[Supporter, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Discrepancy(Record):
    """Same event, different value."""

    field: str
    kind: str
    values: tuple[DiscrepancyValue, ...] = ()
    explanation: str
    order: str | None


@dataclass(frozen=True, kw_only=True)
class FoundDiscrepancy(Record):
    """A discrepancy with the event it is about."""

    id: str
    event_id: str
    label: str
    type: str
    found_at: str
    discrepancy: Discrepancy


@dataclass(frozen=True, kw_only=True)
class EventSources(Record):
    """How many articles, outlets and independent texts tell it, and whom they name."""

    articles: int
    outlets: int
    lineages: int
    claimants: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Relation(Record):
    """A link to another event."""

    kind: str
    event_id: str
    basis: str | None


@dataclass(frozen=True, kw_only=True)
class EventDecision(Record):
    """One entry of the audit trail; `lifted`: a later decision stands in its place. `job_id`: the comparison it asked for."""

    id: str
    event_id: str
    report_id: str
    action: str
    path: str
    value: Any
    was: Any
    reason: str | None
    author: str | None
    lifted: bool
    job_id: str | None
    created_at: str


@dataclass(frozen=True, kw_only=True)
class Correction(Record):
    """A value that a person puts in the place of the machine's; `was` is what the machine had said then."""

    path: str
    value: Any
    was: Any
    reason: str | None
    author: str | None
    decision_id: str
    decided_at: str


@dataclass(frozen=True, kw_only=True)
class Authored(Record):
    """What people say of an event as it stands now: excluded or not, the paths confirmed, the values corrected."""

    excluded: bool
    confirmed: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Event(Record):
    """One happening in the world as all sources tell it."""

    id: str
    revision: int
    type: str
    codes: dict[str, Any] = field(default_factory=dict)
    scope: str
    realis: str
    when: When
    where: tuple[Where, ...] = ()
    participants: tuple[Participant, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    counts: tuple[EventCount, ...] = ()
    sources: EventSources
    grading: str
    discrepancies: tuple[Discrepancy, ...] = ()
    label: str
    confidence: float | None
    relations: tuple[Relation, ...] = ()
    report_ids: tuple[str, ...] = ()
    first_reported_at: str | None
    last_reported_at: str | None
    merged_into: str | None
    authored: Authored | None
    explain: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Revision(Record):
    """One state of an event: `kind` is `created`, `updated`, `merged`, `split` or `withdrawn`."""

    event_id: str
    revision: int
    kind: str
    at: str
    changes: tuple[str, ...] = ()
    other_event_id: str | None
    document: dict[str, Any] | None
