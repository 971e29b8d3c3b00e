"""The examples of the contract, from one file: records that fit their schemas, and a request where one has a body."""

from __future__ import annotations

import functools
import json
from importlib import resources
from typing import Any

from rashomon.api.describe import ON_REQUEST, RECORDS
from rashomon.records.plain import from_plain, to_plain

Json = dict[str, Any]


@functools.cache
def load_examples() -> Json:
    """Return the examples: `ids`, `records` (with every field of theirs), `requests`, `texts`, `webhooks`."""
    held: Json = json.loads(resources.files("rashomon.api").joinpath("examples.json").read_text(encoding="utf-8"))
    for record in RECORDS:
        whole = to_plain(from_plain(record, held["records"][record.__name__]))
        held["records"][record.__name__] = {name: value for name, value in whole.items() if name not in ON_REQUEST}
    return held


def example_of(operation: str, media: str, schema: Json) -> Any:  # noqa: ANN401 - any JSON data
    """Return the example answer of an operation in one format."""
    if media != "application/json":
        return load_examples()["texts"][f"{operation} {media}"]
    reference = schema.get("$ref") or schema["anyOf"][0]["$ref"]
    return named_example(reference.rpartition("/")[2])


def named_example(name: str) -> Any:  # noqa: ANN401 - any JSON data
    """Return the example of a component; a page holds the one of its record."""
    records = load_examples()["records"]
    if name in records:
        return records[name]
    return {"data": [records[name.removesuffix("Page")]], "next_cursor": None, "has_more": False}
