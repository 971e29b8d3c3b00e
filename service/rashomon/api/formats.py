"""Which format an answer has: `format=` wins, then `Accept`, then JSON."""

from __future__ import annotations

from flask import request

from rashomon.records.problems import ProblemError

MEDIA = {
    "json": "application/json",
    "ndjson": "application/x-ndjson",
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "acled": "text/csv",
    "ucdp": "text/csv",
    "html": "text/html",
    "md": "text/markdown",
}


def chosen_format(asked: str | None, offered: tuple[str, ...]) -> str:
    """Return one of `offered`; 406 when the client takes none. `text/csv` alone means our own columns."""
    if asked:
        return asked
    if not request.accept_mimetypes:
        return "json"
    best = request.accept_mimetypes.best_match([MEDIA[name] for name in offered])
    if best is None:
        raise ProblemError(f"This answers with {', '.join(offered)}.", reason="not_acceptable")
    return next(name for name in offered if MEDIA[name] == best)
