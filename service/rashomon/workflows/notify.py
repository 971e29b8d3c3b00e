"""Telling those who asked: webhook endpoints, and the messages that a finished job or a changed event leaves for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rashomon.records.query import Slice
from rashomon.records.webhook import Delivery, Endpoint, EndpointDraft
from rashomon.records.work import Ended
from rashomon.workflows.ports import Key, Store, Unit

Seal = Callable[[str], bytes]  # encrypts a secret for keeping


@dataclass(frozen=True, slots=True)
class NewEndpoint:
    """An endpoint just made, with the secret (`whsec_…`) that is shown once."""

    endpoint: Endpoint
    secret: str


def create_endpoint(store: Store, tenant: str, draft: EndpointDraft, *, seal: Seal) -> NewEndpoint:
    """Make an endpoint with a fresh secret. InvalidError on unknown event types."""
    raise NotImplementedError


def get_endpoint(store: Store, tenant: str, endpoint_id: str) -> Endpoint:
    """Return an endpoint. NotFoundError."""
    raise NotImplementedError


def list_endpoints(store: Store, tenant: str, *, limit: int, after: Key | None = None) -> Slice[Endpoint]:
    """List endpoints, oldest first."""
    raise NotImplementedError


def change_endpoint(store: Store, tenant: str, endpoint_id: str, draft: EndpointDraft) -> Endpoint:
    """Replace what the client says of an endpoint; enabling it again forgets why it was disabled. NotFoundError."""
    raise NotImplementedError


def remove_endpoint(store: Store, tenant: str, endpoint_id: str) -> None:
    """Remove an endpoint and what waits for it. NotFoundError."""
    raise NotImplementedError


def list_deliveries(store: Store, tenant: str, endpoint_id: str, *, limit: int, after: Key | None = None) -> Slice[Delivery]:
    """List an endpoint's messages with their tries, newest first. NotFoundError."""
    raise NotImplementedError


def redeliver(store: Store, tenant: str, delivery_id: str) -> Delivery:
    """Send a message once more, now, with the same `webhook-id`. NotFoundError."""
    raise NotImplementedError


def announce(unit: Unit, tenant: str, event_type: str, data: dict[str, Any], *, callback_url: str | None = None) -> None:
    """Leave a message for every endpoint that wants this, and for the job's own address, in the unit that makes it true."""
    raise NotImplementedError


def announce_ended(unit: Unit, tenant: str, ended: tuple[Ended, ...]) -> None:
    """Announce jobs that reached their end."""
    raise NotImplementedError
