"""Decisions: what people say of an event, as an audit trail beside the machine's record."""

from __future__ import annotations

from typing import Any

from flask import Response

from rashomon.api.answers import answer
from rashomon.api.callers import author, tenant
from rashomon.api.operation import Reply, Room, operation
from rashomon.api.paging import Key, answer_page
from rashomon.api.schemas.decisions import DecisionSchema
from rashomon.api.schemas.filters import Query, paging
from rashomon.api.services import store
from rashomon.api.submitting import request_id
from rashomon.records.decision import DecisionDraft, EventDecision
from rashomon.records.query import Slice
from rashomon.workflows import decide

room = Room("decisions", __name__, url_prefix="/v1", description="What people say of an event, beside the machine's record.")
TrailQuery = Query.from_dict(paging(), name="TrailQuery")


@operation(
    room,
    "/events/<ident:event_id>/decisions",
    method="POST",
    name="decideEvent",
    body=DecisionSchema,
    replies=(Reply(201, "EventDecision"),),
)
def decide_event(draft: DecisionDraft, *, event_id: str) -> Response:
    """Decide on an event.

    The machine's values stay as they are; what stands of all decisions is served with the event as `authored`. A decision
    goes with the event's founding report: it outlives new readings and comparisons. One that binds the clustering names in
    `job_id` the job that compares again.
    """
    made = decide.decide(store(), tenant(), event_id, draft, author=author(), request_id=request_id())
    return answer(made, 201)


@operation(
    room,
    "/events/<ident:event_id>/decisions",
    name="listEventDecisions",
    query=TrailQuery,
    replies=(Reply(200, "EventDecisionPage"),),
)
def list_event_decisions(query: dict[str, Any], *, event_id: str) -> Response:
    """List every decision on an event, oldest first, also those that a later one lifted."""

    def rows(limit: int, after: Key | None) -> Slice[EventDecision]:
        return decide.list_decisions(store(), tenant(), event_id, limit=limit, after=after)

    return answer_page(rows, query)
