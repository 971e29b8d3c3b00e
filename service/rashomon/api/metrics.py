"""Figures of the web process: requests by operation and status, and how long they took."""

from __future__ import annotations

import time
from dataclasses import dataclass

import structlog
from flask import Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from rashomon.api.backlog import Backlog
from rashomon.workflows.ports import Store

_log = structlog.get_logger(__name__)
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


@dataclass(frozen=True, slots=True)
class Figures:
    """The registry of one application; `directory` gathers several processes (PROMETHEUS_MULTIPROC_DIR must be the same)."""

    registry: CollectorRegistry
    requests: Counter
    seconds: Histogram
    directory: str | None


def register(app: Flask, *, directory: str | None) -> None:
    """Count every request."""
    registry = CollectorRegistry()
    figures = Figures(
        registry,
        Counter("rashomon_http_requests", "Requests answered.", ("operation", "method", "status"), registry=registry),
        Histogram("rashomon_http_seconds", "Seconds to answer.", ("operation",), registry=registry, buckets=BUCKETS),
        directory,
    )
    app.extensions["rashomon.metrics"] = figures

    def begin() -> None:
        g.began = time.perf_counter()

    def end(response: Response) -> Response:
        operation = (request.endpoint or "none").rpartition(".")[2]
        figures.requests.labels(operation, request.method if operation != "none" else "other", response.status_code).inc()
        seconds = time.perf_counter() - g.get("began", time.perf_counter())
        figures.seconds.labels(operation).observe(seconds)
        told = {"operation": operation, "method": request.method, "status": response.status_code}
        _log.info("answered", **told, seconds=round(seconds, 4))
        return response

    app.before_request(begin)
    app.after_request(end)


def exposition(figures: Figures, store: Store) -> tuple[bytes, str]:
    """Return the figures of this process, or of all that share the directory, and what waits; text and its content type."""
    registry = figures.registry
    if figures.directory:
        registry = CollectorRegistry()
        MultiProcessCollector(registry, path=figures.directory)  # type: ignore[no-untyped-call]  # untyped there
    waiting = CollectorRegistry()
    waiting.register(Backlog(store))
    return generate_latest(registry) + generate_latest(waiting), CONTENT_TYPE_LATEST
