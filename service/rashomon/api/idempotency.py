"""The Idempotency-Key header: which call this is, and whether it is the same call again."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from rashomon.records.problems import ProblemError

_KEY = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?")


def idempotency_key(header: str | None) -> str | None:
    """Return the key in `header` (`"abc"` and `abc` are one key), None when there is none; 400 when it is unusable."""
    if header is None:
        return None
    key = header.strip()
    if len(key) >= 2 and key[0] == key[-1] == '"':
        key = key[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    if not _KEY.fullmatch(key):
        raise ProblemError("The Idempotency-Key is empty, too long or not printable ASCII.", reason="invalid_idempotency_key")
    return key


def fingerprint(method: str, path: str, payload: Any) -> str:  # noqa: ANN401 - any JSON data
    """Return what two calls share when they ask for the same thing, however their JSON was laid out."""
    canonical = json.dumps([method, path, payload], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
