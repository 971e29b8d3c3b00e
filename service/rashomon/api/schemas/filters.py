"""The questions of the lists: every filter of events and reports, and how to page and to answer."""

from __future__ import annotations

import dataclasses
from typing import Any, get_args

from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate, validates_schema

from rashomon.api.schemas.fields import Choices, Day, Flag, Instant, Numbers, Whole, choice, phrase
from rashomon.records.event import Grading
from rashomon.records.query import Filters
from rashomon.records.report import Basis, PlacePrecision, Realis, Scope

MAX_LIMIT = 200
DEFAULT_LIMIT = 50
# Parameters that say how to answer, not which rows: they bind no cursor.
HOW = frozenset({"limit", "cursor", "fields", "explain", "format", "rows"})
EVENT_FORMATS = ("json", "ndjson", "csv", "geojson", "acled", "ucdp")
REPORT_FORMATS = ("json", "ndjson", "csv", "geojson")
TABLE_FORMATS = ("json", "csv")
COMPARISON_FORMATS = ("json", "html", "md", "csv")


class Query(Schema):
    """A query whose unknown parameters are refused: a misspelt filter would answer with too much."""

    class Meta:
        """Strictness."""

        unknown = RAISE


def picking(record: type) -> Choices:
    """Return the parameter that picks fields of `record`."""
    names = "|".join(field.name.rstrip("_") for field in dataclasses.fields(record))
    return Choices(
        pattern=rf"^({names})(\.[a-z_0-9]+)*$",
        metadata={"description": "Only these fields, comma-separated; `when.start` reaches inside."},
    )


def paging() -> dict[str, fields.Field[Any]]:
    """Return the parameters of a page."""
    return {
        "limit": Whole(
            load_default=DEFAULT_LIMIT,
            validate=validate.Range(1, MAX_LIMIT),
            metadata={"description": "Rows of one page (of the whole answer in a streamed format, unlimited without it)."},
        ),
        "cursor": phrase("`next_cursor` of the page before; holds only for the same filters.", longest=2048),
    }


WORDS = {
    "actor": "An actor's id or name, in any role; `russia` also finds its air force.",
    "initiator": "Who acts: id or name.",
    "target": "Who or what is acted on: id or name.",
    "place": "A place's name or GeoNames id.",
    "admin1": "First-order division of the place.",
    "source": "An outlet's name or domain.",
    "claimant": "Who is named as the origin of an account: id or name.",
    "has_discrepancy": "A field (`killed`) or a kind (`contradiction`) of discrepancy.",
    "q": "Words in the label or the quotes: all of them, in any order; `bomb*` is a beginning.",
    "outcome": "How it went, such as `repelled`.",
    "weapon": "A weapon's id, name or class.",
    "holder": "Who holds the place: id or name.",
    "measure": "A count's measure, such as `killed`; with `of`, `min`, `max`.",
    "of": "Of whom the measure is, such as `civilians`; needs `measure`.",
    "external_id": "The client's own article id.",
}


def filtering() -> dict[str, fields.Field[Any]]:
    """Return one parameter per filter."""
    return {
        **{name: phrase(what, longest=200, pattern=r"\S") for name, what in WORDS.items()},
        "type": Choices(pattern=r"^[a-z_]{1,40}$", metadata={"description": "Event types, repeated or comma-separated."}),
        "country": phrase("ISO 3166-1 alpha-2 of the place.", longest=2, pattern=r"^[A-Za-z]{2}$"),
        "bbox": Numbers(
            ("west", -180, 180), ("south", -90, 90), ("east", -180, 180), ("north", -90, 90),
            metadata={"description": "`west,south,east,north` in degrees; west may be greater than east."},
        ),
        "near": Numbers(
            ("lat", -90, 90), ("lon", -180, 180), ("km", 0, 20038),
            metadata={"description": "`lat,lon,km`: within so many kilometres."}
        ),
        "since": Day(metadata={"description": "Happened on or after this day (intervals overlap)."}),
        "until": Day(metadata={"description": "Happened on or before this day (intervals overlap)."}),
        "within": Flag(metadata={"description": "`since`/`until` must contain the whole interval."}),
        "min_lineages": Whole(validate=validate.Range(1, 10000), metadata={"description": "Independent texts, at least."}),
        "grading": Choices(*get_args(Grading), metadata={"description": "Gradings, repeated or comma-separated."}),
        "updated_since": Instant(
            metadata={"description": "Changed at or after this date and time; merged and withdrawn events come as tombstones."}
        ),
        "excluded": choice("Also, or only, events that people excluded.", "include", "only"),
        "scope": choice("One happening, or a total or pattern.", *get_args(Scope)),
        "realis": choice("Whether it is told as having happened.", *get_args(Realis)),
        "min": Whole(validate=validate.Range(0), metadata={"description": "The measure is at least this; needs `measure`."}),
        "max": Whole(validate=validate.Range(0), metadata={"description": "The measure is at most this; needs `measure`."}),
        "date_basis": choice("Where the date comes from.", *get_args(Basis)),
        "place_precision": choice("How precise the place is.", *get_args(PlacePrecision)),
        "undated": choice("Also, or only, what has no date.", "include", "only"),
        "coarse": choice("Let what is known only to a district or wider match `bbox` and `near`.", "include"),
        "article_id": Choices(pattern=r"^[a-z]{3}_[a-z0-9]{1,64}$", metadata={"description": "Told by this article."}),
        "metadata": fields.Dict(
            keys=fields.String(), values=fields.String(), metadata={"description": "`metadata.<key>=value` of the articles."}
        ),
    }  # fmt: skip


class Filtering(Query):
    """Filters that belong together, made into the record."""

    @validates_schema
    def together(self, data: dict[str, Any], **_: Any) -> None:  # noqa: ANN401 - marshmallow's arguments
        """Refuse filters that cannot mean anything in company."""
        if data.get("since", "") > data.get("until", "9999"):
            raise ValidationError("Ends before it begins.", "until")
        if "measure" not in data and {"of", "min", "max"} & data.keys():
            raise ValidationError("`of`, `min` and `max` need `measure`.", "measure")
        if data.get("min", 0) > data.get("max", 10**18):
            raise ValidationError("Is less than `min`.", "max")
        if "bbox" in data and data["bbox"][1] > data["bbox"][3]:
            raise ValidationError("South lies north of north.", "bbox")

    @post_load
    def made(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:  # noqa: ANN401 - marshmallow's arguments
        """Return the arguments with the filters in one record under `filters`."""
        if "country" in data:
            data["country"] = data["country"].upper()
        given = {name: data.pop(name) for name in list(data) if name in Filters.__dataclass_fields__}
        return {**data, "filters": Filters(**given)}


def list_query(
    record: type, *, sorts: tuple[str, ...], formats: tuple[str, ...], explain: bool = False, without: tuple[str, ...] = ()
) -> type[Schema]:
    """Return the schema of the query of a list of `record`."""
    made = {name: field for name, field in filtering().items() if name not in without} | paging() | {"fields": picking(record)}
    if sorts:
        made["sort"] = choice("The order; a minus turns it round.", *sorts)
    if formats:
        made["format"] = choice("The format; wins over `Accept`.", *formats)
    if "acled" in formats:
        made["rows"] = choice(
            "In ACLED and UCDP columns: the rows, each value with its rule, or the events left out with the reason.",
            "included",
            "explained",
            "excluded",
        )
    if explain:
        made["explain"] = Flag(metadata={"description": "With the reasons behind the values."})
    return Filtering.from_dict(made, name="ListQuery")
