"""The contract to read: the document, a page that shows it without any other host, and the catalogue of problems."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path

from flask import Blueprint, Response, current_app, send_from_directory

from rashomon.api.conditional import make_conditional
from rashomon.api.problems import REASONS, RETRYABLE

room = Blueprint("docs", __name__)
STATIC = Path(__file__).parents[1] / "static"
PLAIN_CSP = "default-src 'none'; frame-ancestors 'none'; style-src 'self'"
CSP = f"{PLAIN_CSP} 'unsafe-inline'; script-src 'self'; img-src 'self' data:; connect-src 'self'"
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rashomon: the HTTP contract</title>
<link rel="stylesheet" href="/docs/static/swagger-ui.css">
</head>
<body>
<div id="contract"></div>
<script src="/docs/static/swagger-ui-bundle.js"></script>
<script src="/docs/static/start.js"></script>
</body>
</html>
"""
PROBLEMS = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Rashomon: problems by reason</title>
<link rel="stylesheet" href="/docs/static/problems.css">
</head>
<body>
<h1>Problems by reason</h1>
<p>Every error is <code>application/problem+json</code> (RFC 9457); <code>reason</code> is stable.</p>
<table>
<thead><tr><th>reason</th><th>status</th><th>title</th><th>what it means</th><th>send again?</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
</body>
</html>
"""


@room.get("/openapi.json")
def document() -> Response:
    """Serve the contract."""
    body = json.dumps(current_app.extensions["rashomon.document"](), ensure_ascii=False)
    response = Response(body, content_type="application/json")
    response.headers["Cache-Control"] = "no-cache"
    return make_conditional(response)


@room.get("/docs")
def page() -> Response:
    """Serve the page that shows the contract."""
    return Response(PAGE, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": CSP})


@room.get("/docs/static/<path:name>")
def static_file(name: str) -> Response:
    """Serve a file of the page."""
    response = send_from_directory(STATIC, name)
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@room.get("/docs/problems")
def problems() -> Response:
    """Serve the catalogue of reasons."""
    body = PROBLEMS.format(rows=catalogue())
    return Response(body, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": PLAIN_CSP})


def catalogue() -> str:
    """Return the rows of the catalogue."""
    return "\n".join(
        f'<tr id="{reason}"><td><code>{reason}</code></td><td>{kind.status}</td><td>{escape(kind.title)}</td>'
        f"<td>{_marked_up(kind.meaning)}</td><td>{'yes' if kind.status in RETRYABLE else 'no'}</td></tr>"
        for reason, kind in REASONS.items()
    )


def _marked_up(sentence: str) -> str:
    return re.sub("`([^`]+)`", r"<code>\1</code>", escape(sentence))
