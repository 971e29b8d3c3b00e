"""What schemathesis must be told to send our media types."""

from __future__ import annotations

from typing import Any

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def lines(_: Any, value: Any) -> bytes:
    """Send the text as it was generated."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")
