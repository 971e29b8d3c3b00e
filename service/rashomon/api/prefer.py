"""The Prefer header (RFC 7240): how long a client is willing to wait for an answer."""

from __future__ import annotations

import re

_WAIT = re.compile(r'(?:^|[,;])\s*wait\s*=\s*"?(\d{1,6})"?\s*(?=[,;]|$)', re.IGNORECASE)


def wait_seconds(header: str | None, *, limit: float) -> float:
    """Return the seconds of `Prefer: wait=N`, at most `limit`; 0 without one or with one that is not understood."""
    found = _WAIT.search(header or "")
    return min(float(found[1]), limit) if found else 0.0
