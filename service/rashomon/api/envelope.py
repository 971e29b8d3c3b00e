"""What surrounds every answer: the request id, the headers that keep browsers from guessing, CORS when it is switched on."""

from __future__ import annotations

import re

import structlog
from flask import Flask, Response, g, request

from rashomon import tracing
from rashomon.api.services import state
from rashomon.records.identity import random_id

_REQUEST_ID = re.compile(r"[A-Za-z0-9._:/+=@-]{1,128}")
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}
EXPOSED = (
    "ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id, Idempotency-Replayed, Preference-Applied"
)
ALLOWED = "Accept, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, Prefer, X-Request-Id"


def register(app: Flask) -> None:
    """Surround every answer."""
    app.before_request(_name)
    app.after_request(_surround)


def _name() -> None:
    given = request.headers.get("X-Request-Id", "")
    traced = tracing.request_id_of(request.headers.get("traceparent", ""))
    g.request_id = given if _REQUEST_ID.fullmatch(given) else traced or random_id("req")
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _surround(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.get("request_id", "")
    given = {name.lower() for name in response.headers.keys()}  # noqa: SIM118 - no dictionary
    for name, value in SECURITY.items():
        if name.lower() not in given:
            response.headers.add(name, value)
    _share(response)
    return response


def _share(response: Response) -> None:
    origin, allowed = request.headers.get("Origin"), state().settings.cors_origins
    if not allowed:
        return
    response.vary.add("Origin")
    if origin is None or origin not in {item.strip() for item in allowed.split(",")}:
        return
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = EXPOSED
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        response.headers["Access-Control-Allow-Methods"] = ", ".join(sorted(response.allow))
        response.headers["Access-Control-Allow-Headers"] = ALLOWED
        response.headers["Access-Control-Max-Age"] = "600"
