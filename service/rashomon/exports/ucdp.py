"""UCDP GED's columns: events with at least one death, by UCDP's three kinds of violence and its precisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from rashomon.exports import inclusion, table
from rashomon.exports.actors import country_of, filed, side
from rashomon.exports.countries import name_of
from rashomon.exports.deaths import killed
from rashomon.exports.inclusion import Rule
from rashomon.exports.shape import Shape
from rashomon.records.event import Event, EventCount

COLUMNS = (
    "id", "relid", "year", "type_of_violence", "dyad_name", "side_a", "side_b", "number_of_sources", "source_office",
    "source_date",
    "source_headline", "where_prec", "where_coordinates", "where_description", "adm_1", "latitude", "longitude", "geom_wkt",
    "country",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_civilians", "deaths_unknown", "best", "high", "low",
)  # fmt: skip
# UCDP GED codebook: 1 exact point, 2 within about 25 km, 3 second-order division, 4 first-order division, 6 country only.
WHERE_PREC = {
    "site": 1,
    "neighbourhood": 1,
    "village": 1,
    "town": 1,
    "city": 1,
    "district": 3,
    "admin1": 4,
    "country": 6,
    "region": 7,
}
DATE_PREC = {"day": 1, "day_range": 2, "week": 3, "month": 4, "year": 5}


def violence(event: Event) -> int | None:
    """Return 1 (a state takes part), 2 (groups), 3 (civilians deliberately targeted), None when it is not known who."""
    country = country_of(event)
    sides = [{filed(p, country=country).party for p in side(event, number)} - {"none"} for number in (0, 1)]
    if not sides[0] or not sides[1]:
        return None
    if sides[1] == {"civilians"}:
        return 3
    return 1 if "state" in sides[0] | sides[1] else 2


def deaths(event: Event) -> tuple[int, int, int] | None:
    """Return low, best and high of the dead; None when no figure says that anybody died."""
    total = killed(event)
    counted = [total] if total else [count for count in event.counts if count.measure == "killed"]
    figures = [_bounds(count) for count in counted]
    summed = (sum(f[0] for f in figures), sum(f[1] for f in figures), sum(f[2] for f in figures))
    return summed if summed[1] >= 1 else None


def _bounds(count: EventCount) -> tuple[int, int, int]:
    stated = [n for f in count.reported for n in (f.low, f.high) if n is not None]
    low = count.low if count.low is not None else min(stated, default=0)
    best = count.best if count.best is not None else low
    return min(low, best), best, max([best, *stated, *([count.high] if count.high is not None else [])])


RULES = (
    Rule("merged", "It was merged into another event, which has the row.", lambda e: e.merged_into is not None),
    Rule(
        "not_actual",
        "Only what happened is counted, not what was denied, planned or attempted.",
        lambda e: e.realis != "actual",
    ),
    Rule("summary", "A total or a pattern would count its parts again.", lambda e: e.scope != "incident"),
    Rule("no_deaths", "No source gives at least one death.", lambda e: deaths(e) is None),
    Rule("undated", "Not even the year is known.", lambda e: e.when.precision not in DATE_PREC or not e.when.start),
    Rule("not_located", "No place is known.", lambda e: not e.where),
    Rule("no_violence_type", "It is not known which kinds of party were on both sides.", lambda e: violence(e) is None),
)


def write(events: Iterable[Event], _: Shape) -> Iterator[str]:
    """Yield the rows of the events that UCDP counts."""
    return table.write(COLUMNS, (row(event) for event in events if not inclusion.objection(event, RULES)))


def write_excluded(events: Iterable[Event], _: Shape) -> Iterator[str]:
    """Yield the events left out, with the reason."""
    return inclusion.excluded(events, RULES)


def row(event: Event) -> list[Any]:
    """Return the row of an event that no rule leaves out."""
    place, figures = event.where[0], deaths(event)
    low, best, high = figures or (0, 0, 0)
    civilians = killed(event, of="civilians")
    of_civilians = min(best, _bounds(civilians)[1]) if civilians else 0
    names = ["; ".join(p.actor.name for p in side(event, number) if p.actor) for number in (0, 1)]
    kind = violence(event)
    side_b = "Civilians" if kind == 3 else names[1]
    known = place.latitude is not None and place.longitude is not None
    return [
        event.id, event.id, date.fromisoformat(event.when.start or "").year, kind, f"{names[0]} - {side_b}", names[0], side_b,
        event.sources.lineages, event.sources.claimants, event.last_reported_at, event.label, _where_prec(event), place.name,
        place.text or place.name, place.admin1, place.latitude, place.longitude,
        f"POINT ({place.longitude} {place.latitude})" if known else "", name_of(country_of(event)), 1, _date_prec(event),
        event.when.start,
        event.when.end, of_civilians, best - of_civilians, best, high, low,
    ]  # fmt: skip


def _where_prec(event: Event) -> int:
    place = event.where[0]
    precise = WHERE_PREC.get(place.precision, 6)
    return 2 if precise == 1 and place.relation != "in" else precise


def _date_prec(event: Event) -> int:
    """Return UCDP's precision: 1 the day, 2 two to six days, 3 a week, 4 up to a month, 5 up to a year."""
    if event.when.precision != "day_range":
        return DATE_PREC[event.when.precision]
    start, end = date.fromisoformat(event.when.start or ""), date.fromisoformat(event.when.end or event.when.start or "")
    length = (end - start).days + 1
    return next(code for longest, code in ((1, 1), (6, 2), (7, 3), (31, 4), (10**6, 5)) if length <= longest)
