"""Who is calling and what for: bearer keys, their scopes, and the tenant that every call is bound to."""

from __future__ import annotations

import re

from flask import Flask, g, request

from rashomon.api import limits
from rashomon.api.services import state, store
from rashomon.records.key import SCOPES, Caller
from rashomon.records.problems import ProblemError
from rashomon.workflows.keys import recognise

DEFAULT_TENANT = "default"
EVERYONE = Caller(DEFAULT_TENANT, None, SCOPES)  # with authentication off
# The scope a blueprint needs to be read and to be changed; blueprints not named are open to all.
NEEDED: dict[str, tuple[str, str]] = {
    "articles": ("read", "submit"),
    "batch": ("read", "submit"),
    "reports": ("read", "submit"),
    "events": ("read", "submit"),
    "decisions": ("read", "submit"),
    "counts": ("read", "submit"),
    "lineages": ("read", "submit"),
    "discrepancies": ("read", "submit"),
    "comparisons": ("read", "submit"),
    "jobs": ("read", "submit"),
    "vocabulary": ("read", "submit"),
    "webhooks": ("admin", "admin"),
    "keys": ("admin", "admin"),
}
_BEARER = re.compile(r"bearer +([!-~]{1,200})", re.IGNORECASE)


def register(app: Flask) -> None:
    """Ask every request to a guarded blueprint who sends it."""
    app.before_request(_admit)
    app.after_request(limits.add_headers)


def tenant() -> str:
    """Return the tenant of the current request."""
    caller: Caller = g.caller
    return caller.tenant


def author() -> str | None:
    """Return the key of the current request; None with authentication off."""
    caller: Caller = g.caller
    return caller.key_id


def _admit() -> None:
    scopes = NEEDED.get(request.blueprint or "")
    if scopes is None or request.method == "OPTIONS":
        return
    g.caller = caller = EVERYONE if state().settings.auth == "off" else _known()
    needed = scopes[request.method not in {"GET", "HEAD"}]
    if needed not in caller.scopes:
        raise ProblemError(f"The key lacks the scope `{needed}`.", reason="forbidden")
    limits.count(caller.key_id or caller.tenant)


def _known() -> Caller:
    found = _BEARER.fullmatch(request.headers.get("Authorization", "").strip())
    caller = recognise(store(), found[1]) if found else None
    if caller is None:
        raise ProblemError("No key, or one that is not known (any more).", reason="unauthenticated")
    return caller
