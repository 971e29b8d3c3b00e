"""GeoJSON (RFC 7946): one feature per record, a point where the place is known to a town or better."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from rashomon.exports.shape import Shape
from rashomon.records.report import Where

PRECISE = frozenset({"site", "neighbourhood", "village", "town", "city"})


def write(records: Iterable[Any], shape: Shape) -> Iterator[str]:
    """Yield a FeatureCollection piece by piece; a coarse place gives `geometry: null` unless `coarse` is asked for."""
    yield '{"type":"FeatureCollection","features":['
    before = "\n"
    for record in records:
        yield before + json.dumps(_feature(record, shape), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        before = ",\n"
    yield "\n]}\n"


def _feature(record: Any, shape: Shape) -> dict[str, Any]:  # noqa: ANN401 - an event or a report
    return {
        "type": "Feature",
        "id": record.id,
        "geometry": _point(record.where, coarse=shape.coarse),
        "properties": shape.show(record),
    }


def _point(where: tuple[Where, ...], *, coarse: bool) -> dict[str, Any] | None:
    for place in where:
        if (coarse or place.precision in PRECISE) and place.latitude is not None and place.longitude is not None:
            return {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    return None
