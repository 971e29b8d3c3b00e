"""Reading arguments: strict bodies and queries into marshmallow schemas, and their errors into pointers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from flask import Request, g
from marshmallow import Schema, ValidationError, fields
from webargs.flaskparser import FlaskParser

from rashomon.api.bodies import escape, json_body
from rashomon.records.problems import FieldError, InvalidError

MAX_ERRORS = 50


class StrictParser(FlaskParser):
    """webargs with our bodies, our queries and our problems; what is unknown is for the schema to judge."""

    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = {}  # noqa: RUF012 - webargs' own class attribute

    def load_json(self, req: Request, schema: Schema) -> Any:  # noqa: ANN401, ARG002 - webargs' signature
        """Return the strict JSON body and keep it for the fingerprint of an Idempotency-Key."""
        g.payload = json_body(req)
        return g.payload

    def load_querystring(self, req: Request, schema: Schema) -> Any:  # noqa: ANN401 - webargs' signature
        """Return the query as data for `schema`."""
        return read_query(req.args.to_dict(flat=False), schema)

    def handle_error(self, error: ValidationError, *_: Any, **__: Any) -> NoReturn:  # noqa: ANN401 - webargs' signature
        """Turn marshmallow's messages into problem details."""
        raise invalid(error) from error


def invalid(error: ValidationError, *, under: str = "") -> InvalidError:
    """Return the 422 of a validation error; a body's pointers start at its root, a query's at `/query`."""
    messages = error.messages_dict if isinstance(error.messages, dict) else {"json": error.messages}
    found = []
    for location, inside in messages.items():
        root = under if location == "json" else f"{under}/{location}"
        found += [FieldError(pointer, detail) for pointer, detail in _flat(inside, root)]
    return InvalidError("The request does not fit; `errors` say where.", errors=tuple(found[:MAX_ERRORS]))


def _flat(messages: Any, pointer: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - marshmallow's messages
    if isinstance(messages, dict):
        for name, inside in messages.items():
            yield from _flat(inside, pointer if name == "_schema" else f"{pointer}/{escape(name)}")
    elif isinstance(messages, list):
        for inside in messages:
            yield from _flat(inside, pointer)
    else:
        yield pointer, str(messages)


def read_query(given: Mapping[str, list[str]], schema: Schema) -> dict[str, Any]:
    """Return the query's parameters: lists where the schema has lists, one value elsewhere, `metadata.<key>` gathered."""
    read: dict[str, Any] = {}
    errors: list[FieldError] = []
    for name, values in given.items():
        field = schema.fields.get(name)
        if any("\x00" in text for text in (name, *values)):
            errors.append(FieldError(f"/query/{escape(name)}", "Holds NUL."))
        elif isinstance(field, fields.List):
            read[name] = [part for value in values for part in value.split(",")]
        elif len(values) > 1:
            errors.append(FieldError(f"/query/{escape(name)}", "May be given once only."))
        elif name.startswith("metadata.") and "metadata" in schema.fields:
            read.setdefault("metadata", {})[name.removeprefix("metadata.")] = values[0]
        elif name == "metadata" and field:
            errors.append(FieldError("/query/metadata", "Give a key, as in `metadata.desk=world`."))
        else:
            read[name] = values[0]
    if errors:
        raise InvalidError("The query does not fit; `errors` say where.", errors=tuple(errors[:MAX_ERRORS]))
    return read
