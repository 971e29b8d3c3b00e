"""The comparison of one event: one row per field, one cell per report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rashomon.records.event import Verdict
from rashomon.records.report import Span


@dataclass(frozen=True, slots=True)
class Cell:
    """What one report says of a field; `value` None means that it is silent."""

    report_id: str
    article_id: str
    lineage_id: str | None
    outlet: str | None
    claimant_id: str | None
    value: Any
    text: str | None
    span: Span | None
    as_of: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A field, its cells, and the verdict over them in words a person would use."""

    field: str
    verdict: Verdict
    explanation: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The matrix of an event; `unique` lists what only one report says, `timeline` each count as it was published."""

    event_id: str
    label: str
    rows: tuple[Row, ...]
    unique: tuple[Cell, ...]
    timeline: tuple[dict[str, Any], ...]
