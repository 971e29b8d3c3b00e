"""Questions a client may ask: filters of events and reports, and one page of an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """One page of rows; `next_key` is the sort key of the last row when there are more, else None."""

    items: tuple[T, ...]
    next_key: tuple[Any, ...] | None


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters of `GET /v1/events` and `/v1/reports`; None or empty means no restriction. Dates are ISO days."""

    type: tuple[str, ...] = ()
    actor: str | None = None
    initiator: str | None = None
    target: str | None = None
    place: str | None = None
    country: str | None = None
    admin1: str | None = None
    bbox: tuple[float, float, float, float] | None = None  # west, south, east, north
    near: tuple[float, float, float] | None = None  # latitude, longitude, km
    since: str | None = None
    until: str | None = None
    within: bool = False
    source: str | None = None
    claimant: str | None = None
    min_lineages: int | None = None
    grading: tuple[str, ...] = ()
    has_discrepancy: str | None = None
    updated_since: str | None = None
    excluded: str | None = None  # "include" | "only"; default leaves out events that people excluded, but for `updated_since`
    q: str | None = None
    scope: str | None = None
    realis: str | None = None
    outcome: str | None = None
    weapon: str | None = None
    holder: str | None = None
    measure: str | None = None
    of: str | None = None
    min: int | None = None
    max: int | None = None
    date_basis: str | None = None
    place_precision: str | None = None
    undated: str | None = None  # "include" | "only"; default leaves undated ones out only when since/until is given
    coarse: str | None = None  # "include"
    article_id: tuple[str, ...] = ()
    external_id: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    sort: str | None = None
