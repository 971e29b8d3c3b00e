"""Every error as RFC 9457 problem details: one table from reason to status, and the handlers that use it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import structlog
from flask import Flask, Response, current_app, g, request
from werkzeug.exceptions import HTTPException

from rashomon.records.problems import (
    ConflictError,
    GoneError,
    InvalidError,
    NotFoundError,
    ProblemError,
    UnavailableError,
    UnreadableError,
)

MEDIA_TYPE = "application/problem+json"
CATALOGUE = "/docs/problems"
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a reason means to a client: the status, a title, and one sentence on what to do."""

    status: int
    title: str
    meaning: str


REASONS: dict[str, Kind] = {
    "bad_request": Kind(400, "Bad request", "The request could not be understood; nothing was stored."),
    "invalid_json": Kind(
        400, "Not strict JSON", "The body is not JSON as RFC 8259 has it: check NaN, duplicate names, depth, encoding."
    ),
    "invalid_idempotency_key": Kind(
        400, "Unusable Idempotency-Key", "Send 1 to 255 printable ASCII characters, quoted or not."
    ),
    "unauthenticated": Kind(401, "Who are you?", "Send `Authorization: Bearer rsh_...` with a key that is not revoked."),
    "forbidden": Kind(403, "Not with this key", "The key lacks the scope that the operation needs."),
    "not_found": Kind(404, "Not found", "There is no such thing for this tenant."),
    "method_not_allowed": Kind(405, "Method not allowed", "`Allow` names the methods of this address."),
    "not_acceptable": Kind(406, "No such format", "Ask for one of the formats that the operation lists."),
    "request_timeout": Kind(408, "Too slow", "The request did not arrive in time; nothing was stored."),
    "conflict": Kind(409, "Conflict", "The request contradicts what is stored."),
    "external_id_in_use": Kind(409, "External id in use", "Delete the article named, or submit this version under another id."),
    "article_being_deleted": Kind(409, "Just being deleted", "The same article is being deleted; submit it again."),
    "job_finished": Kind(409, "The job has ended", "Only a queued or running job can be cancelled."),
    "job_not_retryable": Kind(409, "Nothing to retry", "Only a failed, cancelled or quarantined job can be run again."),
    "event_merged": Kind(409, "Event merged", "The event is part of another by now; `detail` names it."),
    "gone": Kind(410, "Gone", "It existed and does no more."),
    "comparison_expired": Kind(410, "Comparison expired", "The result of a comparison is kept for 24 hours; ask for it anew."),
    "event_withdrawn": Kind(410, "Event withdrawn", "All reports of this event are gone."),
    "precondition_failed": Kind(412, "Changed meanwhile", "`If-Match` names another state: read it again."),
    "too_large": Kind(413, "Too large", "The body is larger than this service takes."),
    "text_too_large": Kind(413, "Text too large", "The article's text is larger than this service reads."),
    "uri_too_long": Kind(414, "Address too long", "Shorten the query."),
    "unsupported_media_type": Kind(
        415, "Unsupported media type", "Send the media type that the operation names, in UTF-8, not compressed."
    ),
    "invalid": Kind(422, "Invalid", "The request is well formed but not acceptable; `errors` point at the places."),
    "invalid_cursor": Kind(422, "Invalid cursor", "A cursor holds only for the query that gave it; start again without one."),
    "idempotency_key_reused": Kind(422, "Key used before", "The Idempotency-Key came with another payload before."),
    "callback_refused": Kind(422, "Address refused", "Webhooks are not sent to this address."),
    "unreadable_text": Kind(422, "Unreadable text", "The text cannot be read (not text, or no words)."),
    "unsupported_language": Kind(422, "Unsupported language", "The text is not in a language that this service reads."),
    "precondition_required": Kind(428, "If-Match required", "Read the resource and send its ETag in `If-Match`."),
    "rate_limited": Kind(429, "Too many requests", "Wait as `Retry-After` says."),
    "queue_full": Kind(429, "Too much queued", "Let queued jobs end before submitting more."),
    "headers_too_large": Kind(431, "Headers too large", "Send fewer or shorter header fields."),
    "internal_error": Kind(
        500, "Internal error", "Our fault; the log holds it under the request id. The same call may be sent again."
    ),
    "unavailable": Kind(503, "Not now", "A part of the service is away; try again."),
    "database_unavailable": Kind(503, "Database away", "The database cannot answer now; nothing was stored. Try again."),
    "too_many_streams": Kind(503, "Too many streams", "This process holds as many streams as it may; poll, or try later."),
}

RETRYABLE = frozenset({408, 429, 500, 503})
# A reason of a lower room that is not in the table still gets the status of its class.
BY_CLASS: tuple[tuple[type[ProblemError], int], ...] = (
    (NotFoundError, 404),
    (ConflictError, 409),
    (InvalidError, 422),
    (UnreadableError, 422),
    (GoneError, 410),
    (UnavailableError, 503),
)
BY_STATUS = {
    400: "bad_request", 401: "unauthenticated", 403: "forbidden", 404: "not_found", 405: "method_not_allowed",
    406: "not_acceptable",
    408: "request_timeout", 409: "conflict", 410: "gone", 412: "precondition_failed", 413: "too_large", 414: "uri_too_long",
    415: "unsupported_media_type", 422: "invalid", 428: "precondition_required", 429: "rate_limited", 431: "headers_too_large",
    503: "unavailable",
}  # fmt: skip


def register(app: Flask) -> None:
    """Make every way of failing answer with problem details."""
    app.register_error_handler(ProblemError, _told)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Exception, _unexpected)


def problem(error: ProblemError, headers: dict[str, str] | None = None) -> Response:
    """Return the response for `error`; also used where no handler runs (batch lines use `body_of`)."""
    body = body_of(error)
    response = Response(json.dumps(body, ensure_ascii=False), body["status"], headers, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    if body["status"] == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="rashomon"'
    if body["status"] in {429, 503}:
        response.headers.setdefault("Retry-After", "1")
    return response


def body_of(error: ProblemError) -> dict[str, Any]:
    """Return the problem details of `error` for the current request."""
    return details(error, request_id=g.get("request_id"))


def details(error: ProblemError, *, request_id: str | None) -> dict[str, Any]:
    """Return the problem details of `error` as plain data."""
    kind = REASONS.get(error.reason)
    status = kind.status if kind else next((s for c, s in BY_CLASS if isinstance(error, c)), 500)
    return {
        "type": f"{CATALOGUE}#{error.reason}",
        "title": kind.title if kind else error.reason.replace("_", " ").capitalize(),
        "status": status,
        "detail": error.detail,
        "reason": error.reason,
        "request_id": request_id,
        "retryable": error.retryable or status in RETRYABLE,
        "errors": [{"pointer": e.pointer, "detail": e.detail} for e in error.errors],
    }


def _told(error: ProblemError) -> Response:
    if error.reason == "internal_error":
        return _unexpected(error)
    return problem(error, getattr(error, "headers", None))


def _refused(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return Response(status=404) if error.response is None else current_app.make_response(error.response)
    reason = BY_STATUS.get(error.code, "internal_error" if error.code >= 500 else "bad_request")
    headers = {name: value for name, value in error.get_headers() if name.lower() in {"allow", "retry-after"}}
    return problem(ProblemError(error.description or reason, reason=reason), headers)


def _unexpected(error: Exception) -> Response:
    _log.exception("request failed", exc_info=error, method=request.method, path=request.path, request_id=g.get("request_id"))
    return problem(ProblemError("The service failed on this request; it is not the request's fault.", reason="internal_error"))
