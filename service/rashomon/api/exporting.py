"""Lists in every format: JSON in pages, the others streamed from page to page without holding a connection in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from rashomon.api.conditional import make_conditional
from rashomon.api.formats import MEDIA, chosen_format
from rashomon.api.operation import Reply
from rashomon.api.paging import Key, answer_page, question_of, shown
from rashomon.api.services import state
from rashomon.exports import FORMATS
from rashomon.exports.shape import Shape
from rashomon.records.event import Event
from rashomon.records.query import Slice
from rashomon.records.report import Report

PAGE = 200
COLUMNS = ("acled", "ucdp")  # formats with inclusion rules


@dataclass(frozen=True, slots=True)
class Source:
    """Where rows come from: `read` takes a limit and the key to go on after.

    It must not need the request: a stream outlives it.
    """

    kind: str
    read: Callable[[int, Key | None], Slice[Any]]
    reports_of: Callable[[Event], tuple[Report, ...]] = lambda _: ()
    event_of: Callable[[str], Event | None] = lambda _: None


def replies(schema: str, offered: tuple[str, ...]) -> tuple[Reply, ...]:
    """Return the documented answers of a list in the offered formats."""
    media = dict.fromkeys(MEDIA[name] for name in offered if name != "json")
    return (Reply(200, schema), *(Reply(200,
    {"type": "object"} if "json" in name and "nd" not in name else {"type": "string"}, name)
                                  for name in media))  # fmt: skip


def answer_list(source: Source, query: dict[str, Any], offered: tuple[str, ...]) -> Response:
    """Answer with a list in the format asked for."""
    chosen = chosen_format(query.get("format"), offered)
    if chosen == "json":
        return answer_page(source.read, query)
    after = state().cursors.read(query["cursor"], question=question_of()) if query.get("cursor") else None
    limit = query["limit"] if "limit" in request.args else None
    records = _all(source, limit, after)
    first = next(records, None)  # so that whatever fails, fails before the answer has begun
    rest = chain([first], records) if first is not None else iter(())
    picked = {"explain": query.get("explain"), "fields": query.get("fields")}
    shape = Shape(
        lambda record: shown(record, picked),
        coarse=query["filters"].coarse == "include",
        reports_of=source.reports_of,
        event_of=source.event_of,
    )
    if first is not None:
        shape.show(first)
    rows = query.get("rows", "included") if chosen in COLUMNS else "included"
    writer = FORMATS[source.kind, chosen if rows == "included" else f"{chosen}-{rows}"]
    response = Response(writer(rest, shape), content_type=_content_type(chosen))
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.update({"Accept", "Authorization"})
    if chosen != "ndjson":
        response.headers["Content-Disposition"] = f'inline; filename="{source.kind}-{chosen}.{_suffix(chosen)}"'
    if chosen in COLUMNS and rows != "excluded":
        pairs = [pair for pair in request.args.items(multi=True) if pair[0] not in {"rows", "format"}]
        left_out = urlencode([*pairs, ("format", chosen), ("rows", "excluded")])
        response.headers["Link"] = f'<{request.path}?{left_out}>; rel="describedby"; title="events left out, and why"'
    return response


def text_answer(text: str, chosen: str) -> Response:
    """Answer with one document of text."""
    response = Response(text, content_type=_content_type(chosen))
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.update({"Accept", "Authorization"})
    if chosen == "html":
        response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    return make_conditional(response)


def _all(source: Source, limit: int | None, after: Key | None) -> Iterator[Any]:
    left = limit
    while left is None or left > 0:
        part = source.read(PAGE if left is None else min(PAGE, left), after)
        yield from part.items
        after = part.next_key
        if after is None:
            return
        left = None if left is None else left - len(part.items)


def _content_type(chosen: str) -> str:
    media = MEDIA[chosen]
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _suffix(chosen: str) -> str:
    return {"geojson": "geojson"}.get(chosen, "csv")
