"""An event: one happening in the world as all sources tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from rashomon.records.decision import Authored
from rashomon.records.report import Participant, Realis, Scope, Span, Weapon, When, Where

Grading = Literal["confirmed", "fair", "single_source", "contested"]
DiscrepancyKind = Literal["contradiction", "update", "compatible"]
Verdict = Literal["agree", "compatible", "update", "contradiction", "single"]


@dataclass(frozen=True, slots=True)
class ReportedFigure:
    """One report's figure for a measure."""

    report_id: str
    low: int | None
    high: int | None
    claimant_id: str | None
    as_of: str | None


@dataclass(frozen=True, slots=True)
class EventCount:
    """All figures for one measure: outer bounds, the best one (and why), and each as reported."""

    measure: str
    of: str
    low: int | None
    high: int | None
    best: int | None
    best_reason: str | None
    reported: tuple[ReportedFigure, ...]


@dataclass(frozen=True, slots=True)
class Supporter:
    """Who says a value, and where."""

    report_id: str
    article_id: str
    lineage_id: str | None
    claimant_id: str | None
    as_of: str | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class DiscrepancyValue:
    """One of the differing values, as plain JSON data, and its supporters."""

    value: Any
    supporters: tuple[Supporter, ...]


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Same event, different value."""

    field: str
    kind: DiscrepancyKind
    values: tuple[DiscrepancyValue, ...]
    explanation: str
    order: str | None = None  # "unknown" when the values cannot be ordered in time


@dataclass(frozen=True, slots=True)
class EventSources:
    """How many articles, outlets and independent texts tell it, and whom they name."""

    articles: int
    outlets: int
    lineages: int
    claimants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A link to another event; `basis` says why."""

    kind: Literal["part_of", "response_to", "carries_out"]
    event_id: str
    basis: str


@dataclass(frozen=True, slots=True)
class Event:
    """The consolidated record; depends only on the articles held, but for `revision` and `merged_into`."""

    id: str
    revision: int
    type: str
    codes: dict[str, Any]
    scope: Scope
    realis: Realis
    when: When
    where: tuple[Where, ...]
    participants: tuple[Participant, ...]
    weapons: tuple[Weapon, ...]
    counts: tuple[EventCount, ...]
    sources: EventSources
    grading: Grading
    discrepancies: tuple[Discrepancy, ...]
    label: str
    confidence: float
    relations: tuple[Relation, ...]
    report_ids: tuple[str, ...]
    first_reported_at: str | None
    last_reported_at: str | None
    merged_into: str | None = None
    authored: Authored | None = None  # what people decided; the values above stay the machine's
    explain: tuple[dict[str, Any], ...] = ()  # why these reports are one event, served only with ?explain=true
