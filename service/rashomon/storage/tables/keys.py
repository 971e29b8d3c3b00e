"""Tenants and their API keys; of a key only a digest is kept."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, Table

from rashomon.storage.tables.schema import document, metadata, name, words

tenants = Table(
    "tenants",
    metadata,
    name("id", key=True),
    Column("callback_secret", LargeBinary),
    name("created_at", required=True),
)

api_keys = Table(
    "api_keys",
    metadata,
    name("id", key=True),
    name("tenant", required=True),
    words("name", required=True),
    Column("prefix", name("x").type, nullable=False, unique=True),
    name("secret_hash", required=True),
    document("scopes"),
    name("created_at", required=True),
    name("last_used_at"),
    name("revoked_at"),
    Index(None, "tenant", "created_at"),
)
