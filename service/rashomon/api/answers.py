"""Answers: records as JSON bytes, the chosen fields, pages with their links."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from rashomon.api.conditional import make_conditional
from rashomon.records.plain import to_plain
from rashomon.records.problems import FieldError, InvalidError


def json_bytes(data: Any) -> bytes:  # noqa: ANN401 - any record or JSON data
    """Return `data` as compact UTF-8 JSON; the same data always gives the same bytes."""
    return json.dumps(to_plain(data), ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def answer(data: Any, status: int = 200, *, headers: dict[str, str] | None = None) -> Response:  # noqa: ANN401 - as above
    """Return `data` as a JSON response; a 200 to GET gets its ETag and may become 304."""
    response = Response(json_bytes(data), status, headers, content_type="application/json")
    response.headers["Cache-Control"] = "private, no-cache" if request.method in {"GET", "HEAD"} else "no-store"
    response.vary.update({"Accept", "Authorization"})
    return make_conditional(response) if status == 200 and request.method in {"GET", "HEAD"} else response


def page(rows: list[dict[str, Any]], next_cursor: str | None) -> Response:
    """Return one page of plain rows; `Link` names the next one."""
    response = answer({"data": rows, "next_cursor": next_cursor, "has_more": next_cursor is not None})
    if next_cursor is not None:
        pairs = [(name, value) for name, value in request.args.items(multi=True) if name != "cursor"]
        response.headers["Link"] = f'<{request.path}?{urlencode([*pairs, ("cursor", next_cursor)])}>; rel="next"'
    return response


def pick(row: dict[str, Any], wanted: tuple[str, ...]) -> dict[str, Any]:
    """Return only the wanted fields of `row` in its own order, all of it when none is named; `when.start` reaches inside."""
    if not wanted:
        return row
    heads: dict[str, list[str]] = {}
    for path in wanted:
        head, _, rest = path.partition(".")
        heads.setdefault(head, []).append(rest)
    if unknown := [head for head in heads if head not in row]:
        error = FieldError("/query/fields", f"There is no field {unknown[0][:80]!r}; there are {', '.join(row)}.")
        raise InvalidError("`fields` names a field that does not exist.", errors=(error,))
    return {head: _inside(value, tuple(heads[head])) for head, value in row.items() if head in heads}


def _inside(value: Any, rests: tuple[str, ...]) -> Any:  # noqa: ANN401 - JSON data
    if "" in rests:
        return value
    if isinstance(value, list):
        return [_inside(item, rests) for item in value]
    return pick(value, rests) if isinstance(value, dict) else value
