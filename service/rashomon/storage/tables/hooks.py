"""Webhooks: endpoints with their sealed secrets, messages to send, and every try."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKeyConstraint, Index, LargeBinary, Table

from rashomon.storage.tables.schema import document, metadata, name, number, tenant, words

endpoints = Table(
    "webhook_endpoints",
    metadata,
    tenant(),
    name("id", key=True),
    words("url", required=True),
    words("description"),
    document("event_types"),
    document("filters"),
    Column("enabled", Boolean, nullable=False),
    words("disabled_reason"),
    Column("secret", LargeBinary, nullable=False),  # sealed, with the keys that still sign beside it
    name("failing_since"),
    name("created_at", required=True),
    name("updated_at", required=True),
    Index(None, "tenant", "created_at", "id"),
)

deliveries = Table(
    "deliveries",
    metadata,
    tenant(),
    name("id", key=True),
    name("endpoint_id"),
    words("address"),  # a job's callback_url
    name("message_id", required=True),
    name("event_type", required=True),
    name("status", required=True),
    document("payload"),
    number("tries", default=0),
    name("next_attempt_at"),
    name("lease_until"),
    name("created_at", required=True),
    ForeignKeyConstraint(["tenant", "endpoint_id"], ["webhook_endpoints.tenant", "webhook_endpoints.id"], ondelete="CASCADE"),
    Index(None, "tenant", "endpoint_id", "created_at", "id"),
    Index(None, "status", "next_attempt_at"),
)

attempts = Table(
    "delivery_attempts",
    metadata,
    tenant(),
    name("delivery_id", key=True),
    number("number", key=True),
    name("at", required=True),
    number("status_code"),
    words("error"),
    Column("seconds", Float, nullable=False),
    ForeignKeyConstraint(["tenant", "delivery_id"], ["deliveries.tenant", "deliveries.id"], ondelete="CASCADE"),
)
