"""The filters of each list, by name and type, so that editors complete them and type checkers know them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TypedDict

Day = str | date
Many = str | Sequence[str]


class ArticleFilters(TypedDict, total=False):
    """Filters of articles; `fields` names the fields to send, comma-separated."""

    external_id: str
    source: str
    since: Day
    until: Day
    q: str
    metadata: Mapping[str, str]
    fields: str


class JobFilters(TypedDict, total=False):
    """Filters of jobs."""

    kind: str
    status: str
    fields: str


class ReportFilters(TypedDict, total=False):
    """Filters of what is told, in reports, events, counts and discrepancies alike.

    Actors by id or name, places by name or GeoNames id; `bbox` is `west,south,east,north`, `near` is `lat,lon,km`;
    `since`/`until` match overlapping intervals, `within=True` contained ones; `min`/`max` need `measure`.
    """

    type: Many
    actor: str
    initiator: str
    target: str
    holder: str
    claimant: str
    source: str
    weapon: str
    outcome: str
    place: str
    place_precision: str
    country: str
    admin1: str
    bbox: str
    near: str
    coarse: str
    since: Day
    until: Day
    within: bool
    undated: str
    date_basis: str
    updated_since: str | datetime
    scope: str
    realis: str
    measure: str
    of: str
    min: int
    max: int
    q: str
    article_id: Many
    external_id: str
    metadata: Mapping[str, str]
    fields: str


class ReportListFilters(ReportFilters, total=False):
    """Filters of reports, their order, and whether to send the reasons behind the values."""

    sort: str
    explain: bool


class DiscrepancyFilters(ReportFilters, total=False):
    """Filters of discrepancies; `has_discrepancy` is a field (`killed`) or a kind (`contradiction`)."""

    grading: Many
    has_discrepancy: str
    min_lineages: int
    excluded: str  # "include" or "only": what people excluded


class EventFilters(DiscrepancyFilters, total=False):
    """Filters of events, their order, and whether to send the reasons behind the values."""

    sort: str
    explain: bool
