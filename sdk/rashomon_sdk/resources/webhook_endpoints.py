"""`/v1/webhook-endpoints`, `/v1/deliveries`: being told instead of asking; `rashomon_sdk.webhooks` verifies what arrives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rashomon_sdk._transport import Call, Transport
from rashomon_sdk.pages import Pager
from rashomon_sdk.records import CallbackKeys, NewWebhookEndpoint, WebhookDelivery, WebhookEndpoint

PATH = "/v1/webhook-endpoints"


class WebhookEndpoints:
    """Where the service sends messages to; needs a key of the scope `admin`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(
        self,
        url: str,
        *,
        event_types: Iterable[str] = (),
        filters: Mapping[str, list[str]] | None = None,
        description: str | None = None,
    ) -> NewWebhookEndpoint:
        """Make an endpoint; keep its secret, no other answer has it. `event_types` empty means all."""
        body = {"url": url, "event_types": list(event_types), "filters": dict(filters or {}), "description": description}
        said = {key: value for key, value in body.items() if value}
        return NewWebhookEndpoint.from_json(self._transport.json(Call("POST", PATH, json=said)))

    def get(self, endpoint_id: str) -> WebhookEndpoint:
        """Return one endpoint."""
        return WebhookEndpoint.from_json(self._transport.json(Call("GET", f"{PATH}/{endpoint_id}")))

    def list(self, *, limit: int = 100, cursor: str | None = None) -> Pager[WebhookEndpoint]:
        """Iterate over endpoints, oldest first."""
        return Pager(self._transport, PATH, {"limit": limit, "cursor": cursor}, WebhookEndpoint)

    def update(self, endpoint_id: str, **changes: Any) -> WebhookEndpoint:  # noqa: ANN401 - JSON data
        """Change `url`, `description`, `event_types`, `filters`, `enabled`; PreconditionError when others did meanwhile."""
        path = f"{PATH}/{endpoint_id}"
        state = self._transport.send(Call("GET", path)).headers.get("ETag", "*")
        return WebhookEndpoint.from_json(self._transport.json(Call("PATCH", path, json=changes, headers={"If-Match": state})))

    def delete(self, endpoint_id: str) -> None:
        """Remove an endpoint and what waits for it."""
        self._transport.send(Call("DELETE", f"{PATH}/{endpoint_id}"))

    def rotate_secret(self, endpoint_id: str) -> NewWebhookEndpoint:
        """Give an endpoint fresh keys; messages are signed with the former ones too for a day."""
        return NewWebhookEndpoint.from_json(self._transport.json(Call("POST", f"{PATH}/{endpoint_id}/rotate-secret")))

    def ping(self, endpoint_id: str) -> WebhookDelivery:
        """Send an `endpoint.ping` message."""
        return WebhookDelivery.from_json(self._transport.json(Call("POST", f"{PATH}/{endpoint_id}/ping")))

    def deliveries(self, endpoint_id: str, *, limit: int = 100, cursor: str | None = None) -> Pager[WebhookDelivery]:
        """Iterate over what was sent to an endpoint, newest first."""
        return Pager(self._transport, f"{PATH}/{endpoint_id}/deliveries", {"limit": limit, "cursor": cursor}, WebhookDelivery)

    def redeliver(self, delivery_id: str) -> WebhookDelivery:
        """Send a message once more, now, under the same `webhook-id`."""
        return WebhookDelivery.from_json(self._transport.json(Call("POST", f"/v1/deliveries/{delivery_id}/redeliver")))

    def recover(self, endpoint_id: str, *, since: str, until: str | None = None) -> int:
        """Send again what failed between two moments (ISO 8601); return how many messages that is."""
        said = {"since": since, "until": until} if until else {"since": since}
        return int(self._transport.json(Call("POST", f"{PATH}/{endpoint_id}/recover", json=said))["messages"])

    def callback_keys(self) -> CallbackKeys:
        """Return what messages to a job's `callback_url` are signed with."""
        return CallbackKeys.from_json(self._transport.json(Call("GET", f"{PATH}/callback")))

    def rotate_callback_keys(self) -> CallbackKeys:
        """Change what messages to a job's `callback_url` are signed with; the former keys sign too for a day."""
        return CallbackKeys.from_json(self._transport.json(Call("POST", f"{PATH}/callback/rotate-secret")))
