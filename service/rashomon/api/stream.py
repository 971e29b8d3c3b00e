"""Server-sent events: a job's states as they come, each named, so that a reader who returns goes on where it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

from flask import Response, request

from rashomon.api.answers import json_bytes
from rashomon.api.callers import tenant
from rashomon.api.conditional import etag_of
from rashomon.api.services import State, state
from rashomon.records.job import TERMINAL, Job
from rashomon.records.problems import ProblemError, UnavailableError
from rashomon.workflows import read

LONGEST = 300.0  # seconds of one stream; the client comes back by itself
KEEP_ALIVE = 15.0


def stream_job(job: Job) -> Response:
    """Stream `job` until it is over; 503 when this process holds as many streams as it may."""
    stack = ExitStack()
    if not stack.enter_context(state().waits.slot()):
        raise UnavailableError("This process holds as many streams as it may.", reason="too_many_streams")
    response = Response(
        _told(state(), tenant(), job, seen=request.headers.get("Last-Event-ID")), content_type="text/event-stream"
    )
    response.call_on_close(stack.close)  # also when the client leaves before the first byte
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _told(held: State, whose: str, job: Job, *, seen: str | None) -> Iterator[bytes]:
    yield b"retry: 2000\n\n"
    quiet, pauses = 0.0, held.waits.pauses(LONGEST)
    while True:
        told = json_bytes(job)
        name = etag_of(told)[:16]
        if name != seen:
            seen, quiet = name, 0.0
            yield f"id: {name}\nevent: job\ndata: ".encode() + told + b"\n\n"
        if job.status in TERMINAL or next(pauses, False) is False:
            return
        quiet += 0.5
        if quiet >= KEEP_ALIVE:
            quiet = 0.0
            yield b": still there\n\n"
        try:
            job = read.get_job(held.services.store, whose, job.id)
        except ProblemError:  # forgotten meanwhile; the client learns why when it asks again
            return
