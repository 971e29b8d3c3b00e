"""API keys of the calling tenant: made, listed, rotated, revoked."""

from __future__ import annotations

from typing import Any

from flask import Response

from rashomon.api.answers import answer
from rashomon.api.callers import tenant
from rashomon.api.operation import Reply, Room, operation
from rashomon.api.schemas.webhooks import KeyRequestSchema
from rashomon.api.services import store
from rashomon.workflows import keys

room = Room("keys", __name__, url_prefix="/v1", description="Who may call, to do what.")


@operation(room, "/keys", method="POST", name="createKey", body=KeyRequestSchema, replies=(Reply(201, "NewKey"),))
def create_key(body: dict[str, Any]) -> Response:
    """Make a key; its secret is in this answer and in no other."""
    return answer(keys.create_key(store(), tenant(), name=body["name"], scopes=tuple(dict.fromkeys(body["scopes"]))), 201)


@operation(room, "/keys", name="listKeys", replies=(Reply(200, "KeyList"),))
def list_keys() -> Response:
    """List the keys, oldest first, revoked ones too."""
    return answer({"data": keys.list_keys(store(), tenant())})


@operation(room, "/keys/<ident:key_id>/rotate", method="POST", name="rotateKey", replies=(Reply(201, "NewKey"),))
def rotate_key(*, key_id: str) -> Response:
    """Make a key of the same name and scopes and revoke this one."""
    return answer(keys.rotate_key(store(), tenant(), key_id), 201)


@operation(room, "/keys/<ident:key_id>", method="DELETE", name="revokeKey", replies=(Reply(204),))
def revoke_key(*, key_id: str) -> Response:
    """Revoke a key at once."""
    keys.revoke_key(store(), tenant(), key_id)
    return Response(status=204)
