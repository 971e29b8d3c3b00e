"""Rows over all events: each figure as one report states it, and each disagreement with its event."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.records.event import Discrepancy
from rashomon.records.report import Claimant, Span, When, Where


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """One stated figure with who says it, of what, for which days and where."""

    report_id: str
    count_id: str
    article_id: str
    event_id: str | None
    lineage_id: str | None
    outlet: str | None
    claimant: Claimant | None
    measure: str
    of: str
    of_class: str
    low: int | None
    high: int | None
    qualifier: str
    text: str
    span: Span
    window: When
    as_of: str | None
    place: Where | None


@dataclass(frozen=True, slots=True)
class FoundDiscrepancy:
    """A disagreement, the event it is about, and when this installation found it."""

    id: str
    event_id: str
    label: str
    type: str
    found_at: str
    discrepancy: Discrepancy
