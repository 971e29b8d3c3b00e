"""Webhook endpoints: where a tenant wants to be told, and what was sent there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response

from rashomon.api.answers import answer, json_bytes
from rashomon.api.callers import tenant
from rashomon.api.conditional import require_match
from rashomon.api.operation import Reply, Room, operation
from rashomon.api.paging import Key, answer_page
from rashomon.api.schemas.filters import Query, paging
from rashomon.api.schemas.webhooks import EndpointChangeSchema, NewEndpointSchema, RecoverSchema
from rashomon.api.services import state, store
from rashomon.api.submitting import check_address
from rashomon.records.query import Slice
from rashomon.records.webhook import Delivery, Endpoint, EndpointDraft
from rashomon.workflows import hook_care, notify

room = Room("webhooks", __name__, url_prefix="/v1", description="Being told instead of asking.")
PageQuery = Query.from_dict(paging(), name="PageQuery")
MATCH = {"name": "If-Match", "in": "header", "schema": {"type": "string"}, "description": "The ETag of the state you read."}


@operation(
    room,
    "/webhook-endpoints",
    method="POST",
    name="createWebhookEndpoint",
    body=NewEndpointSchema,
    replies=(Reply(201, "Secret"),),
)
def create_endpoint(body: dict[str, Any]) -> Response:
    """Make an endpoint; its signing secret is in this answer and in no other; `public_key` checks the `v1a` signatures."""
    check_address(body["url"], pointer="/url")
    made = notify.create_endpoint(store(), tenant(), EndpointDraft(**body), mint=state().services.mint)
    return answer(made, 201, headers={"Location": f"/v1/webhook-endpoints/{made.endpoint.id}"})


@operation(room, "/webhook-endpoints", name="listWebhookEndpoints", query=PageQuery, replies=(Reply(200, "EndpointPage"),))
def list_endpoints(query: dict[str, Any]) -> Response:
    """List endpoints, oldest first."""

    def rows(limit: int, after: Key | None) -> Slice[Endpoint]:
        return notify.list_endpoints(store(), tenant(), limit=limit, after=after)

    return answer_page(rows, query)


@operation(room, "/webhook-endpoints/<ident:endpoint_id>", name="getWebhookEndpoint", replies=(Reply(200, "Endpoint"),))
def get_endpoint(*, endpoint_id: str) -> Response:
    """Read an endpoint."""
    return answer(notify.get_endpoint(store(), tenant(), endpoint_id))


@operation(
    room, "/webhook-endpoints/<ident:endpoint_id>", method="PATCH", name="changeWebhookEndpoint", body=EndpointChangeSchema,
    replies=(Reply(200, "Endpoint"),), parameters=[MATCH],
)  # fmt: skip
def change_endpoint(body: dict[str, Any], *, endpoint_id: str) -> Response:
    """Change the named fields of an endpoint; needs `If-Match`. Enabling it again forgets why it was disabled."""
    known = notify.get_endpoint(store(), tenant(), endpoint_id)
    require_match(json_bytes(known), required=True)
    check_address(body.get("url"), pointer="/url")
    draft = EndpointDraft(known.url, known.description, known.event_types, known.filters, known.enabled)
    return answer(notify.change_endpoint(store(), tenant(), endpoint_id, replace(draft, **body)))


@operation(room, "/webhook-endpoints/<ident:endpoint_id>", method="DELETE", name="deleteWebhookEndpoint", replies=(Reply(204),))
def delete_endpoint(*, endpoint_id: str) -> Response:
    """Remove an endpoint and what waits for it. `If-Match` is honoured."""
    require_match(json_bytes(notify.get_endpoint(store(), tenant(), endpoint_id)), required=False)
    notify.remove_endpoint(store(), tenant(), endpoint_id)
    return Response(status=204)


@operation(
    room,
    "/webhook-endpoints/<ident:endpoint_id>/deliveries",
    name="listDeliveries",
    query=PageQuery,
    replies=(Reply(200, "DeliveryPage"),),
)
def list_deliveries(query: dict[str, Any], *, endpoint_id: str) -> Response:
    """List what was sent to an endpoint with every try, newest first."""

    def rows(limit: int, after: Key | None) -> Slice[Delivery]:
        return notify.list_deliveries(store(), tenant(), endpoint_id, limit=limit, after=after)

    return answer_page(rows, query)


@operation(
    room, "/webhook-endpoints/<ident:endpoint_id>/rotate-secret", method="POST", name="rotateWebhookSecret",
    replies=(Reply(200, "Secret"),)
)  # fmt: skip
def rotate_secret(*, endpoint_id: str) -> Response:
    """Give an endpoint fresh keys; for a day the former ones sign beside them, so that no message is refused meanwhile."""
    return answer(hook_care.rotate_keys(store(), tenant(), endpoint_id, mint=state().services.mint))


@operation(
    room, "/webhook-endpoints/<ident:endpoint_id>/ping", method="POST", name="pingWebhookEndpoint",
    replies=(Reply(202, "Delivery"),)
)  # fmt: skip
def ping(*, endpoint_id: str) -> Response:
    """Send an `endpoint.ping` message, whatever the endpoint wants to be told of."""
    return answer(hook_care.ping(store(), tenant(), endpoint_id), 202)


@operation(
    room, "/webhook-endpoints/<ident:endpoint_id>/recover", method="POST", name="recoverDeliveries", body=RecoverSchema,
    replies=(Reply(202, "Recovered"),),
)  # fmt: skip
def recover(body: dict[str, Any], *, endpoint_id: str) -> Response:
    """Send again, now, what failed of an endpoint's messages since a moment."""
    found = hook_care.recover(store(), tenant(), endpoint_id, since=body["since"], until=body.get("until"))
    return answer({"messages": found}, 202)


@operation(room, "/webhook-endpoints/callback", name="getCallbackKeys", replies=(Reply(200, "CallbackKeys"),))
def get_callback_keys() -> Response:
    """Read what messages to a job's `callback_url` are signed with; the keys are made at the first call."""
    services = state().services
    return answer(hook_care.callback_keys(store(), tenant(), mint=services.mint, reveal=services.reveal))


@operation(
    room, "/webhook-endpoints/callback/rotate-secret", method="POST", name="rotateCallbackKeys",
    replies=(Reply(200, "CallbackKeys"),)
)  # fmt: skip
def rotate_callback_keys() -> Response:
    """Make fresh callback keys; for a day the former ones sign beside them."""
    services = state().services
    return answer(hook_care.rotate_callback_keys(store(), tenant(), mint=services.mint, reveal=services.reveal))


@operation(
    room, "/deliveries/<ident:delivery_id>/redeliver", method="POST", name="redeliver", replies=(Reply(202, "Delivery"),)
)
def redeliver(*, delivery_id: str) -> Response:
    """Send a message once more, now, under the same `webhook-id`."""
    return answer(notify.redeliver(store(), tenant(), delivery_id), 202)
