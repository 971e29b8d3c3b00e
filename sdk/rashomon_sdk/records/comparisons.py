"""Accounts side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rashomon_sdk.records.jobs import Job
from rashomon_sdk.records.record import Record


@dataclass(frozen=True, kw_only=True)
class Cell(Record):
    """One value that a report gives of a field; `value` None means that the report is silent."""

    report_id: str
    article_id: str
    lineage_id: str | None
    outlet: str | None
    claimant_id: str | None
    value: Any
    text: str | None
    span: tuple[int, int] | None
    as_of: str | None


@dataclass(frozen=True, kw_only=True)
class RowValue(Record):
    """One of several values of a field, and how it stands."""

    value: str
    verdict: str


@dataclass(frozen=True, kw_only=True)
class Row(Record):
    """A field, its cells and the verdict over them; `values` where a report can give several, one cell each."""

    field: str
    verdict: str
    explanation: str | None
    cells: tuple[Cell, ...] = ()
    values: tuple[RowValue, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Comparison(Record):
    """The matrix of an event."""

    event_id: str
    label: str | None
    rows: tuple[Row, ...] = ()
    unique: tuple[Cell, ...] = ()
    timeline: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, kw_only=True)
class ComparisonResult(Record):
    """An ad hoc comparison: `comparisons` is None until the job has succeeded."""

    job: Job
    comparisons: tuple[Comparison, ...] | None
