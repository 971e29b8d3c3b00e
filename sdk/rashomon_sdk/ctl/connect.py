"""From options to a client, and from what went wrong to an exit code."""

from __future__ import annotations

import os
from pathlib import Path

from rashomon_sdk._transport import Policy
from rashomon_sdk.client import Client
from rashomon_sdk.errors import ApiError, JobFailedError, NoAnswerError, RashomonError, ServerError, WaitTimeoutError

# The first class that fits names the code; 0 is success, 2 is click's for a wrong command line.
EXIT_CODES: tuple[tuple[type[RashomonError], int], ...] = (
    (NoAnswerError, 3),
    (ServerError, 5),
    (ApiError, 4),
    (WaitTimeoutError, 6),
    (JobFailedError, 1),
    (RashomonError, 1),
)
INTERRUPTED = 130
FAILED = 1


def make_client(*, url: str | None, key: str | None, data: Path) -> Client:
    """Return a client with the first key of: the option, `RASHOMON_API_KEY`, the file `api-key` in the data directory."""
    key = key or os.environ.get("RASHOMON_API_KEY") or _kept(data / "api-key")
    return Client(url, api_key=key, policy=Policy(deadline=60.0))


def exit_code(error: RashomonError) -> int:
    """Return the exit code that tells scripts what kind of failure it was."""
    return next(code for kind, code in EXIT_CODES if isinstance(error, kind))


def _kept(file: Path) -> str | None:
    try:
        return file.read_text("ascii").strip() or None
    except OSError:
        return None
