"""Mentions: what the text says and where it says it, before anything is decided.

All spans are half-open code-point offsets into the whole article text; `text` is always `article.text[start:end]`.
Leaf mentions (times, places, actors, figures, weapons) are found from plain text, without a parse.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rashomon.records.report import Actor, Hedge, PlaceRelation, Qualifier, Realis, Scope, Stance

# date: (partial) calendar date(s) · weekday · offset: days/weeks/months/years against publication ("yesterday", "last week",
# "in the last 24 hours", "overnight") · part: "on Sunday morning" is a weekday · since/until: open ranges, closed by as_of
# anchor: relative to another time of the text ("the day before", "two days later", "the same day")
TimeKind = Literal["date", "range", "weekday", "offset", "since", "until", "anchor"]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """An expression of time, unresolved. Parts not said are None; units: day, week, month, year."""

    start: int
    end: int
    text: str
    kind: TimeKind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    end_year: int | None = None
    end_month: int | None = None
    end_day: int | None = None
    weekday: int | None = None  # Monday is 0
    which: Literal["last", "this", "next"] | None = None
    unit: str | None = None
    amount: int | None = None  # signed: -1 unit day is yesterday; with `span_of_time` the length of a period ending now
    span_of_time: bool = False  # "over the past week" is a period, "a week ago" is a point
    vague: bool = False  # "recent days", "earlier this month", "mid-2012"
    part: str | None = None  # of a day, month or year: "night", "morning", "early", "mid", "late"
    end_weekday: int | None = None  # "from Friday to Sunday"
    of_year: Literal["last", "this", "that", "previous"] | None = None  # "July last year", "in March of that year"
    swappable: bool = False  # "03/04/2015": day and month could change places; unresolved until the text settles it


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A name of a place. `keys` are normal forms to look up, best first; `level_hint` is from words ("province")."""

    start: int
    end: int
    text: str
    name: str
    name_start: int
    name_end: int
    keys: tuple[str, ...]
    relation: PlaceRelation = "in"
    level_hint: str | None = None
    distance_km: float | None = None  # "20 km east of X"
    direction: str | None = None
    strength: Literal["strong", "weak", "bare"] = "strong"  # weak: could also be a word or a person; bare: on trial
    within: str | None = None  # "Rashidin, outside Aleppo": the containing name said beside it


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Someone who can act, tell or be hit. `actor` is the dictionary's or a composed one; `group` orders generic ones."""

    start: int
    end: int
    text: str
    actor: Actor
    how: Literal["named", "composed", "generic", "person", "thing"] = "named"
    possessive: bool = False  # "Syria's", "the opposition's": owner of what follows
    adjective: bool = False  # "Russian", "opposition-held": says whose, may not act by itself
    holder: bool = False  # "rebel-held", "government-controlled": holds the place named next
    excluded: bool = False  # "non-ISIS"


@dataclass(frozen=True, slots=True)
class FigureMention:
    """A figure and the noun it counts; `noun` is the counted noun phrase's head in lower-case singular, None when bare."""

    start: int
    end: int
    text: str  # figure with its qualifier: "at least 58", "dozens of", "two"
    low: int | None
    high: int | None
    qualifier: Qualifier
    noun: str | None = None
    noun_start: int | None = None  # the counted noun phrase without the figure ("training camps")
    noun_end: int | None = None
    of: str = "any"
    of_class: str = "other"
    ordinal: bool = False
    implicit: bool = False  # "a tank": read as one
    ratio: bool = False  # per cent, money, distances, ages, times: not a count of things


@dataclass(frozen=True, slots=True)
class WeaponMention:
    """A means: aircraft, munition, vehicle, gun."""

    start: int
    end: int
    text: str
    id: str
    name: str
    class_: str


@dataclass(frozen=True, slots=True)
class Telling:
    """Who says something and how, and the stretch of text it covers (`scope_start`..`scope_end`).

    `answers`: of an answer to what was told before, what of it is answered: `all` of it, the `doer`, the `means`, the `toll`,
    or the part of those `whom` it names, by id.
    """

    start: int
    end: int
    text: str
    claimant: Actor
    stance: Stance
    hedge: Hedge | None
    scope_start: int
    scope_end: int
    answers: Literal["all", "doer", "means", "toll", "whom"] | None = None
    whom: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CountArgument:
    """A figure in the part it plays: what was measured, and what happened to the counted."""

    figure: FigureMention
    measure: str
    effect: str = "unknown"
    part_of: int | None = None  # index into the event's counts


@dataclass(frozen=True, slots=True)
class PartyArgument:
    """An actor in the part it plays."""

    actor: ActorMention
    role: Literal["initiator", "target", "co_initiator", "location_holder"]
    hedge: Hedge | None = None
    share: str | None = None


@dataclass(frozen=True, slots=True)
class EventMention:
    """One mention of a happening with its arguments, by words only. `inherited_*` come from an earlier sentence or heading."""

    start: int
    end: int
    text: str
    kind: str  # event type
    also: tuple[str, ...]
    scope: Scope
    realis: Realis
    sentence: tuple[int, int]
    block: int
    evidence: tuple[tuple[int, int], ...]
    parties: tuple[PartyArgument, ...] = ()
    counts: tuple[CountArgument, ...] = ()
    weapons: tuple[WeaponMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    inherited_places: tuple[PlaceMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    inherited_times: tuple[TimeMention, ...] = ()
    said_times: tuple[TimeMention, ...] = ()  # when it was said ("said on Sunday"), which is not when it happened
    tellings: tuple[Telling, ...] = ()
    outcome: str | None = None
    outcome_span: tuple[int, int] | None = None
    background: bool = False
    headline: bool = False
    # back: "the attack", "Saturday's blast", "those killed" speak of what was told · new: "another strike", "elsewhere"
    reference: Literal["plain", "back", "new"] = "plain"
    plural: bool = False  # "air strikes", "deals": more than one, told as one
    reasons: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the extraction room found in one page, in text order."""

    events: tuple[EventMention, ...]
    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
    actors: tuple[ActorMention, ...]
    tellings: tuple[Telling, ...]
