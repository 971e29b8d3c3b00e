"""One decorator per operation: its address, what it takes, what it answers, all of it in the document as well."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Response, request
from flask_smorest import Blueprint as SmorestBlueprint

from rashomon.api.arguments import StrictParser
from rashomon.records.problems import ProblemError

View = Callable[..., Response]
JSON = "application/json"
PROBLEM_JSON = "application/problem+json"


class Room(SmorestBlueprint):  # type: ignore[misc]  # flask-smorest ships no types
    """A blueprint that reads arguments strictly."""

    ARGUMENTS_PARSER = StrictParser()


@dataclass(frozen=True, slots=True)
class Reply:
    """One way an operation succeeds. `schema` is a component's name or a JSON Schema."""

    status: int
    schema: str | dict[str, Any] | None = None
    media: str = JSON
    what: str | None = None


def operation(
    room: Room,
    rule: str,
    *,
    name: str,
    replies: tuple[Reply, ...],
    method: str = "GET",
    **takes: Any,  # noqa: ANN401 - schemas and documentation, see below
) -> Callable[[View], View]:
    """Register a view as an operation. `takes`: `query` and `body` schemas, anything else goes into the document.

    The view gets the query's arguments, then the body's, then the address's by name. Its docstring is the documentation.
    """
    query, body = takes.pop("query", None), takes.pop("body", None)
    media = tuple(dict.fromkeys(reply.media for reply in replies if reply.schema is not None))

    def register(view: View) -> View:
        made = _acceptable(view, media)
        first, *others = replies
        for reply in reversed(others):
            made = room.alt_response(
                reply.status, schema=reply.schema, content_type=reply.media, description=reply.what, success=True
            )(made)
        made = room.response(first.status, schema=first.schema, content_type=first.media, description=first.what)(made)
        if body is not None:
            made = room.arguments(body(), location="json")(made)  # made once: a schema copies all of its fields
        if query is not None:
            made = room.arguments(query(), location="query")(made)
        room.route(rule, methods=[method], endpoint=name)(room.doc(operationId=name, **takes)(made))
        return view

    return register


def _acceptable(view: View, media: tuple[str, ...]) -> View:
    """Refuse before anything happens when the client takes none of the formats that the operation has."""

    @functools.wraps(view)
    def checked(*args: Any, **kwargs: Any) -> Response:  # noqa: ANN401 - the view's own arguments
        accepted = request.accept_mimetypes
        if media and accepted and "format" not in request.args and not accepted.best_match(media):
            raise ProblemError(f"This answers with {', '.join(media)}.", reason="not_acceptable")
        return view(*args, **kwargs)

    return checked
