"""Where messages go, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rashomon_sdk.records.record import Record


@dataclass(frozen=True, kw_only=True)
class WebhookEndpoint(Record):
    """Where messages are sent. `event_types` empty means all; `disabled_reason` says why the service stopped sending."""

    id: str
    url: str
    description: str | None
    event_types: tuple[str, ...] = ()
    filters: dict[str, list[str]] = field(default_factory=dict)
    enabled: bool = True
    disabled_reason: str | None
    created_at: str | None
    updated_at: str | None


@dataclass(frozen=True, kw_only=True)
class NewWebhookEndpoint(Record):
    """An endpoint with its fresh keys: `secret` (`whsec_…`) is shown in this answer only, `public_key` is `whpk_…`."""

    endpoint: WebhookEndpoint
    secret: str
    public_key: str | None


@dataclass(frozen=True, kw_only=True)
class WebhookAttempt(Record):
    """One try of a message; `status_code` None when nobody answered."""

    number: int
    at: str
    status_code: int | None
    error: str | None
    seconds: float | None


@dataclass(frozen=True, kw_only=True)
class WebhookDelivery(Record):
    """One message with its tries; `message_id` is the `webhook-id` that the receiver sees."""

    id: str
    endpoint_id: str | None
    message_id: str
    event_type: str
    status: str
    payload: dict[str, Any] = field(default_factory=dict)
    attempts: tuple[WebhookAttempt, ...] = ()
    next_attempt_at: str | None
    created_at: str | None


@dataclass(frozen=True, kw_only=True)
class CallbackKeys(Record):
    """What messages to a job's `callback_url` are signed with."""

    secret: str
    public_key: str | None
