"""What reports and events are made of: times, places, actors, figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rashomon_sdk.records.record import Record


@dataclass(frozen=True, kw_only=True)
class When(Record):
    """A closed interval of ISO dates, both None when unknown."""

    start: str | None
    end: str | None
    precision: str = "unknown"
    basis: str | None
    text: str | None
    span: tuple[int, int] | None


@dataclass(frozen=True, kw_only=True)
class AsOf(Record):
    """The day up to which the account speaks."""

    date: str | None
    basis: str | None
    text: str | None
    span: tuple[int, int] | None


@dataclass(frozen=True, kw_only=True)
class Outcome(Record):
    """How it went, None when not said."""

    value: str | None
    text: str | None
    span: tuple[int, int] | None
    claimant_id: str | None


@dataclass(frozen=True, kw_only=True)
class Where(Record):
    """A place, coordinates in degrees."""

    name: str
    geonames_id: int | None
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    precision: str | None
    relation: str | None
    radius_km: float | None
    basis: str | None
    alternates: tuple[dict[str, Any], ...] = ()
    text: str | None
    span: tuple[int, int] | None


@dataclass(frozen=True, kw_only=True)
class Actor(Record):
    """Who."""

    id: str
    name: str
    sector: str | None
    country: str | None
    part_of: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Participant(Record):
    """Who takes part and how."""

    role: str
    actor: Actor | None
    except_: str | None
    share: str | None
    hedge: str | None
    text: str | None
    span: tuple[int, int] | None


@dataclass(frozen=True, kw_only=True)
class Count(Record):
    """A stated figure with closed bounds, either may be None."""

    id: str
    measure: str
    of: str
    of_class: str | None
    low: int | None
    high: int | None
    qualifier: str | None
    effect: str | None
    part_of: str | None
    claimant_id: str | None
    text: str | None
    span: tuple[int, int] | None


@dataclass(frozen=True, kw_only=True)
class Weapon(Record):
    """A means used."""

    id: str
    name: str
    class_: str | None
    text: str | None
    span: tuple[int, int] | None


@dataclass(frozen=True, kw_only=True)
class Claimant(Record):
    """Who the article names as the origin of the account."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Claim(Record):
    """Who says it and how; `about` are JSON pointers into the report."""

    claimant: Claimant
    stance: str
    hedge: str | None
    about: tuple[str, ...] = ()
    text: str | None
    span: tuple[int, int] | None


@dataclass(frozen=True, kw_only=True)
class Evidence(Record):
    """Words of the article."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, kw_only=True)
class Note(Record):
    """Something that does not add up."""

    code: str
    detail: str
    span: tuple[int, int] | None
