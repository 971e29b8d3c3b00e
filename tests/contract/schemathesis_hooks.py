"""What schemathesis must be told: how our media types are sent, and not to throw away the key it calls with."""

from __future__ import annotations

import os
from typing import Any

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def lines(_: Any, value: Any) -> bytes:
    """Send the text as it was generated."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:  # noqa: ARG001 - the names are schemathesis'
    """Spare the key of this very run: without it every further answer is 401."""
    if case.path_parameters and case.path_parameters.get("key_id") == os.environ.get("FUZZING_KEY"):
        case.path_parameters["key_id"] = "key_another"
