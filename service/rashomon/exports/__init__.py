"""The same records in other shapes: lines, columns, maps, and the columns of two codebooks. One entry per kind and format."""

from __future__ import annotations

from rashomon.exports import acled, columns, explained, geojson, lines, ucdp
from rashomon.exports.shape import Writer

FORMATS: dict[tuple[str, str], Writer] = {
    ("events", "ndjson"): lines.write,
    ("reports", "ndjson"): lines.write,
    ("events", "csv"): columns.events,
    ("reports", "csv"): columns.reports,
    ("counts", "csv"): columns.figures,
    ("events", "geojson"): geojson.write,
    ("reports", "geojson"): geojson.write,
    ("events", "acled"): acled.write,
    ("events", "acled-excluded"): acled.write_excluded,
    ("events", "acled-explained"): explained.of_acled,
    ("events", "ucdp"): ucdp.write,
    ("events", "ucdp-excluded"): ucdp.write_excluded,
    ("events", "ucdp-explained"): explained.of_ucdp,
}
