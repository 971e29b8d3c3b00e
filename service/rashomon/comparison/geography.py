"""How well two places agree: names, distance against the coarser precision, provinces and countries."""

from __future__ import annotations

import math

from rashomon.comparison.gist import Spot

FAR_KM = 60.0  # two named towns further apart than this are two places, whatever else agrees
NEAR_KM = 25.0
SETTLEMENTS = frozenset({"village", "town"})


def agreement(left: Spot, right: Spot) -> tuple[float, str]:
    """Return -1 (elsewhere) to 1 (the same place) and why; symmetrical."""
    if left.wide or right.wide:
        return _wide(left, right)
    apart = distance_km(left, right)
    same_name = left.name == right.name or (left.geonames_id is not None and left.geonames_id == right.geonames_id)
    if same_name and (apart is None or apart <= FAR_KM):
        return 1.0, "same place"
    if apart is None:
        return _unmeasured(left, right)
    reason = f"places {apart:.0f} km apart"
    if apart <= left.radius + right.radius:
        two_towns = left.level in SETTLEMENTS and right.level in SETTLEMENTS
        return (0.3 if two_towns else 0.8), reason  # side by side, but each has its own name
    return (0.3 if apart <= NEAR_KM else -0.4 if apart <= FAR_KM else -1.0), reason


def distance_km(left: Spot, right: Spot) -> float | None:
    """Return the great-circle distance, None when a point is unknown."""
    if left.point is None or right.point is None:
        return None
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, spot.point)) for spot in (left, right) if spot.point is not None)
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(chord)))


def contains(outer: Spot, inner: Spot) -> bool:
    """The wider place holds the narrower one (its province or country), or they are the same."""
    if outer.name == inner.name and outer.level == inner.level:
        return True
    if outer.level == "country":
        return outer.country is not None and outer.country == inner.country
    if outer.level == "admin1":
        return outer.admin1 is not None and outer.admin1 == inner.admin1
    apart = distance_km(outer, inner)
    return apart is not None and outer.radius > inner.radius and apart <= outer.radius


def _wide(left: Spot, right: Spot) -> tuple[float, str]:
    if left.level == right.level and left.name == right.name:
        return (0.3 if left.level == "country" else 0.8), f"same {left.level}"
    if left.country and right.country and left.country != right.country:
        return -1.0, "different countries"
    if left.level == "country" or right.level == "country":
        return 0.1, "one names only the country"
    if left.admin1 and right.admin1:
        return (0.5, "same province") if left.admin1 == right.admin1 else (-0.8, "different provinces")
    apart = distance_km(left, right)
    if apart is None:
        return 0.0, "one names only a region"
    return (0.3 if apart <= max(left.radius, right.radius) else -0.5), f"region {apart:.0f} km away"


def _unmeasured(left: Spot, right: Spot) -> tuple[float, str]:
    if left.admin1 and right.admin1 and left.admin1 != right.admin1:
        return -0.8, "different provinces"
    return -0.3, "different names"
