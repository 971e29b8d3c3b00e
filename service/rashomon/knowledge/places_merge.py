"""Joins the supplement's places with those of GeoNames that they are: one place, all its names, one id."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rashomon.knowledge.place_names import place_key, site_name

SETTLED = frozenset({"city", "town", "village", "neighbourhood"})
WIDE = frozenset({"region", "admin1"})
SAME_KM = {"settled": 20.0, "site": 6.0, "wide": 400.0}  # further apart it is another place of the name
LEAST_KNOWN = {"city": 75_000, "town": 6_000}  # wars empty places and censuses are old: what the supplement calls a town is one
CELL = 0.5  # degrees of a square in which neighbours are sought


class Entry(NamedTuple):
    """A place with its names: its own first, then others."""

    geonames_id: int | None
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    level: str
    population: int
    names: tuple[str, ...]


def with_supplement(listed: Iterable[Entry], supplement: Iterable[Entry]) -> Iterator[Entry]:
    """Yield all places: those listed, corrected by the supplement where it speaks of one of them, and what it adds.

    The supplement's name comes first: it is the usual English one. A place without a province gets its nearest town's.
    """
    entries, added = list(listed), list(supplement)
    spoken_of = {entry.country for entry in added}
    by_name: dict[tuple[str | None, str, str], list[int]] = {}
    squares: dict[tuple[str | None, int, int], list[Entry]] = {}
    for at, entry in enumerate(entries):
        for key in _keys(entry) if entry.country in spoken_of else ():
            by_name.setdefault(key, []).append(at)
        if entry.level in SETTLED and entry.admin1:
            squares.setdefault(_square(entry), []).append(entry)
    for entry in added:
        same = [
            at
            for key in _keys(entry)
            for at in by_name.get(key, ())
            if _apart(entry, entries[at]) <= SAME_KM[_kin(entry.level)]
        ]
        if same:
            entries[same[0]] = _amended(entries[same[0]], entry)
        else:
            entries.append(entry)
    return (_placed(entry, squares) for entry in entries)


def _kin(level: str) -> str:
    return "settled" if level in SETTLED else "wide" if level in WIDE else "site"


def _keys(entry: Entry) -> list[tuple[str | None, str, str]]:
    """Return what may make two entries one: country, sort of place, name; of wide places the first name only."""
    if entry.level in ("country", "district"):
        return []
    names = entry.names[:1] if entry.level in WIDE else entry.names
    said = [site_name(n) for n in names] if entry.level == "site" else names
    return list(dict.fromkeys((entry.country, _kin(entry.level), place_key(n)) for n in said))


def _amended(known: Entry, said: Entry) -> Entry:
    return known._replace(
        admin1=said.admin1 or known.admin1,
        level=known.level if known.level in WIDE or known.population else said.level,
        population=max(known.population, LEAST_KNOWN.get(said.level, 0)),
        names=tuple(dict.fromkeys([*said.names, *known.names])),
    )


def _placed(entry: Entry, squares: dict[tuple[str | None, int, int], list[Entry]]) -> Entry:
    """Give a place without province that of the nearest settlement."""
    if entry.admin1 or entry.level in ("country", "region", "admin1") or entry.latitude is None or not entry.country:
        return entry
    country, north, east = _square(entry)
    near = [e for i in (-1, 0, 1) for j in (-1, 0, 1) for e in squares.get((country, north + i, east + j), ())]
    nearest = min(near, key=lambda e: _apart(entry, e), default=None)
    return entry._replace(admin1=nearest.admin1) if nearest else entry


def _square(entry: Entry) -> tuple[str | None, int, int]:
    return entry.country, math.floor((entry.latitude or 0.0) / CELL), math.floor((entry.longitude or 0.0) / CELL)


def _apart(a: Entry, b: Entry) -> float:
    """Return kilometres on a flat map, near enough to tell neighbours; infinity without a point."""
    if a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return math.inf
    east = (a.longitude - b.longitude) * math.cos(math.radians(a.latitude))
    return 111.2 * math.hypot(a.latitude - b.latitude, east)
