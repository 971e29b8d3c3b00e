"""A report: one event as one article tells it, every value with the words that say it.

Field names are the data dictionary's and are served as they stand; a trailing underscore (`class_`, `except_`) only avoids a
Python keyword and is dropped in JSON. Spans are half-open code-point offsets into the article's text as submitted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Span = tuple[int, int]
Scope = Literal["incident", "summary"]
Realis = Literal["actual", "denied", "planned", "attempted", "hypothetical"]
Basis = Literal["explicit", "relative", "dateline", "inherited", "gazetteer", "context"]
DatePrecision = Literal["day", "day_range", "week", "month", "year", "unknown"]
PlacePrecision = Literal["site", "neighbourhood", "village", "town", "city", "district", "admin1", "country", "region"]
PlaceRelation = Literal["in", "near", "between", "along", "from", "to", "toward"]
WhereMode = Literal["one", "each", "among", "path"]
Role = Literal["initiator", "target", "co_initiator", "location_holder"]
Hedge = Literal["reportedly", "allegedly", "suspected", "likely", "possible"]
Stance = Literal["asserts", "denies", "disputes", "doubts", "accuses", "admits"]
Qualifier = Literal["exact", "at_least", "more_than", "at_most", "about", "range", "vague"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went, in the type's own words (siege: imposed ongoing broken lifted, ...); value None when not said."""

    value: str | None = None
    text: str | None = None
    span: Span | None = None
    claimant_id: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A closed interval of ISO dates, both None when unknown; `basis` says where it comes from."""

    start: str | None = None
    end: str | None = None
    precision: DatePrecision = "unknown"
    basis: str | None = None
    text: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day up to which the account speaks."""

    date: str | None = None
    basis: str | None = None
    text: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """A place. Latitude and longitude in degrees, None when not known; `radius_km` is the uncertainty around them."""

    name: str
    geonames_id: int | None
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    precision: PlacePrecision
    relation: PlaceRelation
    radius_km: float | None
    basis: str
    alternates: tuple[dict[str, Any], ...]
    text: str | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who: `id` stable kebab-case; `country` the ISO code of the state the actor belongs to.

    `part_of` names what it belongs to, nearest first: an air force, the forces, then the state.
    """

    id: str
    name: str
    sector: str | None = None
    country: str | None = None
    part_of: tuple[str, ...] = ()

    @property
    def side(self) -> str:
        """The state or movement it belongs to in the end; itself when it belongs to none."""
        return self.part_of[-1] if self.part_of else self.id


@dataclass(frozen=True, slots=True)
class Participant:
    """Who takes part and how; `except_` names the actor that is excluded ("non-ISIS"), `share` how much ("mainly")."""

    role: Role
    actor: Actor | None
    except_: str | None = None
    share: str | None = None
    hedge: Hedge | None = None
    text: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A stated figure: closed bounds, either may be None; `part_of` is the id of the whole it belongs to."""

    id: str
    measure: str
    of: str
    of_class: str
    low: int | None
    high: int | None
    qualifier: Qualifier
    effect: str
    part_of: str | None
    claimant_id: str | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Weapon:
    """A means used; `class_` is aircraft, munition, vehicle, ..."""

    id: str
    name: str
    class_: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who the article names as the origin of the account."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says it and how; `about` lists JSON pointers into the report ("" = all of it)."""

    claimant: Claimant
    stance: Stance
    hedge: Hedge | None
    about: tuple[str, ...]
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the article that carry the event: `text[start:end] == quote`."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something the article says that does not add up, by a stable code."""

    code: str
    detail: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The normalised record of one event mention. Unknown is None, lists are empty, nothing is guessed silently."""

    id: str
    article_id: str
    event_id: str | None
    type: str
    codes: dict[str, Any]
    scope: Scope
    realis: Realis
    outcome: Outcome
    when: When
    as_of: AsOf
    where: tuple[Where, ...]
    where_mode: WhereMode
    participants: tuple[Participant, ...]
    counts: tuple[Count, ...]
    weapons: tuple[Weapon, ...]
    claims: tuple[Claim, ...]
    purpose: dict[str, Any] | None
    evidence: tuple[Evidence, ...]
    notes: tuple[Note, ...]
    confidence: float
    extractor: str
    explain: tuple[dict[str, Any], ...] = ()  # reasons behind the values, served only with ?explain=true
