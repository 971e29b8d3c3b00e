"""ACLED's columns: one row per event and day, only what ACLED would count, in its words and precisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from rashomon.exports import inclusion, table
from rashomon.exports.actors import NOBODY, country_of, filed, side
from rashomon.exports.countries import name_of, number_of
from rashomon.exports.deaths import acled_deaths
from rashomon.exports.inclusion import Rule
from rashomon.exports.shape import Shape
from rashomon.records.event import Event
from rashomon.records.report import Participant, Report

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1",
    "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "country", "admin1",
    "location", "latitude",
    "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "fatalities_unknown", "tags", "timestamp",
)  # fmt: skip
DATED = frozenset({"day", "day_range", "week", "month"})
WIDE = frozenset({"country", "region"})
TIME_PRECISION = {"day": 1, "day_range": 1, "week": 2, "month": 3}
GEO_PRECISION = {"site": 1, "neighbourhood": 1, "village": 1, "town": 1, "city": 1, "district": 2, "admin1": 3}
DISORDER = {
    "Battles": "Political violence", "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Demonstrations", "Riots": "Demonstrations", "Strategic developments": "Strategic developments",
}  # fmt: skip
STRIKES = frozenset({"air_strike", "shelling"})


LONGEST = 31  # days: a longer range is not dated to a month


def _length(event: Event) -> int:
    start, end = event.when.start or "", event.when.end or event.when.start or ""
    return (date.fromisoformat(end) - date.fromisoformat(start)).days + 1


def _code(event: Event) -> dict[str, Any]:
    return event.codes.get("acled") or {}


RULES = (
    Rule("merged", "It was merged into another event, which has the row.", lambda e: e.merged_into is not None),
    Rule("not_actual", "Only what happened is counted, not what was denied, planned or attempted.",
    lambda e: e.realis != "actual"),
    Rule("summary", "A total or a pattern would count its parts again.", lambda e: e.scope != "incident"),
    Rule("no_type", "ACLED has no event type for it.", lambda e: not _code(e).get("event_type")),
    Rule("undated", "It is not dated to a month or better.",
         lambda e: e.when.precision not in DATED or not e.when.start or _length(e) > LONGEST),
    Rule("not_located", "No place below the level of a country is known.",
    lambda e: not e.where or e.where[0].precision in WIDE),
)  # fmt: skip


def rules(shape: Shape) -> tuple[Rule, ...]:
    """Return all rules: the last must ask what a strike is a part of, for a total of strikes is no battle."""
    in_battle = Rule(
        "part_of_battle",
        "Strikes during a ground battle belong to the battle's row.",
        lambda e: e.type in STRIKES and any(r.kind == "part_of" and _battle(shape.event_of(r.event_id)) for r in e.relations),
    )
    return (*RULES, in_battle)


def _battle(whole: Event | None) -> bool:
    return whole is not None and _code(whole).get("event_type") == "Battles"


def write(events: Iterable[Event], shape: Shape) -> Iterator[str]:
    """Yield the rows of the events that ACLED counts."""
    counted = (event for event in events if not inclusion.objection(event, rules(shape)))
    return table.write(COLUMNS, (row for event in counted for row in rows(event, shape.reports_of(event))))


def write_excluded(events: Iterable[Event], shape: Shape) -> Iterator[str]:
    """Yield the events left out, with the reason."""
    return inclusion.excluded(events, rules(shape))


def rows(event: Event, reports: tuple[Report, ...]) -> Iterator[list[Any]]:
    """Yield one row per day of the event; the dead are divided, the remainder falls on the first day."""
    days = _days(event)
    deaths = acled_deaths(event, reports)
    share, rest = divmod(deaths or 0, len(days))
    for number, day in enumerate(days):
        yield _row(event, day, share + (rest if number == 0 else 0), unknown=deaths is None, several=len(days) > 1)


def _days(event: Event) -> list[date]:
    """Return the days a row is written for: each of a range of days; the middle of a week, the first of a month."""
    start = date.fromisoformat(event.when.start or "")
    end = date.fromisoformat(event.when.end or event.when.start or "")
    if event.when.precision == "week":
        return [start + (end - start) // 2]
    if event.when.precision == "month":
        return [start]
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


def _row(event: Event, day: date, deaths: int, *, unknown: bool, several: bool) -> list[Any]:
    place, code, country = event.where[0], _code(event), country_of(event)
    first, second = side(event, 0), side(event, 1)
    inter = [filed(s[0], country=country) if s else NOBODY for s in (first, second)]
    return [
        f"{event.id}-{day:%Y%m%d}" if several else event.id, day.isoformat(), day.year, TIME_PRECISION[event.when.precision],
        DISORDER.get(code["event_type"], ""), code["event_type"], code.get("sub_event_type"), *_named(first), inter[0].label,
        *_named(second),
        inter[1].label, "-".join(i.label for i in inter if i.label), _targeting(second, country), number_of(country),
        name_of(country), place.admin1, place.name,
        place.latitude, place.longitude, GEO_PRECISION.get(place.precision, 3), event.sources.claimants, "", event.label,
        deaths,
        unknown, "", event.last_reported_at,
    ]  # fmt: skip


def _named(participants: tuple[Participant, ...]) -> tuple[str, list[str]]:
    names = [p.actor.name for p in participants if p.actor]
    return (names[0] if names else ""), names[1:]


def _targeting(targets: tuple[Participant, ...], country: str | None) -> str:
    """Return ACLED's mark when civilians are the main target; dead civilians beside a military one are not enough."""
    main = filed(targets[0], country=country) if targets else NOBODY
    return "Civilian targeting" if main.party == "civilians" else ""
