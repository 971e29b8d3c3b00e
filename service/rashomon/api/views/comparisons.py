"""Ad hoc comparisons: of stored articles, and of texts lent for the purpose."""

from __future__ import annotations

from typing import Any

from flask import Response, g

from rashomon.api.answers import answer
from rashomon.api.callers import tenant
from rashomon.api.operation import Reply, Room, operation
from rashomon.api.schemas.submission import ComparisonRequestSchema
from rashomon.api.services import store
from rashomon.api.submitting import asked_once, check, check_address, leave_room, request_id
from rashomon.api.views.articles import KNOWN, QUEUED
from rashomon.api.waiting import job_answer
from rashomon.workflows import read, submit
from rashomon.workflows.submit import ComparisonRequest

room = Room("comparisons", __name__, url_prefix="/v1", description="Accounts compared on request, kept for 24 hours.")


@operation(room, "/comparisons", method="POST", name="requestComparison", body=ComparisonRequestSchema, replies=(QUEUED, KNOWN))
def request_comparison(body: dict[str, Any]) -> Response:
    """Compare given articles with each other.

    Stored ones are named by id, lent ones come as texts: those are held only until the job ends, join no event and are never
    served. The result is at `/v1/comparisons/{id}` under the job's id.
    """
    texts = tuple(body.get("articles", ()))
    for lent in texts:
        check(lent)
    check_address(body.get("callback_url"), pointer="/callback_url")
    leave_room()
    asked = ComparisonRequest(tuple(dict.fromkeys(body.get("article_ids", ()))), texts, body.get("callback_url"))
    taken = submit.request_comparison(store(), tenant(), asked, idempotency=asked_once(g.payload), request_id=request_id())
    return job_answer(taken.job, fresh=taken.created, headers={"Idempotency-Replayed": "true"} if taken.replayed else {})


@operation(room, "/comparisons/<ident:comparison_id>", name="getComparison", replies=(Reply(200, "ComparisonResult"),))
def get_comparison(*, comparison_id: str) -> Response:
    """Read an ad hoc comparison: its job, and the matrices once it has succeeded."""
    job, found = read.get_comparison(store(), tenant(), comparison_id)
    return answer({"job": job, "comparisons": found})
