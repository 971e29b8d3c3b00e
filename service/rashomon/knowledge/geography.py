"""How places lie to each other: distance, and which contains which."""

from __future__ import annotations

import math
from typing import Protocol

from rashomon.knowledge.place_names import place_key

EARTH_RADIUS_KM = 6371.0
BREADTH = ("site", "neighbourhood", "village", "town", "city", "district", "admin1", "region", "country")  # narrow to broad


class Located(Protocol):
    """What a place of the gazetteer and a place of a report have in common."""

    @property
    def name(self) -> str:
        """Usual English name."""

    @property
    def country(self) -> str | None:
        """ISO code."""

    @property
    def admin1(self) -> str | None:
        """First-level division."""

    @property
    def latitude(self) -> float | None:
        """Degrees."""

    @property
    def longitude(self) -> float | None:
        """Degrees."""


def distance_km(a: Located, b: Located) -> float | None:
    """Return the great-circle distance, None when a point is not known."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    north, south = math.radians(a.latitude), math.radians(b.latitude)
    half = math.sin((south - north) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half)))


def contains(outer: Located, outer_level: str, inner: Located, inner_level: str) -> bool:
    """Tell whether `outer` is a country or province that holds `inner`; regions and unknown provinces hold nothing."""
    if BREADTH.index(outer_level) <= BREADTH.index(inner_level) or not outer.country or outer.country != inner.country:
        return False
    if outer_level == "country":
        return True
    return outer_level == "admin1" and bool(inner.admin1) and place_key(inner.admin1 or "") == place_key(outer.name)
