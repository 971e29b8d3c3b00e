"""Webhooks: where a tenant wants to be told, and each message sent there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

EVENT_TYPES: tuple[str, ...] = (
    "job.succeeded",
    "job.failed",
    "event.created",
    "event.updated",
    "event.merged",
    "discrepancy.found",
    "endpoint.disabled",
)
DeliveryStatus = Literal["pending", "delivered", "failed"]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A receiver. `event_types` empty means all; `filters` narrow by payload value, such as {"type": ["air_strike"]}."""

    id: str
    url: str
    description: str | None
    event_types: tuple[str, ...]
    filters: dict[str, list[str]]
    enabled: bool
    disabled_reason: str | None
    created_at: str
    updated_at: str


@dataclass(frozen=True, slots=True)
class EndpointDraft:
    """What a client says of an endpoint."""

    url: str
    description: str | None = None
    event_types: tuple[str, ...] = ()
    filters: dict[str, list[str]] = field(default_factory=dict)
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try; `status_code` None when nobody answered. The receiver's body is never kept."""

    number: int
    at: str
    status_code: int | None
    error: str | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one address; `message_id` is the `webhook-id`, the same on every try."""

    id: str
    endpoint_id: str | None  # None: a job's callback_url
    message_id: str
    event_type: str
    status: DeliveryStatus
    payload: dict[str, Any]
    attempts: tuple[Attempt, ...]
    next_attempt_at: str | None
    created_at: str


@dataclass(frozen=True, slots=True)
class Minted:
    """An endpoint's fresh keys: the secret to show once, the public key for `v1a`, and both private ones sealed for keeping."""

    secret: str
    public_key: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Sending:
    """A message claimed for one try: `number` counts tries from 1, `lease` is the claim's token.

    `sealed` holds the signing keys; None: a job's own address, and the tenant has no callback keys yet.
    """

    tenant: str
    delivery_id: str
    endpoint_id: str | None
    url: str
    message_id: str
    payload: dict[str, Any]
    number: int
    lease: str
    sealed: bytes | None
