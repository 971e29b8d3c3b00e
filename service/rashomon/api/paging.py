"""Lists: the cursor of the question, the slice, the rows as the client wants them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Response, request

from rashomon.api.answers import page, pick
from rashomon.api.callers import tenant
from rashomon.api.schemas.filters import HOW
from rashomon.api.services import state
from rashomon.records.plain import to_plain
from rashomon.records.query import Slice

R = TypeVar("R")
Key = tuple[Any, ...]


def answer_page(read: Callable[[int, Key | None], Slice[R]], query: dict[str, Any]) -> Response:
    """Answer with the page that `query` asks for; `read` takes the limit and the key to go on after."""
    question = question_of()
    after = state().cursors.read(query["cursor"], question=question) if query.get("cursor") else None
    found = read(query["limit"], after)
    rows = [shown(item, query) for item in found.items]
    return page(rows, state().cursors.write(found.next_key, question=question) if found.next_key else None)


def shown(record: Any, query: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - any record
    """Return a record as plain data with what the query asks for: `explain`, `fields`."""
    plain: dict[str, Any] = to_plain(record)
    if not query.get("explain"):
        plain.pop("explain", None)
    return pick(plain, query.get("fields") or ())


def question_of() -> str:
    """Return what a cursor is bound to: the tenant, the address and the filters, in whatever order they were written."""
    asked = sorted((name, sorted(values)) for name, values in request.args.to_dict(flat=False).items() if name not in HOW)
    return hashlib.sha256(json.dumps([tenant(), request.path, asked]).encode("utf-8", "surrogatepass")).hexdigest()
