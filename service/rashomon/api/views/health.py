"""Is it there, can it keep its promise, what has it been doing: for supervisors, balancers and monitors."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from flask import Blueprint, Response, current_app, request

from rashomon.api.answers import json_bytes
from rashomon.api.metrics import exposition
from rashomon.api.services import state
from rashomon.records.problems import FieldError, InvalidError
from rashomon.workflows import read

room = Blueprint("health", __name__)
SILENT = 15.0  # seconds after which a relay or worker counts as dead
PROMISE = ("database",)  # what an accepted article needs
PROCESSING = ("database", "broker", "relay", "worker")  # what reading one needs
_log = structlog.get_logger(__name__)


@room.get("/livez")
def live() -> Response:
    """Say that this process answers."""
    return _no_store(Response(b'{"status":"ok"}', content_type="application/json"))


@room.get("/readyz")
def ready() -> Response:
    """Say whether this process can keep its promise; `?for=processing`: whether an article could be read now."""
    purpose = request.args.get("for", "accepting")
    if purpose not in {"accepting", "processing"}:
        raise InvalidError("`for` is `accepting` or `processing`.", errors=(FieldError("/query/for", "Not known."),))
    checks = {
        "database": _try(_database),
        "broker": _try(_broker),
        "relay": _try(_role("relay")),
        "worker": _try(_role("worker")),
    }
    needed = PROCESSING if purpose == "processing" else PROMISE
    good = all(checks[name] == "ok" for name in needed)
    body = json_bytes({"status": "ok" if good else "unavailable", "for": purpose, "checks": checks})
    return _no_store(Response(body, 200 if good else 503, content_type="application/json"))


@room.get("/metrics")
def metrics() -> Response:
    """Serve this service's figures in the Prometheus text format."""
    body, content_type = exposition(current_app.extensions["rashomon.metrics"], state().services.store)
    return _no_store(Response(body, content_type=content_type))


def _try(check: Callable[[], str]) -> str:
    try:
        return check()
    except Exception as error:  # noqa: BLE001 - whatever is wrong, the check tells it
        _log.warning("not ready", check=check.__name__, error=type(error).__name__)
        return "away"


def _database() -> str:
    read.check_writable(state().services.store)
    return "ok"


def _broker() -> str:
    return "ok" if state().services.broker_answers() else "away"


def _role(role: str) -> Callable[[], str]:
    def alive() -> str:
        return (
            "ok" if any(p.role == role and p.silent_for <= SILENT for p in read.processes(state().services.store)) else "away"
        )

    return alive


def _no_store(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
