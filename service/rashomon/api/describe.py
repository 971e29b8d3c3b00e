"""JSON Schema of the records, made from the records: what is served and what is described cannot drift apart."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from rashomon.records.article import Article
from rashomon.records.comparison import Comparison
from rashomon.records.decision import EventDecision
from rashomon.records.event import Event
from rashomon.records.figure import FoundDiscrepancy, StatedFigure
from rashomon.records.job import Job, JobItem
from rashomon.records.key import ApiKey
from rashomon.records.lineage import Lineage
from rashomon.records.report import Report
from rashomon.records.revision import Revision
from rashomon.records.webhook import Delivery, Endpoint

Json = dict[str, Any]
RECORDS: tuple[type, ...] = (
    Article, Job, JobItem, Report, Event, EventDecision, Revision, Comparison, StatedFigure, FoundDiscrepancy, Lineage, ApiKey,
    Endpoint, Delivery,
)  # fmt: skip
PAGED = (
    Article, Job, JobItem, Report, Event, EventDecision, Revision, StatedFigure, FoundDiscrepancy, Endpoint, Delivery,
)  # fmt: skip
PICKED = (Article, Report, Event, Revision, Job, StatedFigure, FoundDiscrepancy)
ON_REQUEST = frozenset({"explain"})  # fields that are served only when asked for
SCALARS: dict[Any, Json] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    Any: {},
}
PROBLEM: Json = {
    "type": "object",
    "description": "RFC 9457 problem details. `reason` is stable; `retryable` says whether the same call may work later.",
    "required": ["type", "title", "status", "detail", "reason", "request_id", "retryable", "errors"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "reason": {"type": "string"},
        "request_id": {"type": ["string", "null"]},
        "retryable": {"type": "boolean"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}


def components() -> dict[str, Json]:
    """Return every schema of `#/components/schemas` that describes an answer, by name."""
    made: dict[str, Json] = {"Problem": PROBLEM}
    for record in RECORDS:
        _describe(record, made)
    for record in PICKED:
        whole = made[record.__name__]
        made[f"{record.__name__}Fields"] = {
            **{name: value for name, value in whole.items() if name != "required"},
            "description": f"The fields of {record.__name__} that `fields=` picked; inside them, too, only the picked ones.",
            "properties": {name: {} for name in whole["properties"]},
        }
    for record in PAGED:
        made[f"{record.__name__}Page"] = _page(record.__name__, picked=record in PICKED)
    made["BatchResult"] = _batch(made)
    made["Secret"] = {
        "type": "object",
        "required": ["endpoint", "secret", "public_key"],
        "properties": {
            "endpoint": {"$ref": "#/components/schemas/Endpoint"},
            "secret": {"type": "string"},
            "public_key": {"type": "string"},
        },
    }
    made["CallbackKeys"] = {
        "type": "object",
        "required": ["secret", "public_key"],
        "properties": {"secret": {"type": "string"}, "public_key": {"type": "string"}},
    }
    made["JobSent"] = {
        "type": "object",
        "description": "One server-sent event of the stream: a state of the job. `id` names the state.",
        "required": ["id", "event", "data"],
        "properties": {
            "id": {"type": "string"},
            "event": {"type": "string", "const": "job"},
            "data": {
                "type": "string",
                "contentMediaType": "application/json",
                "contentSchema": {"$ref": "#/components/schemas/Job"},
            },
        },
    }
    made["Recovered"] = {
        "type": "object",
        "required": ["messages"],
        "properties": {"messages": {"type": "integer", "description": "How many are sent again."}},
    }
    made["NewKey"] = {
        "type": "object",
        "required": ["key", "secret"],
        "properties": {"key": {"$ref": "#/components/schemas/ApiKey"}, "secret": {"type": "string"}},
    }
    made["KeyList"] = {
        "type": "object",
        "required": ["data"],
        "properties": {"data": {"type": "array", "items": {"$ref": "#/components/schemas/ApiKey"}}},
    }
    made["ComparisonResult"] = {
        "type": "object",
        "required": ["job", "comparisons"],
        "properties": {
            "job": {"$ref": "#/components/schemas/Job"},
            "comparisons": {"type": ["array", "null"], "items": {"$ref": "#/components/schemas/Comparison"}},
        },
    }
    made["WebhookMessage"] = {
        "type": "object",
        "description": "Thin: ids and what changed. Read the rest by id.",
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": {"type": "string"},
            "timestamp": {"type": "string", "format": "date-time"},
            "data": {"type": "object"},
        },
    }
    made["Vocabulary"] = {
        "type": "object",
        "description": "What a client may meet, by list.",
        "required": ["types", "actors", "weapons", "measures"],
        "properties": {
            "types": _rows("id", "label", codes=_rows("codebook", "when", "code", "detail")),
            "actors": {"type": "array", "items": {"$ref": "#/components/schemas/Actor"}},
            "weapons": _rows("id", "name", "class"),
            "measures": _rows("id", "meaning"),
            "gradings": {"type": "array", "items": {"type": "string"}},
        },
    }
    return made


def _rows(*texts: str, **others: Json) -> Json:
    """Return the schema of a list of objects with these texts and other fields."""
    properties = {**{name: {"type": "string"} for name in texts}, **others}
    return {"type": "array", "items": {"type": "object", "required": list(properties), "properties": properties}}


def whole_or_picked(name: str) -> Json:
    """Return the schema of an answer that `fields=` may cut."""
    return {"anyOf": [{"$ref": f"#/components/schemas/{name}"}, {"$ref": f"#/components/schemas/{name}Fields"}]}


def _page(name: str, *, picked: bool) -> Json:
    return {
        "type": "object",
        "required": ["data", "next_cursor", "has_more"],
        "properties": {
            "data": {"type": "array", "items": whole_or_picked(name) if picked else {"$ref": f"#/components/schemas/{name}"}},
            "next_cursor": {"type": ["string", "null"]},
            "has_more": {"type": "boolean"},
        },
    }


def _batch(made: dict[str, Json]) -> Json:
    line = {
        "type": "object",
        "required": ["index", "outcome", "job_id", "article_id", "problem"],
        "properties": {
            "index": {"type": "integer"},
            "outcome": {"type": "string", "enum": ["created", "known", "refused"]},
            "job_id": {"type": ["string", "null"]},
            "article_id": {"type": ["string", "null"]},
            "problem": {"anyOf": [{"$ref": "#/components/schemas/Problem"}, {"type": "null"}]},
        },
    }
    job = made["Job"]
    return {
        **job,
        "description": "The batch's job, and what became of each line.",
        "required": [*job["required"], "lines"],
        "properties": {**job["properties"], "lines": {"type": "array", "items": line}},
    }


def _describe(record: type, made: dict[str, Json]) -> None:
    if record.__name__ in made:
        return
    made[record.__name__] = {}  # holds the place while its parts are described
    hints = get_type_hints(record)
    properties = {f.name.rstrip("_"): _schema(hints[f.name], made) for f in fields(record)}
    made[record.__name__] = {
        "type": "object",
        "description": " ".join((record.__doc__ or "").split()),
        "required": [name for name in properties if name not in ON_REQUEST],
        "properties": properties,
        "additionalProperties": False,
    }


def _schema(hint: Any, made: dict[str, Json]) -> Json:  # noqa: ANN401, PLR0911 - typing objects; one return per kind of hint
    if hint in SCALARS:
        return dict(SCALARS[hint])
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"type": "string", "enum": list(args)}
    if origin in (Union, types.UnionType):
        return _nullable(_schema(next(a for a in args if a is not type(None)), made))
    if origin is tuple and args[-1] is Ellipsis:
        return {"type": "array", "items": _schema(args[0], made)}
    if origin is tuple:
        items = _schema(args[0], made)
        return {"type": "array", "items": items, "minItems": len(args), "maxItems": len(args)}
    if origin is list:
        return {"type": "array", "items": _schema(args[0], made)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(args[1], made) or True}
    if is_dataclass(hint) and isinstance(hint, type):
        _describe(hint, made)
        return {"$ref": f"#/components/schemas/{hint.__name__}"}
    raise TypeError(f"no JSON Schema for {hint!r}")


def _nullable(schema: Json) -> Json:
    if isinstance(schema.get("type"), str):
        null: Json = {"type": [schema["type"], "null"]}
        return {**schema, **null, **({"enum": [*schema["enum"], None]} if "enum" in schema else {})}
    return {"anyOf": [schema, {"type": "null"}]}
