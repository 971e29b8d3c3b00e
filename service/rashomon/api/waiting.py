"""Waiting for a job: looking again and again, each time with a connection of its own, for as long as the client likes."""

from __future__ import annotations

from flask import Response, request

from rashomon.api.answers import answer
from rashomon.api.callers import tenant
from rashomon.api.prefer import wait_seconds
from rashomon.api.services import state, store
from rashomon.records.job import TERMINAL, Job
from rashomon.workflows import read


def awaited(job: Job) -> tuple[Job, dict[str, str]]:
    """Return `job` as it stands when it is over or the client's patience ends, and the header that says we waited.

    Without a free slot the preference is ignored, as RFC 7240 allows.
    """
    seconds = wait_seconds(request.headers.get("Prefer"), limit=state().settings.wait_limit)
    if not seconds or job.status in TERMINAL:
        return job, {}
    with state().waits.slot() as held:
        if not held:
            return job, {}
        for _ in state().waits.pauses(seconds):
            job = read.get_job(store(), tenant(), job.id)
            if job.status in TERMINAL:
                break
    return job, {"Preference-Applied": f"wait={seconds:g}"}


def job_answer(job: Job, *, fresh: bool, headers: dict[str, str] | None = None) -> Response:
    """Answer a submission: 202 while there is something to wait for, 200 when the job was known or is over."""
    job, applied = awaited(job)
    status = 202 if fresh and job.status not in TERMINAL else 200
    return answer(job, status, headers={"Location": f"/v1/jobs/{job.id}", **applied, **(headers or {})})
