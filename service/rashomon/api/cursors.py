"""Page cursors: the sort key of the last row, signed, and bound to the tenant and the question that gave it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

from rashomon.records.problems import FieldError, InvalidError

_TAG_BYTES = 16
_MAX_CHARS = 2048


@dataclass(frozen=True, slots=True)
class Cursors:
    """Writes and reads cursors. The same key and question always give the same cursor, so a page's ETag holds."""

    secret: bytes

    def write(self, key: tuple[Any, ...], *, question: str) -> str:
        """Return the cursor after the row whose sort key is `key`."""
        payload = json.dumps(list(key), separators=(",", ":"), ensure_ascii=False).encode()
        return base64.urlsafe_b64encode(self._tag(payload, question) + payload).decode("ascii").rstrip("=")

    def read(self, cursor: str, *, question: str) -> tuple[Any, ...]:
        """Return the sort key in `cursor`; InvalidError when it was not written here for this very question."""
        if len(cursor) <= _MAX_CHARS and cursor.isascii():
            try:
                raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
            except (binascii.Error, ValueError):
                raw = b""
            tag, payload = raw[:_TAG_BYTES], raw[_TAG_BYTES:]
            if hmac.compare_digest(tag, self._tag(payload, question)):
                key = tuple(json.loads(payload))
                if self.write(key, question=question) == cursor:  # base64 has several spellings of one value: take ours only
                    return key
        raise InvalidError(
            "The cursor does not belong to this query.",
            reason="invalid_cursor",
            errors=(FieldError("/query/cursor", "Not a cursor of this query."),),
        )

    def _tag(self, payload: bytes, question: str) -> bytes:
        key = hashlib.sha256(b"rashomon cursor\0" + self.secret).digest()
        return hmac.new(key, question.encode("utf-8", "surrogatepass") + b"\0" + payload, hashlib.sha256).digest()[:_TAG_BYTES]
