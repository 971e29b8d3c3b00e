"""Names made from content: the same thing gets the same id on every machine, whatever the order of arrival."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from typing import Any

ID_CHARS = 26  # 130 bits of a sha-256: no accidental collision at any size we could store


def content_id(prefix: str, *parts: Any) -> str:  # noqa: ANN401 - any JSON data
    """Return `prefix_…`, a digest of the parts; parts are JSON data, so ("ab", "c") and ("a", "bc") differ."""
    canonical = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{prefix}_{_letters(hashlib.sha256(canonical.encode('utf-8', 'surrogatepass')).digest())}"


def random_id(prefix: str) -> str:
    """Return `prefix_…`, unguessable."""
    return f"{prefix}_{_letters(secrets.token_bytes(20))}"


def _letters(raw: bytes) -> str:
    return base64.b32encode(raw[:20]).decode("ascii").lower()[:ID_CHARS]  # 20 bytes give 32 letters
