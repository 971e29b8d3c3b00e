"""What a client says of a webhook endpoint, and of an API key."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, validate

from rashomon.api.schemas.fields import Instant, phrase
from rashomon.api.schemas.submission import Strict
from rashomon.records.key import SCOPES
from rashomon.records.webhook import EVENT_TYPES

URL = r"^https?://[^\s/]+\S*$"


class EndpointChangeSchema(Strict):
    """The fields of an endpoint that are to change."""

    url = fields.String(
        validate=[validate.Length(1, 2048), validate.Regexp(URL, error="Not an http(s) address.")],
        metadata={"description": "Where messages are sent.", "example": "https://hooks.example.org/rashomon"},
    )
    description = phrase("For people.", longest=500)
    event_types = fields.List(
        fields.String(validate=validate.OneOf(EVENT_TYPES)), metadata={"description": "What to be told of; empty means all."}
    )
    filters = fields.Dict(
        keys=fields.String(validate=validate.Length(1, 60)),
        values=fields.List(fields.String(validate=validate.Length(1, 200)), validate=validate.Length(1, 50)),
        validate=validate.Length(max=20),
        metadata={"description": 'Only messages whose payload has one of these values, such as `{"type": ["air_strike"]}`.'},
    )
    enabled = fields.Boolean(truthy={True}, falsy={False}, metadata={"description": "Whether messages are sent."})

    @post_load
    def made(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:  # noqa: ANN401 - marshmallow's arguments
        """Return the fields as the record has them."""
        return {**data, **({"event_types": tuple(data["event_types"])} if "event_types" in data else {})}


class NewEndpointSchema(EndpointChangeSchema):
    """A new endpoint."""

    url = fields.String(
        required=True,
        validate=[validate.Length(1, 2048), validate.Regexp(URL, error="Not an http(s) address.")],
        metadata={"description": "Where messages are sent.", "example": "https://hooks.example.org/rashomon"},
    )


class RecoverSchema(Strict):
    """Which messages to send again: those that failed from `since` to before `until`."""

    since = Instant(required=True, metadata={"description": "ISO 8601 date, or date and time; UTC without an offset."})
    until = Instant(metadata={"description": "As `since`; without it, until now."})


class KeyRequestSchema(Strict):
    """A new API key."""

    name = phrase("For people.", longest=100, required=True, pattern=r"\S")
    scopes = fields.List(
        fields.String(validate=validate.OneOf(SCOPES)),
        required=True,
        validate=validate.Length(1, len(SCOPES)),
        metadata={"description": "What it may do: `read`; `submit` (articles, comparisons, jobs); `admin` (webhooks, keys)."},
    )
