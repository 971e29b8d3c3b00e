"""The application: rooms, errors, callers and headers put together. Call from `bootstrap`; nothing is opened here."""

from __future__ import annotations

import functools

from flask import Flask
from flask_smorest import Api as SmorestApi
from werkzeug.routing import BaseConverter

from rashomon import __version__
from rashomon.api import callers, describe, envelope, metrics, problems, traces
from rashomon.api.cursors import Cursors
from rashomon.api.document import complete
from rashomon.api.services import Services, State
from rashomon.api.views import (
    articles,
    batch,
    comparisons,
    decisions,
    docs,
    events,
    health,
    jobs,
    keys,
    reports,
    tables,
    vocabulary,
    webhooks,
)
from rashomon.api.waits import Waits
from rashomon.settings import Settings

ROOMS = (
    articles.room, batch.room, reports.room, events.room, decisions.room, tables.counts, tables.lineages, tables.discrepancies,
    comparisons.room, jobs.room, webhooks.room, keys.room, vocabulary.room,
)  # fmt: skip
IDENT = r"[a-z]{3}_[a-z0-9]{1,64}"


class Ident(BaseConverter):
    """An id in an address: three letters, an underscore, letters and digits. Anything else is nobody's."""

    regex = IDENT


class Contract(SmorestApi):  # type: ignore[misc]  # flask-smorest ships no types
    """flask-smorest with our own errors."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_error_handlers(self) -> None:
        """Leave errors to `problems`."""


def create_app(settings: Settings, services: Services) -> Flask:
    """Return the application. ValueError without RASHOMON_SECRET_KEY: its processes must sign alike."""
    if not settings.secret_key:
        raise ValueError("RASHOMON_SECRET_KEY must be set: it signs cursors, alike in every process")
    app, contract = bare_app(settings)
    cursors = Cursors(settings.secret_key.encode())
    app.extensions["rashomon"] = State(settings, services, cursors, Waits(settings.wait_threads))
    app.extensions["rashomon.document"] = functools.cache(lambda: complete(contract.spec.to_dict()))
    metrics.register(app, directory=settings.metrics_dir)
    envelope.register(app)
    traces.register(app)
    callers.register(app)
    return app


def bare_app(settings: Settings) -> tuple[Flask, Contract]:
    """Return the application with its routes and its contract, without anything that serves them."""
    app = Flask("rashomon.api", static_folder=None)
    app.config.update(
        API_TITLE="Rashomon", API_VERSION=__version__, OPENAPI_VERSION="3.1.0", MAX_CONTENT_LENGTH=settings.max_body_bytes,
        PROPAGATE_EXCEPTIONS=False,
    )  # fmt: skip
    app.url_map.merge_slashes = False
    app.url_map.strict_slashes = True
    app.url_map.converters["ident"] = Ident
    problems.register(app)
    contract = Contract(app)
    contract.register_converter(Ident, lambda _: {"type": "string", "pattern": f"^{IDENT}$"})
    for name, schema in describe.components().items():
        contract.spec.components.schema(name, schema)
    for room in ROOMS:
        contract.register_blueprint(room)
    for plain in (health.room, docs.room):
        app.register_blueprint(plain)
    return app, contract
