"""A span for each request of an operation that needs a key."""

from __future__ import annotations

from contextlib import ExitStack

from flask import Flask, Response, g, request

from rashomon import tracing
from rashomon.api.callers import NEEDED


def register(app: Flask) -> None:
    """Trace requests; register after `envelope`, which names them."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    if request.blueprint not in NEEDED:
        return
    operation = (request.endpoint or "").rpartition(".")[2]
    g.span = ExitStack()
    g.tell = g.span.enter_context(
        tracing.span(operation, kind="SERVER", request_id=g.request_id, method=request.method, route=str(request.url_rule))
    )


def _end(response: Response) -> Response:
    if "span" in g:
        g.tell(status=response.status_code)
        g.span.close()
    return response
