"""The comparison of one event: one row per field, one cell per value that a report gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rashomon.records.event import Verdict
from rashomon.records.report import Span


@dataclass(frozen=True, slots=True)
class Cell:
    """One value that a report gives of a field, with its words; `value` None means that the report is silent."""

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
class RowValue:
    """One of the values of a field that can have several (places, participants, weapons), and how it stands.

    `contradiction`: others exclude, deny or doubt it · `agree`: two independent texts give it · `single`: one does.
    """

    value: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Row:
    """A field, its cells, and the verdict over them in words a person would use.

    A report has one cell for each value it gives; `values` is empty for a field of which a report gives one value.
    """

    field: str
    verdict: Verdict
    explanation: str
    cells: tuple[Cell, ...]
    values: tuple[RowValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The matrix of an event; `unique` lists what only one report says, `timeline` each count as it was published."""

    event_id: str
    label: str
    rows: tuple[Row, ...]
    unique: tuple[Cell, ...]
    timeline: tuple[dict[str, Any], ...]
