"""What is told of an unexpected error: its kind and the place in our code, never its message, which may quote an article."""

from __future__ import annotations

import traceback

from rashomon.records.job import JobError

OURS = "rashomon/"


def told(error: BaseException, *, overtime: bool) -> JobError:
    """Return the error of a job whose attempt failed without a reason that the text gives."""
    if overtime:
        return JobError("time_limit", f"The time limit was reached {_place(error)}.", retryable=True)
    return JobError("internal_error", f"{type(error).__name__} {_place(error)}.", retryable=True)


def _place(error: BaseException) -> str:
    """Return where it happened, as far inside our own code as can be said."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if OURS in frame.filename.replace("\\", "/")]
    if not ours:
        return "outside of our code"
    last = ours[-1]
    return f"in {last.filename.replace(chr(92), '/').rsplit(OURS, 1)[1]}, line {last.lineno}"
