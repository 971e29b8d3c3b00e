"""Blocking: index keys, so that an account meets only those that can tell the same event.

A key is a time cell, a place cell and a family of types, or, where a side is silent, actors or long words in their stead. An
account *holds* keys (stored) and *asks* for keys (looked up); what A asks and B holds is what B asks and A holds, so who comes
first is of no account. That the two sets differ keeps the cost small: two towns meet in a grid cell, a town and its province
meet because the town asks for what provinces hold, while two distant towns of the province never meet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import product

from rashomon.comparison.features import TOLD_WITHIN
from rashomon.comparison.gist import THINGS, Gist, Spot

DAYS = 3  # length of a day cell
SHORT = 10  # days; longer intervals live in months
MONTHS = 62  # days; of still longer ones only the first and the last month count
BEGUN = 180  # days; a state that has lasted longer is told by its beginning
CELL = 0.5  # degrees, about 55 km
MARGIN = 0.15  # a place this near the border of a cell is in the next one too
PLACES = 3  # of a list of places only so many make keys
ACTORS = 4
WORDS = 8
LONG_WORD = 6


@dataclass(frozen=True, slots=True)
class Keys:
    """What an account is found by, and what it looks for."""

    held: tuple[str, ...]
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Cells:
    held: list[str]
    asked: list[str]


def keys_of(gist: Gist) -> Keys:
    """Return the keys of an account, sorted."""
    times, places = _times(gist), _places(gist)
    lineage = f"lin:{gist.account.lineage_id}"
    words = _words(gist)
    begun = _begun(gist)
    held, asked = {lineage, *begun}, {lineage, *begun}
    for family in gist.traits.families:
        held |= {f"{t}:{p}:{family}" for t, p in product(times.held, places.held)}
        asked |= {f"{t}:{p}:{family}" for t, p in product(times.asked, places.asked)}
        timeless = not times.held
        held |= {f"w:{w}:{family}" for w in words} | ({f"t:{w}:{family}" for w in words} if timeless else set())
        asked |= {f"t:{w}:{family}" for w in words} | ({f"w:{w}:{family}" for w in words} if timeless else set())
    return Keys(tuple(sorted(held)), tuple(sorted(asked)))


def _begun(gist: Gist) -> list[str]:
    """Where place and actors may be silent: what lasts is known by its kind and the month in which it began."""
    if gist.start is None or not gist.traits.lasting or gist.length <= BEGUN:
        return []
    return [f"since:{date.fromordinal(gist.start).isoformat()[:7]}:{gist.report.type}"]


def _times(gist: Gist) -> _Cells:
    start, end = gist.start, gist.end
    if start is None or end is None:
        if gist.published is None:
            return _Cells([], [])
        start, end = gist.published - TOLD_WITHIN, gist.published
    if gist.traits.lasting or end - start >= SHORT:
        months = _months(start, end)
        spans = [f"span{m}" for m in months]
        if end - start > MONTHS:
            return _Cells(spans, spans)
        long = [f"long{m}" for m in months]
        return _Cells([*long, *spans], [*long, *spans, *(f"any{m}" for m in months)])
    cells = [f"d{c}" for c in range((start - 1) // DAYS, (end + 1) // DAYS + 1)]
    return _Cells([*cells, *(f"any{m}" for m in _months(start, end))], [*cells, *(f"long{m}" for m in _months(start, end))])


def _months(start: int, end: int) -> list[str]:
    days = range(start, end + 1, 28) if end - start <= MONTHS else ()
    return sorted({date.fromordinal(d).isoformat()[:7] for d in (*days, start, end)})


def _places(gist: Gist) -> _Cells:
    narrow = [s for s in gist.spots if not s.wide][:PLACES]
    wide = [s for s in gist.spots if s.level == "admin1"] if not narrow else []
    actors = sorted((gist.initiator_lines | gist.target_lines) - THINGS)[:ACTORS]
    if narrow:
        cells = [c for s in narrow for c in _grid(s)]
        inside = [f"in-{_province(s)}" for s in narrow if s.admin1]
        held, asked = [*cells, *inside], [*cells, *(f"all-{_province(s)}" for s in narrow if s.admin1)]
    elif wide:
        everywhere = [f"all-{_province(s)}" for s in wide]
        held, asked = everywhere, [*everywhere, *(f"in-{_province(s)}" for s in wide)]
    else:  # a country, a vague region, or nothing: the actors stand for the place
        anywhere = [f"open-{a}" for a in (*actors, *_countries(gist))]
        return _Cells(anywhere, [*anywhere, *(f"by-{a}" for a in actors)])
    return _Cells([*held, *(f"by-{a}" for a in actors)], [*asked, *(f"open-{a}" for a in actors)])


def _grid(spot: Spot) -> Iterable[str]:
    if spot.point is None:
        return [f"name-{spot.name}"]
    lat, lon = spot.point
    return sorted(
        {
            f"{int((lat + dy + 90) // CELL)}-{int((lon + dx + 180) // CELL)}"
            for dy in (-MARGIN, MARGIN)
            for dx in (-MARGIN, MARGIN)
        }
    )


def _province(spot: Spot) -> str:
    return f"{spot.country or '?'}-{spot.admin1}"


def _countries(gist: Gist) -> Collection[str]:
    return sorted({s.country for s in gist.spots if s.country}) or ["?"]


def _words(gist: Gist) -> list[str]:
    """Where time is silent: long words of the evidence in one town or between two actors, or both sides in a province.

    A text of no time may tell of any year: what it meets must not grow with all that its province has seen.
    """
    words = sorted((w for w in gist.words if len(w) >= LONG_WORD), key=lambda w: (-len(w), w))[:WORDS]
    spots = gist.spots[:PLACES]
    towns = sorted({f"{s.country}-{s.name}" for s in spots if not s.wide}) or sorted({_province(s) for s in spots if s.admin1})
    provinces = sorted({_province(s) for s in spots if s.admin1})
    one, other = sorted(gist.initiators - THINGS)[:1], sorted(gist.targets - THINGS)[:1]
    sides = ["|".join(sorted(one + other))] if one and other else []
    told = [f"{province}:{gist.report.type}:{both}" for province, both in product(provinces, sides)]
    return told + [f"{scope}:{word}" for scope, word in product(towns + sides, words)]
