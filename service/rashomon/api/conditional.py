"""Conditional requests: a strong ETag on every JSON answer to a read, 304, and If-Match before a change."""

from __future__ import annotations

import hashlib

from flask import Response, request

from rashomon.records.problems import ProblemError


def etag_of(body: bytes) -> str:
    """Return the strong validator of a representation, without quotes."""
    return hashlib.sha256(body).hexdigest()[:32]


def make_conditional(response: Response) -> Response:
    """Give a 200 its ETag, and turn it into 304 when the client holds it already (weak comparison, as RFC 9110 has it)."""
    response.set_etag(etag_of(response.get_data()))
    if request.if_none_match.contains_weak(response.get_etag()[0] or ""):
        response.set_data(b"")
        response.status_code = 304
        for name in ("Content-Type", "Content-Length"):
            response.headers.pop(name, None)
    return response


def require_match(current: bytes, *, required: bool) -> None:
    """Raise 428 when `required` and there is no If-Match, 412 when it names another state than `current`."""
    if "If-Match" not in request.headers:
        if required:
            raise ProblemError("Send the ETag of the state you read in If-Match.", reason="precondition_required")
        return
    if not request.if_match.contains(etag_of(current)):
        raise ProblemError("The resource is no longer what If-Match names.", reason="precondition_failed")
