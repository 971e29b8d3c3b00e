"""One event as one article tells it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rashomon_sdk.records.record import Record
from rashomon_sdk.records.values import AsOf, Claim, Claimant, Count, Evidence, Note, Outcome, Participant, Weapon, When, Where


@dataclass(frozen=True, kw_only=True)
class Report(Record):
    """One event as one article tells it."""

    id: str
    article_id: str
    event_id: str | None
    type: str
    codes: dict[str, Any] = field(default_factory=dict)
    scope: str
    realis: str
    outcome: Outcome
    when: When
    as_of: AsOf
    where: tuple[Where, ...] = ()
    where_mode: str | None
    participants: tuple[Participant, ...] = ()
    counts: tuple[Count, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    claims: tuple[Claim, ...] = ()
    purpose: dict[str, Any] | None
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[Note, ...] = ()
    confidence: float | None
    extractor: str | None
    explain: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, kw_only=True)
class StatedFigure(Record):
    """One figure as one report states it; `window` is when it happened, `as_of` the day the account speaks up to."""

    report_id: str
    count_id: str
    article_id: str
    event_id: str | None
    lineage_id: str | None
    outlet: str | None
    claimant: Claimant | None
    measure: str
    of: str
    of_class: str | None
    low: int | None
    high: int | None
    qualifier: str | None
    text: str | None
    span: tuple[int, int] | None
    window: When
    as_of: str | None
    place: Where | None
