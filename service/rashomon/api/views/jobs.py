"""Jobs: one state machine behind polling, long poll and stream."""

from __future__ import annotations

from typing import Any, get_args

from flask import Response

from rashomon.api.answers import answer, json_bytes
from rashomon.api.callers import tenant
from rashomon.api.conditional import require_match
from rashomon.api.describe import whole_or_picked
from rashomon.api.operation import Reply, Room, operation
from rashomon.api.paging import Key, answer_page, shown
from rashomon.api.schemas.fields import choice
from rashomon.api.schemas.filters import Query, paging, picking
from rashomon.api.services import store
from rashomon.api.stream import stream_job
from rashomon.api.waiting import awaited
from rashomon.records.job import Job, JobItem, JobKind, JobStatus
from rashomon.records.query import Slice
from rashomon.workflows import read, submit

room = Room("jobs", __name__, url_prefix="/v1", description="The asynchronous work that a client can watch.")
JobListQuery = Query.from_dict(
    {
        **paging(),
        "fields": picking(Job),
        "status": choice("Only these.", *get_args(JobStatus)),
        "kind": choice("Only these.", *get_args(JobKind)),
    },
    name="JobListQuery",
)
JobQuery = Query.from_dict({"fields": picking(Job)}, name="JobQuery")
ItemQuery = Query.from_dict(paging(), name="ItemQuery")
WAIT = {
    "name": "Prefer",
    "in": "header",
    "schema": {"type": "string"},
    "description": "`wait=N`: answer when the job is over, after N seconds at the latest.",
}


@operation(room, "/jobs", name="listJobs", query=JobListQuery, replies=(Reply(200, "JobPage"),))
def list_jobs(query: dict[str, Any]) -> Response:
    """List jobs, newest first."""

    def rows(limit: int, after: Key | None) -> Slice[Job]:
        return read.list_jobs(store(), tenant(), status=query.get("status"), kind=query.get("kind"), limit=limit, after=after)

    return answer_page(rows, query)


@operation(
    room,
    "/jobs/<ident:job_id>",
    name="getJob",
    query=JobQuery,
    replies=(Reply(200, whole_or_picked("Job")),),
    parameters=[WAIT],
)
def get_job(query: dict[str, Any], *, job_id: str) -> Response:
    """Read a job; `Prefer: wait=N` answers when it is over, or as it stands after N seconds."""
    job, applied = awaited(read.get_job(store(), tenant(), job_id))
    return answer(shown(job, query), headers=applied)


@operation(room, "/jobs/<ident:job_id>/items", name="listJobItems", query=ItemQuery, replies=(Reply(200, "JobItemPage"),))
def list_job_items(query: dict[str, Any], *, job_id: str) -> Response:
    """List the lines of a batch in their order, each with the state of its article; empty for another kind of job."""

    def rows(limit: int, after: Key | None) -> Slice[JobItem]:
        return read.job_items(store(), tenant(), job_id, limit=limit, after=after)

    return answer_page(rows, query)


@operation(
    room, "/jobs/<ident:job_id>/stream", name="streamJob",
    replies=(Reply(200, "JobSent", "text/event-stream", what="Server-sent events; the schema is that of one."),),
    parameters=[{"name": "Last-Event-ID", "in": "header", "schema": {"type": "string"}, "description": "The last state seen."}],
)  # fmt: skip
def watch_job(*, job_id: str) -> Response:
    """Stream the states of a job as server-sent events until it is over.

    Each event `job` carries the job as JSON; its id names the state, so that a client that comes back with `Last-Event-ID` is
    not told twice.
    """
    return stream_job(read.get_job(store(), tenant(), job_id))


@operation(room, "/jobs/<ident:job_id>/cancel", method="POST", name="cancelJob", replies=(Reply(200, "Job"),))
def cancel_job(*, job_id: str) -> Response:
    """Cancel a job that is not over; of a batch, the lines that wait. `If-Match` is honoured."""
    require_match(json_bytes(read.get_job(store(), tenant(), job_id)), required=False)
    return answer(submit.cancel_job(store(), tenant(), job_id))


@operation(room, "/jobs/<ident:job_id>/retry", method="POST", name="retryJob", replies=(Reply(202, "Job"),))
def retry_job(*, job_id: str) -> Response:
    """Run a failed, cancelled or quarantined job again."""
    job = submit.retry_job(store(), tenant(), job_id)
    return answer(job, 202, headers={"Location": f"/v1/jobs/{job.id}"})
